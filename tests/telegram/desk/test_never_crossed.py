"""50 patients and two of the staff, at random and under faults: nothing is crossed, lost or doubled."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

import pytest

from bot.playground.chatting import written
from bot.playground.conversations import Message
from bot.playground.faults import Broken, Dropped, Fault, Garbled
from bot.playground.patients import Patient
from tests.telegram.content import PHRASES
from tests.telegram.desk.clinic import OVER, STAFF, Ward, working
from tests.telegram.stage import Stage

PATIENTS: Final = 50
STEPS: Final = 450
RESTARTS: Final = 3
BY_STAFF: Final = 0.4
A_HALF: Final = 0.5
BEFORE: Final = (Broken(502), Dropped())
"""What goes wrong before Telegram has done anything: a second try doubles nothing."""
AFTER: Final = (Dropped(after_effect=True), Garbled())
"""What goes wrong when it is done already: a second try doubles it, and Telegram knows no key against it."""

WHO: Final = re.compile(r"\[(P\d\d)\.\d+\]")
ANSWER: Final = re.compile(r"\((P\d\d):\d+\)")
NUMBER: Final = re.compile(r"Staff conversation\. (\d+)")


class Chaos:
    """What patients and staff do, each word with a tag that tells whose it is, or for whom."""

    def __init__(self, telegram: Stage, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  It guards nothing.
        self.patients = {f"P{number:02}": telegram.patient(f"P{number:02}") for number in range(PATIENTS)}
        self.shut: set[str] = set()
        """Who has blocked the bot at some time."""
        self.erased: set[str] = set()
        """Who has erased everything, and does nothing since."""
        self.answers: dict[str, str] = {}
        """What the staff wrote openly, by its tag: for whom."""
        self.changed: set[str] = set()
        """Answers of which the words were replaced later."""
        self.inside: list[str] = []
        """What must not go out."""
        self._tags = 0
        self._said: dict[str, int] = {}
        self._last: tuple[int, str] | None = None

    async def begin(self, ward: Ward) -> None:
        """Let everybody open a conversation."""
        for does in (self._ask, self._tap, self._tap):
            for name in self.patients:
                does(name)
            await quiet(ward)

    def step(self, ward: Ward) -> None:
        """Let somebody do something."""
        staff: list[Callable[[Ward], None]] = [self._close, self._note, self._hidden, self._change]
        staff.extend([self._answer] * 6)
        if self.random.random() < BY_STAFF:
            self.random.choice(staff)(ward)
            return
        name = self.random.choice([one for one in self.patients if one not in self.erased])
        ways = [self._ask, self._tap, self._tap, self._tap, self._write, self._edit, self._picture, self._end]
        self.random.choice([*ways, *ways, *ways, self._block, *[self._erase] * 4])(name)

    def comes_again(self, telegram: Stage) -> None:
        """Let Telegram bring an update once more that the bot has confirmed."""
        known = range(telegram.push({"invented_tomorrow": {}}))
        with suppress(LookupError):
            telegram.redeliver(self.random.choice(known[-30:]))

    def _tag(self) -> int:
        self._tags += 1
        return self._tags

    def _ask(self, name: str) -> None:
        self._says(name, f"tell me about cost [{name}.{self._tag()}]")

    def _write(self, name: str) -> None:
        self._says(name, f"and another thing [{name}.{self._tag()}]")

    def _end(self, name: str) -> None:
        self._says(name, "/close")

    def _says(self, name: str, text: str) -> None:
        if name not in self.shut:
            self._said[name] = self.patients[name].says(text)

    def _edit(self, name: str) -> None:
        if name in self._said and name not in self.shut:
            self.patients[name].edits(self._said[name], f"rather this [{name}.{self._tag()}]")

    def _picture(self, name: str) -> None:
        if name not in self.shut:
            self.patients[name].sends_photo(f"look [{name}.{self._tag()}]")

    def _tap(self, name: str) -> None:
        """Tap the newest button on the way to the staff."""
        for message in reversed(self.patients[name].history()):
            for label in (OVER.send, OVER.ask):
                if label in message.labels and name not in self.shut:
                    self.patients[name].taps(message, label)
                    return

    def _block(self, name: str) -> None:
        if name not in self.shut:
            self.shut.add(name)
            self.patients[name].blocks()

    def _erase(self, name: str) -> None:
        confirm = PHRASES.erasure.confirm
        asked = next((it for it in self.patients[name].history() if confirm in it.labels), None)
        if asked is None:
            self._says(name, "/forget")
        elif name not in self.shut:
            self.erased.add(name)
            self.patients[name].taps(asked, confirm)

    def _answer(self, ward: Ward) -> None:
        if (found := self._conversation(ward)) is None:
            return
        message, name = found
        tag = f"({name}:{self._tag()})"
        self.answers[tag] = name
        author = self.random.choice((ward.nora, ward.omar))
        if message.thread is not None and self.random.random() < A_HALF:
            said = author.says(f"we think {tag}", thread=message.thread)
        else:
            said = author.replies(message, f"we think {tag}")
        self._last = (said, tag)

    def _change(self, ward: Ward) -> None:
        """Correct the last answer; the tag that was there before is gone then."""
        if self._last is None:
            return
        said, before = self._last
        name = self.answers[before]
        tag = f"({name}:{self._tag()})"
        self.changed |= {before, tag}
        self.answers[tag] = name
        self._last = (said, tag)
        ward.nora.edits(said, f"we think rather {tag}")

    def _close(self, ward: Ward) -> None:
        if found := self._conversation(ward):
            ward.nora.replies(found[0], "/close")

    def _note(self, ward: Ward) -> None:
        if found := self._conversation(ward):
            self.inside.append(f"inside {self._tag()}.")
            ward.omar.replies(found[0], f"/note {self.inside[-1]}")

    def _hidden(self, ward: Ward) -> None:
        if found := self._conversation(ward):
            self.inside.append(f"inside {self._tag()}.")
            forwarded = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Nora"}}
            ward.nora.sends(written(self.inside[-1]) | forwarded, reply_to=found[0].id)

    def _conversation(self, ward: Ward) -> tuple[Message, str] | None:
        """Return a message of the staff chat that quotes a patient, and whom it quotes."""
        quoting = [(it, who[1]) for it in ward.group.history() if (who := WHO.search(it.text))]
        return self.random.choice(quoting) if quoting else None


async def quiet(ward: Ward) -> None:
    """Wait until everything is answered and delivered."""
    await ward.telegram.delivered(timeout=30)
    async with asyncio.timeout(30):
        while True:
            depth = await ward.bot.store.depth()
            if depth.updates == depth.letters == 0:
                return
            await asyncio.sleep(0.02)


async def lived_through(
    telegram: Stage, database: str, faults: Sequence[Fault], *, forum: bool, seed: int
) -> tuple[Chaos, Ward]:
    """Let all of it happen, with restarts, faults, and updates that Telegram brings again."""
    chaos = Chaos(telegram, seed)
    group = telegram.staff_group("Staff", "Nora", "Omar", forum=forum)
    async with working(telegram, group=group, database=database) as ward:
        await chaos.begin(ward)
    for part in range(RESTARTS + 1):
        async with working(telegram, group=group, database=database) as again:
            telegram.faults.at_random(0.05, faults, seed=seed + part, spare=("getMe",))
            for step in range(STEPS // (RESTARTS + 1)):
                chaos.step(again)
                if step % 15 == 0:
                    await telegram.delivered(timeout=30)
                    chaos.comes_again(telegram)
                await asyncio.sleep(0)
            if part == RESTARTS:
                telegram.faults.clear()
                await quiet(again)
        telegram.faults.clear()
    return chaos, ward


def heard_by(patient: Patient) -> list[str]:
    """Return what the bot has said to a patient, as it reads by the end."""
    return [message.text for message in patient.history()]


@pytest.mark.parametrize(
    ("forum", "doubles", "seed"),
    [
        (True, True, 7),
        (False, False, 7),
        *(
            pytest.param(forum, doubles, seed, marks=pytest.mark.soak)
            for forum in (True, False)
            for doubles in (True, False)
            for seed in range(8, 13)
        ),
    ],
)
async def test_every_word_reaches_whom_it_was_meant_for(
    tmp_path: Path, *, forum: bool, doubles: bool, seed: int
) -> None:
    """Each answer is with its patient, once, and with nobody else; what is inside stays inside.

    Only where a connection breaks after Telegram has done what was asked may a message come twice. An answer
    to such a message, once its conversation is over, the bot may be unable to place, and says so. A message
    of which it never learnt it cannot remove when its patient erases everything.
    """
    async with Stage() as telegram:
        database = f"sqlite:///{tmp_path / 'desk.db'}"
        faults = AFTER if doubles else BEFORE
        chaos, ward = await lived_through(telegram, database, faults, forum=forum, seed=seed)
        heard = {name: heard_by(patient) for name, patient in chaos.patients.items()}
        everything = "\n".join(text for texts in heard.values() for text in texts)

        crossed = [
            (name, tag)
            for name, texts in heard.items()
            for text in texts
            for tag in ANSWER.finditer(text)
            if tag[1] != name
        ]
        times = Counter(tag[0] for texts in heard.values() for text in texts for tag in ANSWER.finditer(text))
        reachable = {
            tag: name
            for tag, name in chaos.answers.items()
            if name not in chaos.shut | chaos.erased and tag not in chaos.changed
        }

        assert len(reachable) > 20
        assert not crossed
        assert not [inside for inside in chaos.inside if inside in everything]
        assert not [tag for tag in reachable if times[tag] == 0 and not _told_of(tag, ward)]
        assert doubles or not [tag for tag, count in times.items() if count > 1]
        _conversations_are_apart(ward)
        assert doubles or not _quoted(ward) & chaos.erased


def _told_of(tag: str, ward: Ward) -> bool:
    """Whether the staff read, under an answer that has not gone out, that it has not."""
    [said] = [number for number, one in ward.group.chat.posted.items() if tag in one.shape.get("text", "")]
    return any(one.reply_to == said and one.text == STAFF.not_known for one in ward.group.history())


def _conversations_are_apart(ward: Ward) -> None:
    of_number: dict[str, set[str]] = {}
    of_thread: dict[int, set[str]] = {}
    for message in ward.group.history():
        quoted = {who[1] for who in WHO.finditer(message.text)}
        if number := NUMBER.search(message.text):
            of_number.setdefault(number[1], set()).update(quoted)
        if message.thread is not None:
            of_thread.setdefault(message.thread, set()).update(quoted)

    assert of_number
    assert not [number for number, names in of_number.items() if len(names) > 1]
    assert not [thread for thread, names in of_thread.items() if len(names) > 1]


def _quoted(ward: Ward) -> set[str]:
    """Return whose words stand in the staff chat by the end."""
    return {who[1] for message in ward.group.history() for who in WHO.finditer(message.text)}
