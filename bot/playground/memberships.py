"""What somebody is in a chat, as the Bot API shows it, and how a change of it reaches the bot."""

import time
from typing import Final

from bot.playground.chats import CHANNEL_RIGHTS, RIGHTS, Chat, Standing
from bot.playground.people import BOT
from bot.playground.refusals import Json
from bot.playground.world import World

# What an administrator's shape must say, and nobody here needs.
_UNUSED: Final = (
    "can_change_info", "can_delete_stories", "can_edit_stories", "can_invite_users", "can_manage_video_chats",
    "can_post_stories", "can_promote_members", "can_restrict_members",
)  # fmt: skip


def as_member(chat: Chat, standing: Standing, rights: frozenset[str] | None = None) -> Json:
    """Return a standing as the Bot API shows it; an administrator without a list of rights has them all."""
    shape: Json = {"user": standing.person, "status": standing.status}
    match standing.status:
        case "creator":
            return shape | {"is_anonymous": standing.is_anonymous}
        case "administrator":
            known = CHANNEL_RIGHTS if chat.kind == "channel" else RIGHTS
            held = {right: rights is None or right in rights for right in sorted(known)}
            about = {"can_be_edited": False, "is_anonymous": standing.is_anonymous, "can_manage_chat": True}
            return shape | dict.fromkeys(_UNUSED, False) | about | held
        case "kicked":
            return shape | {"until_date": 0}
        case _:
            return shape


def bot_in(world: World, chat: Chat) -> Json:
    """Return what the bot is in a chat."""
    if chat.rights is not None:
        return as_member(chat, Standing(world.bot, "administrator"), chat.rights)
    shut = chat.shut.description if chat.shut is not None else ""
    status = "kicked" if "kicked" in shut else "left" if "not a member" in shut else "member"
    return as_member(chat, Standing(world.bot, status))


def tell_change(world: World, chat: Chat, by: Json, before: Json, after: Json) -> None:
    """Let the bot know that a standing changed: its own always, another's where it is an administrator."""
    kind = "my_chat_member" if after["user"]["id"] == BOT else "chat_member"
    if kind == "my_chat_member" or chat.rights is not None:
        change = {"old_chat_member": before, "new_chat_member": after}
        world.updates.push(kind, {"chat": chat.shape, "from": by, "date": int(time.time())} | change)
