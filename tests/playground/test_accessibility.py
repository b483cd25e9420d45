"""Nobody is kept from using the page: axe-core finds nothing serious, with the real bot and its content."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # It has no types.
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.playground.content_page import ContentState
from bot.playground.server import Telegram
from bot.rehearsal import Rehearsal
from bot.telegram.notices import Operation
from tests.browser import needs_chromium, started
from tests.telegram.stage import acting

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    needs_chromium,
]

PHONE, DESK = ViewportSize(width=360, height=640), ViewportSize(width=1280, height=800)
PROBLEMS = ("en/topics/cost.yaml:3: cost > answer: it is empty; write one", "en/topics/cost.yaml:9: twice")
QUESTION = "there is pus, can i take advil for the swelng"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Return a browser; starting one takes longer than using it."""
    async with async_playwright() as playwright:
        browser = await started(playwright)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def telegram(knowledge: Knowledge, answerer: Answerer) -> AsyncIterator[Telegram]:
    """Return a Telegram in which the bot has answered Anna, and in which everything is to be seen."""
    operation = Operation(has_votes=True)
    async with Telegram() as telegram, acting(telegram, answerer, knowledge, operation=operation) as bot:
        telegram.preview = Rehearsal(lambda: bot.content)
        telegram.staff_group("Clinic staff", "Nora", "Lee")
        anna = telegram.patient("Anna")
        anna.says(QUESTION)
        await anna.hears()
        yield telegram


@pytest_asyncio.fixture(
    loop_scope="module",
    params=[
        # Contrast depends on the colours and layout on the size, so two of the four see everything once.
        pytest.param((PHONE, "light"), id="phone-light"),
        pytest.param((DESK, "dark"), id="desk-dark"),
        pytest.param((PHONE, "dark"), id="phone-dark", marks=pytest.mark.soak),
        pytest.param((DESK, "light"), id="desk-light", marks=pytest.mark.soak),
    ],
)
async def page(request: pytest.FixtureRequest, browser: Browser, telegram: Telegram) -> AsyncIterator[Page]:
    """Return the page, as large as a phone or a desk has it, by day or in the dark."""
    size, colours = request.param
    page = await browser.new_page(
        viewport=size,
        color_scheme=colours,
        reduced_motion="reduce",
    )
    await page.goto(telegram.page_url)
    await expect(page.get_by_role("log", name="Messages", exact=True)).to_contain_text(QUESTION)
    yield page
    await page.close()


async def hindrances(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical, and whether anything sticks out to the side."""
    found = (await Axe().run(page)).response["violations"]
    told = [
        f"{one['id']}: {node['target']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]
    wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*told, *["wider than the window"] * wide]


async def tools(page: Page) -> None:
    """Open the list that holds the tools, where it is not open anyway."""
    if page.viewport_size == PHONE:
        await page.get_by_role("button", name="Patients", exact=True).click()


async def test_the_chat(page: Page) -> None:
    """The chat with an urgent card, an answer and its buttons; on a phone also the list over it."""
    assert await hindrances(page) == []
    await tools(page)

    assert await hindrances(page) == []


async def test_why(page: Page) -> None:
    """The account of a message, every candidate unfolded."""
    await page.get_by_role("button", name="Why").click()
    await expect(page.get_by_role("heading", name="Words read")).to_be_visible()
    await page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")

    assert await hindrances(page) == []


async def test_the_topics(page: Page) -> None:
    """The list of topics, what a search finds, and one topic."""
    await tools(page)
    await page.get_by_role("button", name="Browse the topics").click()
    pane = page.get_by_role("region", name="Topics")
    await expect(pane.get_by_role("listitem").first).to_be_visible()
    listed = await hindrances(page)
    await page.get_by_label("Search titles, asks and texts").fill("pus")
    searched = await hindrances(page)
    await pane.get_by_role("listitem").get_by_role("button").first.click()
    await expect(pane.get_by_role("article")).to_be_visible()

    assert (listed, searched, await hindrances(page)) == ([], [], [])


async def test_the_chat_as_a_test(page: Page) -> None:
    """The lines of the conversation test, and what can be done with them."""
    await tools(page)
    await page.get_by_role("button", name="Save as a test").click()
    await expect(page.get_by_role("region", name="The chat as a test")).to_contain_text("says:")

    assert await hindrances(page) == []


async def test_the_staff_group(page: Page) -> None:
    """The staff group beside the chat, or in its place."""
    await page.get_by_role("button", name="Staff view").click()
    await expect(page.get_by_role("log", name="Staff messages")).to_be_visible()

    assert await hindrances(page) == []


async def test_what_stands_above_the_chat(page: Page, telegram: Telegram) -> None:
    """The weather that is switched on, and what is wrong in the content."""
    telegram.content.state = lambda: ContentState(1, PROBLEMS)
    await tools(page)
    await page.get_by_label("Weather", exact=True).select_option("Slow (2 s)")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("group", name="What is wrong in the content")).to_be_visible()
    found = await hindrances(page)
    await page.get_by_role("button", name="Switch off").click()
    await expect(page.get_by_role("button", name="Switch off")).to_be_hidden()
    telegram.content.state = ContentState

    assert found == []
