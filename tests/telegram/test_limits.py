"""Limits: one person's flood is answered for a while, then declined once; danger is never declined."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

import pytest

from bot.playground.patients import Patient
from bot.telegram.answers import Answers
from bot.telegram.features import Feature
from bot.telegram.limits import MINUTE, MOST_ECHOES, Limits, Window
from bot.telegram.rendering import Renderer
from tests.telegram.content import CHANNEL, EMERGENCY, HELLO, PHRASES
from tests.telegram.stage import Stage, acting

MOST: Final = 3
NOW: Final = 1_900_000_000


def limits(answers: Answers, renderer: Renderer) -> Sequence[Feature]:
    """Build the feature under test, with a small limit."""
    return (Limits(answers, renderer, MOST),)


def no_limits(answers: Answers, renderer: Renderer) -> Sequence[Feature]:
    """Build the feature switched off."""
    return (Limits(answers, renderer),)


@pytest.fixture
async def limited(telegram: Stage) -> AsyncIterator[Patient]:
    """A patient of a bot with a limit."""
    async with acting(telegram, features=limits):
        yield telegram.patient("Anna")


async def ask(patient: Patient, times: int, *, at: int = NOW) -> None:
    """Ask the same thing so many times, and read the answers."""
    for _ in range(times):
        patient.says("hello", sent_at=at)
    for _ in range(times):
        assert (await patient.hears()).text.startswith(HELLO.reply)


async def test_too_much_is_declined_once(limited: Patient) -> None:
    """One sentence with the urgent line says so, and then the bot is silent."""
    await ask(limited, MOST)
    for _ in range(5):
        limited.says("hello", sent_at=NOW)
    declined = await limited.hears()
    limited.says("i cant breathe", sent_at=NOW)

    assert declined.text == f"{CHANNEL.too_quick}\n\n{PHRASES.urgent_line}"
    assert (await limited.hears()).text.startswith(EMERGENCY.card)


async def test_after_a_minute_everything_is_answered_again(limited: Patient) -> None:
    """The minute slides: it counts from each message, not from the clock's full minutes."""
    await ask(limited, MOST)
    limited.says("hello", sent_at=NOW + int(MINUTE) - 1)
    assert (await limited.hears()).text.startswith(CHANNEL.too_quick)

    await ask(limited, MOST, at=NOW + int(MINUTE))


async def test_the_time_of_writing_counts(limited: Patient) -> None:
    """Questions of several hours that arrive together, as after a pause of the bot, are all answered."""
    for hour in range(2 * MOST):
        limited.says("hello", sent_at=NOW + 3600 * hour)
    told = [(await limited.hears()).text for _ in range(2 * MOST)]

    assert all(text.startswith(HELLO.reply) for text in told)


async def test_taps_count(limited: Patient) -> None:
    """A tap is a request like any other; one too many still stops waiting."""
    limited.says("hello")
    answer = await limited.hears()
    for _ in range(MOST):
        limited.taps(answer, "1:m")
    told = [(await limited.hears()).text for _ in range(MOST)]

    assert [text.startswith(CHANNEL.too_quick) for text in told] == [False, False, True]


async def test_others_are_not_held_up(telegram: Stage, limited: Patient) -> None:
    """Each person has a minute of their own."""
    berta = telegram.patient("Berta")
    await ask(limited, MOST)
    await ask(berta, MOST)


async def test_a_group_shares_no_limit_and_hides_nobody(telegram: Stage, limited: Patient) -> None:
    """What somebody asks in a group counts for them alone, and they are told there."""
    group = telegram.group("After the lift", limited, supergroup=True)
    await ask(limited, MOST)
    asked = group.says(limited, "@rehearsal_bot hello", sent_at=NOW)
    declined = await group.hears()
    berta = telegram.patient("Berta")
    group.says(berta, "@rehearsal_bot hello", sent_at=NOW)

    assert declined.text.startswith(CHANNEL.too_quick)
    assert declined.reply_to == asked
    assert (await group.hears()).text.startswith(HELLO.reply)


async def test_an_album_counts_once(limited: Patient) -> None:
    """Ten pictures sent together are one thing that somebody asks."""
    limited.sends_album(contents=[b"1"] * 10)
    assert (await limited.hears()).text.startswith(PHRASES.cannot_see)

    await ask(limited, MOST - 1)


async def test_without_a_limit_everything_is_answered(telegram: Stage) -> None:
    """The limit is off unless one is given."""
    async with acting(telegram, features=no_limits):
        await ask(telegram.patient("Anna"), 25)


async def test_what_no_person_wrote_is_answered_three_times(telegram: Stage) -> None:
    """A channel that talks to the bot is left alone until a person has spoken."""
    async with acting(telegram, features=no_limits):
        anna = telegram.patient("Anna")
        group = telegram.group("Talk", anna, supergroup=True)
        echo = telegram.channel("Echo", "echo_channel")
        member = group.members[0]
        for _ in range(MOST_ECHOES + 3):
            member.posts_as(echo, "@rehearsal_bot hello")
        for _ in range(MOST_ECHOES):
            await group.hears()
        group.says(anna, "@rehearsal_bot tell me about cost")
        assert "Answer of cost" in (await group.hears()).text
        member.posts_as(echo, "@rehearsal_bot hello")

        assert (await group.hears()).text.startswith(HELLO.reply)


async def test_danger_is_answered_whoever_speaks(telegram: Stage) -> None:
    """An emergency that is written as a channel is not lost behind what that channel said before."""
    async with acting(telegram, features=no_limits):
        group = telegram.group("Talk", telegram.patient("Anna"), supergroup=True)
        echo = telegram.channel("Echo", "echo_channel")
        for _ in range(MOST_ECHOES + 1):
            group.members[0].posts_as(echo, "@rehearsal_bot hello")
        group.members[0].posts_as(echo, "@rehearsal_bot i cant breathe")
        heard = [(await group.hears()).text for _ in range(MOST_ECHOES + 1)]

        assert [text for text in heard if text.startswith(PHRASES.urgent_in_group)]


async def test_another_bot_is_never_answered(telegram: Stage) -> None:
    """Two bots that answer each other would never end."""
    async with acting(telegram, features=no_limits):
        anna, robot = telegram.patient("Anna"), telegram.patient("Robot", is_bot=True)
        group = telegram.group("Talk", anna, supergroup=True)
        for _ in range(3):
            group.says(robot, "@rehearsal_bot i cant breathe")
        group.says(anna, "@rehearsal_bot hello")

        assert (await group.hears()).text.startswith(HELLO.reply)


def test_the_same_event_counts_once() -> None:
    """An update that is looked at again, as after a failure, gets the same answer as before."""
    window = Window(1, MINUTE)

    assert [window.admits(7, 0.0, event) for event in ("a", "a", "b", "b")] == [True, True, False, False]


def test_what_was_declined_does_not_count() -> None:
    """Somebody who never stops is answered as often as the limit allows."""
    window = Window(1, MINUTE)

    assert [window.admits(7, at, at) for at in (0.0, 30.0, 60.0, 90.0, 120.0)] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_only_so_many_people_are_remembered() -> None:
    """Whoever has been quiet longest is forgotten first, so no crowd fills the memory."""
    window = Window(1, MINUTE, people=2)
    for person in (1, 2, 1, 3):
        window.admits(person, 0.0, object())

    assert len(window) == 2
    assert not window.admits(1, 0.0, "again")
    assert window.admits(2, 0.0, "again")
