"""A patient and the clinic's staff sit side by side: the whole bot, the real base, a real browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, ViewportSize, async_playwright, expect

from bot.assembly import contents
from bot.core.knowledge import Knowledge
from bot.settings import Settings
from bot.storage.opening import open_store
from bot.telegram.application import BotApplication
from bot.telegram.connection import Connection
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse
from tests.browser import needs_chromium, started
from tests.telegram.stage import AT_ONCE, Stage

QUESTION = "does the clinc have a payment plan for the second visit"


@asynccontextmanager
async def whole_bot(telegram: Stage, knowledge: Knowledge) -> AsyncIterator[None]:
    """Run the bot as the playground does, with a staff's chat."""
    staff = telegram.staff_group("Clinic staff", "Nora", "Lee")
    connection = Connection(base_url=telegram.base_url, intervals=AT_ONCE)
    async with open_store("sqlite://") as store:
        content = contents(Settings(_env_file=None), telegram.token, store, staff_chat=staff.id)(knowledge)
        bot = BotApplication(telegram.token, content, store, connection, metrics=Metrics(), pulse=Pulse())
        async with bot.at_work():
            yield


@asynccontextmanager
async def both_sides(telegram: Stage) -> AsyncIterator[Page]:
    """Open the patient's page with the staff's pane beside it."""
    telegram.patient("Anna").says("/start")
    async with async_playwright() as playwright:
        browser = await started(playwright)
        page = await browser.new_page(viewport=ViewportSize(width=1280, height=900), reduced_motion="reduce")
        await page.goto(f"{telegram.page_url}?staff=1")
        yield page
        await browser.close()


@pytest.mark.browser
@needs_chromium
async def test_a_question_reaches_the_staff_and_the_answer_comes_back(knowledge: Knowledge) -> None:
    """Question, consent, a thread for the staff, their reply, and the tick that tells it has arrived."""
    words = knowledge.phrases.desk
    async with Stage() as telegram, whole_bot(telegram, knowledge), both_sides(telegram) as page:
        phone = page.get_by_role("log", name="Messages", exact=True)
        pane = page.get_by_role("region", name="Clinic staff")
        field = page.get_by_role("textbox", name="Message", exact=True)
        await field.fill(QUESTION)
        await field.press("Enter")
        await phone.get_by_role("button", name="Ask your clinic", exact=True).click()
        await expect(phone).to_contain_text(words.handing_over.nothing_else)
        await expect(pane).not_to_contain_text(QUESTION)
        await phone.get_by_role("button", name=words.handing_over.send, exact=True).last.click()
        await page.get_by_role("navigation", name="Topics").get_by_role("button", name="Conversation").click()
        await expect(pane).to_contain_text(QUESTION)
        await page.get_by_label("Write as").select_option("Lee")
        await pane.get_by_role("textbox").fill("Please send us a picture tonight.")
        await page.keyboard.press("Enter")
        await expect(phone).to_contain_text("Please send us a picture tonight.")
        await expect(pane).to_contain_text(words.staff.delivered)
        await telegram.delivered()
