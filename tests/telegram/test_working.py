"""The worker answers what it is handed, and what may end the program by itself."""

import asyncio
import json
from collections.abc import Sequence

import pytest
from telegram import Bot

from bot.core.answering import Answerer
from bot.storage.failures import NotStorable, StorageUnavailable
from bot.storage.records import Claim, Finished, OpenUpdate, PutBack
from bot.telegram.answers import Answers
from bot.telegram.deciding import Decider
from bot.telegram.outgoing.delivery import Delivery
from bot.telegram.outgoing.lateness import Apology
from bot.telegram.reception import DirectAnswers
from bot.telegram.rendering import Renderer
from bot.telegram.routing import Routing
from bot.telegram.working import SUSPICIOUS, Worker
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse
from tests.telegram import content
from tests.telegram.received import ANNA, BOT, shape
from tests.telegram.stage import Stage

PATIENCE = 10.0
KNOWLEDGE = content.knowledge()


class Desk:
    """An inbox that hands out one batch, and notes what is finished, and in which transaction."""

    def __init__(self, *batch: OpenUpdate) -> None:
        self._batch: tuple[OpenUpdate, ...] = batch
        self.refusals: list[StorageUnavailable] = []
        """Why the next transactions fail."""
        self.under_way = 0
        self.most_under_way = 0
        self.finished: list[Finished | PutBack] = []
        self.risked: list[tuple[list[int], int]] = []
        """Which rows were risked, each with those that had ended before."""
        self.all_is_done = asyncio.Event()

    async def next_updates(self) -> tuple[OpenUpdate, ...]:
        """Hand out the batch, once."""
        if not self._batch:
            self.all_is_done.set()
            await asyncio.Event().wait()
        batch, self._batch = self._batch, ()
        return batch

    async def risk(self, claim: Claim) -> None:
        """Note what is risked."""
        self.risked.append(([it.claim.row for it in self.finished], claim.row))

    async def finish(self, finished: Sequence[Finished | PutBack]) -> None:
        """Note what is finished, unless the transaction fails."""
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        for _ in range(5):
            await asyncio.sleep(0)
        self.under_way -= 1
        if self.refusals:
            raise self.refusals.pop()
        self.finished += finished


def opened(row: int, claims: int = 1, text: str = "hello") -> OpenUpdate:
    """Return an update as the store hands it out."""
    return OpenUpdate(
        claim=Claim(row=row, number=claims),
        update_id=row,
        lane=ANNA["id"],
        body=json.dumps({"update_id": row, "message": shape(text)}),
        arrived=1_800_000_000.0,
        failures=0,
        memory=None,
    )


def worker(desk: Desk, bot: Bot = BOT) -> Worker:
    """Return a worker at that desk."""
    renderer, delivery = Renderer(KNOWLEDGE), Delivery()
    decider = Decider(bot, Routing(Answers(Answerer(KNOWLEDGE)), renderer), renderer, Metrics(), lambda: 0.0)
    directly = DirectAnswers(bot, decider, delivery, Apology("Late.", lambda: 0.0), lambda: 0.0)
    return Worker(desk, decider, directly, Pulse(), retry=0.0)


async def worked_off(desk: Desk, bot: Bot = BOT) -> list[int]:
    """Let a worker work until nothing is left, and return the rows in the order in which they ended."""
    at_work = worker(desk, bot)
    running = asyncio.create_task(at_work.run())
    await asyncio.wait_for(desk.all_is_done.wait(), PATIENCE)
    running.cancel()
    await asyncio.wait_for(at_work.flush(), PATIENCE)
    await asyncio.wait([running])
    return [finished.claim.row for finished in desk.finished]


async def test_updates_are_answered_side_by_side() -> None:
    """Nobody waits for another patient's transaction."""
    desk = Desk(*(opened(row) for row in range(5)))

    assert await worked_off(desk) == [0, 1, 2, 3, 4]
    assert desk.most_under_way > 1


async def test_what_may_end_the_program_is_answered_last_and_alone() -> None:
    """An update that was claimed again and again is counted as failed before somebody works on it."""
    suspects = [opened(row, claims=SUSPICIOUS + 1) for row in (10, 11, 12)]
    desk = Desk(*suspects, opened(1), opened(2))

    assert await worked_off(desk) == [1, 2, 10, 11, 12]
    assert desk.risked == [([1, 2], 10), ([1, 2, 10], 11), ([1, 2, 10, 11], 12)]


async def test_what_cannot_be_stored_is_delivered_and_stored_when_it_can_be(telegram: Stage) -> None:
    """The patient has her answer at once; later the update is finished without it."""
    anna = telegram.patient("Anna")
    anna.says("hello")
    desk = Desk(opened(1, text="tell me about cost"))
    desk.refusals = [StorageUnavailable(), StorageUnavailable()]
    async with Bot(telegram.token, base_url=telegram.base_url) as bot:
        await worked_off(desk, bot)
        heard = await anna.hears()

    assert "Answer of cost" in heard.text
    [finished] = desk.finished
    assert isinstance(finished, Finished)
    assert finished.letters == ()


@pytest.mark.parametrize("refusal", [NotStorable()])
async def test_what_can_never_be_stored_ends_with_a_reason(telegram: Stage, refusal: NotStorable) -> None:
    """An answer that no database holds reaches the patient, and its update ends all the same."""
    anna = telegram.patient("Anna")
    anna.says("hello")
    desk = Desk(opened(1, text="tell me about cost"))
    desk.refusals = [refusal, refusal]
    async with Bot(telegram.token, base_url=telegram.base_url) as bot:
        await worked_off(desk, bot)
        await anna.hears()

    [finished] = desk.finished
    assert isinstance(finished, Finished)
    assert finished.reason == "not storable"
