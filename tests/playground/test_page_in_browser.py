"""The chat page works in a real browser, with a real bot behind it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from bot.playground.server import Telegram
from tests.browser import needs_chromium, started
from tests.playground.echo_bot import echo_bot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    needs_chromium,
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Return a browser; starting one takes longer than using it."""
    async with async_playwright() as playwright:
        browser = await started(playwright)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """Return the page, open in a small window in the dark; it must not ask anybody else for anything."""
    asked: list[str] = []
    complaints: list[str] = []
    async with Telegram() as telegram, echo_bot(telegram):
        window = ViewportSize(width=360, height=640)
        page = await browser.new_page(viewport=window, color_scheme="dark", reduced_motion="reduce")
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(telegram.page_url)
        yield page
        await page.close()

    assert [url for url in asked if not url.startswith(telegram.page_url)] == []
    assert complaints == []


async def test_a_patient_uses_the_page(page: Page) -> None:
    """Start, words with markup in them, a button, an edit, a photo and the menu work by role and label."""
    log = page.get_by_role("log", name="Messages")
    field = page.get_by_role("textbox", name="Message", exact=True)
    await page.get_by_role("button", name="Start").click()
    await expect(log.locator("strong")).to_have_text("Welcome")

    await field.fill("<img src=x onerror=alert(1)>")
    await field.press("Enter")
    await expect(log.get_by_text("said: <img src=x onerror=alert(1)>", exact=True)).to_be_visible()
    await expect(log.locator("img")).to_have_count(0)

    await log.get_by_role("button", name="Again").last.click()
    await expect(page.locator("#toast")).to_have_text("Noted")
    await expect(log.get_by_text("tapped")).to_be_visible()

    await field.press("ArrowUp")
    await expect(field).to_have_value("<img src=x onerror=alert(1)>")
    await field.fill("better")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(log.get_by_text("edited: better", exact=True)).to_be_visible()

    await field.fill("/")
    await expect(page.get_by_role("list", name="Commands")).to_contain_text("Begin here")
    await field.press("Escape")
    await expect(page.get_by_role("list", name="Commands")).to_be_hidden()


async def test_several_patients_have_chats_of_their_own(page: Page) -> None:
    """Somebody who is added has an empty chat; going back shows the old one; Escape closes the list."""
    await page.get_by_role("button", name="Start").click()
    await page.get_by_role("button", name="Patients", exact=True).click()
    await page.get_by_label("Add a patient").fill("Beth")
    await page.get_by_label("Add a patient").press("Enter")
    await expect(page.get_by_role("button", name="Start")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_be_focused()

    await page.get_by_role("button", name="Patients", exact=True).click()
    await page.get_by_role("button", name="Anna").click()
    await expect(page.get_by_role("log").get_by_text("Welcome")).to_be_visible()

    await page.get_by_role("button", name="Patients", exact=True).click()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Patients", exact=True)).to_be_focused()


async def test_colours_follow_the_system_until_somebody_chooses(page: Page) -> None:
    """The page is dark where the system is, and bright once that is chosen, also after a reload."""
    toggle = page.get_by_role("button", name="Dark colours")
    await expect(toggle).to_have_attribute("aria-pressed", "true")
    await toggle.click()
    await page.reload()

    await expect(toggle).to_have_attribute("aria-pressed", "false")
    await expect(page.locator("html")).to_have_css("color-scheme", "light")
