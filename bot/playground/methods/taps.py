"""Small signs: an answer to a tap on a button, and a reaction to a message."""

from typing import Final

from bot.playground import limits
from bot.playground.events import Event, Kind
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World

TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"

# The emoji that everybody may react with, without the selectors that make no difference.
_REACTIONS: Final = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭"
    "🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
) | {"❤\u200d🔥", "👨\u200d💻", "🤷\u200d♂", "🤷\u200d♀"}
_SELECTOR: Final = "\N{VARIATION SELECTOR-16}"


def answer_callback_query(world: World, call: Json) -> bool:
    """Acknowledge a tap, with or without a pop-up."""
    shown = call.get("text", "")
    limits.check_pop_up(shown)
    query = world.queries.get(call.get("callback_query_id", ""))
    if query is None or query.expired:
        raise bad_request(TOO_OLD)
    query.answered = True
    world.tell(Event(Kind.POP_UP, query.chat_id, text=shown, alert=call.get("show_alert", False)))
    return True


def set_message_reaction(world: World, call: Json) -> bool:
    """React to a message with one emoji, or take the reaction back."""
    chat = world.chat(call.get("chat_id"))
    posted = chat.posted.get(call.get("message_id", 0))
    if posted is None:
        raise bad_request("message to react not found")
    wanted = call.get("reaction") or []
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = wanted[0].get("emoji", "").replace(_SELECTOR, "") if wanted else ""
    if wanted and (wanted[0].get("type") != "emoji" or emoji not in _REACTIONS):
        raise bad_request("REACTION_INVALID")
    posted.reaction = emoji
    world.tell(Event(Kind.REACTED, chat.id, posted, text=emoji))
    return True
