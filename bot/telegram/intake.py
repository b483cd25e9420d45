"""Intake: what Telegram's long poll brings, made safe for a library that gives up at a surprise."""

import json
import logging
from http import HTTPStatus
from typing import Any, Final

from telegram import Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.logs import described

_log: Final = logging.getLogger(__name__)


class PollRequest(HTTPXRequest):
    """Fetches updates; one that cannot be read is set aside, so that it silences nobody else.

    Left alone, the library asks for an unreadable update again and again, and answers no one; and it stops
    asking for good when Telegram once takes the token for wrong, which passes.
    """

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """Return Telegram's answer with every unreadable update emptied.

        Raises:
            NetworkError: Telegram does not know the token at this moment; the library tries again later.
        """
        code, payload = await super().do_request(*args, **options)
        if code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
            raise NetworkError(f"Telegram does not know the token at this moment ({code})")
        return code, readable(payload) if code == HTTPStatus.OK else payload


def readable(payload: bytes) -> bytes:
    """Return the payload of a poll in which an unreadable update is left with nothing but its number."""
    try:
        answer = json.loads(payload)
        updates = answer["result"]
        answer["result"] = [update if _can_be_read(update) else _emptied(update) for update in updates]
    except (ValueError, TypeError, KeyError):
        return payload
    return payload if answer["result"] == updates else json.dumps(answer).encode()


def _can_be_read(update: dict[str, Any]) -> bool:
    try:
        Update.de_json(update, None)
    except Exception as failure:  # noqa: BLE001 the library names no exception for this
        _log.error("an update cannot be read and is set aside: %s", described(failure))
        return False
    return True


def _emptied(update: dict[str, Any]) -> dict[str, Any]:
    return {"update_id": update["update_id"]}
