"""Who writes in the staff chat: only a person who shows themselves speaks to a patient."""

from enum import StrEnum, auto

from telegram import Message


class Objection(StrEnum):
    """Why a message of the staff chat is not passed on; each has its sentence in the phrases."""

    HIDDEN = auto()
    FORWARDED = auto()
    BY_BOT = auto()
    ELSEWHERE = auto()


def is_program(message: Message) -> bool:
    """Whether a program wrote it by itself, or Telegram copied it here: nobody waits for a word on it."""
    if message.is_automatic_forward:
        return True
    return message.from_user is None or (message.from_user.is_bot and message.sender_chat is None)


def objection_to(message: Message) -> Objection | None:
    """Return why a message speaks for nobody, or None when a person shows that it is their own.

    A name never counts: Telegram lets people choose it, and change it.
    """
    if message.sender_chat is not None or message.from_user is None or message.from_user.is_bot:
        return Objection.HIDDEN
    if message.forward_origin is not None:
        return Objection.FORWARDED
    if message.via_bot is not None or message.sender_business_bot is not None:
        return Objection.BY_BOT
    if message.external_reply is not None:
        return Objection.ELSEWHERE
    return None


def shows_something(message: Message) -> bool:
    """Whether a message brings a picture, a film, a recording or a file for the other side."""
    return any(
        (
            message.photo,
            message.video,
            message.animation,
            message.voice,
            message.audio,
            message.document,
            message.video_note,
        )
    )
