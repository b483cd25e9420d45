"""What each act is at Telegram: one attempt to carry it out, whose refusals are raised as they come."""

import logging
from contextlib import suppress
from typing import Final, assert_never

from telegram import Bot, ChatMember, InputFile
from telegram.error import BadRequest, ChatMigrated

from bot.telegram.letters import (
    Acknowledge,
    Act,
    Author,
    BeginThread,
    Copy,
    Remove,
    Replace,
    Say,
    SetButtons,
    Show,
    Suggest,
    Suggestion,
)
from bot.telegram.outgoing.posting import (
    Destination,
    Parameters,
    as_html_or_text,
    caption_of,
    keyboard,
    keyboard_of,
    number_in,
    post_in_place,
    words_of,
)
from bot.telegram.outgoing.verdicts import Delivered, Reason, says
from bot.telegram.pictures import Painter

# The library's own methods read the whole answer, which nobody needs, at three times the cost of a call. The
# last underscore keeps it from recommending them; it is not part of what Telegram gets.
_SEND: Final = "send_message_"
_SHOW: Final = "send_photo_"
_COPY: Final = "copy_message_"
_EDIT: Final = "edit_message_text_"
_SET_BUTTONS: Final = "edit_message_reply_markup_"
_REMOVE: Final = "delete_message_"
_BEGIN_THREAD: Final = "create_forum_topic_"
_MEMBER: Final = "get_chat_member_"
_ANSWER: Final = "answer_callback_query_"
_SUGGEST: Final = "answer_inline_query_"
SUGGESTED_FOR: Final = 60
"""Seconds for which Telegram may show the same suggestions for the same words."""

_log: Final = logging.getLogger(__name__)


class Impossible(Exception):  # noqa: N818  It reads as what it says.
    """The act must not, or can never, be carried out; Telegram was not asked, or not for this."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Attempts:
    """Carries acts out."""

    def __init__(self, painter: Painter | None = None) -> None:
        self._painter = painter

    async def carry_out(self, bot: Bot, to: Destination, act: Act) -> Delivered:
        """Do what was decided.

        Raises:
            TelegramError: Telegram refuses, or cannot be reached.
            Impossible: No try can help.
        """
        if isinstance(act, Say | Copy | Replace) and act.author:
            await _check_membership(bot, act.author)
        match act:
            case Say():
                done = await _say(bot, to, act)
            case Copy():
                done = await _copy(bot, to, act)
            case Show():
                done = await self._show(bot, to, act)
            case Replace() | SetButtons():
                done = await _change(bot, to, act)
            case Remove():
                done = await _remove(bot, to)
            case BeginThread():
                done = await _begin_thread(bot, to, act)
            case Acknowledge():
                done = await _acknowledge(bot, act)
            case Suggest():
                done = await _suggest(bot, act)
            case _:
                assert_never(act)
        return done

    async def _show(self, bot: Bot, to: Destination, act: Show) -> Delivered:
        if self._painter is None:
            return await _say(bot, to, Say(message=act.message, under=act.under, thread=act.thread))
        painted = await self._painter(act.picture)
        picture = InputFile(painted.png, filename="picture.png")

        async def post(words: Parameters) -> object:
            return await bot.do_api_request(_SHOW, {"photo": picture} | words)

        return await post_in_place(
            post, to, act.under, act.thread, caption_of(painted.message or act.message)
        )


async def _say(bot: Bot, to: Destination, act: Say) -> Delivered:
    async def post(words: Parameters) -> object:
        return await bot.do_api_request(_SEND, words)

    quiet: Parameters = {"disable_notification": True} if act.quiet else {}
    return await post_in_place(post, to, act.under, act.thread, words_of(act.message), quiet)


async def _copy(bot: Bot, to: Destination, act: Copy) -> Delivered:
    async def post(words: Parameters) -> object:
        return await bot.do_api_request(
            _COPY, {"from_chat_id": act.from_chat, "message_id": act.message_id} | words
        )

    return await post_in_place(post, to, None, None, caption_of(act.caption) if act.caption else None)


async def _change(bot: Bot, to: Destination, act: Replace | SetButtons) -> Delivered:
    return await (_replace(bot, to, act) if isinstance(act, Replace) else _set_buttons(bot, to, act))


async def _replace(bot: Bot, to: Destination, act: Replace) -> Delivered:
    message_id = act.message_id or to.target
    if message_id is None:
        return await _say(bot, to, Say(message=act.message))

    async def post(words: Parameters) -> object:
        return await bot.do_api_request(_EDIT, {"chat_id": to.chat_id, "message_id": message_id} | words)

    try:
        await as_html_or_text(post, words_of(act.message))
    except BadRequest as refusal:
        if not says(refusal, "message is not modified"):
            return await _say(bot, to, Say(message=act.message))
    return Delivered()


async def _set_buttons(bot: Bot, to: Destination, act: SetButtons) -> Delivered:
    message: Parameters = {"chat_id": to.chat_id, "message_id": act.message_id}
    # What can no longer be changed, or is as wished already, may stay as it is.
    with suppress(BadRequest):
        await bot.do_api_request(_SET_BUTTONS, message | keyboard_of(act.buttons))
    return Delivered()


async def _remove(bot: Bot, to: Destination) -> Delivered:
    if to.target is None:
        raise Impossible(Reason.NO_COPY)
    try:
        await bot.do_api_request(_REMOVE, {"chat_id": to.chat_id, "message_id": to.target})
    except BadRequest as refusal:
        if not says(refusal, "message to delete not found"):
            raise
    return Delivered()


async def _begin_thread(bot: Bot, to: Destination, act: BeginThread) -> Delivered:
    if to.thread is not None:
        return Delivered()
    try:
        begun = await bot.do_api_request(_BEGIN_THREAD, {"chat_id": to.chat_id, "name": act.title})
    except BadRequest as refusal:
        if refusal.message.lower().find("migrated") >= 0 or says(refusal, "chat not found"):
            raise
        _log.info("the staff chat has no threads, or the bot may not begin any")
        return Delivered()
    return Delivered(thread=number_in(begun, "message_thread_id"))


async def _acknowledge(bot: Bot, act: Acknowledge) -> Delivered:
    shown: Parameters = {} if act.pop_up is None else {"text": act.pop_up, "show_alert": True}
    await bot.do_api_request(_ANSWER, {"callback_query_id": act.query_id} | shown)
    return Delivered()


async def _suggest(bot: Bot, act: Suggest) -> Delivered:
    await bot.do_api_request(
        _SUGGEST,
        {
            "inline_query_id": act.query_id,
            "results": [_article(it) for it in act.suggestions],
            "cache_time": SUGGESTED_FOR,
        },
    )
    return Delivered()


def _article(it: Suggestion) -> Parameters:
    words = {"message_text": it.message.html, "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": it.id,
        "title": it.title,
        "description": it.summary,
        "input_message_content": words | {"link_preview_options": {"is_disabled": True}},
    } | keyboard(it.message)


async def _check_membership(bot: Bot, author: Author) -> None:
    """Ask whether who wrote it is a member still, at the moment at which it goes out."""
    try:
        found = await bot.do_api_request(_MEMBER, {"chat_id": author.chat_id, "user_id": author.user_id})
    except ChatMigrated as moved:
        asked = {"chat_id": moved.new_chat_id, "user_id": author.user_id}
        found = await bot.do_api_request(_MEMBER, asked)
    status = found.get("status") if isinstance(found, dict) else None
    is_in = status in {ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER}
    if not is_in and not (status == ChatMember.RESTRICTED and found.get("is_member") is True):
        raise Impossible(Reason.NO_MEMBER)
