"""A bot wired to a Telegram on this computer, without a program behind it that would answer anybody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot

from bot.playground.refusals import Json
from bot.playground.server import Telegram
from bot.telegram.aiohttp_request import AiohttpRequest
from tests.bot_api import violations


@asynccontextmanager
async def wired_to(base_url: str, token: str) -> AsyncIterator[Bot]:
    """Run a bot that makes its calls there; it need not have introduced itself."""
    request, polls = AiohttpRequest(), AiohttpRequest(connections=1)
    bot = Bot(token, base_url=base_url, request=request, get_updates_request=polls)
    async with request, polls:
        yield bot


def sent(telegram: Telegram, method: str = "sendMessage") -> list[Json]:
    """Return the parameters of the calls of a method that had their effect, all of them good calls."""
    calls = [call for call in telegram.calls_of(method) if call.ok]
    assert not [wrong for call in calls for wrong in violations(call)]
    return [call.parameters for call in calls]
