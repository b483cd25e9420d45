"""What the bot says of a patient's words and traces: /privacy and /forget."""

from typing import Annotated

from pydantic import StringConstraints

from bot.core.model import Label, Line, Notice, Value

Told = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\n]*$")
]
"""Short enough for all paragraphs of /privacy to share one message."""


class PrivacyPhrases(Value):
    """The paragraphs of /privacy; which of them are said follows from how the bot is run."""

    nobody_reads: Told
    """Said where no conversation with the staff is possible."""
    stored: Told
    """Says how long a question waits on disk."""
    remembered: Told
    """Says what is remembered of a chat, and for how long."""
    kept_day: Told
    """Said where a patient can have the day of the procedure kept."""
    staff: Told
    """Said where a question can be handed to the clinic."""
    staff_kept: Told
    """Says how long such a conversation is kept, and where copies of it stay."""
    readers: Label
    """Stands before who reads what is handed over, where the clinic names them."""
    missed: Told
    """Said where questions that could not be answered are kept, and why /forget does not find them."""
    counted: Told
    """Says what is counted, without anything of a patient."""
    logged: Told
    """Said when the log notes the kind of each reply."""
    not_logged: Told
    """Said when the log does not even note that."""
    erasure: Told
    """Says how to erase everything."""
    telegram: Told
    """Says what Telegram itself keeps."""
    operator: Label
    """Stands before the name of whoever runs the bot."""
    operator_unnamed: Told
    """Said when nobody has put a name in the settings."""


class ErasurePhrases(Value):
    """The words of /forget in a private chat."""

    question: Line
    """Asks whether everything is to be erased, and says what that means."""
    also_staff: Line
    """What else it means where a question can be handed to the clinic."""
    confirm: Label
    receipt: Line
    """Says what has been erased."""
    receipt_staff: Line
    """Says what became of the copies that the staff have."""
    telegram_keeps: Line
    """Says what the bot cannot erase."""
    staff_told: Notice
    """Said in the staff chat when a patient erased a conversation."""
