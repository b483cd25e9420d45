"""Where a call wants its message to stand: the chat, the topic, and the message that it replies to."""

from bot.playground.chats import Chat
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World


def chat_to_write_in(world: World, call: Json) -> Chat:
    """Return the chat of a call that posts something.

    Raises:
        Refusal: there is none, or the bot may not post there.
    """
    chat = world.chat(call.get("chat_id"))
    if chat.kind == "channel" and not chat.may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    return chat


def place(chat: Chat, call: Json) -> Json:
    """Return what a message holds by its place.

    Raises:
        Refusal: there is no such topic, it is closed to the bot, or there is nothing to reply to.
    """
    thread, reply_to = _thread(chat, call.get("message_thread_id")), _replied(chat, call)
    placed = chat.placed(thread, reply_to)
    topic = chat.topics.get(placed.get("message_thread_id", 0))
    if topic is not None and not (topic.is_open or topic.by_bot or chat.may("can_manage_topics")):
        raise bad_request("TOPIC_CLOSED")
    return placed


def _thread(chat: Chat, thread: int | None) -> int | None:
    """Return the thread that a call names; in a forum, "General" is none."""
    if not thread:
        return None
    known = thread in chat.topics if chat.is_forum else chat.kind == "supergroup" and thread in chat.posted
    if not known:
        raise bad_request("message thread not found")
    return thread


def _replied(chat: Chat, call: Json) -> int | None:
    wanted = call.get("reply_parameters")
    if wanted is None:
        return None
    message_id: int = wanted["message_id"]
    if message_id in chat.posted:
        return message_id
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
