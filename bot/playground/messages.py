"""What the bot does to messages: it posts, edits and deletes them, and acknowledges taps on their buttons."""

from typing import Final

from bot.playground import limits
from bot.playground.entities import Formatted
from bot.playground.parameters import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    SendChatAction,
    SendMessage,
    SendPhoto,
)
from bot.playground.parts import ReplyMarkup, ReplyParameters
from bot.playground.refusals import Json, bad_request
from bot.playground.world import Chat, ChatType, Event, Kind, Posted, World

_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"


def _formatted(name: str, text: Formatted) -> Json:
    entities = {f"{'caption_' if name == 'caption' else ''}entities": list(text.entities)}
    return {name: text.text} | (entities if text.entities else {})


def _markup(markup: ReplyMarkup) -> Json:
    keyboard = limits.keyboard(markup)
    return {"reply_markup": keyboard} if keyboard else {}


def _reply(chat: Chat, wanted: ReplyParameters | None) -> Json:
    if wanted is None:
        return {}
    original = chat.posted.get(wanted.message_id)
    if original is None and not wanted.allow_sending_without_reply:
        raise bad_request("message to be replied not found")
    return {"reply_to_message": without_reply(original.shape)} if original else {}


def without_reply(shape: Json) -> Json:
    """Return a message as it is quoted: what it replied to itself is left out."""
    return {key: value for key, value in shape.items() if key != "reply_to_message"}


def send_message(world: World, call: SendMessage) -> Json:
    """Post a text."""
    chat = world.chat(call.chat_id)
    text = limits.message_text(call.text, call.parse_mode, call.entities)
    limits.check_preview(call.link_preview_options)
    content = _reply(chat, call.reply_parameters) | _formatted("text", text) | _markup(call.reply_markup)
    return world.post(chat, _author(world, chat), content, call.text).shape


def send_photo(world: World, call: SendPhoto) -> Json:
    """Post a picture."""
    chat = world.chat(call.chat_id)
    if call.photo not in world.files:
        raise bad_request("there is no photo in the request" if not call.photo else "wrong file identifier")
    content = _reply(chat, call.reply_parameters) | photo(world, call.photo) | _markup(call.reply_markup)
    if call.caption:
        content |= _formatted("caption", limits.caption(call.caption, call.parse_mode, call.caption_entities))
    return world.post(chat, _author(world, chat), content, call.caption).shape


def photo(world: World, file_id: str) -> Json:
    """Return the part of a message that shows a picture, in the two sizes that Telegram makes of one."""
    size = len(world.files[file_id][0])
    sizes = ((90, 67), (1280, 960))
    return {
        "photo": [
            {
                "file_id": file_id,
                "file_unique_id": f"{file_id}-{w}",
                "width": w,
                "height": h,
                "file_size": size,
            }
            for w, h in sizes
        ]
    }


def _author(world: World, chat: Chat) -> Json | None:
    return None if chat.type is ChatType.CHANNEL else world.bot()


def edit_message_text(world: World, call: EditMessageText) -> Json:
    """Replace the text and the buttons of a message."""
    chat = world.chat(call.chat_id)
    text = limits.message_text(call.text, call.parse_mode, call.entities)
    posted = world.editable(chat, call.message_id)
    if "text" not in posted.shape:
        raise bad_request("there is no text in the message to edit")
    changed = {"entities": None, "reply_markup": None} | _formatted("text", text) | _markup(call.reply_markup)
    return _edited(world, chat, posted, changed, call.text)


def edit_message_reply_markup(world: World, call: EditMessageReplyMarkup) -> Json:
    """Replace the buttons of a message."""
    chat = world.chat(call.chat_id)
    posted = world.editable(chat, call.message_id)
    return _edited(world, chat, posted, {"reply_markup": None} | _markup(call.reply_markup), posted.source)


def _edited(world: World, chat: Chat, posted: Posted, changed: Json, source: str) -> Json:
    if all(posted.shape.get(key) == value for key, value in changed.items()):
        raise bad_request(_NOT_MODIFIED)
    world.edit(chat, posted, changed, source)
    return posted.shape


def delete_message(world: World, call: DeleteMessage) -> bool:
    """Take a message back."""
    world.delete(world.chat(call.chat_id), call.message_id)
    return True


def answer_callback_query(world: World, call: AnswerCallbackQuery) -> bool:
    """Acknowledge a tap, with or without a pop-up."""
    limits.check_pop_up(call.text)
    query = world.queries.get(call.callback_query_id)
    if query is None or query.expired:
        raise bad_request(_TOO_OLD)
    query.answered = True
    world.tell(Event(Kind.POP_UP, query.chat_id, query.person_id, text=call.text, alert=call.show_alert))
    return True


def send_chat_action(world: World, call: SendChatAction) -> bool:
    """Show that the bot is busy."""
    limits.check_action(call.action)
    world.tell(Event(Kind.ACTION, world.chat(call.chat_id).id, text=call.action))
    return True
