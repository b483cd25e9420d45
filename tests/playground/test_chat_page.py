"""The chat page shows what people see, acts for them, and obeys nobody but itself."""

import asyncio
import json
import re
from typing import Any

import pytest
from aiohttp import ClientResponse

from bot.playground.page_requests import FILES
from bot.playground.patients import TINY_PICTURE, Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot

KEYS = {
    "inline_keyboard": [
        [{"text": "Topics", "callback_data": "v1:topics"}],
        [{"text": "Cost", "url": "https://t.me/aftercare_bot?start=cost"}],
    ]
}


class Browser:
    """Asks for what the page's script asks for."""

    def __init__(self, bot: RawBot) -> None:
        self.address = bot.telegram.page_url
        self.session = bot.session

    async def state(self, chat: int | str = "") -> Any:
        """Return what the page shows."""
        async with self.session.get(f"{self.address}page/state", params={"chat": chat}) as response:
            return await response.json()

    async def act(self, action: str, **body: Any) -> tuple[int, Any]:
        """Do something as the page does it."""
        async with self.session.post(f"{self.address}page/{action}", json=body) as response:
            return response.status, await response.json()


@pytest.fixture
def browser(bot: RawBot) -> Browser:
    """Return a browser without a screen."""
    return Browser(bot)


async def test_the_page_and_its_files_are_served(telegram: Telegram, bot: RawBot) -> None:
    """Every file arrives as what it is, and the page may load from this address only."""
    served = {}
    for file in FILES.iterdir():
        path = "" if file.name == "index.html" else f"page/{file.name}"
        async with bot.session.get(telegram.page_url + path) as response:
            served[file.suffix] = (response.status, response.content_type)
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")

    assert served == {
        ".html": (200, "text/html"),
        ".css": (200, "text/css"),
        ".js": (200, "text/javascript"),
        ".svg": (200, "image/svg+xml"),
    }


def test_the_page_names_no_outside_address_and_parses_no_markup() -> None:
    """Nothing is fetched from elsewhere, and text from outside never becomes HTML."""
    for file in FILES.iterdir():
        content = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")

        assert not re.search(r"https?://\w", content), file.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", content), (
            file.name
        )


async def test_the_first_visitor_finds_nobody_and_joins(browser: Browser) -> None:
    """A playground begins without patients; one who joins is shown."""
    assert (await browser.state())["chat"] is None

    _, joined = await browser.act("patients", name=" Anna ")
    state = await browser.state()

    assert state["patients"] == [{"id": joined["chat"], "name": "Anna"}]
    assert state["chat"] == {"id": joined["chat"], "name": "Anna", "messages": []}


async def test_the_page_shows_the_bots_profile_and_menu(bot: RawBot, browser: Browser, anna: Patient) -> None:
    """Name, description and the commands for private chats are shown as the bot set them."""
    await bot.call("setMyDescription", description="I answer questions.")
    everywhere = [{"command": "help", "description": "Help"}]
    private = [{"command": "start", "description": "Begin"}]
    await bot.call("setMyCommands", commands=everywhere)
    first = (await browser.state(anna.id))["bot"]
    await bot.call("setMyCommands", commands=private, scope={"type": "all_private_chats"})
    second = (await browser.state(anna.id))["bot"]

    assert (first["name"], first["description"]) == ("Rehearsal", "I answer questions.")
    assert (first["commands"], second["commands"]) == (everywhere, private)


async def test_the_page_writes_edits_and_speaks(bot: RawBot, browser: Browser, anna: Patient) -> None:
    """What is typed on the page reaches the bot as a patient's message."""
    _, said = await browser.act("say", chat=anna.id, text="swelng")
    await browser.act("edit", chat=anna.id, message_id=said["message_id"], text="swelling")
    await browser.act("voice", chat=anna.id)
    written, changed, spoken = await bot.updates()
    shown = (await browser.state(anna.id))["chat"]["messages"]

    assert written["message"]["text"] == "swelng"
    assert changed["edited_message"]["text"] == "swelling"
    assert "voice" in spoken["message"]
    assert [(one["text"], one["edited"], one["attachment"]) for one in shown[1:]] == [
        ("swelling", True, None),
        ("", False, "voice"),
    ]


async def test_the_page_shows_formatting_buttons_and_deep_links(
    bot: RawBot, browser: Browser, anna: Patient
) -> None:
    """Entities and buttons come as data; a link to the bot itself carries its payload."""
    await bot.call("sendMessage", chat_id=anna.id, text="<b>Hi</b>", parse_mode="HTML", reply_markup=KEYS)
    shown = (await browser.state(anna.id))["chat"]["messages"][-1]

    assert (shown["mine"], shown["text"]) == (False, "Hi")
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert shown["buttons"][0] == [{"text": "Topics", "callback_data": "v1:topics"}]
    assert shown["buttons"][1][0]["start"] == "cost"


