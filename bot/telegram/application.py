"""The application: everything put together, and the one table that says which update goes where."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from telegram import Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot.core.answering import Answerer
from bot.core.safety.red_flags import Level
from bot.telegram.audience import CONTENT, EDITED, GROUP, MEMBER, NAMED, NEW, PATIENT, Danger
from bot.telegram.delivery import Delivery
from bot.telegram.failing import Fallback
from bot.telegram.groups import Group
from bot.telegram.intake import PollRequest
from bot.telegram.memory import Memory
from bot.telegram.notices import Notice
from bot.telegram.ordering import SIDE_BY_SIDE, InChatOrder
from bot.telegram.private import PrivateChat
from bot.telegram.profile import introduce
from bot.telegram.rendering import Renderer
from bot.telegram.routed import Context
from bot.telegram.taps import Taps

BotApplication = Application[Any, Any, Any, Any, Any, Any]

ALLOWED_UPDATES: Final = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""Named at every start, because Telegram remembers what the last program asked for."""

POLL_SECONDS: Final = 30


class CannotStart(Exception):  # noqa: N818  It reads as what it says.
    """Telegram does not let the bot begin; the message says why, and what to do."""


@dataclass(frozen=True)
class Connection:
    """How the bot reaches Telegram."""

    base_url: str = "https://api.telegram.org/bot"
    """Where the Bot API is, up to and including "/bot"."""
    request: BaseRequest | None = None
    """The way out; the library's HTTP client when None."""
    pauses: tuple[float, ...] = (1.0, 3.0)
    """Seconds to wait before each further try to deliver a message."""


def build(
    token: str, answerer: Answerer, renderer: Renderer, connection: Connection | None = None
) -> BotApplication:
    """Return the bot, ready to be started with `polling`."""
    connection = connection or Connection()
    application: BotApplication = (
        Application.builder()
        .token(token)
        .base_url(connection.base_url)
        .request(connection.request or HTTPXRequest(connection_pool_size=SIDE_BY_SIDE, pool_timeout=30.0))
        .get_updates_request(PollRequest(connection_pool_size=1))
        .concurrent_updates(InChatOrder())
        .job_queue(None)
        .build()
    )
    delivery = Delivery(connection.pauses)

    async def introduce_itself(started: BotApplication) -> None:
        await introduce(started.bot, renderer.phrases)

    application.post_init = introduce_itself
    application.add_handlers(routes(answerer, renderer, delivery))
    application.add_error_handler(Fallback(renderer, delivery).after)
    return application


def routes(
    answerer: Answerer, renderer: Renderer, delivery: Delivery
) -> tuple[BaseHandler[Any, Context, None], ...]:
    """Return the routing table: the first row that fits takes the update, and what fits none is ignored.

    Danger comes first, so that no command, caption, edit or rule of a group stands before the screen: where
    the bot may read a whole group, an emergency is answered even when the bot is not addressed.
    """
    memory = Memory()
    private = PrivateChat(answerer, renderer, delivery, memory)
    group = Group(answerer, renderer, delivery, memory)
    taps = Taps(answerer, renderer, delivery, private)
    danger, emergency = Danger(answerer), Danger(answerer, Level.EMERGENCY)
    patient, members = PATIENT & NEW, GROUP & NEW
    return (
        MessageHandler(PATIENT & (NEW | EDITED) & danger, private.danger),
        MessageHandler(GROUP & (NEW | EDITED) & danger, group.danger),
        MessageHandler(MEMBER & (NEW | EDITED) & emergency, group.danger),
        CommandHandler("start", private.start, patient),
        CommandHandler("topics", private.topics, patient),
        CommandHandler("help", private.telling(Notice.HELP), patient),
        CommandHandler("urgent", private.telling(Notice.URGENT), patient),
        CommandHandler("about", private.telling(Notice.ABOUT), patient),
        CommandHandler("privacy", private.telling(Notice.PRIVACY), patient),
        CommandHandler("forget", private.forget, patient),
        MessageHandler(patient & filters.COMMAND, private.command),
        MessageHandler(patient & filters.TEXT, private.question),
        MessageHandler(patient & CONTENT, private.attachment),
        CommandHandler("start", group.telling(Notice.WELCOME), members),
        CommandHandler(["topics", "help"], group.telling(Notice.HELP), members),
        CommandHandler("urgent", group.telling(Notice.URGENT), members),
        CommandHandler("about", group.telling(Notice.ABOUT), members),
        CommandHandler("privacy", group.telling(Notice.PRIVACY), members),
        CommandHandler("forget", group.forget, members),
        MessageHandler(members & NAMED & CONTENT, group.question),
        CallbackQueryHandler(taps.tap),
        ChatMemberHandler(private.membership, ChatMemberHandler.MY_CHAT_MEMBER),
    )


@asynccontextmanager
async def polling(application: BotApplication) -> AsyncIterator[None]:
    """Run the bot on long polling; on the way out finish what is under way.

    Raises:
        CannotStart: Telegram does not know the token, or cannot be reached.
    """
    updater = application.updater
    if updater is None:
        raise LookupError("the application was built without an updater")
    await _begin(application)
    try:
        await application.start()
        await updater.start_polling(
            timeout=POLL_SECONDS, allowed_updates=ALLOWED_UPDATES, drop_pending_updates=False
        )
        if application.post_init:
            await application.post_init(application)
        yield
        await updater.stop()
        await application.stop()
    finally:
        await application.shutdown()


async def _begin(application: BotApplication) -> None:
    try:
        await application.initialize()
    except TelegramError as refusal:
        await application.bot.shutdown()
        raise CannotStart(_reason(refusal)) from None


def _reason(refusal: TelegramError) -> str:
    match refusal:
        case InvalidToken():
            return (
                "Telegram does not know this bot token. Send /token to @BotFather, and copy the token again."
            )
        case NetworkError():
            return "Telegram cannot be reached. Check the connection, a firewall, and TELEGRAM_API_URL."
        case _:
            return (
                f"Telegram does not let the bot begin ({type(refusal).__name__}). Try again in a few minutes."
            )
