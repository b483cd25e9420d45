"""A patient sits at the chat page: the real bot, the real base, a real browser."""

import pytest
from playwright.async_api import ViewportSize, async_playwright, expect

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from tests.browser import needs_chromium, started
from tests.telegram.stage import Stage, acting


@pytest.mark.browser
@needs_chromium
async def test_a_patient_reads_the_doctor_prompt(knowledge: Knowledge, answerer: Answerer) -> None:
    """A question typed badly is answered on the page, a button leads on, and the prompt is what ends both."""
    prompt = knowledge.phrases.doctor_prompt
    async with Stage() as telegram, acting(telegram, answerer, knowledge), async_playwright() as playwright:
        browser = await started(playwright)
        page = await browser.new_page(viewport=ViewportSize(width=390, height=844))
        await page.goto(telegram.page_url)
        log = page.get_by_role("log", name="Messages")
        field = page.get_by_role("textbox", name="Message", exact=True)

        await page.get_by_role("button", name="Start").click()
        await expect(log).to_contain_text("I am a computer program, not a doctor")
        await field.fill("can i take advil for brusing")
        await field.press("Enter")
        await expect(log).to_contain_text("ibuprofen")
        answer = (await log.inner_text()).strip()

        antibiotics = knowledge.topic("antibiotics")
        assert antibiotics is not None
        for label in ("All topics", knowledge.phrases.kinds[antibiotics.kind], antibiotics.title):
            await log.get_by_role("button", name=label, exact=True).last.click()
        await expect(log).to_contain_text("moxifloxacin")
        afterwards = (await log.inner_text()).strip()
        await browser.close()
        await telegram.delivered()

    assert prompt in answer
    assert afterwards.count(prompt) == answer.count(prompt) + 1