async def test_the_page_taps_a_button(bot: RawBot, browser: Browser, anna: Patient) -> None:
    """A tap reaches the bot; a button or message that is not there is an error in words."""
    sent = await bot.call("sendMessage", chat_id=anna.id, text="Hi", reply_markup=KEYS)
    tapped = await browser.act("tap", chat=anna.id, message_id=sent["message_id"], data="v1:topics")
    missing = await browser.act("tap", chat=anna.id, message_id=sent["message_id"], data="v1:nothing")

    assert (tapped, missing[0]) == ((200, {}), 400)
    assert (await bot.updates())[-1]["callback_query"]["data"] == "v1:topics"


async def test_the_page_sends_and_shows_a_picture(bot: RawBot, browser: Browser, anna: Patient) -> None:
    """A picture reaches the bot with its caption, and is shown from memory; other files are refused."""
    where = f"{browser.address}page/photo"
    asked = {"chat": str(anna.id), "caption": "day 4"}
    statuses = []
    for kind in ("image/png", "text/html"):
        headers = {"Content-Type": kind}
        async with browser.session.post(where, params=asked, data=TINY_PICTURE, headers=headers) as response:
            statuses.append(response.status)
    shown = (await browser.state(anna.id))["chat"]["messages"][-1]
    async with browser.session.get(f"{browser.address}page/file/{shown['photo']}") as response:
        content = await response.read()

    assert statuses == [200, 400]
    assert (await bot.updates())[-1]["message"]["caption"] == "day 4"
    assert (shown["text"], shown["attachment"], content) == ("day 4", "photo", TINY_PICTURE)


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("say", {"chat": 1, "text": "hi"}),
        ("say", {"chat": "x"}),
        ("patients", {"name": ""}),
        ("patients", {"name": "x" * 41}),
    ],
)
async def test_nonsense_is_an_error_in_words(browser: Browser, action: str, body: dict[str, Any]) -> None:
    """A request that makes no sense gets 400 and a reason, and nothing breaks."""
    status, answer = await browser.act(action, **body)

    assert (status, bool(answer["error"])) == (400, True)


async def test_the_page_is_told_what_happens(bot: RawBot, browser: Browser, anna: Patient) -> None:
    """A message, typing and a pop-up each come as an event, at once."""
    async with browser.session.get(f"{browser.address}page/events") as events:
        assert await _line(events) == "retry: 1000"
        await bot.call("sendMessage", chat_id=anna.id, text="Hi")
        await bot.call("sendChatAction", chat_id=anna.id, action="typing")
        query = anna.taps_old_button("x")
        await bot.call("answerCallbackQuery", callback_query_id=query, text="Noted", show_alert=True)
        told = [json.loads((await _line(events)).removeprefix("data: ")) for _ in range(3)]

    assert [(one["kind"], one["chat"], one["text"]) for one in told] == [
        ("posted", anna.id, ""),
        ("action", anna.id, "typing"),
        ("pop-up", anna.id, "Noted"),
    ]
    assert told[2]["alert"] is True


async def _line(events: ClientResponse) -> str:
    """Return the next line that is not empty."""
    while True:
        line = (await asyncio.wait_for(events.content.readline(), 1)).decode().strip()
        if line:
            return line


async def test_an_open_page_does_not_keep_the_server_from_stopping(bot: RawBot) -> None:
    """The stream of events ends when the playground stops."""
    async with bot.session.get(f"{bot.telegram.page_url}page/events") as events:
        await bot.telegram.stop()

        assert b"retry" in await asyncio.wait_for(events.content.read(), 1)


@pytest.mark.parametrize("foreign", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
async def test_other_sites_are_turned_away(
    telegram: Telegram, bot: RawBot, anna: Patient, foreign: dict[str, str]
) -> None:
    """A page that came from elsewhere, or that names this computer otherwise, gets nothing."""
    async with bot.session.post(
        f"{telegram.page_url}page/say", json={"chat": anna.id, "text": "hi"}, headers=foreign
    ) as response:
        assert response.status == 403


async def test_a_plain_form_cannot_act(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """Only JSON acts, which no foreign form can send."""
    body = json.dumps({"chat": anna.id, "text": "hi"})
    async with bot.session.post(
        f"{telegram.page_url}page/say", data=body, headers={"Content-Type": "text/plain"}
    ) as response:
        assert response.status == 400


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PAIRS = [
    ("text", "surface"),
    ("text", "chat"),
    ("text", "desk"),
    ("text", "bubble"),
    ("text", "quote"),
    ("muted", "surface"),
    ("muted", "chat"),
    ("muted", "desk"),
    ("muted", "bubble"),
    ("muted", "quote"),
    ("mine-text", "mine"),
    ("mine-muted", "mine"),
    ("key-text", "key"),
    ("key-text", "surface"),
    ("key-text", "bubble"),
    ("accent", "surface"),
    ("accent", "chat"),
    ("on-accent", "accent"),
    ("wrong-text", "wrong"),
]


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    """Text has a contrast of at least 4.5 to 1, in daylight and in the dark."""
    style = (FILES / "base.css").read_text(encoding="utf-8")
    named = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", style))
    for one, other in zip(named[text].split(", "), named[ground].split(", "), strict=True):
        brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)

        assert (brighter + 0.05) / (darker + 0.05) >= 4.5
