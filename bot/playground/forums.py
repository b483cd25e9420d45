"""The topics of a forum: opened, renamed, closed, opened again and deleted, by people and by the bot."""

from typing import Final

from bot.playground.chats import Chat, Topic
from bot.playground.events import Event, Kind
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World

COLOURS: Final = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def open_topic(world: World, chat: Chat, author: Json, name: str, colour: int = COLOURS[0]) -> Topic:
    """Open a topic, and return it."""
    number = chat.last_id + 1
    topic = chat.topics[number] = Topic(number, name, by_bot=author is world.bot)
    created = {"forum_topic_created": {"name": name, "icon_color": colour}}
    _tell_of(world, chat, author, topic, created)
    return topic


def rename_topic(world: World, chat: Chat, author: Json, topic: Topic, name: str) -> None:
    """Give a topic another name."""
    topic.name = name
    _tell_of(world, chat, author, topic, {"forum_topic_edited": {"name": name}})


def set_open(world: World, chat: Chat, author: Json, topic: Topic, *, is_open: bool) -> None:
    """Close a topic to all but administrators, or open it again."""
    topic.is_open = is_open
    _tell_of(world, chat, author, topic, {f"forum_topic_{'reopened' if is_open else 'closed'}": {}})


def delete_topic(world: World, chat: Chat, topic: Topic) -> None:
    """Take a topic away with everything in it; no bot is told."""
    del chat.topics[topic.id]
    within = [number for number, one in chat.posted.items() if _thread(one.shape) == topic.id]
    for number in within:
        world.delete(chat, number)
    world.tell(Event(Kind.TOPIC, chat.id))


def topic_of(chat: Chat, thread: int) -> Topic:
    """Return a topic.

    Raises:
        Refusal: the chat has no topics, or not this one.
    """
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if thread not in chat.topics:
        raise bad_request("TOPIC_ID_INVALID")
    return chat.topics[thread]


def _thread(shape: Json) -> int | None:
    return shape.get("message_thread_id")


def _tell_of(world: World, chat: Chat, author: Json, topic: Topic, content: Json) -> None:
    place = {"message_thread_id": topic.id, "is_topic_message": True}
    shape = world.post(chat, author, place | content).shape
    world.announce("message", chat, shape)
    world.tell(Event(Kind.TOPIC, chat.id))
