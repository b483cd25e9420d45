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

_log: Final = logging.getLogger(__name__)


class Destination(Value):
    """Where an act takes place."""

    chat_id: int
    thread: int | None = None
    """The thread of the letter's conversation."""
    target: int | None = None
    """The message there that carries what the letter passes on."""


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


async def post_in_place(  # noqa: PLR0913, PLR0917  What every new message has.
    post: Post,
    to: Destination,
    under: int | None,
    thread: int | None,
    words: Words | None,
    more: Parameters | None = None,
) -> Delivered:
    """Post into the thread; where that is gone, into the chat itself, so that nothing is lost."""
    parameters: Parameters = {"chat_id": to.chat_id} | (more or {})
    if under is not None:
        parameters["reply_parameters"] = {"message_id": under, "allow_sending_without_reply": True}
    place = to.thread if to.thread is not None else thread
    in_thread: Parameters = {} if place is None else {"message_thread_id": place}

    async def post_there(said: Parameters) -> object:
        try:
            return await post(parameters | in_thread | said)
        except BadRequest as refusal:
            if place is None or not says(refusal, "thread not found"):
                raise
            return await post(parameters | said)

    shown = await as_html_or_text(post_there, words) if words else await post_there({})
    return Delivered(message_id=number_in(shown, "message_id"))


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


def _key(button: Button) -> dict[str, str]:
    if isinstance(button, Link):
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}
