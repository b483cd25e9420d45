"""Calls are written down as the bot made them, with what became of them."""

from bot.playground.faults import Broken, Garbled
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_a_call_without_the_token_leaves_no_trace(
    telegram: Telegram, bot: RawBot, anna: Patient
) -> None:
    """A stranger's call is refused before anything of it is read, done or remembered."""
    form = {"chat_id": str(anna.id), "text": "hello"}
    async with bot.session.post(f"{telegram.base_url}1:wrong/sendMessage", data=form) as response:
        status = response.status

    assert status == 401
    assert anna.history() == ()
    assert not telegram.calls


async def test_what_is_text_stays_text_and_the_rest_is_read(telegram: Telegram, bot: RawBot) -> None:
    """A description that looks like JSON is words; a value that is no JSON is the word that was given."""
    await bot.call("setMyDescription", description='{"a": 1}')
    await bot.call("setMyShortDescription", short_description="true")
    await bot.call("getUpdates", timeout=0, allowed_updates=["message"])
    await bot.answer("sendMessage", chat_id="@nobody", text="null")

    assert [call.parameters for call in telegram.calls] == [
        {"description": '{"a": 1}'},
        {"short_description": "true"},
        {"timeout": 0, "allowed_updates": ["message"]},
        {"chat_id": "@nobody", "text": "null"},
    ]


async def test_a_call_counts_by_its_effect_and_not_by_its_answer(
    telegram: Telegram, bot: RawBot, anna: Patient
) -> None:
    """A message that was posted is a good call even if its answer was lost; one that was not is a bad one."""
    address = f"{telegram.base_url}{telegram.token}/sendMessage"
    for fault in (Broken(503), Garbled()):
        telegram.faults.next("sendMessage", fault)
        async with bot.session.post(address, data={"chat_id": str(anna.id), "text": "x"}):
            pass
    made = [(call.ok, call.error) for call in telegram.calls_of("sendMessage")]

    assert made == [(False, "HTTP 503"), (True, "")]
    assert len(anna.history()) == 1
