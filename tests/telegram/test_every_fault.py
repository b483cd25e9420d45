"""Whichever call fails, every question is answered: each scenario is played once for each call that may fail.

The first play fails the first statement to the database, or the first call of Telegram's; the next one the
second; and so on, until a play ends without having met its fault. `make soak` plays the long ones, and the
failures that leave unknown what was done.
"""

import asyncio
import itertools
import logging
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from bot.core.answering import Answerer
from bot.playground.bell import Bell
from bot.playground.conversations import Conversation, as_seen
from bot.playground.events import Event, Kind
from bot.playground.faults import ALL, Broken, Dropped
from bot.playground.refusals import too_many_requests
from bot.playground.server import Telegram
from bot.storage.database import Answer
from bot.storage.failures import StorageUnavailable
from bot.storage.looking import look
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.telegram.application import BotApplication
from bot.telegram.connection import Connection as TelegramConnection
from bot.telegram.content import Content
from bot.telegram.rendering import Renderer
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse
from tests.telegram import content
from tests.telegram.content import EMERGENCY, HELLO, PHRASES
from tests.telegram.stage import AT_ONCE

PATIENCE: Final = 30.0
"""Seconds after which a play has failed; the plays of a scenario go on side by side."""
LEASE: Final = 2.0
SIDE_BY_SIDE: Final = 8
LOOKS_EVERY: Final = 0.05

# Telegram's library warns of itself when Telegram asks the bot to wait.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")

KNOWLEDGE: Final = content.knowledge()
ANSWERER: Final = Answerer(KNOWLEDGE)


class Failure(StrEnum):
    """How a call fails."""

    STATEMENT = "a statement fails"
    COMMIT = "a transaction is committed, and nobody is told"
    GATEWAY = "Telegram cannot be reached"
    SILENCE = "Telegram has done it, and does not tell"

    @property
    def may_repeat(self) -> bool:
        """Whether what was done is unknown to the bot, so that it must do it again."""
        return self in {Failure.COMMIT, Failure.SILENCE}


@dataclass
class Countdown:
    """Counts calls down to the one that fails."""

    left: int

    def is_due(self) -> bool:
        """Count a call, and return whether it is the one."""
        self.left -= 1
        return self.left == 0

    @property
    def is_over(self) -> bool:
        """Whether it has failed."""
        return self.left <= 0


class Brittle:
    """A database that fails at one statement, or after one commit."""

    def __init__(self, database: SqliteDatabase, statements: Countdown, commits: Countdown) -> None:
        self._database = database
        self._statements = statements
        self._commits = commits
        self.tidy, self.close = database.tidy, database.close

    async def run(self, turn: Callable[[Connection], Answer]) -> Answer:
        """Run a transaction."""

        def counted(connection: Connection) -> Answer:
            if not event.contains(connection, "before_cursor_execute", self._count):
                event.listen(connection, "before_cursor_execute", self._count)
            return turn(connection)

        answer = await self._database.run(counted)
        if self._commits.is_due():
            raise StorageUnavailable
        return answer

    def polling_alone(self) -> AbstractAsyncContextManager[None]:
        """Do not wait."""
        return self._database.polling_alone()

    def waking(self, wake: Callable[[], None]) -> AbstractAsyncContextManager[None]:
        """Do nothing."""
        return self._database.waking(wake)

    def _count(self, *_: Any) -> None:
        if self._statements.is_due():
            raise OperationalError("a statement", None, OSError("a broken disk"))


