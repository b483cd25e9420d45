"""What the bot says of itself is kept, within Telegram's limits."""

from typing import Any

import pytest

from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot

START = {"command": "start", "description": "Begin here"}


async def test_the_bot_learns_who_it_is(bot: RawBot) -> None:
    """The bot's profile says whether it sees everything in groups."""
    me = await bot.call("getMe")

    assert (me["username"], me["is_bot"], me["can_read_all_group_messages"]) == ("aftercare_bot", True, False)


async def test_commands_are_kept_by_scope_and_language(bot: RawBot) -> None:
    """Each audience has a menu of its own, which can be read and deleted."""
    private: dict[str, Any] = {"scope": {"type": "all_private_chats"}, "language_code": "de"}
    await bot.call("setMyCommands", commands=[START], **private)

    assert await bot.call("getMyCommands", **private) == [START]
    assert await bot.call("getMyCommands") == []

    await bot.call("deleteMyCommands", **private)

    assert await bot.call("getMyCommands", **private) == []


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ({"command": "Start"}, "BOT_COMMAND_INVALID"),
        ({"command": "see-doctor"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33}, "BOT_COMMAND_INVALID"),
        ({"description": " "}, "command description must be non-empty"),
        ({"description": "x" * 257}, "command description length must not exceed 256"),
    ],
)
async def test_a_wrong_command_is_refused(bot: RawBot, command: dict[str, str], complaint: str) -> None:
    """Names are small letters, digits and underscores; descriptions have 1 to 256 characters."""
    assert await bot.refused("setMyCommands", commands=[START | command]) == f"Bad Request: {complaint}"


async def test_there_are_at_most_a_hundred_commands(bot: RawBot) -> None:
    """The menu is finite."""
    assert await bot.refused("setMyCommands", commands=[START] * 101) == "Bad Request: BOT_COMMANDS_TOO_MUCH"


async def test_texts_about_the_bot_are_kept(telegram: Telegram, bot: RawBot) -> None:
    """Name, description, short description and menu button can be set."""
    await bot.call("setMyName", name="Aftercare")
    await bot.call("setMyDescription", description="x" * 512)
    await bot.call("setMyShortDescription", short_description="x" * 120)
    await bot.call("setChatMenuButton", menu_button={"type": "commands"})
    profile = telegram.world.profile

    assert (profile.name, profile.menu_button) == ("Aftercare", "commands")
    assert (len(profile.description), len(profile.short_description)) == (512, 120)


@pytest.mark.parametrize(
    ("method", "parameter", "most"),
    [
        ("setMyName", "name", 64),
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ],
)
async def test_texts_about_the_bot_have_limits(bot: RawBot, method: str, parameter: str, most: int) -> None:
    """One character too many is refused."""
    assert f"at most {most} characters" in await bot.refused(method, **{parameter: "x" * (most + 1)})
