"""Somebody's own words as a quotation: cleaned, measured, shown, and read back from what was shown."""

import re
import unicodedata
from typing import Final

from telegram import Message as Received
from telegram import MessageEntity
from telegram.constants import MessageEntityType

from bot.telegram.buttons import Choice, encode
from bot.telegram.messages import Line, Paragraph
from bot.telegram.wording import command_in, question_in

MOST_ASKED: Final = 1_600
"""UTF-16 units that a patient can hand over at once: a preview has to say more than the words."""
MOST_ANSWERED: Final = 3_000
"""UTF-16 units of a person's answer, so that the closing lines fit under it."""
MOST_UNDER_PICTURE: Final = 600
"""The same under a picture, where Telegram lets 1,024 stand."""

# What turns the direction of writing can show words in another order than they are read in; the rest of the
# control characters shows nothing.
_UNSEEN: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LEADING: Final = " \t\n\u00a0\u180e\u200b\u200c\u200d\u2060\ufeff"
_QUOTATIONS: Final = {MessageEntityType.BLOCKQUOTE, MessageEntityType.EXPANDABLE_BLOCKQUOTE}


def cleaned(text: str | None) -> str:
    """Return words as they are shown and passed on, without what is not seen."""
    return _UNSEEN.sub("", text or "").strip()


def words_of(message: Received) -> str:
    """Return what a person wrote, be it a text or a caption, as it would be passed on."""
    return cleaned(message.text or message.caption)


def asked_in(message: Received) -> str:
    """Return what a patient asked: without a command, and nothing where a link or a button has asked."""
    return "" if command_in(message) == "start" else cleaned(question_in(message))


def is_internal(words: str) -> bool:
    """Whether words begin with a slash, in whatever form and behind whatever is not seen."""
    return unicodedata.normalize("NFKC", words.lstrip(_LEADING)[:1]) == "/"


def fits(words: str, most: int) -> bool:
    """Whether words are short enough, counted as Telegram's apps count."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2 <= most


def quotation(words: str) -> Paragraph:
    """Return words as a quotation, in which nothing can be taken for the bot's own."""
    return Paragraph.of(Line(text=words, quoted=True))


def quoted_in(message: Received) -> str | None:
    """Return the words that a message of the bot's quotes; None unless it is exactly one quotation."""
    found: list[MessageEntity] = [it for it in message.entities if it.type in _QUOTATIONS]
    return message.parse_entity(found[0]).strip() if len(found) == 1 else None


def offers(message: Received, choice: Choice) -> bool:
    """Whether a button stands under a message: what is tapped can be forged, what stands there cannot."""
    keyboard = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(button.callback_data == encode(choice) for row in keyboard for button in row)