class Play:
    """One scenario played once, with one fault."""

    def __init__(self, file: Path, failure: Failure, number: int) -> None:
        self.telegram = Telegram()
        self.failure = failure
        self.own_faults = 0
        """How many faults belong to the scenario itself."""
        self._file = file
        self._countdown = Countdown(number)
        self._due: dict[int, list[tuple[str, ...]]] = {}
        self._heard: dict[int, list[str]] = {}
        self._bell = Bell()
        self.telegram.world.watchers.append(self._listen)
        match failure:
            case Failure.GATEWAY:
                self.telegram.faults.nth(ALL, number, Broken(502))
            case Failure.SILENCE:
                self.telegram.faults.nth(ALL, number, Dropped(after_effect=True))
            case _:
                pass

    @property
    def met_its_fault(self) -> bool:
        """Whether the call was made that was to fail."""
        if self.failure in {Failure.GATEWAY, Failure.SILENCE}:
            return self.telegram.faults.taken > self.own_faults
        return self._countdown.is_over

    def expects(self, chat: Conversation, *alternatives: str) -> None:
        """Note that the next message in a chat must hold one of these words."""
        self._due.setdefault(chat.id, []).append(alternatives)

    async def all_is_said(self) -> None:
        """Wait for everything that is expected."""
        async with asyncio.timeout(PATIENCE):
            await self._bell.until(self._is_all_said, None)

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """Run the bot; on the way out it stops in good order."""
        never = Countdown(-1)
        statements = self._countdown if self.failure is Failure.STATEMENT else never
        commits = self._countdown if self.failure is Failure.COMMIT else never
        database = Brittle(await SqliteDatabase.open(self._file, time.time), statements, commits)
        store = Store(database, clock=time.time, lease=LEASE)
        way = TelegramConnection(base_url=self.telegram.base_url, intervals=AT_ONCE, pauses=(0.0, 0.0))
        async with store.running():
            running = BotApplication(
                self.telegram.token,
                Content.of(KNOWLEDGE, ANSWERER, Renderer(KNOWLEDGE)),
                store,
                way,
                metrics=Metrics(),
                pulse=Pulse(),
            )
            async with running.at_work():
                yield

    async def all_is_done(self) -> None:
        """Wait for everything that is expected, and until nothing is left to do."""
        async with asyncio.timeout(PATIENCE):
            while not await self.is_over():  # noqa: ASYNC110  Nobody tells when the file holds nothing.
                await asyncio.sleep(LOOKS_EVERY)

    async def is_over(self) -> bool:
        """Whether everything is said and done."""
        depth = (await look(f"sqlite:///{self._file}")).depth
        return self._is_all_said() and not depth.updates and not depth.letters

    def strangers(self) -> set[int]:
        """Return the chats in which something was said that nobody expected to be said there."""
        return set(self._heard) - set(self._due)

    def _listen(self, it: Event) -> None:
        if it.kind in {Kind.POSTED, Kind.EDITED} and it.message is not None and it.message.by_bot:
            self._heard.setdefault(it.chat_id, []).append(as_seen(it.message).text)
        self._bell.ring()

    def _is_all_said(self) -> bool:
        return all(
            self._fits(self._heard.get(chat_id, []), due, chat_id) for chat_id, due in self._due.items()
        )

    def _fits(self, heard: list[str], due: list[tuple[str, ...]], chat_id: int) -> bool:
        done = 0
        for text in heard:
            if done < len(due) and any(words in text for words in due[done]):
                done += 1
            elif not (self.failure.may_repeat and any(words in text for it in due[:done] for words in it)):
                raise AssertionError(f"nobody expects {text!r} in chat {chat_id} as number {done + 1}")
        return done == len(due)


Scenario = Callable[[Play], Awaitable[None]]


async def a_question(play: Play) -> None:
    """A patient asks."""
    anna = play.telegram.patient("Anna")
    anna.says("tell me about cost")
    play.expects(anna, "Answer of cost")
    await play.all_is_said()


async def a_tap(play: Play) -> None:
    """A patient taps a related topic under an answer."""
    anna = play.telegram.patient("Anna")
    anna.says("/start cost")
    play.expects(anna, "Answer of cost")
    await play.all_is_said()
    anna.taps(anna.history()[-1], "Title of nerve")
    play.expects(anna, "Answer of nerve")
    await play.all_is_said()


async def a_turned_menu(play: Play) -> None:
    """A patient turns the menu to one kind of topic and back."""
    anna = play.telegram.patient("Anna")
    anna.says("/topics")
    play.expects(anna, PHRASES.menu)
    await play.all_is_said()
    for label, page in (("Kind medication", "Kind medication"), (PHRASES.all_topics, PHRASES.menu)):
        anna.taps(anna.history()[0], label)
        play.expects(anna, page)
        await play.all_is_said()


async def an_edit_to_danger(play: Play) -> None:
    """A patient changes her question into an emergency."""
    anna = play.telegram.patient("Anna")
    asked = anna.says("tell me about cost")
    play.expects(anna, "Answer of cost")
    await play.all_is_said()
    anna.edits(asked, "i cant breathe")
    play.expects(anna, EMERGENCY.card)
    await play.all_is_said()


async def a_photo_with_a_caption(play: Play) -> None:
    """A patient asks under a picture: two messages come back."""
    anna = play.telegram.patient("Anna")
    anna.sends_photo("tell me about cost")
    play.expects(anna, "Answer of cost")
    play.expects(anna, PHRASES.cannot_see)
    await play.all_is_said()


async def a_question_in_a_group(play: Play) -> None:
    """A patient asks the bot in a group."""
    anna = play.telegram.patient("Anna")
    group = play.telegram.group("After the lift", anna, supergroup=True)
    group.says(anna, "@rehearsal_bot tell me about cost")
    play.expects(group, "Answer of cost")
    await play.all_is_said()


