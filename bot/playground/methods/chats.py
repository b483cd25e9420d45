"""What the bot can find out about a chat, and about who is in it."""

from typing import Final

from bot.playground.chats import ADMINISTRATORS, GONE, Chat, Standing
from bot.playground.memberships import as_member, bot_in
from bot.playground.people import BOT
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World

# What every full description of a chat must say, and nobody here needs.
_LOOKS: Final[Json] = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": dict.fromkeys(
        (
            "channels",
            "limited_gifts",
            "premium_subscription",
            "gifts_from_channels",
            "unique_gifts",
            "unlimited_gifts",
        ),
        False,
    ),
}


def get_chat(world: World, call: Json) -> Json:
    """Describe a chat in full."""
    chat = world.readable_chat(call.get("chat_id"))
    linked = {"linked_chat_id": chat.linked.id} if chat.linked is not None else {}
    pinned = {"pinned_message": chat.posted[chat.pinned[-1]].shape} if chat.pinned else {}
    return chat.shape | _LOOKS | linked | pinned


def get_chat_member(world: World, call: Json) -> Json:
    """Tell what somebody is in a chat."""
    chat = world.chat(call.get("chat_id"))
    user_id = call.get("user_id")
    if not isinstance(user_id, int) or user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id == BOT:
        return bot_in(world, chat)
    if user_id not in world.people:
        raise bad_request("user not found")
    return as_member(chat, _standing(world, chat, user_id))


def get_chat_administrators(world: World, call: Json) -> list[Json]:
    """List those who run a chat; of the bots among them, only this one."""
    chat = world.chat(call.get("chat_id"))
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    people = [
        one for one in chat.standings.values() if one.status in ADMINISTRATORS and not one.person["is_bot"]
    ]
    shapes = [as_member(chat, standing) for standing in people]
    return shapes if chat.rights is None else [*shapes, bot_in(world, chat)]


def get_chat_member_count(world: World, call: Json) -> int:
    """Count those who are in a chat, the bot among them."""
    chat = world.chat(call.get("chat_id"))
    if chat.kind == "private":
        return 2
    return 1 + sum(standing.status not in GONE for standing in chat.standings.values())


def _standing(world: World, chat: Chat, user_id: int) -> Standing:
    status = "member" if user_id == chat.id else "left"
    return chat.standings.get(user_id, Standing(world.people[user_id], status))
