"""Posting words, and showing that the bot is busy."""

from bot.playground import limits
from bot.playground.events import Event, Kind
from bot.playground.methods.places import chat_to_write_in, place
from bot.playground.refusals import Json
from bot.playground.world import World


def send_message(world: World, call: Json) -> Json:
    """Post a text."""
    chat = chat_to_write_in(world, call)
    content = limits.text(call).carried() | limits.keyboard(call) | place(chat, call)
    return world.post(chat, world.bot, content, call["text"]).shape


def send_chat_action(world: World, call: Json) -> bool:
    """Show that the bot is busy."""
    world.tell(Event(Kind.ACTION, world.chat(call.get("chat_id")).id, text=call.get("action", "")))
    return True
