"""The methods of the Bot API that this Telegram knows: one table, from a name to what is done.

They are those that the bot calls, itself or through its library; a bot that calls another one adds a row. As
at Telegram, a parameter that a method does not know is ignored.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.playground import limits
from bot.playground.refusals import Json, bad_request
from bot.playground.webhooks import Webhook
from bot.playground.world import Chat, Event, Kind, World

_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"


def get_me(world: World, _: Json) -> Json:
    """Tell who the bot is."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
    }


async def get_updates(world: World, call: Json) -> list[Json]:
    """Tell what happened since; wait for it if need be."""
    return await world.updates.poll(
        call.get("offset", 0), call.get("limit", 100), call.get("timeout", 0), call.get("allowed_updates")
    )


def set_webhook(world: World, call: Json) -> bool:
    """Post updates from now on; an empty address means polling again."""
    webhook = Webhook.asked_for(call) if call.get("url") else None
    if "allowed_updates" in call:
        world.updates.allowed = call["allowed_updates"]
    return _post_to(world, webhook, call)


def delete_webhook(world: World, call: Json) -> bool:
    """Allow polling again."""
    return _post_to(world, None, call)


def _post_to(world: World, webhook: Webhook | None, call: Json) -> bool:
    if call.get("drop_pending_updates"):
        world.updates.drop()
    world.updates.post_to(webhook)
    return True


def get_webhook_info(world: World, _: Json) -> Json:
    """Tell where updates go, how many wait, and what went wrong last."""
    updates = world.updates
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.waiting)}
    if updates.webhook is not None:
        info |= {"url": updates.webhook.url, "max_connections": updates.webhook.max_connections}
    if updates.last_error is not None:
        info |= dict(zip(("last_error_date", "last_error_message"), updates.last_error, strict=True))
    return info | ({"allowed_updates": list(updates.allowed)} if updates.allowed else {})


def set_my_commands(world: World, call: Json) -> bool:
    """Fill a menu."""
    commands = call.get("commands", [])
    limits.check_commands(commands)
    world.profile.menus[call.get("scope", {}).get("type", "default")] = commands
    world.tell(Event(Kind.PROFILE))
    return True


def set_my_description(world: World, call: Json) -> bool:
    """Set what stands above an empty chat."""
    words = call.get("description", "")
    limits.check_length("description", words, limits.DESCRIPTION)
    world.profile.description = words
    world.tell(Event(Kind.PROFILE))
    return True


def set_my_short_description(world: World, call: Json) -> bool:
    """Set what stands on the bot's profile."""
    words = call.get("short_description", "")
    limits.check_length("short description", words, limits.SHORT_DESCRIPTION)
    world.profile.short_description = words
    return True


def send_message(world: World, call: Json) -> Json:
    """Post a text."""
    chat = world.chat(call.get("chat_id"))
    content = limits.text(call).carried() | limits.keyboard(call) | _reply(chat, call)
    return world.post(chat, world.bot, content, call["text"]).shape


def _reply(chat: Chat, call: Json) -> Json:
    wanted = call.get("reply_parameters")
    if wanted is None:
        return {}
    if wanted["message_id"] in chat.posted:
        return chat.quoted(wanted["message_id"])
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def edit_message_text(world: World, call: Json) -> Json:
    """Replace the text and the buttons of a message of the bot's own."""
    chat = world.chat(call.get("chat_id"))
    shown = limits.text(call).carried() | limits.keyboard(call)
    posted = chat.posted.get(call.get("message_id", 0))
    if posted is None:
        raise bad_request("message to edit not found")
    if not posted.by_bot:
        raise bad_request("message can't be edited")
    changed = {"entities": None, "reply_markup": None} | shown
    if all(posted.shape.get(key) == value for key, value in changed.items()):
        raise bad_request(_NOT_MODIFIED)
    world.edit(chat, posted, changed, call["text"])
    return posted.shape


def answer_callback_query(world: World, call: Json) -> bool:
    """Acknowledge a tap, with or without a pop-up."""
    shown = call.get("text", "")
    limits.check_pop_up(shown)
    query = world.queries.get(call.get("callback_query_id", ""))
    if query is None or query.expired:
        raise bad_request(_TOO_OLD)
    query.answered = True
    world.tell(Event(Kind.POP_UP, query.chat_id, text=shown, alert=call.get("show_alert", False)))
    return True


def send_chat_action(world: World, call: Json) -> bool:
    """Show that the bot is busy."""
    world.tell(Event(Kind.ACTION, world.chat(call.get("chat_id")).id, text=call.get("action", "")))
    return True


Method = Callable[[World, Json], object | Awaitable[object]]

METHODS: Final[dict[str, Method]] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
}
