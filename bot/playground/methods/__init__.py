"""The methods of the Bot API that this Telegram knows: one table, from a name to what is done.

They are those that the bot calls, itself or through its library; a bot that calls another one adds a row. As
at Telegram, a parameter that a method does not know is ignored.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.playground.methods import (
    chats,
    copying,
    deleting,
    editing,
    inline,
    intake,
    media,
    pins,
    profile,
    sending,
    taps,
    topics,
)  # fmt: skip
from bot.playground.refusals import Json
from bot.playground.world import World

Method = Callable[[World, Json], object | Awaitable[object]]

METHODS: Final[dict[str, Method]] = {
    "getMe": profile.get_me,
    "setMyCommands": profile.set_my_commands,
    "setMyDescription": profile.set_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getUpdates": intake.get_updates,
    "setWebhook": intake.set_webhook,
    "deleteWebhook": intake.delete_webhook,
    "getWebhookInfo": intake.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendChatAction": sending.send_chat_action,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "copyMessage": copying.copy_message,
    "copyMessages": copying.copy_messages,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "answerCallbackQuery": taps.answer_callback_query,
    "setMessageReaction": taps.set_message_reaction,
    "answerInlineQuery": inline.answer_inline_query,
    "createForumTopic": topics.create_forum_topic,
    "editForumTopic": topics.edit_forum_topic,
    "closeForumTopic": topics.close_forum_topic,
    "reopenForumTopic": topics.reopen_forum_topic,
    "deleteForumTopic": topics.delete_forum_topic,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "pinChatMessage": pins.pin_chat_message,
    "unpinChatMessage": pins.unpin_chat_message,
}
