"""How the bot presents itself, and how it asks for updates."""

from bot.playground.patients import Patient
from bot.playground.refusals import bad_request
from bot.telegram.notices import Operation
from bot.telegram.profile import OF_STAFF
from tests.telegram.content import HELLO, PHRASES
from tests.telegram.stage import Stage, acting


async def test_commands_and_descriptions_are_registered_on_start(telegram: Stage, anna: Patient) -> None:
    """A patient sees the command menu and the descriptions of the phrases."""
    anna.says("hello")
    await anna.hears()
    await telegram.called("setMyShortDescription")

    commands = telegram.calls_of("setMyCommands")[-1].parameters["commands"]
    assert {it["command"]: it["description"] for it in commands} == {
        name: told for name, told in PHRASES.commands.items() if name not in OF_STAFF
    }
    assert telegram.calls_of("setMyDescription")[-1].parameters["description"] == PHRASES.description
    assert (
        telegram.calls_of("setMyShortDescription")[-1].parameters["short_description"]
        == PHRASES.short_description
    )


async def test_the_menu_leads_to_the_staff_where_there_is_one(telegram: Stage) -> None:
    """Only a bot whose staff answers offers the commands that reach them."""
    async with acting(telegram, operation=Operation(has_staff=True)):
        await telegram.called("setMyShortDescription")

    commands = telegram.calls_of("setMyCommands")[-1].parameters["commands"]
    assert {it["command"] for it in commands} == set(PHRASES.commands)


async def test_a_refused_profile_stops_nothing(telegram: Stage) -> None:
    """The bot answers even where Telegram does not take its description."""
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        telegram.faults.next(method, bad_request("not today"))
    async with acting(telegram):
        anna = telegram.patient("Anna")
        anna.says("hello")

        assert HELLO.reply in (await anna.hears()).text


async def test_updates_are_asked_for_by_name_and_none_is_thrown_away(telegram: Stage) -> None:
    """A question that was asked while the bot was down is answered when it is back."""
    anna = telegram.patient("Anna")
    anna.says("hello")
    async with acting(telegram):
        assert HELLO.reply in (await anna.hears()).text

    assert set(telegram.calls_of("getUpdates")[0].parameters["allowed_updates"]) == {
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "my_chat_member",
    }
    assert not any(call.parameters.get("drop_pending_updates") for call in telegram.calls)