async def two_chats(play: Play) -> None:
    """Two patients ask at the same time, each one more than one thing."""
    for patient in (play.telegram.patient("Anna"), play.telegram.patient("Ben")):
        for topic in ("cost", "swelling", "ointment"):
            patient.says(f"/start {topic}")
            play.expects(patient, f"Answer of {topic}")
    await play.all_is_said()


async def a_follow_up(play: Play) -> None:
    """The second refusal has other words than the first, unless the bot could not remember that one."""
    anna = play.telegram.patient("Anna")
    anna.says("fribbling grommet")
    play.expects(anna, PHRASES.unknown)
    await play.all_is_said()
    anna.says("grommet fribbling")
    play.expects(anna, PHRASES.unknown_again, PHRASES.unknown)
    await play.all_is_said()


async def too_many(play: Play) -> None:
    """Telegram lets the bot wait once as well."""
    play.telegram.faults.next("sendMessage", too_many_requests(retry_after=1))
    play.own_faults = 1
    await a_question(play)


async def a_repeated_update(play: Play) -> None:
    """Telegram brings an update again that was confirmed."""
    anna, ben = play.telegram.patient("Anna"), play.telegram.patient("Ben")
    anna.says("tell me about cost")
    play.expects(anna, "Answer of cost")
    number = play.telegram.world.history.moments[-1].number
    await play.all_is_said()
    await play.telegram.delivered(PATIENCE)
    play.telegram.redeliver(number)
    ben.says("hello")
    play.expects(ben, HELLO.reply)
    await play.all_is_said()


async def poison(play: Play) -> None:
    """Something that nobody can read comes before a question."""
    anna = play.telegram.patient("Anna")
    anna.says("hello")
    play.telegram.push({"message": {"chat": {"id": anna.id, "type": "private"}, "text": "?"}})
    anna.says("tell me about cost")
    for words in (HELLO.reply, PHRASES.failed, "Answer of cost"):
        play.expects(anna, words)
    await play.all_is_said()


async def a_stop(play: Play) -> None:
    """The bot is stopped while patients wait, and started again."""
    for patient in (play.telegram.patient("Anna"), play.telegram.patient("Ben")):
        for topic in ("cost", "swelling"):
            patient.says(f"/start {topic}")
            play.expects(patient, f"Answer of {topic}")
    await play.telegram.called("getUpdates", timeout=PATIENCE)


SCENARIOS: Final[tuple[Scenario, ...]] = (
    a_question,
    a_tap,
    a_turned_menu,
    an_edit_to_danger,
    a_photo_with_a_caption,
    a_question_in_a_group,
    two_chats,
    a_follow_up,
    too_many,
    a_repeated_update,
    poison,
    a_stop,
)


SHORT: Final = {a_question}
"""Scenarios in which failing each statement does not take long."""
LONG: Final = {too_many, a_stop, two_chats, a_turned_menu, a_follow_up, a_repeated_update}
"""Scenarios in which failing each call takes long."""


def is_for_the_soak(scenario: Scenario, failure: Failure) -> bool:
    """Whether a scenario takes too long with that failure for the usual run of the tests."""
    is_long = scenario not in SHORT if failure is Failure.STATEMENT else scenario in LONG
    return failure.may_repeat or is_long


@pytest.mark.parametrize(
    ("scenario", "failure"),
    [
        pytest.param(
            scenario,
            failure,
            marks=pytest.mark.soak if is_for_the_soak(scenario, failure) else (),
            id=f"{scenario.__name__}-{failure.name.lower()}",
        )
        for scenario in SCENARIOS
        for failure in Failure
    ],
)
async def test_whichever_call_fails_everybody_is_answered(
    scenario: Scenario, failure: Failure, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is lost, nothing comes out of order or in a wrong chat, and no error escapes."""
    caplog.set_level(logging.WARNING)
    numbers, met = itertools.count(1), True
    while met:
        plays = [
            Play(tmp_path / f"{number}.db", failure, number)
            for number in itertools.islice(numbers, SIDE_BY_SIDE)
        ]
        await asyncio.gather(*(played(play, scenario) for play in plays))
        met = all(play.met_its_fault for play in plays)

    assert not [
        line
        for line in caplog.messages
        if re.search(r"bug|unexpectedly|an update failed|never retrieved", line)
    ]


async def played(play: Play, scenario: Scenario) -> None:
    """Play a scenario to its end; the bot is started again when something is left to be said or done."""
    async with play.telegram:
        async with play.bot():
            await scenario(play)
        if not await play.is_over():
            async with play.bot():
                await play.all_is_done()
        over, strangers = await play.is_over(), play.strangers()

    assert over
    assert not strangers
