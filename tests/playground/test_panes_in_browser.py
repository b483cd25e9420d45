"""The panes beside the chat work in a real browser: why, the topics, the chat as a test, the weather."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from bot.playground.content_page import ContentState
from bot.playground.server import Telegram
from tests.browser import needs_chromium, started
from tests.playground.previewing import COST, INFECTION, MadeUp
from tests.playground.raw_bot import RawBot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    needs_chromium,
]

SMALL, LARGE = ViewportSize(width=360, height=640), ViewportSize(width=1280, height=800)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Return a browser; starting one takes longer than using it."""
    async with async_playwright() as playwright:
        browser = await started(playwright)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def bot() -> AsyncIterator[RawBot]:
    """Return a bare bot in a Telegram that previews two topics, and in which Anna has asked something."""
    async with Telegram() as telegram, ClientSession() as session:
        telegram.preview = MadeUp()
        anna = telegram.patient("Anna")
        anna.says("pirce pls")
        bot = RawBot(telegram, session)
        await bot.call("sendMessage", chat_id=anna.id, text=COST.html, parse_mode="HTML")
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, bot: RawBot) -> AsyncIterator[Page]:
    """Return the page, open in a large window."""
    complaints: list[str] = []
    page = await browser.new_page(viewport=LARGE, reduced_motion="reduce")
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    await page.goto(bot.telegram.page_url)
    yield page
    await page.close()

    assert complaints == []


async def test_a_message_tells_why(page: Page) -> None:
    """The account has words, flags, candidates and the rule, under headings and in tables."""
    await page.get_by_role("button", name="Why").click()
    pane = page.get_by_role("region", name="Why this reply")
    await expect(pane.get_by_role("heading", name="Why this reply")).to_be_focused()
    await expect(pane.get_by_text("The rule: one entry is sure enough.")).to_be_visible()
    await expect(pane.get_by_role("img", name="it is about How much it costs: 93%")).to_be_visible()
    evidence = pane.get_by_role("table", name="Evidence for How much it costs")
    await expect(evidence.get_by_role("row", name="pls −10%")).to_be_visible()
    flags = pane.get_by_role("table", name="Red flags looked at")
    words = pane.get_by_role("table", name="Words read")

    await expect(flags.get_by_role("rowheader")).to_contain_text("near, not raised")
    await expect(words.get_by_role("row", name="pirce price cost")).to_be_visible()
    await expect(pane.get_by_text("As they stand: pls.")).to_be_visible()
    await expect(pane.get_by_text("Below the card: nothing but small talk.")).to_be_visible()
    await expect(pane.get_by_role("row", name="thx nothing by itself")).to_be_visible()


async def test_an_account_leads_to_the_topic_that_was_answered(page: Page) -> None:
    """The topics in an account are one click away."""
    await page.get_by_role("button", name="Why").click()
    await (
        page.get_by_role("region", name="Why this reply")
        .get_by_role("button", name="cost", exact=True)
        .click()
    )

    await expect(page.get_by_role("article", name=COST.title)).to_be_visible()


async def test_escape_leads_back_to_the_message(page: Page) -> None:
    """By keyboard a pane is opened, closed, and left where it was opened."""
    why = page.get_by_role("button", name="Why")
    await why.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("region", name="Why this reply")).to_be_visible()
    await page.keyboard.press("Escape")

    await expect(page.get_by_role("region", name="Why this reply")).to_be_hidden()
    await expect(why).to_be_focused()


async def test_a_click_on_the_words_is_enough(page: Page) -> None:
    """The whole bubble of a patient opens the account; the bot's does not."""
    log = page.get_by_role("log", name="Messages", exact=True)
    await log.get_by_text("It costs less than surgery.").click()
    await expect(page.get_by_role("region", name="Why this reply")).to_be_hidden()
    await log.get_by_text("pirce pls", exact=True).click()

    await expect(page.get_by_role("region", name="Why this reply")).to_be_visible()


async def test_topics_are_found_as_one_types(page: Page) -> None:
    """Titles, asks and texts are searched from the beginnings of words; the closing lines are not."""
    await page.get_by_role("button", name="Browse the topics").click()
    pane = page.get_by_role("region", name="Topics")
    found = pane.get_by_role("listitem").get_by_role("button")
    await expect(page.get_by_label("Search titles, asks and texts")).to_be_focused()
    await expect(pane.get_by_role("heading", level=3)).to_have_text(["About the lift", "Complications"])
    for typed, titles in (
        ("pus", [INFECTION.title]),
        ("much HOW", [COST.title]),
        ("smell", [f"{INFECTION.title}not in the articleasked as “it smells”"]),
        ("surgery", [COST.title]),
        ("closing", []),
    ):
        await page.keyboard.press("ControlOrMeta+a")
        await page.keyboard.type(typed)
        await expect(pane.get_by_role("status")).to_have_text(
            f"{len(titles)} topic{'s' * (len(titles) != 1)}"
        )
        if typed in {"much HOW", "surgery"}:
            await expect(found).to_have_text(titles)
        else:
            await expect(found).to_contain_text(titles)


