"""Membership: whether who wrote what is passed on is a member still, at the moment at which it goes out."""

from typing import Final

from telegram import Bot, ChatMember
from telegram.error import ChatMigrated

from bot.telegram.letters import Author

_MEMBER: Final = "get_chat_member_"
_MEMBERS: Final = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


async def is_member(bot: Bot, author: Author) -> bool:
    """Ask Telegram, in the chat where the author wrote, or where that has moved to."""
    try:
        found = await bot.do_api_request(_MEMBER, {"chat_id": author.chat_id, "user_id": author.user_id})
    except ChatMigrated as moved:
        asked = {"chat_id": moved.new_chat_id, "user_id": author.user_id}
        found = await bot.do_api_request(_MEMBER, asked)
    status = found.get("status") if isinstance(found, dict) else None
    return status in _MEMBERS or (status == ChatMember.RESTRICTED and found.get("is_member") is True)
