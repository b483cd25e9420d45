"""Two years of check-ins in seconds: the real store and the real decisions, under a clock that is moved.

Beside the bot runs a diary: a few lines that know what each patient is to be written, in code of its own.
"""

import asyncio
import contextlib
import itertools
import json
import shutil
from collections.abc import Awaitable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from bot.core.answering import Answerer
from bot.playground.refusals import Json
from bot.storage.opening import open_store
from bot.storage.records import Arrival, DueLetter, Finished, Sent
from bot.storage.store import Store
from bot.telegram.answers import Answers
from bot.telegram.buttons import CheckIns, EraseEverything, SetDay
from bot.telegram.calendar.feature import recovery
from bot.telegram.deciding import Decider
from bot.telegram.letters import Say, read
from bot.telegram.rendering import Renderer
from bot.telegram.routing import Routing
from bot.watch.metrics import Metrics
from tests.telegram.received import BOT, shape
from tests.telegram.recovering import DAYS, SECRET, knowledge, membership, tap

TITLES: Final = {f"Title of {name}": day for name, day in DAYS.items()}
FIRST_CHAT: Final = 6_000_000_001
STEPS: Final = (timedelta(hours=2), timedelta(hours=-2), timedelta(days=-1))
"""What somebody does to the computer's clock now and then."""
QUIET: Final = timedelta(days=7)

Row = TypeVar("Row")


@dataclass
class Diary:
    """What one patient is to be written, reckoned by hand."""

    zone: ZoneInfo
    procedure: date | None = None
    is_wanted: bool = False
    over: set[int] = field(default_factory=set)
    """Days of the calendar that are written about, or had come before."""
    not_before: datetime | None = None
    danger: datetime | None = None

    def begins(self, procedure: date, now: datetime) -> None:
        """The patient tells the day, and asks for check-ins."""
        if procedure != self.procedure:
            self.procedure, self.over = procedure, set()
        self.over |= {day for day in DAYS.values() if self._due(day) <= now}
        self.is_wanted, self.not_before = self.over != set(DAYS.values()), None

    def ends(self, *, all_of_it: bool = False) -> None:
        """The patient wants no more, or shuts the bot out; or has everything erased."""
        self.is_wanted = False
        if all_of_it:
            self.procedure, self.danger, self.over = None, None, set()

    def at(self, now: datetime) -> int | None:
        """Return the day of the calendar that is to be written about at this moment."""
        if not self.is_wanted or self.procedure is None or (self.not_before and now < self.not_before):
            return None
        here = now.astimezone(self.zone)
        open_days = [day for day in DAYS.values() if day not in self.over]
        if self.not_before is None and now < self._due(open_days[0]):
            return None
        come = [day for day in open_days if day <= (here.date() - self.procedure).days]
        if not come:
            self.not_before = None
            return None
        if not 9 <= here.hour < 21:
            self.not_before = self._ten(here.date() + timedelta(days=here.hour >= 21))
            return None
        self.over |= {day for day in DAYS.values() if day <= come[-1]}
        self.is_wanted, self.not_before = self.over != set(DAYS.values()), None
        return None if self.danger and now - self.danger <= QUIET else come[-1]

    def _due(self, day: int) -> datetime:
        assert self.procedure is not None
        return self._ten(self.procedure + timedelta(days=day))

    def _ten(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 10, tzinfo=self.zone)


