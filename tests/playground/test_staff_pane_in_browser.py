"""The staff pane works in a real browser, beside the patient's phone."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from bot.playground.attachments import TINY_PICTURE
from bot.playground.groups import Group
from bot.playground.server import Telegram
from tests.browser import needs_chromium, started
from tests.playground.raw_bot import RawBot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    needs_chromium,
]

KEYS = {"inline_keyboard": [[{"text": "Close", "callback_data": "c"}]]}
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
    """Return a bare bot in a Telegram of its own."""
    async with Telegram() as telegram, ClientSession() as session:
        yield RawBot(telegram, session)


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, bot: RawBot) -> AsyncIterator[Page]:
    """Return the page, open where there is a staff group and a patient."""
    complaints: list[str] = []
    bot.telegram.staff_group("Clinic staff", "Nora", "Lee")
    bot.telegram.patient("Anna").says("/start")
    page = await browser.new_page(viewport=LARGE, reduced_motion="reduce")
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(f"{bot.telegram.page_url}?staff=1")
    yield page
    await page.close()

    assert complaints == []


def the_staff(bot: RawBot) -> Group:
    """Return the staff group."""
    assert bot.telegram.staff is not None
    return bot.telegram.staff


async def ticket(bot: RawBot) -> int:
    """Let the bot open a ticket for Anna, and return its topic."""
    group = the_staff(bot).id
    thread = (await bot.call("createForumTopic", chat_id=group, name="Anna"))["message_thread_id"]
    await bot.call(
        "sendMessage", chat_id=group, message_thread_id=thread, text="<blockquote>swollen</blockquote>",
        parse_mode="HTML", reply_markup=KEYS,
    )  # fmt: skip
    return int(thread)


async def test_the_staff_answer_beside_the_patient(page: Page, bot: RawBot) -> None:
    """A ticket appears, is answered by keyboard as a chosen member, and gets its tick."""
    thread = await ticket(bot)
    pane = page.get_by_role("region", name="Clinic staff")
    await page.get_by_role("navigation", name="Topics").get_by_role("button", name="Anna").click()
    await page.get_by_label("Write as").select_option("Lee")
    await pane.get_by_role("log").get_by_role("button", name="Reply").last.click()
    await expect(pane.get_by_text("Replying to: swollen")).to_be_visible()
    await page.keyboard.type("We will call at 2.")
    await page.keyboard.press("Enter")
    await expect(pane.get_by_text("We will call at 2.")).to_be_visible()
    update = (await bot.updates())[-1]["message"]
    await bot.call(
        "setMessageReaction", chat_id=the_staff(bot).id, message_id=update["message_id"],
        reaction=[{"type": "emoji", "emoji": "👍"}],
    )  # fmt: skip

    await expect(pane.get_by_role("img", name="Rehearsal reacted with 👍")).to_be_visible()
    assert (update["message_thread_id"], update["from"]["first_name"]) == (thread, "Lee")
    assert update["reply_to_message"]["text"] == "swollen"


async def test_the_staff_tap_and_edit(page: Page, bot: RawBot) -> None:
    """Buttons work in the pane, and people change what they themselves wrote."""
    await ticket(bot)
    pane = page.get_by_role("region", name="Clinic staff")
    await page.get_by_role("navigation", name="Topics").get_by_role("button", name="Anna").click()
    await pane.get_by_role("button", name="Close", exact=True).click()
    tapped = await bot.telegram.world.updates.bell.until(
        lambda: any("callback_query" in one.shape for one in bot.telegram.world.updates.waiting.values()), 5
    )
    field = page.get_by_role("textbox", name="Message to the staff group")
    await field.fill("one")
    await field.press("Enter")
    await pane.get_by_role("log").get_by_role("button", name="Edit").click()
    await expect(field).to_have_value("one")
    await field.fill("two")
    await field.press("Enter")

    await expect(pane.get_by_text("edited")).to_be_visible()
    await expect(pane.get_by_text("two", exact=True)).to_be_visible()
    assert tapped


async def test_a_small_window_shows_one_at_a_time(page: Page, bot: RawBot) -> None:
    """On a phone the pane takes the chat's place and gives it back; nothing sticks out; news is marked."""
    await page.set_viewport_size(SMALL)
    chat = page.get_by_role("log", name="Messages", exact=True)
    await expect(page.get_by_role("log", name="Staff messages")).to_be_visible()
    await expect(chat).to_be_hidden()
    width = await page.evaluate("document.documentElement.scrollWidth")
    await page.get_by_role("button", name="Hide staff view").click()
    await expect(chat).to_be_visible()
    await ticket(bot)
    button = page.get_by_role("button", name="Staff view")

    await expect(button).to_be_focused()
    await expect(button).to_contain_class("news")
    assert (width, "staff=1" in page.url) == (360, False)


async def test_a_picture_from_the_bot_has_words(page: Page, bot: RawBot) -> None:
    """What a picture shows stands in its caption, which is what a screen reader says for it."""
    anna = next(iter(bot.telegram.patients))
    await bot.call("sendPhoto", chat_id=anna, photo=TINY_PICTURE, caption="Day 4 of 14")
    picture = page.get_by_role("img", name="Day 4 of 14")

    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.naturalWidth") == 1
