"""Asking Telegram about the bot: two calls that change nothing and disturb no bot that runs."""

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final, TypeVar

from aiohttp import ClientError, ClientSession, ClientTimeout
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

PATIENCE: Final = 15.0
"""Seconds that Telegram has for each answer."""

_REFUSALS: Final = {401, 404}
_LARGEST: Final = 1_000_000


class Trouble(StrEnum):
    """Why Telegram told nothing."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    STRANGE = "strange"
    """Something answered that does not speak as Telegram does."""


class NoAnswer(Exception):  # noqa: N818  It reads as what it says.
    """Telegram told nothing; only the kind of trouble is kept, since the address holds the token."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class _Told(BaseModel):
    """Something of Telegram's; fields that the doctor does not need are ignored."""

    model_config = ConfigDict(frozen=True)


class Me(_Told):
    """What the bot is and may do."""

    username: str
    can_join_groups: bool = True
    can_read_all_group_messages: bool = False


class WebhookInfo(_Told):
    """Where updates go."""

    url: str = ""
    pending_update_count: int = 0
    last_error_date: int | None = None
    last_error_message: str = ""


class Visit(_Told):
    """What Telegram told of the bot."""

    me: Me
    webhook: WebhookInfo
    ahead: float | None
    """Seconds by which the clock here is ahead of Telegram's; None when Telegram did not tell the time."""


class _Envelope(_Told):
    result: JsonValue


_Shape = TypeVar("_Shape", bound=_Told)


async def visit(api_url: str, token: str, clock: Callable[[], float] = time.time) -> Visit:
    """Ask Telegram who the bot is and where its updates go.

    Raises:
        NoAnswer: The token is refused, Telegram cannot be reached, or something else answers.
    """
    address = f"{api_url.rstrip('/')}/bot{token}"
    async with ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session:
        me, told_at = await _asked(session, f"{address}/getMe", Me)
        ahead = None if told_at is None else clock() - told_at
        webhook, _ = await _asked(session, f"{address}/getWebhookInfo", WebhookInfo)
    return Visit(me=me, webhook=webhook, ahead=ahead)


async def _asked(session: ClientSession, address: str, shape: type[_Shape]) -> tuple[_Shape, float | None]:
    try:
        async with session.post(address) as answer:
            body, told_at = await answer.content.read(_LARGEST), _seconds(answer.headers.get("Date"))
    except (ClientError, OSError):
        raise NoAnswer(Trouble.UNREACHABLE) from None
    if answer.status in _REFUSALS:
        raise NoAnswer(Trouble.REFUSED)
    try:
        return shape.model_validate(_Envelope.model_validate_json(body).result), told_at
    except ValidationError:
        raise NoAnswer(Trouble.STRANGE) from None


def _seconds(date: str | None) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp() if date else None
    except ValueError:
        return None
