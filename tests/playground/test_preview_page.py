"""The page can ask for the topics, for the account of a message, and for the chat as a test."""

from typing import Any

import pytest

from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.previewing import COST, MadeUp
from tests.playground.raw_bot import RawBot


async def told(bot: RawBot, what: str, **query: int) -> tuple[int, Any]:
    """Ask what a pane asks."""
    address = f"{bot.telegram.page_url}page/{what}"
    asked = {name: str(value) for name, value in query.items()}
    async with bot.session.get(address, params=asked) as response:
        return response.status, await response.json()


@pytest.fixture
def preview(telegram: Telegram) -> MadeUp:
    """Return what is previewed on the page."""
    telegram.preview = preview = MadeUp()
    return preview


@pytest.mark.usefixtures("preview")
async def test_a_topic_is_shown_as_the_chat_shows_it(bot: RawBot, anna: Patient) -> None:
    """The answer of a topic has the words, the marks and the buttons of the message that the bot sends."""
    keys = {"inline_keyboard": COST.keyboard}
    await bot.call("sendMessage", chat_id=anna.id, text=COST.html, parse_mode="HTML", reply_markup=keys)
    in_chat = (await told(bot, "state", chat=anna.id))[1]["chat"]["messages"][-1]
    topic = (await told(bot, "topics"))[1]["topics"][0]

    its_own = {"id": topic["message"]["id"], "time": topic["message"]["time"]}
    assert topic["message"] == in_chat | its_own
    assert (topic["id"], topic["kind"], topic["asks"]) == ("cost", COST.kind, list(COST.asks))


async def test_an_account_knows_what_stood_before_the_message(
    bot: RawBot, anna: Patient, preview: MadeUp
) -> None:
    """A message is explained by what was said up to it, and by nothing that came later."""
    asked = anna.says("and how long")
    await bot.call("sendMessage", chat_id=anna.id, text="2 weeks")
    status, answer = await told(bot, "why", chat=anna.id, message=asked)

    assert (status, answer["why"]["text"]) == (200, "and how long")
    assert [(turn.text, turn.by_bot) for turn in preview.asked] == [
        ("/start", False),
        ("and how long", False),
    ]


@pytest.mark.usefixtures("preview")
async def test_a_command_has_no_account(bot: RawBot, anna: Patient) -> None:
    """What asks nothing is told apart from what cannot be explained."""
    status, answer = await told(bot, "why", chat=anna.id, message=anna.says("/help"))

    assert (status, answer) == (200, {"why": None})


@pytest.mark.usefixtures("preview")
async def test_a_chat_becomes_a_test(bot: RawBot, anna: Patient) -> None:
    """Both sides of the chat are handed over, in order, without what has no words."""
    anna.sends_voice()
    await bot.call("sendMessage", chat_id=anna.id, text="<b>Hi</b>", parse_mode="HTML")
    _, answer = await told(bot, "transcript", chat=anna.id)

    assert answer == {"yaml": "patient: /start\nbot: Hi\n"}


@pytest.mark.usefixtures("preview")
@pytest.mark.parametrize("message", [0, 99])
async def test_a_message_that_is_gone_is_an_error_in_words(bot: RawBot, anna: Patient, message: int) -> None:
    """A message or a patient that is not there gets 400 and a reason."""
    status, answer = await told(bot, "why", chat=anna.id, message=message)
    stranger, _ = await told(bot, "transcript", chat=1)

    assert (status, stranger, answer["error"]) == (400, 400, "this message is gone")


async def test_without_a_preview_the_page_says_so(bot: RawBot, anna: Patient) -> None:
    """A playground that previews nothing tells it in its state, and refuses the panes in words."""
    state = (await told(bot, "state", chat=anna.id))[1]
    refused = [
        (await told(bot, what, chat=anna.id, message=1))[0] for what in ("topics", "why", "transcript")
    ]

    assert (state["preview"], refused) == (False, [400, 400, 400])
