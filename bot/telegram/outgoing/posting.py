"""Posting: how words, buttons and pictures are told to Telegram, and where they go."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from telegram.error import BadRequest

from bot.core.model import Value
from bot.telegram.messages import Button, Link, Message
from bot.telegram.outgoing.verdicts import Delivered, says

Parameters = dict[str, object]
Post = Callable[[Parameters], Awaitable[object]]
Begin = Callable[[], Awaitable[int | None]]
"""Begins another thread for a conversation whose own is gone; returns None where there can be none."""

_log: Final = logging.getLogger(__name__)


class Destination(Value):
    """Where an act takes place."""

    chat_id: int
    thread: int | None = None
    """The thread of the letter's conversation."""
    target: int | None = None
    """The message there that carries what the letter passes on."""


class Place(Value):
    """Where a message of the bot's is to stand."""

    chat_id: int
    thread: int | None = None
    under: int | None = None
    """The message that it replies to."""

    @classmethod
    def at(cls, to: Destination, under: int | None = None, thread: int | None = None) -> "Place":
        """Return a place there; the thread of the letter's conversation goes before any other."""
        return cls(chat_id=to.chat_id, under=under, thread=thread if to.thread is None else to.thread)


class Words(Value):
    """A message's words, with markup and without."""

    with_markup: dict[str, object]
    plain: dict[str, object]


def words_of(message: Message) -> Words:
    """Return a message as a text."""
    common = {"link_preview_options": {"is_disabled": True}} | keyboard(message)
    return Words(
        with_markup={"text": message.html, "parse_mode": "HTML"} | common,
        plain={"text": message.text} | common,
    )


def caption_of(message: Message) -> Words:
    """Return a message as what stands under a picture."""
    common = keyboard(message)
    return Words(
        with_markup={"caption": message.html, "parse_mode": "HTML"} | common,
        plain={"caption": message.text} | common,
    )


def keyboard(message: Message) -> Parameters:
    """Return a message's buttons."""
    return keyboard_of(message.buttons)


def keyboard_of(buttons: Sequence[Sequence[Button]]) -> Parameters:
    """Return rows of buttons; no row at all leaves a message without any."""
    if not buttons:
        return {}
    return {"reply_markup": {"inline_keyboard": [[_key(key) for key in row] for row in buttons]}}


async def post_in_place(post: Post, place: Place, words: Words, begin: Begin | None = None) -> Delivered:
    """Post into the thread; where it is gone, into another one or the chat itself: nothing is lost."""
    parameters: Parameters = {"chat_id": place.chat_id}
    if place.under is not None:
        parameters["reply_parameters"] = {"message_id": place.under, "allow_sending_without_reply": True}
    thread, begun = place.thread, None

    async def post_there(said: Parameters) -> object:
        nonlocal thread, begun
        try:
            return await post(parameters | _in_thread(thread) | said)
        except BadRequest as refusal:
            if thread is None or not says(refusal, "thread not found"):
                raise
        thread = begun = await begin() if begin else None
        return await post(parameters | _in_thread(thread) | said)

    shown = await as_html_or_text(post_there, words)
    return Delivered(message_id=number_in(shown, "message_id"), thread=begun)


async def as_html_or_text(post: Post, words: Words) -> object:
    """Post words with their markup; where Telegram cannot read it, without."""
    try:
        return await post(words.with_markup)
    except BadRequest as refusal:
        if not says(refusal, "can't parse entities"):
            raise
        _log.warning("Telegram cannot read the markup; sent as plain text")
        return await post(words.plain)


def number_in(answer: object, name: str) -> int | None:
    """Return a number that Telegram's answer holds, or None."""
    number = answer.get(name) if isinstance(answer, dict) else None
    return number if isinstance(number, int) else None


def _in_thread(thread: int | None) -> Parameters:
    return {} if thread is None else {"message_thread_id": thread}


def _key(button: Button) -> dict[str, str]:
    if isinstance(button, Link):
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}
