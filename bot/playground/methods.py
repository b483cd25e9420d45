"""The methods of the Bot API that this Telegram knows: one table, from a name to what is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from bot.playground import identity, messages
from bot.playground.parameters import (
    AnswerCallbackQuery,
    Close,
    DeleteMessage,
    DeleteMyCommands,
    DeleteWebhook,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChat,
    GetChatMember,
    GetFile,
    GetMe,
    GetMyCommands,
    GetUpdates,
    GetWebhookInfo,
    LeaveChat,
    LogOut,
    Parameters,
    SendChatAction,
    SendMessage,
    SendPhoto,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)
from bot.playground.refusals import Json, bad_request
from bot.playground.world import ChatType, World


def done(_world: World, _parameters: Parameters) -> bool:
    """Do what leaves no trace here."""
    return True


def delete_webhook(world: World, call: DeleteWebhook) -> bool:
    """Allow polling again."""
    world.updates.webhook = ""
    if call.drop_pending_updates:
        world.updates.forget_all()
    return True


def get_webhook_info(world: World, _: GetWebhookInfo) -> Json:
    """Tell where updates go, and how many wait."""
    return {
        "url": world.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }


def get_chat(world: World, call: GetChat) -> Json:
    """Tell what is known of a chat."""
    chat = world.chat(call.chat_id)
    gifts = dict.fromkeys(
        (
            "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels",
        ),
        True,
    )  # fmt: skip
    return chat.shape | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(world: World, call: GetChatMember) -> Json:
    """Tell what somebody is in a chat."""
    chat = world.chat(call.chat_id)
    if call.user_id == world.bot_id:
        return {"user": world.bot(), "status": "member"}
    if call.user_id not in chat.members:
        raise bad_request("user not found")
    return {"user": chat.members[call.user_id], "status": "member"}


def leave_chat(world: World, call: LeaveChat) -> bool:
    """Leave a group or a channel."""
    chat = world.chat(call.chat_id)
    if chat.type is ChatType.PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    world.leave(chat)
    return True


def get_file(world: World, call: GetFile) -> Json:
    """Tell where a file can be fetched."""
    if call.file_id not in world.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    size = len(world.files[call.file_id][0])
    path = f"files/{call.file_id}"
    return {"file_id": call.file_id, "file_unique_id": call.file_id, "file_size": size, "file_path": path}


@dataclass(frozen=True)
class Method:
    """A method: what it accepts and what it does. `getUpdates` alone waits, so the server does that one."""

    parameters: type[Parameters]
    run: Callable[[World, Any], Any]


_Call = TypeVar("_Call", bound=Parameters)


def _method(parameters: type[_Call], run: Callable[[World, _Call], object]) -> tuple[str, Method]:
    return parameters.method.lower(), Method(parameters, run)


METHODS: Final[dict[str, Method]] = dict([
    _method(GetMe, identity.get_me),
    _method(LogOut, done),
    _method(Close, done),
    _method(GetUpdates, done),
    _method(DeleteWebhook, delete_webhook),
    _method(GetWebhookInfo, get_webhook_info),
    _method(SetMyCommands, identity.set_my_commands),
    _method(GetMyCommands, identity.get_my_commands),
    _method(DeleteMyCommands, identity.delete_my_commands),
    _method(SetMyName, identity.set_my_name),
    _method(SetMyDescription, identity.set_my_description),
    _method(SetMyShortDescription, identity.set_my_short_description),
    _method(SetChatMenuButton, identity.set_chat_menu_button),
    _method(SendMessage, messages.send_message),
    _method(SendPhoto, messages.send_photo),
    _method(EditMessageText, messages.edit_message_text),
    _method(EditMessageReplyMarkup, messages.edit_message_reply_markup),
    _method(DeleteMessage, messages.delete_message),
    _method(AnswerCallbackQuery, messages.answer_callback_query),
    _method(SendChatAction, messages.send_chat_action),
    _method(GetChat, get_chat),
    _method(GetChatMember, get_chat_member),
    _method(LeaveChat, leave_chat),
    _method(GetFile, get_file),
])  # fmt: skip
"""The methods, by their name in small letters: Telegram does not mind how a name is written."""
