"""Votes: two buttons under an answer, counted once, gone after the tap."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from bot.playground.patients import Patient
from bot.storage.records import Counted
from bot.telegram.answers import Answers
from bot.telegram.application import BotApplication
from bot.telegram.features import Feature
from bot.telegram.notices import Operation
from bot.telegram.rendering import Renderer
from bot.telegram.votes import Votes
from tests.telegram.content import CHANNEL, PHRASES
from tests.telegram.stage import Stage, acting

ROW: Final = (CHANNEL.helpful, CHANNEL.not_helpful)
LATE_ON_THE_22ND: Final = datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("UTC")).timestamp()


def votes(_: Answers, renderer: Renderer) -> Sequence[Feature]:
    """Build the feature under test for a clinic in Vienna."""
    return (Votes(renderer, ZoneInfo("Europe/Vienna")),)


@pytest.fixture
async def voting(telegram: Stage) -> AsyncIterator[BotApplication]:
    """A bot with votes."""
    async with acting(
        telegram, features=votes, operation=Operation(has_votes=True), clock=lambda: LATE_ON_THE_22ND
    ) as bot:
        yield bot


@pytest.fixture
def anna(telegram: Stage, voting: BotApplication) -> Patient:  # noqa: ARG001  It must run.
    """A patient who can vote."""
    return telegram.patient("Anna")


async def counted(bot: BotApplication) -> list[Counted]:
    """Return the votes that are counted."""
    return [it for it in await bot.store.counts("2026-01-01") if "helpful" in it.name]


@pytest.mark.parametrize(
    ("label", "name"), [(CHANNEL.helpful, "helpful"), (CHANNEL.not_helpful, "not-helpful")]
)
async def test_a_vote_is_counted_for_its_topic(
    anna: Patient, voting: BotApplication, label: str, name: str
) -> None:
    """The tap is thanked for, the row disappears, the other buttons stay; the day is the clinic's."""
    anna.says("tell me about nerve")
    answer = await anna.hears()
    anna.taps(answer, label)
    thanked = await anna.sees_pop_up()
    after = await anna.hears()

    assert thanked == CHANNEL.voted
    assert after.edited
    assert after.text == answer.text
    assert after.labels == tuple(it for it in answer.labels if it not in ROW)
    assert await counted(voting) == [Counted(day="2026-11-23", name=name, topic="nerve", times=1)]


async def test_one_message_has_one_vote(anna: Patient, voting: BotApplication) -> None:
    """Two taps before the row has gone count once."""
    anna.says("tell me about nerve")
    answer = await anna.hears()
    anna.taps(answer, CHANNEL.helpful)
    anna.taps(answer, CHANNEL.not_helpful)
    for _ in range(2):
        await anna.sees_pop_up()
    await anna.hears()

    assert [it.name for it in await counted(voting)] == ["helpful"]


async def test_an_old_answer_can_be_voted_on(telegram: Stage, anna: Patient, voting: BotApplication) -> None:
    """Of a message that Telegram no longer shows the bot the row stays, and the vote counts."""
    telegram.world.remembers_for = 0
    anna.says("tell me about nerve")
    anna.taps(await anna.hears(), CHANNEL.helpful)

    assert await anna.sees_pop_up() == CHANNEL.voted
    assert [it.times for it in await counted(voting)] == [1]


@pytest.mark.parametrize("text", ["hello", "i cant breathe", "there is pus", "a zebra", "/help"])
async def test_only_answers_ask_for_votes(anna: Patient, text: str) -> None:
    """Nobody is asked whether a card, a greeting or a notice was nice."""
    anna.says(text)

    assert not set(ROW) & set((await anna.hears()).labels)


async def test_a_group_has_no_votes(telegram: Stage, anna: Patient) -> None:
    """In a group stand links alone."""
    group = telegram.group("After the lift", anna, supergroup=True)
    group.says(anna, "@rehearsal_bot tell me about cost")

    assert not set(ROW) & set((await group.hears()).labels)


async def test_a_replied_topic_is_counted(anna: Patient, voting: BotApplication) -> None:
    """Each answer is counted with its first topic, by which the numbers tell what is asked about."""
    anna.says("tell me about nerve")
    await anna.hears()
    found = await voting.store.counts("2026-01-01")

    assert found == (Counted(day="2026-11-22", name="answer", topic="nerve", times=1),)


async def test_without_the_feature_the_buttons_are_out_of_date(telegram: Stage) -> None:
    """A vote on an answer from before the votes were switched off brings the menu."""
    async with acting(telegram, operation=Operation(has_votes=True)):
        anna = telegram.patient("Anna")
        anna.says("tell me about nerve")
        anna.taps(await anna.hears(), CHANNEL.helpful)

        assert await anna.sees_pop_up() == PHRASES.out_of_date
        assert (await anna.hears()).text.startswith(PHRASES.menu)
