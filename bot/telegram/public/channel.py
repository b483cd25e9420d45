"""A channel before anything is posted there: whether it is one, and whether the bot may post."""

from typing import Final

from pydantic import BaseModel, ConfigDict
from telegram import Bot, ChatMember
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.telegram.offering import private_chat

# The library's own methods want parts of a chat that nobody here needs; see `bot.telegram.outgoing.attempts`.
_CHAT: Final = "get_chat_"
_MEMBER: Final = "get_chat_member_"
_AS_ADMIN: Final = (
    "open the channel in Telegram, its name, Edit, Administrators, Add Administrator, choose the bot, "
    "and allow it to post and to edit messages"
)


class CannotPublish(Exception):  # noqa: N818  It reads as what it says.
    """Nothing was posted; the message says why, and what to do."""


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Key(_Told):
    url: str = ""


class _Keyboard(_Told):
    inline_keyboard: tuple[tuple[_Key, ...], ...] = ()


class Pinned(_Told):
    """A message that is pinned in a chat."""

    message_id: int
    reply_markup: _Keyboard = _Keyboard()

    def leads_to(self, bot_username: str) -> bool:
        """Whether its buttons open topics in the private chat with the bot."""
        start = f"{private_chat(bot_username)}?start=".lower()
        keys = (key for row in self.reply_markup.inline_keyboard for key in row)
        return any(key.url.lower().startswith(start) for key in keys)


class Channel(_Told):
    """What Telegram tells of a channel."""

    id: int
    type: str
    title: str = ""
    pinned_message: Pinned | None = None


class _Standing(_Told):
    status: str
    can_post_messages: bool = False


def name_of(typed: str) -> int | str:
    """Return a channel's name as Telegram wants it, from a name, a link or a number."""
    bare = typed.strip().removeprefix("https://").removeprefix("t.me/").removesuffix("/").removeprefix("@")
    return int(bare) if bare.removeprefix("-").isdecimal() else f"@{bare}"


async def channel_of(bot: Bot, typed: str) -> Channel:
    """Return the channel of that name, in which the bot may post.

    Raises:
        CannotPublish: There is none, it is something else, or the bot has no right to post.
        TelegramError: Telegram cannot be reached.
    """
    try:
        told = await bot.do_api_request(_CHAT, {"chat_id": name_of(typed)})
    except (BadRequest, Forbidden):
        raise CannotPublish(
            f"Telegram finds no channel {typed} that the bot is in. Check the name, such as @my_clinic; "
            "a private channel goes by its number, which begins with -100. "
            f"Then add the bot: {_AS_ADMIN}."
        ) from None
    channel = Channel.model_validate(told)
    if channel.type != ChatType.CHANNEL:
        raise CannotPublish(
            f"{typed} is a {channel.type} chat and no channel. The guide belongs into a channel; "
            f"in a group, pin a message of your own with the link {private_chat(bot.username)}."
        )
    if not await _may_post(bot, channel.id):
        raise CannotPublish(f"The bot may not post in {channel.title}: {_AS_ADMIN}. Then publish again.")
    return channel


async def _may_post(bot: Bot, chat_id: int) -> bool:
    try:
        told = await bot.do_api_request(_MEMBER, {"chat_id": chat_id, "user_id": bot.id})
    except (BadRequest, Forbidden):
        return False
    standing = _Standing.model_validate(told)
    return standing.status == ChatMember.ADMINISTRATOR and standing.can_post_messages
