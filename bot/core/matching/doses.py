"""Questions of how much of a medicine, how often, and what goes together: the bot never answers these."""

from typing import Final

from bot.core.knowledge import Knowledge
from bot.core.matching.features import Words
from bot.core.matching.follow_up import LONGEST
from bot.core.matching.mentions import Mentions
from bot.core.matching.reading import Heard
from bot.core.matching.terms import Terms, is_number

_TWO: Final = 2


class Doses:
    """Recognises questions about a dose, its frequency, or what a medicine goes together with."""

    def __init__(self, knowledge: Knowledge, mentions: Mentions) -> None:
        """Take the words of such questions, and what tells whether a medicine is only mentioned."""
        asked, tied = knowledge.language.dose_questions, knowledge.language.follow_ups
        self._mentions = mentions
        self._doses = Terms(asked.doses)
        self._amounts = Terms(asked.amounts)
        self._numbers = Terms(asked.numbers)
        self._counted = Terms(asked.counted)
        self._taking = Terms(asked.taking)
        self._mixing = Terms(asked.mixing)
        self._partners = Terms(asked.partners, asked.drinks)
        self._drinks = Terms(asked.drinks)
        self._other = Terms(asked.other)
        self._points_back = Terms(tied.points_back)
        self._leads = Terms(tied.openers, tied.points_back, tied.asks, tied.no_subject, asked.taking)
        names = tuple(name for group in knowledge.medicines for name in group.names)
        self._dose_or_amount = Terms(asked.doses, asked.amounts)
        self._of_doses = Terms(
            asked.doses, asked.amounts, asked.numbers, asked.taking, asked.mixing, asked.partners,
            asked.drinks, names, tied.openers, tied.points_back, tied.asks, tied.no_subject,
        )  # fmt: skip

    def asked_in(self, heard: Heard) -> bool:
        """Whether the message asks for a dose, or if a medicine goes together with something."""
        is_named = self._mentions.names.are_in(heard.whole.words)
        if is_named and self._mixes(heard.whole.words):
            return True
        return any(
            self._asks_amount(self._other.without(words), is_named=is_named)
            for words, only_tells in self._mentions.clauses(heard)
            if not only_tells
        )

    def asked_on_in(self, heard: Heard) -> bool:
        """Whether the message, after an answer about a medicine, asks on about that medicine's dose.

        "how often?", "and with wine?", "is it ok to double it": short, and about nothing else.
        """
        words = self._other.without(heard.whole.words)
        if len(words) > LONGEST or not all(map(is_number, self._of_doses.without(words))):
            return False
        is_named = self._mentions.names.are_in(words)
        if self._dose_or_amount.are_in(words) and not is_named:
            return True
        return (is_named or self._partners.are_in(words)) and self._mixes_with_it(words)

    def _mixes_with_it(self, words: Words) -> bool:
        """Whether what is mixed is what was spoken of before: "with wine?", "can I drink wine with it"."""
        begins = next(self._mixing.places_in(self._leads.after_leading(words)), (None, None))
        return begins[0] == 0 or (self._mixing.are_in(words) and self._points_back.are_in(words))

    def _asks_amount(self, words: Words, *, is_named: bool) -> bool:
        if self._doses.are_in(words):
            return True
        if not is_named:
            return False
        if self._counts_a_medicine(words):
            return True
        if not self._amounts.are_in(words):
            return False
        alone = not self._amounts.without(words)
        return alone or self._mentions.names.are_in(words) or self._taking.are_in(words)

    def _counts_a_medicine(self, words: Words) -> bool:
        """Whether a number stands right before a name, as in "2 advil", not as in "day 2 advil"."""
        starts = (start for start, _ in self._mentions.names.places_in(words) if start)
        return any(
            (is_number(words[at - 1]) or self._numbers.are_in(words[at - 1 : at]))
            and not self._counted.are_in(words[max(0, at - _TWO) : at - 1])
            for at in starts
        )

    def _mixes(self, words: Words) -> bool:
        """Whether a medicine is put together with a drink, or by a mixing word with anything to be mixed."""
        rest = self._mentions.names.without(words)
        if self._drinks.are_in(rest):
            return True
        named = sum(1 for _ in self._mentions.names.places_in(words))
        return self._mixing.are_in(rest) and (named >= _TWO or self._partners.are_in(rest))
