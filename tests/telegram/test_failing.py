"""When the program itself fails, the patient reads the urgent line and the log holds no word of hers."""

from collections.abc import AsyncIterator

import pytest

from bot.core.answering import Answerer, Question, Screened
from bot.core.replies import Answer, NotCovered, Reply
from bot.playground.patients import Patient
from bot.playground.refusals import forbidden
from tests.telegram import content
from tests.telegram.content import EMERGENCY, HELLO, PHRASES
from tests.telegram.stage import Stage, acting

FALLBACK = f"{PHRASES.failed}\n\n{PHRASES.urgent_line}"


class BrokenAnswerer(Answerer):
    """An answerer that fails on whatever holds the word "zebra", and says so in its error."""

    def reply_to(self, question: Question, screened: Screened | None = None) -> Reply:
        """Fail at the zebra."""
        self._fail_at(question.text)
        return super().reply_to(question, screened)

    def reply_about(self, topic_id: str, day: int | None = None) -> Answer | NotCovered | None:
        """Fail at one topic."""
        self._fail_at("zebra" if topic_id == "nerve" else "")
        return super().reply_about(topic_id, day)

    def screened(self, written: str) -> Screened:
        """Fail at the quagga, already in the screen."""
        if "quagga" in written:
            raise RuntimeError(written)
        return super().screened(written)

    def _fail_at(self, text: str) -> None:
        if "zebra" in text:
            raise RuntimeError(text)


@pytest.fixture
async def anna(telegram: Stage) -> AsyncIterator[Patient]:
    """A patient of a bot that fails at times."""
    async with acting(telegram, BrokenAnswerer(content.knowledge())):
        yield telegram.patient("Anna")


@pytest.mark.parametrize("text", ["a zebra", "a quagga", "/ask a zebra", "/help quagga"])
async def test_a_failure_is_followed_by_the_fallback_and_the_next_answer(anna: Patient, text: str) -> None:
    """Wherever the program fails, the patient reads the fallback with the urgent line, and can go on."""
    anna.says(text)
    assert (await anna.hears()).text == FALLBACK
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text


async def test_a_failure_in_an_edit_is_followed_by_the_fallback(anna: Patient) -> None:
    """An edit that could not be screened is not passed over in silence."""
    message_id = anna.says("hello")
    await anna.hears()
    anna.edits(message_id, "a quagga")

    assert (await anna.hears()).text == FALLBACK


async def test_a_failure_behind_a_button_answers_the_tap(anna: Patient) -> None:
    """A button whose answer fails stops waiting, and the fallback follows."""
    anna.says("tell me about cost")
    anna.taps(await anna.hears(), "Title of nerve")

    assert (await anna.hears()).text == FALLBACK


async def test_a_failure_in_a_group_is_silent(telegram: Stage, anna: Patient) -> None:
    """A group is not told of the program's troubles."""
    group = telegram.group("After the lift", anna)
    group.says(anna, "@rehearsal_bot a zebra")
    group.says(anna, "@rehearsal_bot hello")

    assert HELLO.reply in (await group.hears()).text


async def test_a_failing_fallback_ends_there(telegram: Stage, anna: Patient) -> None:
    """When even the fallback cannot be sent, the bot goes on."""
    telegram.faults.next("sendMessage", forbidden("user is deactivated"))
    anna.says("a zebra")
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text


async def test_the_log_of_a_failure_holds_its_kind_and_place_only(
    anna: Patient, caplog: pytest.LogCaptureFixture
) -> None:
    """A maintainer reads what failed and where; the message, which quotes the patient, is left out."""
    caplog.set_level("DEBUG", logger="bot")
    anna.says("a zebra")
    await anna.hears()

    assert "RuntimeError at test_failing.py" in caplog.text
    assert "zebra" not in caplog.text


async def test_a_red_flag_gets_its_card_although_the_answer_fails(anna: Patient) -> None:
    """What the screen has found is told, whatever happens to the rest of the program."""
    anna.says("a zebra, and i cant breathe")

    assert (await anna.hears()).text.startswith(EMERGENCY.card)