class Simulation:
    """A clinic with many patients, whose time goes by in leaps."""

    def __init__(self, folder: Path, zone: str, seed: int, patients: int) -> None:
        self._folder, self._files = folder, itertools.count()
        self._chance = Random(seed)  # noqa: S311  It guards nothing.
        self._zone = ZoneInfo(zone)
        self._now = datetime(2026, 1, 10, 12, tzinfo=UTC)
        self._ids = itertools.count(1)
        self._chats = range(FIRST_CHAT, FIRST_CHAT + patients)
        self._diaries = {chat: Diary(self._zone) for chat in self._chats}
        self._decider = self._deciding(zone)
        self._file = folder / "0.db"
        self.written: list[tuple[int, int, date | None]] = []
        """Whom the bot wrote to, about which day of the calendar of which procedure."""
        self.expected: list[tuple[int, int, date | None]] = []
        self.at_night = 0
        """Check-ins that were decided at night."""

    def _deciding(self, zone: str) -> Decider:
        base = knowledge(zone)
        answers, renderer = Answers(Answerer(base)), Renderer(base)
        features = recovery(base, secret=SECRET, clock=self._clock)(answers, renderer)
        routing = Routing(answers, renderer, features)
        return Decider(BOT, routing, renderer, Metrics(), self._clock)

    def _clock(self) -> float:
        return self._now.timestamp()

    async def run(self, *, until: datetime, longest_leap: timedelta) -> None:
        """Let time pass; between any two restarts the same database file serves on."""
        self._begin_all()
        while self._now < until:
            async with open_store(f"sqlite:///{self._file}", clock=self._clock, looks_every=0.02) as store:
                for _ in range(self._chance.randint(5, 60)):
                    await self._leap(store, longest_leap)
            if self._chance.random() < 0.5:
                await self._killed()

    def _begin_all(self) -> None:
        self._waiting = [*itertools.chain.from_iterable(map(self._begins, self._chats))]

    async def _leap(self, store: Store, longest: timedelta) -> None:
        await self._answer_all(store)
        self._now += longest * self._chance.random()
        if self._chance.random() < 0.05:
            self._now += self._chance.choice(STEPS)
        await self._drain(store)
        self._expect()
        self._waiting = [*itertools.chain.from_iterable(self._lives(chat) for chat in self._chats)]

    async def _killed(self) -> None:
        """End the program in the middle: somebody had claimed what was due, and nobody ever finishes it."""
        async with open_store(f"sqlite:///{self._file}", clock=self._clock, looks_every=0.02) as store:
            await self._answer_all(store)
            self._now += timedelta(hours=12)
            await store.depth()
            await _some(store.next_updates())
            copy = self._folder / f"{next(self._files) + 1}.db"
            for end in ("", "-wal"):
                shutil.copy(f"{self._file}{end}", f"{copy}{end}")
        self._file = copy
        self._now += timedelta(minutes=2)

    async def _answer_all(self, store: Store) -> None:
        await store.take_in(self._arrivals(self._waiting))
        self._waiting = []
        await self._drain(store)
        self._expect()

    def _expect(self) -> None:
        for chat, diary in self._diaries.items():
            day = diary.at(self._now)
            if day is not None:
                self.expected.append((chat, day, diary.procedure))

    # --- What patients do ---

    def _lives(self, chat: int) -> Iterator[Json]:
        """Yield what a patient does now, which is mostly nothing."""
        if self._chance.random() > 0.01:
            return
        diary = self._diaries[chat]
        match self._chance.choice(["begin", "/stop", "danger", "block", "/forget"]):
            case "begin":
                yield from self._begins(chat)
            case "/stop":
                diary.ends()
                yield self._text(chat, "/stop")
            case "danger":
                diary.danger = self._now if diary.procedure else diary.danger
                yield self._text(chat, "i cant breathe")
            case "block":
                diary.ends()
                yield membership("kicked", self._now, {"id": chat, "is_bot": False, "first_name": "A"})
                yield membership("member", self._now, {"id": chat, "is_bot": False, "first_name": "A"})
            case _:
                diary.ends(all_of_it=True)
                yield self._tap(chat, EraseEverything())

    def _begins(self, chat: int) -> Iterator[Json]:
        ago = timedelta(days=self._chance.choice([0, 1, 5, 13, 14, 40]))
        procedure = self._diaries[chat].procedure or self._now.astimezone(self._zone).date() - ago
        if self._now.astimezone(self._zone).date() < procedure:
            return
        self._diaries[chat].begins(procedure, self._now)
        yield self._tap(chat, SetDay(day=procedure))
        yield self._tap(chat, CheckIns(wanted="y"))

    def _text(self, chat: int, text: str) -> Json:
        person = {"id": chat, "is_bot": False, "first_name": "A"}
        private = {"id": chat, "type": "private"}
        return {"message": shape(text, private, date=int(self._clock()), **{"from": person})}

    def _tap(self, chat: int, choice: SetDay | CheckIns | EraseEverything) -> Json:
        return tap(choice, self._now, {"id": chat, "is_bot": False, "first_name": "A"})

    def _arrivals(self, updates: Iterable[Json]) -> list[Arrival]:
        return [
            Arrival(update_id=number, lane=_chat_of(update), body=json.dumps({"update_id": number} | update))
            for number, update in zip(self._ids, updates, strict=False)
        ]

    # --- What the bot does ---

    async def _drain(self, store: Store) -> None:
        """Answer and deliver until nothing is left to do at this moment."""
        while True:
            await store.depth()
            updates = await _some(store.next_updates())
            letters = await _some(store.next_letters())
            if not updates and not letters:
                return
            decided = [self._decider.decide(update) for update in updates]
            assert all(isinstance(it, Finished) and it.reason is None for it in decided)
            await store.finish(decided)
            for due in letters:
                self._note(due)
                await store.settle(Sent(claim=due.claim, message_id=1))

    def _note(self, due: DueLetter) -> None:
        act = read(due.letter.content)
        if not due.letter.bulk or not isinstance(act, Say):
            return
        day = TITLES[act.message.text.partition("\n")[0]]
        self.written.append((due.letter.chat_id, day, self._diaries[due.letter.chat_id].procedure))
        here = self._now.astimezone(self._zone)
        self.at_night += not 9 <= here.hour < 21


async def _some(waiting: Awaitable[tuple[Row, ...]]) -> tuple[Row, ...]:
    """Return what there is without waiting for more."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0):
            return await waiting
    return ()


def _chat_of(update: Json) -> int:
    [told] = update.values()
    message = told.get("message", told)
    return int(message["chat"]["id"])
