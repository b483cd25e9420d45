"""Asking Telegram about the bot: a few calls that change nothing and disturb no bot that runs."""

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
_CLOSED: Final = {400, 403}
_LARGEST: Final = 1_000_000


class Trouble(StrEnum):
    """Why Telegram told nothing."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    STRANGE = "strange"
    """Something answered that does not speak as Telegram does."""


class NotThere(Exception):  # noqa: N818  The same.
    """The bot cannot see a chat; `new_id` is where the chat has moved, if it has."""

    def __init__(self, new_id: int | None) -> None:
        super().__init__("the bot cannot see this chat")
        self.new_id = new_id


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

    id: int = 0
    username: str
    can_join_groups: bool = True
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = False


class StaffChat(_Told):
    """The chat of the clinic's staff."""

    type: str
    username: str | None = None
    is_forum: bool = False


class Standing(_Told):
    """What the bot is in a chat."""

    status: str
    can_manage_topics: bool = False
    can_send_messages: bool = True
    """Told of members whose rights are restricted."""


class StaffVisit(_Told):
    """What Telegram told of the staff's chat."""

    chat: StaffChat
    standing: Standing
    members: int
    """How many people and bots are in it."""


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


class _Count(_Told):
    count: int


class _Move(_Told):
    migrate_to_chat_id: int | None = None


class _Refusal(_Told):
    parameters: _Move = _Move()


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


async def visit_staff(api_url: str, token: str, chat_id: int, bot_id: int) -> StaffVisit:
    """Ask Telegram what the staff's chat is, what the bot is in it, and how many are there.

    Raises:
        NotThere: The bot cannot see the chat.
        NoAnswer: Telegram cannot be reached, or something else answers.
    """
    address = f"{api_url.rstrip('/')}/bot{token}"
    async with ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session:
        chat, _ = await _asked(session, f"{address}/getChat", StaffChat, chat_id=chat_id)
        standing, _ = await _asked(
            session, f"{address}/getChatMember", Standing, chat_id=chat_id, user_id=bot_id
        )
        counted, _ = await _asked(session, f"{address}/getChatMemberCount", _Count, chat_id=chat_id)
    return StaffVisit(chat=chat, standing=standing, members=counted.count)


async def _asked(
    session: ClientSession, address: str, shape: type[_Shape], **about: int
) -> tuple[_Shape, float | None]:
    try:
        async with session.post(address, json=about or None) as answer:
            body, told_at = await answer.content.read(_LARGEST), _seconds(answer.headers.get("Date"))
    except (ClientError, OSError):
        raise NoAnswer(Trouble.UNREACHABLE) from None
    if answer.status in _REFUSALS:
        raise NoAnswer(Trouble.REFUSED)
    try:
        if about and answer.status in _CLOSED:
            raise NotThere(_Refusal.model_validate_json(body).parameters.migrate_to_chat_id)
        result = _Envelope.model_validate_json(body).result
        return shape.model_validate({"count": result} if shape is _Count else result), told_at
    except ValidationError:
        raise NoAnswer(Trouble.STRANGE) from None


def _seconds(date: str | None) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp() if date else None
    except ValueError:
        return None
