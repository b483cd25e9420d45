"""Raw updates: what Telegram sent, cut to what any database holds, whatever shape it has."""

import json
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeGuard

from bot.logs import described
from bot.storage.records import Arrival

LONGEST_BODY: Final = 1_000_000
"""Characters of JSON that are stored of an update; a longer one is stored as its skeleton."""
LARGEST_NUMBER: Final = 2**53 - 1
"""Beyond this no number in JSON is an id: many programs cannot tell it from its neighbour."""
HEAD: Final = 65_536
"""Bytes of an unreadable payload in which the id is looked for; Telegram writes it first."""

_ID: Final = re.compile(rb'"update_id"\s*:\s*(\d{1,16})\s*[,}]')
_KIND: Final = re.compile(rb'\s*"([a-z_]{1,40})"\s*:')
_CHAT: Final = re.compile(rb'"chat"\s*:\s*\{\s*"id"\s*:\s*(-?\d{1,16})\s*[,}]')
_WORDS: Final = tuple((kind, part) for kind in ("message", "edited_message") for part in ("text", "caption"))

Screen = Callable[[str], bool]
"""Whether words are so urgent that their update overtakes what waits."""

_log: Final = logging.getLogger(__name__)


class Unreadable(Exception):  # noqa: N818  It reads as what it says.
    """These bytes are not the JSON that was expected; what they are is not told."""


def updates_in(payload: bytes) -> tuple[object, ...]:
    """Return the updates in the answer to a poll.

    Raises:
        Unreadable: it is no JSON, or not of this kind.
    """
    match json_in(payload):
        case {"ok": True, "result": list(updates)}:
            return tuple(updates)
        case _:
            raise Unreadable


def json_in(payload: bytes) -> object:
    """Return what JSON in UTF-8 stands for.

    Raises:
        Unreadable: it is none, or too deep, or holds a number with thousands of digits.
    """
    try:
        read: object = json.loads(payload.decode())
    except (ValueError, RecursionError):
        raise Unreadable from None
    return read


def arrivals_in(updates: Sequence[object], is_urgent: Screen | None = None) -> tuple[Arrival, ...]:
    """Return the updates as they are stored, without those that have no id."""
    found = (arrival_of(update, is_urgent) for update in updates)
    return tuple(arrival for arrival in found if arrival is not None)


def arrival_of(update: object, is_urgent: Screen | None = None) -> Arrival | None:
    """Return an update as it is stored, or None when it has no id."""
    if not isinstance(update, dict) or not _is_id(update_id := update.get("update_id")):
        return None
    lane = _lane_of(update)
    body = _written(update)
    if body is None:
        return _skeleton(update_id, _kind_of(update), lane)
    urgent = is_urgent is not None and any(_holds(is_urgent, words) for words in _words_in(update))
    return Arrival(
        update_id=update_id,
        lane=lane,
        body=body,
        urgent=urgent,
        thread=_thread_of(update),
        hangs_on=_hangs_on(update),
    )


def skeleton_in(payload: bytes) -> Arrival | None:
    """Return what can be told of the first update in unreadable bytes, or None when that is not even its id.

    What a patient writes cannot pass for it: in a JSON string each quotation mark has a backslash before it.
    """
    head = payload[:HEAD]
    found = _ID.search(head)
    if not found or not _is_id(update_id := int(found[1])):
        return None
    kind, chat = _KIND.match(head, found.end()), _CHAT.search(head, found.end())
    lane = int(chat[1]) if chat else None
    return _skeleton(update_id, kind[1].decode() if kind else None, lane if _is_chat(lane) else None)


def _skeleton(update_id: int, kind: str | None, lane: int | None) -> Arrival:
    # Nothing can read it as a message, so it is set aside like any unreadable update, and its patient told.
    chat = {} if lane is None else {"chat": {"id": lane}}
    body = json.dumps({"update_id": update_id, kind or "message": chat})
    return Arrival(update_id=update_id, lane=lane, body=body)


def _written(update: dict[str, Any]) -> str | None:
    """Return the update as JSON in ASCII, in which no NUL and no lone surrogate stands; None if too much."""
    try:
        body = json.dumps(update, allow_nan=False, separators=(",", ":"))
    except (ValueError, RecursionError):
        return None
    return body if len(body) <= LONGEST_BODY else None


def _kind_of(update: dict[str, Any]) -> str | None:
    kinds = (key for key, content in update.items() if isinstance(content, dict))
    return next((key for key in kinds if _KIND.fullmatch(f'"{key}":'.encode(errors="replace"))), None)


def _lane_of(update: dict[str, Any]) -> int | None:
    """Return the chat of whatever the update brings: of itself, or of the message that it is about."""
    for content in update.values():
        for holder in (content, _part(content, "message")):
            if (number := _chat_of(holder)) is not None:
                return number
    return None


def _thread_of(update: dict[str, Any]) -> int | None:
    """Return the thread of a forum in which it was written or tapped; a reply thread elsewhere is none."""
    for content in update.values():
        for holder in (content, _part(content, "message")):
            if _part(holder, "is_topic_message") is True and _is_id(
                thread := _part(holder, "message_thread_id")
            ):
                return thread
    return None


def _hangs_on(update: dict[str, Any]) -> int | None:
    """Return the message of the same chat that it replies to, or whose button was tapped."""
    tapped = _part(update.get("callback_query"), "message")
    if _is_id(number := _part(tapped, "message_id")):
        return number
    for content in update.values():
        answered = _part(content, "reply_to_message")
        is_here = _chat_of(answered) in {None, _chat_of(content)}
        if is_here and _is_id(number := _part(answered, "message_id")):
            return number
    return None


def _chat_of(message: object) -> int | None:
    return number if _is_chat(number := _part(_part(message, "chat"), "id")) else None


def _words_in(update: dict[str, Any]) -> Iterator[str]:
    for kind, part in _WORDS:
        if isinstance(words := _part(update.get(kind), part), str):
            yield words


def _holds(is_urgent: Screen, words: str) -> bool:
    try:
        return is_urgent(words)
    except Exception as failure:  # noqa: BLE001  An update whose urgency is unknown is stored all the same.
        _log.error("the urgency of an update cannot be told: %s", described(failure))
        return False


def _part(content: object, name: str) -> object:
    return content.get(name) if isinstance(content, dict) else None


def _is_id(number: object) -> TypeGuard[int]:
    return type(number) is int and 0 <= number <= LARGEST_NUMBER


def _is_chat(number: object) -> TypeGuard[int]:
    return type(number) is int and abs(number) <= LARGEST_NUMBER
