"""Inline mode: whole answers for any chat, danger first, and nothing of the asker is kept."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.patients import Patient
from bot.telegram.application import BotApplication
from tests.telegram.content import CHANNEL, EMERGENCY, PHRASES, SAME_DAY
from tests.telegram.stage import Stage, acting


@pytest.fixture
async def asker(telegram: Stage, bot: BotApplication) -> AsyncIterator[Patient]:  # noqa: ARG001  It must run.
    """Somebody who may ask the running bot from any chat, and whom it never writes to."""
    telegram.world.profile.inline = True
    asker = telegram.patient("Anna")
    yield asker
    await asker.hears_nothing(for_=0)


def contents(folder: Path) -> bytes:
    """Return everything that stands in the files of a folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_an_answer_is_offered_whole(asker: Patient) -> None:
    """The title and the first sentence are shown; what would be posted ends with its closing lines."""
    asker.asks_inline("tell me about nerve")
    first, *_ = await asker.offered()

    assert first.title == "Title of nerve"
    assert first.description == "Answer of nerve, where 1 < 2."
    assert "Watch for:" in first.text
    assert first.text.endswith(f"{PHRASES.urgent_line}\n\n{PHRASES.doctor_prompt}")


async def test_what_the_article_leaves_out_is_offered_honestly(asker: Patient) -> None:
    """An uncovered topic says so before anything else, in the list and in the message."""
    asker.asks_inline("tell me about sport")
    first, *_ = await asker.offered()

    assert (first.title, first.description) == ("Title of sport", PHRASES.not_covered)
    assert first.text.startswith(PHRASES.not_covered)


async def test_without_words_the_main_topics_are_offered(asker: Patient) -> None:
    """Whoever has typed nothing yet sees the topics of the guide, five at most."""
    asker.asks_inline(" ")

    assert [it.title.removeprefix("Title of ") for it in await asker.offered()] == list(CHANNEL.main_topics)


async def test_an_emergency_brings_its_card_alone(asker: Patient) -> None:
    """Nothing stands beside the card of an emergency."""
    asker.asks_inline("i cant breathe")
    [only] = await asker.offered()

    assert only.title == CHANNEL.urgent_title
    assert only.text.startswith(EMERGENCY.card)


async def test_a_sign_for_the_same_day_brings_its_card_first(asker: Patient) -> None:
    """Below the card stand the answers."""
    asker.asks_inline("pus and tell me about nerve")
    card, answer, *_ = await asker.offered()

    assert card.text.startswith(SAME_DAY.card)
    assert answer.title == "Title of nerve"


async def test_off_topic_words_bring_nothing(asker: Patient) -> None:
    """What nothing comes near to is answered with an empty list."""
    asker.asks_inline("hello")

    assert await asker.offered() == ()


async def test_no_button_needs_the_private_chat(telegram: Stage, asker: Patient) -> None:
    """In a chat without the bot a tap could not be answered, so only links stand there."""
    asker.asks_inline("")
    await asker.offered()
    results = telegram.calls_of("answerInlineQuery")[-1].parameters["results"]
    keys = [key for it in results for row in it["reply_markup"]["inline_keyboard"] for key in row]

    assert {tuple(sorted(key)) for key in keys} == {("text", "url")}


async def test_a_chosen_answer_is_not_taken_for_a_question(telegram: Stage, asker: Patient) -> None:
    """A text of the bot's own, danger words and all, is answered neither in private nor in a group."""
    telegram.world.privacy = False
    group = telegram.group("Friends", asker, supergroup=True)
    asker.asks_inline("i cant breathe")
    [card] = await asker.offered()
    asker.chooses(card)
    asker.chooses(card, group)
    group.says(asker, "@rehearsal_bot tell me about cost")

    assert "Answer of cost" in (await group.hears()).text


async def test_nothing_of_the_asker_is_kept(telegram: Stage, tmp_path: Path) -> None:
    """Once answered, neither the words nor the asker's number stand in any file of the database."""
    telegram.world.profile.inline = True
    asker = telegram.patient("Anna")
    async with acting(telegram, database=f"sqlite:///{tmp_path / 'bot.db'}"):
        asker.asks_inline("tell me about nerve zebra")
        await asker.offered()
    held = contents(tmp_path)

    assert b"zebra" not in held
    assert str(asker.id).encode() not in held
