"""A stored update becomes letters and a memory; one that cannot be answered is set aside, and told so."""

import json
from typing import Final

import pytest

from bot.core.answering import Answerer, Question, Screened
from bot.core.replies import Reply
from bot.playground.refusals import Json
from bot.storage.records import Claim, Finished, OpenUpdate, PutBack
from bot.telegram.answers import Answers
from bot.telegram.deciding import MOST_FAILURES, MOST_RISKS, PAUSE, Decider
from bot.telegram.letters import Acknowledge, Act, Say, read
from bot.telegram.memory import ChatMemory
from bot.telegram.rendering import Renderer
from bot.telegram.routing import Routing
from bot.watch.metrics import Metrics
from tests.telegram import content
from tests.telegram.content import EMERGENCY, PHRASES
from tests.telegram.received import ANNA, BOT, GROUP, shape

NOW: Final = 1_800_000_000.0
CLAIM: Final = Claim(row=7, number=1)
KNOWLEDGE: Final = content.knowledge()


class Failing(Answerer):
    """An answerer that fails at the zebra."""

    def reply_to(self, question: Question, screened: Screened | None = None) -> Reply:
        """Fail, or answer."""
        if "zebra" in question.text:
            raise RuntimeError(question.text)
        return super().reply_to(question, screened)


DECIDER: Final = Decider(
    BOT,
    Routing(Answers(Failing(KNOWLEDGE)), Renderer(KNOWLEDGE)),
    Renderer(KNOWLEDGE),
    Metrics(),
    lambda: NOW,
)


def opened(update: Json | str, lane: int | None = ANNA["id"], failures: int = 0) -> OpenUpdate:
    """Return an update as the store hands it out."""
    body = update if isinstance(update, str) else json.dumps({"update_id": 1, **update})
    return OpenUpdate(
        claim=CLAIM, update_id=1, lane=lane, body=body, arrived=NOW, failures=failures, memory=None
    )


def decided(update: OpenUpdate) -> Finished:
    """Return what was decided, which must be final."""
    outcome = DECIDER.decide(update)
    assert isinstance(outcome, Finished)
    return outcome


def acts(outcome: Finished) -> list[Act]:
    """Return what is to be done."""
    return [read(letter.content) for letter in outcome.letters]


def test_a_question_becomes_a_letter_and_a_memory() -> None:
    """The answer goes to the chat that asked, as old as the question, and its topic is remembered."""
    outcome = decided(opened({"message": shape("tell me about cost", date=1_700_000_000)}))
    [letter] = outcome.letters

    assert (letter.chat_id, letter.asked, letter.urgent) == (ANNA["id"], 1_700_000_000, False)
    assert ChatMemory.read(outcome.memory).topic == "cost"
    assert outcome.reason is None


def test_a_red_flag_makes_an_urgent_letter() -> None:
    """The card of a red flag overtakes what waits to be sent."""
    [letter] = decided(opened({"message": shape("i cant breathe")})).letters

    assert letter.urgent


def test_what_nobody_asked_is_finished_without_a_letter() -> None:
    """A note of Telegram's own ends without an answer and without a reason."""
    outcome = decided(opened({"message": shape({"new_chat_title": "Fresh"}, GROUP)}, GROUP["id"]))

    assert (outcome.letters, outcome.reason) == ((), None)


def test_a_failure_is_tried_again_and_then_told() -> None:
    """After the third failure the patient reads the fallback, and the update is set aside with a reason."""
    message = {"message": shape("a zebra")}
    outcomes = [DECIDER.decide(opened(message, failures=failures)) for failures in range(MOST_FAILURES)]

    assert outcomes[:2] == [
        PutBack(claim=CLAIM, until=NOW + PAUSE),
        PutBack(claim=CLAIM, until=NOW + 2 * PAUSE),
    ]
    assert isinstance(outcomes[2], Finished)
    assert outcomes[2].reason == "failed"
    [act] = acts(outcomes[2])
    assert isinstance(act, Say)
    assert act.message.text == f"{PHRASES.failed}\n\n{PHRASES.urgent_line}"


def test_a_failure_beside_a_red_flag_brings_the_card_at_once() -> None:
    """Nobody waits for a second try with an emergency."""
    [act] = acts(decided(opened({"message": shape("a zebra, i cant breathe")})))

    assert isinstance(act, Say)
    assert act.message.text.startswith(EMERGENCY.card)


@pytest.mark.parametrize(
    ("update", "lane", "told"),
    [
        ({"message": {"chat": {"id": 5}}}, 5, [Say]),
        ({"edited_message": {"text": "i cant breathe"}}, 5, [Say]),
        ({"callback_query": {"id": "9"}}, 5, [Acknowledge, Say]),
        ({"callback_query": {"id": 9}}, 5, [Say]),
        ({"message": {"text": "hello"}}, None, []),
        ({"message": {"chat": {"id": -5}}}, -5, []),
        ({"invented_tomorrow": {}}, 5, None),
        ("[]", 5, []),
        ("{", 5, []),
        ("", None, []),
    ],
    ids=str,
)
def test_an_update_that_cannot_be_read_is_set_aside(
    update: Json | str, lane: int | None, told: list[type[Act]] | None
) -> None:
    """Its patient is told, if it came from a private chat and for the bot; what is new is ignored."""
    outcome = decided(opened(update, lane))

    assert outcome.reason == (None if told is None else "unreadable")
    assert [type(act) for act in acts(outcome)] == (told or [])


def test_an_update_that_ended_the_program_is_not_tried_again() -> None:
    """What took the whole program down, again and again, is set aside untouched, and the patient told."""
    message = {"message": shape("tell me about cost")}
    outcome = decided(opened(message, failures=MOST_RISKS))
    [act] = acts(outcome)

    assert outcome.reason == "took the program down"
    assert isinstance(act, Say)
    assert act.message.text.startswith(PHRASES.failed)
    assert decided(opened(message, failures=MOST_RISKS - 1)).reason is None