async def test_a_topic_is_read_and_asked(page: Page) -> None:
    """A topic shows its answer as the chat does, leads on by its buttons, and types an ask into the chat."""
    await page.get_by_role("button", name="Browse the topics").click()
    pane = page.get_by_role("region", name="Topics")
    await pane.get_by_role("button", name=COST.title).click()
    await expect(pane.get_by_role("article").locator("strong")).to_have_text(COST.title)
    await expect(pane.get_by_role("term")).to_have_text(["Source", "Review"])
    await pane.get_by_role("button", name="Ask this: price of <b>threads</b>").click()
    field = page.get_by_role("textbox", name="Message", exact=True)
    await expect(field).to_have_value("price of <b>threads</b>")
    await expect(field).to_be_focused()
    await pane.get_by_role("button", name=INFECTION.title).click()
    await pane.get_by_role("button", name="Ask the clinic").click()

    await expect(pane.get_by_role("heading", name=INFECTION.title)).to_be_visible()
    await expect(page.locator("#toast")).to_have_text("This button works in the chat.")


async def test_a_chat_is_saved_as_a_test(page: Page, bot: RawBot) -> None:
    """The pane grows with the chat, and the file that is saved holds what it shows."""
    await page.get_by_role("button", name="Save as a test").click()
    shown = page.get_by_role("region", name="The chat as a test")
    await expect(shown).to_contain_text("patient: pirce pls")
    anna = next(iter(bot.telegram.patients.values()))
    anna.says("thanks")
    await expect(shown).to_contain_text("patient: thanks")
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Save the file").click()
    download = await saving.value
    saved = await asyncio.to_thread((await download.path()).read_text, "utf-8")

    assert (download.suggested_filename, saved) == ("rehearsal.yaml", await shown.text_content())


async def test_the_weather_is_seen_until_it_is_switched_off(page: Page, bot: RawBot) -> None:
    """A fault that is switched on stands above the chat, also after a reload, with the switch beside it."""
    await page.get_by_label("Weather", exact=True).select_option("Offline")
    strip = page.get_by_text("Telegram is out of reach.")
    await expect(strip).to_be_visible()
    await page.reload()
    await expect(strip).to_be_visible()
    offline = bot.telegram.faults.offline
    await page.get_by_role("button", name="Switch off").click()
    await expect(strip).to_be_hidden()

    assert (offline, bot.telegram.faults.offline) == (True, False)
    await expect(page.get_by_label("Weather", exact=True)).to_have_value("fair")


async def test_broken_content_is_named_until_it_is_mended(page: Page, bot: RawBot) -> None:
    """Each problem of what was saved is shown; after the mending the open pane shows the new content."""
    state = ContentState(1, ("cost.yaml:3: cost > answer: <b>empty</b>; write one", "cost.yaml:9: twice"))
    bot.telegram.content.state = lambda: state
    banner = page.get_by_role("group", name="What is wrong in the content")
    await page.get_by_role("button", name="Browse the topics").click()
    await expect(banner).to_contain_text("cost.yaml:3: cost > answer: <b>empty</b>; write one")
    await banner.get_by_text("1 more").click()
    await expect(banner.get_by_role("listitem")).to_have_text("cost.yaml:9: twice")

    preview = MadeUp()
    preview.seen = (replace(COST, title="What you pay"),)
    bot.telegram.preview = preview
    bot.telegram.content.state = lambda: ContentState(2)

    await expect(page.locator("#toast")).to_have_text("Content renewed.")
    await expect(banner).to_be_hidden()
    await expect(
        page.get_by_role("region", name="Topics").get_by_role("button", name="What you pay")
    ).to_be_visible()


async def test_one_pane_makes_room_for_the_next(page: Page, bot: RawBot) -> None:
    """Beside the chat there is one pane at a time, the staff group among them."""
    bot.telegram.staff_group("Clinic staff", "Nora")
    await page.reload()
    await page.get_by_role("button", name="Staff view").click()
    await page.get_by_role("button", name="Why").click()
    await expect(page.get_by_role("region", name="Clinic staff")).to_be_hidden()
    assert "staff=1" not in page.url
    await page.get_by_role("button", name="Staff view").click()

    await expect(page.get_by_role("region", name="Why this reply")).to_be_hidden()
    await expect(page.get_by_role("log", name="Messages", exact=True)).to_be_visible()


async def test_on_a_phone_a_pane_lies_over_the_chat(page: Page) -> None:
    """A drawer hides the chat from everybody until it is closed, and an ask closes it."""
    await page.set_viewport_size(SMALL)
    await page.get_by_role("button", name="Patients", exact=True).click()
    await page.get_by_role("button", name="Browse the topics").click()
    await expect(page.get_by_label("Search titles, asks and texts")).to_be_focused()
    await expect(page.locator("#phone")).to_have_attribute("inert", "")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Patients", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Browse the topics").click()
    await page.get_by_role("button", name=COST.title).click()
    await page.get_by_role("button", name="Ask this: how much is it").click()

    await expect(page.get_by_role("region", name="Topics")).to_be_hidden()
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_have_value("how much is it")


async def test_without_a_preview_nothing_is_promised(page: Page, bot: RawBot) -> None:
    """Where nothing can be previewed there is no button that would only fail."""
    bot.telegram.preview = None
    await page.reload()
    await expect(page.get_by_role("log", name="Messages", exact=True)).to_contain_text("pirce pls")

    await expect(page.get_by_role("button", name="Why")).to_have_count(0)
    await expect(page.get_by_role("button", name="Browse the topics")).to_have_count(0)
