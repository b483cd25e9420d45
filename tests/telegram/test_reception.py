"""What cannot be stored is answered all the same, and left with Telegram."""

import json
from collections.abc import AsyncIterator, Sequence

import pytest
from telegram import Bot

from bot.core.answering import Answerer
from bot.playground.faults import Broken
from bot.playground.patients import Patient
from bot.storage.failures import NotStorable, StorageUnavailable
from bot.storage.records import Arrival
from bot.telegram.answers import Answers
from bot.telegram.deciding import Decider
from bot.telegram.outgoing.delivery import Delivery
from bot.telegram.outgoing.lateness import LATE_AFTER, Apology
from bot.telegram.reception import TRIES, DirectAnswers, Reception
from bot.telegram.rendering import Renderer
from bot.telegram.routing import Routing
from bot.watch.metrics import Metrics
from tests.telegram import content
from tests.telegram.content import PHRASES
from tests.telegram.stage import Stage

NOON = 1_800_000_000.0


class Disk:
    """What takes updates in, while there is room."""

    def __init__(self) -> None:
        self.is_full = False
        self.held: list[int] = []
        self.refused: set[int] = set()

    async def take_in(self, arrivals: Sequence[Arrival]) -> int:
        """Hold updates, or say that there is no room."""
        if self.is_full:
            raise StorageUnavailable
        if self.refused.intersection(it.update_id for it in arrivals):
            raise NotStorable
        fresh = [it.update_id for it in arrivals if it.update_id not in self.held]
        self.held += fresh
        return len(fresh)


def arrival(number: int, patient: Patient, text: str, asked: float = NOON) -> Arrival:
    """Return a question as it comes from the intake."""
    chat = {"id": patient.id, "type": "private", "first_name": patient.name}
    said = {"message_id": number, "date": int(asked), "chat": chat, "from": patient.person, "text": text}
    return Arrival(update_id=number, lane=patient.id, body=json.dumps({"update_id": number, "message": said}))


@pytest.fixture
def disk() -> Disk:
    """A disk with room."""
    return Disk()


@pytest.fixture
async def reception(telegram: Stage, disk: Disk) -> AsyncIterator[Reception]:
    """A reception before that disk and that Telegram."""
    knowledge, metrics = content.knowledge(), Metrics()
    renderer = Renderer(knowledge)
    async with Bot(telegram.token, base_url=telegram.base_url) as bot:
        decider = Decider(
            bot, Routing(Answers(Answerer(knowledge)), renderer), renderer, metrics, lambda: NOON
        )
        apology = Apology(PHRASES.late, lambda: NOON)
        directly = DirectAnswers(bot, decider, Delivery(), apology, lambda: NOON)
        yield Reception(disk.take_in, directly, metrics)


@pytest.fixture
def anna(telegram: Stage) -> Patient:
    """A patient who has begun a chat; the bot at hand reads what the test hands it."""
    anna = telegram.patient("Anna")
    anna.says("hello")
    return anna


async def test_what_is_stored_may_be_confirmed(reception: Reception, disk: Disk, anna: Patient) -> None:
    """What is on the disk is answered by whoever reads the disk; nothing is said from here."""
    assert await reception.take([arrival(1, anna, "tell me about cost")])
    assert disk.held == [1]
    await anna.hears_nothing(for_=0)


async def test_a_question_that_cannot_be_stored_is_answered_once(
    reception: Reception, disk: Disk, anna: Patient
) -> None:
    """It is answered at once and stays with Telegram; when it comes again, it has been answered."""
    question = arrival(1, anna, "tell me about cost")
    disk.is_full = True
    first = await reception.take([question])
    heard = await anna.hears()
    disk.is_full = False
    second = await reception.take([question, arrival(2, anna, "hello")])

    assert "Answer of cost" in heard.text
    assert (first, second) == (False, True)
    assert disk.held == [2]
    await anna.hears_nothing(for_=0)


async def test_a_chat_is_answered_in_order_without_the_disk(
    reception: Reception, disk: Disk, anna: Patient
) -> None:
    """Several questions of one chat are answered one after another."""
    disk.is_full = True
    await reception.take(
        [arrival(n, anna, f"/start {it}") for n, it in enumerate(("cost", "nerve"), start=1)]
    )

    assert "Answer of cost" in (await anna.hears()).text
    assert "Answer of nerve" in (await anna.hears()).text


async def test_an_answer_that_does_not_arrive_is_still_owed(
    telegram: Stage, reception: Reception, disk: Disk, anna: Patient
) -> None:
    """When neither the disk nor Telegram can be reached, the question is answered when it comes again."""
    question = arrival(1, anna, "tell me about cost")
    disk.is_full = True
    telegram.faults.next("sendMessage", Broken(502), times=TRIES)
    await reception.take([question])
    await anna.hears_nothing(for_=0)
    await reception.take([question])

    assert "Answer of cost" in (await anna.hears()).text


async def test_a_late_answer_without_the_disk_says_so(
    reception: Reception, disk: Disk, anna: Patient
) -> None:
    """An old question gets the apology on this way too."""
    disk.is_full = True
    await reception.take([arrival(1, anna, "hello", NOON - LATE_AFTER.total_seconds() - 1)])

    assert (await anna.hears()).text.startswith(PHRASES.late)


async def test_what_can_never_be_stored_holds_up_nobody(
    reception: Reception, disk: Disk, anna: Patient
) -> None:
    """An update that no database holds is answered at once and let go, and the others are stored."""
    disk.refused = {2}
    batch = [arrival(number, anna, "hello") for number in (1, 2, 3)]

    assert await reception.take(batch)
    assert disk.held == [1, 3]
    await anna.hears()
    await anna.hears_nothing(for_=0)
