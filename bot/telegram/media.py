"""Which of its limits the bot admits to, for whatever came instead of text."""

from telegram import (
    Animation,
    Audio,
    LivePhoto,
    Message,
    PaidMediaInfo,
    Sticker,
    Story,
    Video,
    VideoNote,
    Voice,
)

from bot.telegram.notices import Notice


def limit_of(message: Message) -> Notice | None:
    """Return what to say of the content of a message, or None when it is text."""
    if message.text is not None:
        return None
    match message.effective_attachment:
        case (
            tuple() | LivePhoto() | Video() | Animation() | Sticker() | Story() | PaidMediaInfo()
        ):  # a photo is a tuple of sizes
            return Notice.CANNOT_SEE
        case Voice() | Audio() | VideoNote():
            return Notice.CANNOT_HEAR
        case _:
            return Notice.CANNOT_OPEN
