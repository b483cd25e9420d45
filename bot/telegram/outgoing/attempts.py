"""What each act is at Telegram: one attempt to carry it out, whose refusals are raised as they come."""

from contextlib import suppress
from typing import Final, assert_never

from telegram import Bot, InputFile
from telegram.error import BadRequest

from bot.telegram.letters import (
    Acknowledge,
    Act,
    BeginThread,
    Copy,
    Remove,
    Replace,
    Say,
    SetButtons,
    Show,
    Suggest,
)
from bot.telegram.outgoing.membership import is_member
from bot.telegram.outgoing.posting import (
    Destination,
    Parameters,
    Place,
    as_html_or_text,
    caption_of,
    keyboard_of,
    post_in_place,
    words_of,
)
from bot.telegram.outgoing.queries import acknowledge, suggest
from bot.telegram.outgoing.threads import begin_thread, beginning
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
        if isinstance(act, Say | Copy | Replace) and act.author and not await is_member(bot, act.author):
            raise Impossible(Reason.NO_MEMBER)
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
                done = await begin_thread(bot, to, act)
            case Acknowledge():
                done = await acknowledge(bot, act)
            case Suggest():
                done = await suggest(bot, act)
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

        caption = caption_of(painted.message or act.message)
        return await post_in_place(post, Place.at(to, act.under, act.thread), caption)


async def _say(bot: Bot, to: Destination, act: Say) -> Delivered:
    quiet: Parameters = {"disable_notification": True} if act.quiet else {}

    async def post(words: Parameters) -> object:
        return await bot.do_api_request(_SEND, quiet | words)

    place = Place.at(to, act.under, act.thread)
    return await post_in_place(post, place, words_of(act.message), beginning(bot, to, act.thread_title))


async def _copy(bot: Bot, to: Destination, act: Copy) -> Delivered:
    async def post(words: Parameters) -> object:
        return await bot.do_api_request(
            _COPY, {"from_chat_id": act.from_chat, "message_id": act.message_id} | words
        )

    return await post_in_place(
        post, Place.at(to), caption_of(act.caption), beginning(bot, to, act.thread_title)
    )


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
