"""A small bot on the library that the real bot uses, to drive the playground end to end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.playground.server import Telegram

Context = ContextTypes.DEFAULT_TYPE
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])


async def start(update: Update, context: Context) -> None:
    """Greet, with the payload of a deep link."""
    payload = " ".join(context.args or [])
    await _message(update).reply_html(f"<b>Welcome</b> {escape(payload)}", reply_markup=KEYS)


async def echo(update: Update, _: Context) -> None:
    """Say what was said."""
    message = _message(update)
    kind = "edited" if update.edited_message else "said"
    words = message.text or message.caption or "[no words]"
    await message.reply_html(f"<i>{kind}</i>: {escape(words)}", reply_markup=KEYS)


async def tap(update: Update, _: Context) -> None:
    """Acknowledge a tap and change the message."""
    query = update.callback_query
    assert query is not None
    await query.answer("Noted")
    await query.edit_message_text("tapped")


def _message(update: Update) -> Message:
    assert update.effective_message is not None
    return update.effective_message


@asynccontextmanager
async def echo_bot(telegram: Telegram) -> AsyncIterator[None]:
    """Run the bot as long as the context is open."""
    application = Application.builder().token(telegram.token).base_url(telegram.base_url).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(tap))
    application.add_handler(MessageHandler(filters.ALL & ~filters.UpdateType.CHANNEL_POSTS, echo))
    async with application:
        assert application.updater is not None
        await application.bot.set_my_commands([("start", "Begin here")])
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        await application.start()
        try:
            yield
        finally:
            await application.updater.stop()
            await application.stop()
