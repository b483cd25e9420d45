"""A trial: patients ask, Telegram misbehaves, the bot is killed and started again; then all is judged."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.crashing import content, databases
from benchmarks.crashing.checks import judge
from benchmarks.crashing.crowd import Crowd
from benchmarks.crashing.evidence import Evidence, Shown
from benchmarks.crashing.plan import FIRST_ANSWER, Moment, Plan, Report
from benchmarks.crashing.questions import CANARY, Ask, Questionnaire
from benchmarks.crashing.replicas import TOKEN, Replicas, Running
from bot.playground.bell import Bell
from bot.playground.events import Event, Kind
from bot.playground.faults import ALL, Broken, Dropped, Fault, Garbled, Slow
from bot.playground.refusals import not_found, too_many_requests, unauthorized
from bot.playground.server import Telegram
from bot.storage.looking import look

FAULTS: Final[tuple[Fault, ...]] = (
    too_many_requests(retry_after=1),
    Broken(502),
    unauthorized(),
    not_found(),
    Garbled(),
    Dropped(),
    Dropped(after_effect=True),
    Slow(0.2),
)
SECOND: Final = 0.1
"""How long a second lasts before an update is posted to the webhook again."""
MOST_HASTY: Final = 2
"""Kills in a row for which the bot need not have answered anything."""

_START: Final = 0.4
_WHOLE_START: Final = 4.0
"""Seconds that the bot takes to start, and somewhat more."""
_LOOKS_EVERY: Final = 0.2
_MOST_REPEATED: Final = 3
_MOST_SHOWN: Final = 12


class Trial:
    """One trial, in a folder of its own."""

    def __init__(self, plan: Plan, folder: Path, server: str | None = None) -> None:
        """Take the address of a PostgreSQL database; without one the database is a file in the folder."""
        self._plan = plan
        self._folder = folder
        self._server = server
        self._url = server or f"sqlite:///{folder / 'bot.db'}"
        self._chance = Random(plan.seed)  # noqa: S311  It guards nothing.
        self._telegram = Telegram(token=TOKEN, remembered=None, second=SECOND)
        self._bell = Bell()
        self._open: dict[tuple[int | None, str], None] = {}
        self._shown = 0
        self._hasty = 0
        self._report = Report()
        self._replicas = Replicas(plan, folder, self._url, self._telegram, self._report)

    async def run(self) -> Report:
        """Run the trial and return how it went."""
        began = time.monotonic()
        knowledge = content.whole() if self._plan.whole else content.little()
        asks = Questionnaire(knowledge, self._chance).asks(self._plan.questions, self._plan.patients)
        crowd = Crowd(self._telegram, self._plan.patients, self._chance)
        self._telegram.world.watchers.append(self._notice)
        async with self._telegram:
            try:
                async with asyncio.timeout(self._plan.limit):
                    await self._live(crowd, list(reversed(asks)))
            except TimeoutError:
                self._replicas.complaints.append(f"the trial was not over after {self._plan.limit:.0f} s")
            finally:
                await self._replicas.stop()
        self._report.verdict = judge(await self._evidence(crowd))
        self._report.faults = self._telegram.faults.taken
        self._report.seconds = time.monotonic() - began
        return self._report

    async def _live(self, crowd: Crowd, waiting: list[Ask]) -> None:
        self._telegram.faults.at_random(self._plan.fault_rate, FAULTS, self._plan.seed, method=ALL)
        await self._replicas.start()
        for left in range(self._plan.kills, 0, -1):
            await self._one_life(crowd, waiting, self._plan.questions * left // (self._plan.kills + 1))
        while waiting:
            self._ask(crowd, waiting)
        if self._plan.outage:
            await self._outage()
        await self._answered()

    async def _one_life(self, crowd: Crowd, waiting: list[Ask], most: int) -> None:
        """Let questions come while the bot starts, works and is dead, until at most so many are waiting."""
        asking = asyncio.create_task(self._ask_now_and_then(crowd, waiting, (len(waiting) + most) // 2))
        moment = self._next_moment()
        victim = self._chance.randrange(self._plan.replicas)
        await self._replicas.kill(victim, moment, lambda running: self._comes(moment, running))
        await asking
        while len(waiting) > most:
            self._ask(crowd, waiting)
        self._report.repeated += crowd.repeat(self._chance.randint(0, _MOST_REPEATED))
        if self._chance.random() < self._plan.fault_rate:
            crowd.send_poison()
        await self._replicas.start_again()

    def _next_moment(self) -> Moment:
        """Draw a moment; after two kills before any answer may be out, the bot lives long enough for some.

        A bot that dies ten times in a row over the same updates takes them for the cause: it sets them aside.
        """
        drawn = self._chance.choice(tuple(Moment))
        moment = drawn if self._hasty < MOST_HASTY else Moment.SENDING
        self._hasty = 0 if moment is Moment.SENDING else self._hasty + 1
        return moment

    async def _ask_now_and_then(self, crowd: Crowd, waiting: list[Ask], most: int) -> None:
        pause = self._plan.window / max(1, len(waiting) - most)
        while len(waiting) > most:
            self._ask(crowd, waiting)
            await asyncio.sleep(self._chance.uniform(0, pause))

    def _ask(self, crowd: Crowd, waiting: list[Ask]) -> None:
        crowd.ask(waiting.pop())
        self._open[crowd.asked[-1].chat_id, crowd.asked[-1].answer] = None

    async def _comes(self, moment: Moment, running: Running) -> None:
        """Wait for the moment."""
        if moment is Moment.STARTING:
            await asyncio.sleep(self._chance.uniform(0, _WHOLE_START if self._plan.whole else _START))
            return
        await self._telegram.called("getMe", times=running.introduction, timeout=self._plan.limit)
        if moment is Moment.WORKING:
            await asyncio.sleep(self._chance.uniform(0, self._plan.window))
        else:
            enough = self._shown + self._chance.randint(1, _MOST_SHOWN)
            await self._bell.until(lambda: self._shown >= enough, 4 * self._plan.window)

    async def _outage(self) -> None:
        self._telegram.faults.clear()
        await asyncio.sleep(1.0)  # until no slow answer is on its way
        self._telegram.faults.offline = True
        await asyncio.sleep(self._plan.outage)
        self._telegram.faults.offline = False
        back, before = time.monotonic(), self._shown
        if self._open:
            await self._bell.until(lambda: self._shown > before, self._plan.limit)
            self._report.first_answer = time.monotonic() - back
            if self._report.first_answer > FIRST_ANSWER:
                late = f"the first answer came {self._report.first_answer:.0f} s after the outage"
                self._replicas.complaints.append(late)

    async def _answered(self) -> None:
        """Wait for every answer, and then, with nothing going wrong any more, until the work is over."""
        while self._open:
            await self._look_after_replicas()
        self._telegram.faults.clear()
        while self._telegram.world.updates.waiting or await self._is_work_stored():
            await self._look_after_replicas()

    async def _look_after_replicas(self) -> None:
        await self._replicas.start_whoever_ended()
        await asyncio.sleep(_LOOKS_EVERY)

    async def _is_work_stored(self) -> bool:
        depth = (await look(self._url)).depth
        return bool(depth.updates or depth.letters)

    def _notice(self, event: Event) -> None:
        if event.kind is Kind.POSTED and event.message is not None and event.message.by_bot:
            self._shown += 1
            self._open.pop((event.chat_id, content.without_apology(event.message.source)), None)
            self._bell.ring()

    async def _evidence(self, crowd: Crowd) -> Evidence:
        self._replicas.read_log()
        holding = (
            await databases.on_server(self._server)
            if self._server
            else databases.in_file(self._folder / "bot.db", canary=CANARY)
        )
        return Evidence(
            asked=tuple(crowd.asked),
            shown=tuple(self._messages()),
            kills=tuple(self._replicas.kills),
            stored=holding.stored,
            letters=holding.letters,
            complaints=(*self._replicas.complaints, *holding.complaints),
        )

    def _messages(self) -> Iterator[Shown]:
        for call in self._telegram.calls_of("sendMessage"):
            if call.ok:
                text = content.without_apology(call.parameters["text"])
                yield Shown(call.time, call.parameters["chat_id"], text, call.answered)
