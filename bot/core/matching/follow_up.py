"""Follow-ups: short messages that cannot stand alone, because what they are about was said before."""

from typing import Final

from bot.core.knowledge import Knowledge
from bot.core.matching.features import Words
from bot.core.matching.reading import Heard
from bot.core.matching.terms import Terms, is_number
from bot.core.model import Value

LONGEST: Final = 12
"""Words; who types more than this tells what it is about."""


class SameTopic(Value):
    """The message asks on about the topic before: "how long does it last?", "and at night?"."""


class NewSubject(Value):
    """The message ties its own subject to the topic before: "what about ibuprofen", "and the pain?"."""

    words: Words
    """The subject, without the words that tie it."""


FollowUp = SameTopic | NewSubject


class FollowUps:
    """Tells follow-ups from questions that stand alone; when in doubt, a question stands alone."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the words that tie, point back, ask, or say nothing by themselves."""
        tied = knowledge.language.follow_ups
        self._openers = Terms(tied.openers)
        self._pleasantries = Terms(*(talk.says for talk in knowledge.phrases.small_talk))
        self._leads = Terms(tied.openers, *(talk.says for talk in knowledge.phrases.small_talk))
        self._asking = Terms(tied.points_back, tied.asks)
        self._no_subject = Terms(tied.openers, tied.points_back, tied.asks, tied.no_subject)

    def read(self, heard: Heard) -> FollowUp | None:
        """Return how a message hangs on the topic before it; None when it stands alone."""
        words = heard.whole.words
        if len(words) > LONGEST:
            return None
        led = self._leads.after_leading(words)
        is_tied = self._openers.are_in(words[: len(words) - len(led)])
        rest = self._pleasantries.before_trailing(led)
        if not rest:
            return None
        if self.names_no_subject(rest):
            return SameTopic() if is_tied or self._asking.are_in(rest) else None
        return NewSubject(words=rest) if is_tied else None

    def names_no_subject(self, words: Words) -> bool:
        """Whether nothing in the words says what they are about."""
        return all(map(is_number, self._no_subject.without(words)))
