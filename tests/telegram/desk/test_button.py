"""The button that leads to the staff: where it stands, and how the words find their way to it."""

import pytest

from bot.core.answering import Answerer, Question
from bot.core.replies import SmallTalk, Urgent
from bot.playground.refusals import Json
from bot.telegram.answers import Answers
from bot.telegram.letters import Say
from bot.telegram.notices import Notice, Operation
from bot.telegram.rendering import LIMITS, Renderer
from bot.telegram.routing import Routing
from tests.telegram import content
from tests.telegram.content import EMERGENCY, HELLO, PHRASES, SAME_DAY
from tests.telegram.desk.decided import known
from tests.telegram.received import shape, update

ASK = PHRASES.desk.handing_over.ask
KNOWLEDGE = content.knowledge()
STAFFED = Renderer(KNOWLEDGE, Operation(has_staff=True))
ALONE = Renderer(KNOWLEDGE)


def labels(renderer: Renderer, text: str) -> list[str]:
    """Return the labels under the reply to a text."""
    reply = Answerer(KNOWLEDGE).reply_to(Question(text=text))
    return [button.label for row in renderer.reply(reply).buttons for button in row]


@pytest.mark.parametrize(
    "text", ["tell me about cost", "tell me about sport", "tell me about nerve", "qwertz", "there is pus"]
)
def test_it_stands_under_what_a_patient_might_ask_on_about(text: str) -> None:
    """Answers, what is not covered, what is not understood, and what is to be seen today."""
    assert ASK in labels(STAFFED, text)
    assert ASK not in labels(ALONE, text)


def test_nobody_is_sent_to_a_chat_in_an_emergency() -> None:
    """The card says whom to call, and nothing else; small talk needs no staff."""
    for reply in (Urgent(flag=EMERGENCY), SmallTalk(pleasantry=HELLO)):
        labels_of = [button.label for row in STAFFED.reply(reply).buttons for button in row]

        assert ASK not in labels_of
    assert SAME_DAY.level is not EMERGENCY.level


@pytest.mark.parametrize("notice", Notice)
def test_it_stands_under_the_bots_limits(notice: Notice) -> None:
    """What the bot cannot see, hear or open a person may look at."""
    found = [button.label for row in STAFFED.notice(notice).buttons for button in row]

    assert (ASK in found) is (notice in LIMITS)
    assert ASK not in [button.label for row in ALONE.notice(notice).buttons for button in row]


@pytest.mark.parametrize("renderer", [STAFFED, ALONE], ids=["staff", "alone"])
@pytest.mark.parametrize("said", ["tell me about cost", "there is pus", {"photo": []}], ids=str)
def test_answers_stand_under_the_question_so_that_nothing_keeps_it(
    renderer: Renderer, said: str | Json
) -> None:
    """With staff Telegram brings the words back with the tap; without, replies stand by themselves."""
    routing = Routing(Answers(Answerer(KNOWLEDGE)), renderer)
    acts = tuple(routing.effects(update(shape(said, message_id=5)), known(None)))

    assert [it.under for it in acts if isinstance(it, Say)] == [5 if renderer.has_staff else None]
