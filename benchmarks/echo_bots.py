"""The bots to be compared with: each library's own way to say back what was said, and nothing else.

python benchmarks/echo_bots.py LIBRARY ADDRESS TOKEN
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Final


async def python_telegram_bot(address: str, token: str) -> None:
    """Run python-telegram-bot as its documents show it: one update after another, its own HTTP client."""
    from telegram import Update  # noqa: PLC0415  Each bot loads its own library alone.
    from telegram.ext import Application, ContextTypes, MessageHandler, filters  # noqa: PLC0415

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    application = Application.builder().token(token).base_url(f"{address}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        assert application.updater is not None  # noqa: S101  The builder makes one unless told otherwise.
        await application.updater.start_polling()
        await application.start()
        await asyncio.Event().wait()


async def aiogram(address: str, token: str) -> None:
    """Run aiogram as its documents show it: updates side by side."""
    from aiogram import Bot, Dispatcher  # noqa: PLC0415  As above.
    from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415
    from aiogram.types import Message  # noqa: PLC0415

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    await dispatcher.start_polling(bot, handle_signals=False)


async def telebot(address: str, token: str) -> None:
    """Run pyTelegramBotAPI's asynchronous bot as its documents show it."""
    from telebot import asyncio_helper  # noqa: PLC0415  As above.
    from telebot.async_telebot import AsyncTeleBot  # noqa: PLC0415
    from telebot.types import Message  # noqa: PLC0415

    asyncio_helper.API_URL = f"{address}/bot{{0}}/{{1}}"
    bot = AsyncTeleBot(token)

    @bot.message_handler(func=lambda _: True)  # type: ignore[no-untyped-call, untyped-decorator]
    async def echo(message: Message) -> None:
        await bot.send_message(message.chat.id, message.text or "")

    await bot.polling(non_stop=True)


BOTS: Final[dict[str, Callable[[str, str], Awaitable[None]]]] = {
    "python-telegram-bot": python_telegram_bot,
    "aiogram": aiogram,
    "pyTelegramBotAPI": telebot,
}


async def main() -> None:
    """Run the bot that the command line names."""
    library, address, token = sys.argv[1:]
    await BOTS[library](address, token)


if __name__ == "__main__":
    asyncio.run(main())
