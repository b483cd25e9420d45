"""What the matcher must know of a language itself: words that join, stand for each other, or ask."""

from typing import Annotated

from pydantic import Field

from bot.core.model import Line, Prose, Slug, Value


class SynonymGroup(Value):
    """Everyday, medical and regional words for one thing."""

    name: Slug
    """A short name for the thing."""
    words: Annotated[tuple[Line, ...], Field(min_length=2)]
    """The words, each of which stands for all the others."""


class FollowUpWords(Value):
    """Words by which a message is known to hang on the one before."""

    openers: tuple[Line, ...] = ()
    """Words that tie what follows to the message before, such as "and" or "what about"."""
    points_back: tuple[Line, ...] = ()
    """Words that stand for what was said before, such as "it"."""
    asks: tuple[Line, ...] = ()
    """Words that begin a question, such as "how long" or "is"."""
    no_subject: tuple[Line, ...] = ()
    """Words that tell nobody what a question is about, such as "normal", "day" or "go away"."""


class MentionWords(Value):
    """Words by which a medicine that is only mentioned is told from one that is asked about."""

    before_name: tuple[Line, ...] = ()
    """Words before a medicine's name that tell of it, such as "took" or "I am on"."""
    around_name: tuple[Line, ...] = ()
    """Words beside a medicine's name that are no subject of their own, such as "prescribed"."""


class DoseWords(Value):
    """Words by which a question of how much, how often or what goes together is known."""

    doses: tuple[Line, ...] = ()
    """Words that always mean a dose, such as "mg"."""
    amounts: tuple[Line, ...] = ()
    """Words that mean a dose beside a medicine's name, such as "how many"."""
    numbers: tuple[Line, ...] = ()
    """Numbers in words, which mean a dose right before a medicine's name; digits do too."""
    counted: tuple[Line, ...] = ()
    """What numbers count in dates, such as "day"; such a number is no dose."""
    taking: tuple[Line, ...] = ()
    """What one does with a medicine, such as "take"."""
    mixing: tuple[Line, ...] = ()
    """Words that put two things together, such as "with" or "mix"."""
    partners: tuple[Line, ...] = ()
    """What a medicine is mixed with, such as "my tablets" or "food"."""
    drinks: tuple[Line, ...] = ()
    """Drinks with alcohol: beside a medicine's name they always ask if the two go together."""
    other: tuple[Line, ...] = ()
    """What looks like one of these and asks something else, such as "how much is"."""


class Language(Value):
    """What the matcher must know of the language itself."""

    joiners: tuple[Line, ...] = ()
    """Words that join two questions in one message, such as "and" or "also"."""
    synonyms: tuple[SynonymGroup, ...] = ()
    """Words that mean the same, group by group."""
    well_spelt: Prose = ""
    """Common words that must not be taken for a misspelt one, parted by spaces."""
    follow_ups: FollowUpWords = FollowUpWords()
    """How a message is known to hang on the one before."""
    mentions: MentionWords = MentionWords()
    """How a medicine that is only mentioned is known."""
    dose_questions: DoseWords = DoseWords()
    """How a question about a dose is known."""
