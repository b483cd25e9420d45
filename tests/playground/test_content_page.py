"""The page knows which content is served, and what is wrong with what was saved."""

from bot.playground.content_page import ContentState
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_content_that_never_changes_is_in_order(telegram: Telegram, bot: RawBot) -> None:
    """Until somebody tells otherwise, the first content is served and nothing is wrong."""
    async with bot.session.get(f"{telegram.page_url}page/content") as response:
        told = await response.json()

    assert told == {"version": 1, "problems": []}


async def test_what_is_wrong_is_told(telegram: Telegram, bot: RawBot) -> None:
    """Each problem comes as its author reads it, at its own address and with the state of the page."""
    telegram.content.state = lambda: ContentState(3, ("cost.yaml:1: cost: <broken>",))
    expected = {"version": 3, "problems": ["cost.yaml:1: cost: <broken>"]}
    async with bot.session.get(f"{telegram.page_url}page/content") as response:
        told, kept = await response.json(), response.headers["Cache-Control"]
    async with bot.session.get(f"{telegram.page_url}page/state") as response:
        state = await response.json()

    assert told == state["content"] == expected
    assert kept == "no-store"
