"""What the bot says around a clinic's own words, and of texts whose check is due."""

from typing import Annotated

from pydantic import StringConstraints

from bot.core.model import REFERENCE_WORD, Label, Line, Notice, Value
from bot.core.own_words import Says


class ClinicPhrases(Value):
    """The words that mark what is the clinic's, and how fresh a text is."""

    own_words: Says
    """Stands before each text that the clinic wrote itself."""
    contact: Notice
    """Follows the ways to reach the clinic."""
    being_reviewed: Line
    """Said instead of an answer about health whose check by a clinician is long overdue."""
    check_due: Label
    """Said under other answers whose check is long overdue."""
    answers_due: Label
    """Stands before how many answers are due for a check, in /about."""
    reference: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=REFERENCE_WORD)
    ]
    """Stands before a topic's id and revision."""
