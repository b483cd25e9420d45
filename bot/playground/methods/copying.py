"""Copying messages from one chat to another, without naming where they come from."""

import itertools
from typing import Final

from bot.playground import limits
from bot.playground.chats import Chat, Posted
from bot.playground.methods.places import chat_to_write_in, place
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World

MOST_AT_ONCE: Final = 100

_MEDIA: Final = (
    "photo",
    "document",
    "voice",
    "sticker",
    "location",
    "contact",
    "video",
    "video_note",
    "audio",
)
_CAPTION: Final = ("caption", "caption_entities")


def copy_message(world: World, call: Json) -> Json:
    """Copy one message, and return the id of the copy."""
    chat, origin = _both(world, call)
    posted = origin.posted.get(call.get("message_id", 0))
    if posted is None:
        raise bad_request("message to copy not found")
    content = _copied(posted)
    if content is None:
        raise bad_request("message can't be copied")
    # Words of one's own replace a caption only; a text is copied as it is.
    if "caption" in call and "text" not in content:
        content = _without(content, _CAPTION) | limits.caption(call)
    content |= limits.keyboard(call) | place(chat, call)
    return {"message_id": world.post(chat, world.bot, content, posted.source).shape["message_id"]}


def copy_messages(world: World, call: Json) -> list[Json]:
    """Copy messages, albums together, and return the ids of the copies; what cannot be copied is left out."""
    chat, origin = _both(world, call)
    found = [origin.posted[one] for one in checked_ids(call, ascending=True) if one in origin.posted]
    contents = [content for posted in found if (content := _copied(posted, keep_album=True))]
    if not contents:
        raise bad_request("there are no messages to forward")
    placed, albums = place(chat, call), dict[str, str]()
    copies = []
    for content in contents:
        if "media_group_id" in content:
            album = albums.setdefault(content["media_group_id"], world.unique_id("album"))
            content["media_group_id"] = album
        kept = _without(content, _CAPTION) if call.get("remove_caption") else content
        copies.append({"message_id": world.post(chat, world.bot, kept | placed).shape["message_id"]})
    return copies


def checked_ids(call: Json, *, ascending: bool = False) -> list[int]:
    """Return the message ids of a call.

    Raises:
        Refusal: there are none or too many, or they do not ascend where they must.
    """
    ids: list[int] = call.get("message_ids", [])
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if ascending and any(one >= after for one, after in itertools.pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    return ids


def _both(world: World, call: Json) -> tuple[Chat, Chat]:
    return chat_to_write_in(world, call), world.readable_chat(call.get("from_chat_id"))


def _copied(posted: Posted, *, keep_album: bool = False) -> Json | None:
    """Return what a copy says and shows; None for what cannot be copied."""
    shape = posted.shape
    if not shape.keys() & {"text", *_MEDIA}:
        return None
    parts = {"text", "entities", *_CAPTION, *_MEDIA} | ({"media_group_id"} if keep_album else set())
    return {part: shape[part] for part in shape.keys() & parts}


def _without(content: Json, parts: tuple[str, ...]) -> Json:
    return {part: value for part, value in content.items() if part not in parts}
