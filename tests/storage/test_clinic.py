"""Whatever patients, staff and the network do: nothing is crossed, and of who is erased nothing is left."""

import itertools
from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import Connection, Engine, create_engine, select
from sqlalchemy.pool import StaticPool

from bot.storage import turn
from bot.storage.changes import Change, CloseTicket, Erase, OpenTicket, SetReminder, TouchTicket
from bot.storage.records import (
    DueLetter,
    Ended,
    Finished,
    Letter,
    OpenUpdate,
    Postponed,
    Receipts,
    Sent,
    Settled,
)
from bot.storage.schema import metadata
from bot.storage.turn import Outcome, Upkeep, Work
from tests.storage.stage import LEASE, NOON, arrival, letter

PATIENTS = tuple(range(7_000_000_001, 7_000_000_006))
STAFF = -100
LAST_WORD = "erased"


class Clinic:
    """Patients and staff who write, erase and are answered at random, and a network that drops letters."""

    def __init__(self, engine: Engine, chance: Random) -> None:
        self._engine, self._chance = engine, chance
        self._ids, self._messages = itertools.count(1), itertools.count(10)
        self._now = NOON
        self._under_way: list[DueLetter] = []
        self._whose: dict[int, int] = {}
        """Whose words a message or a thread of the staff chat holds."""
        self._removed: set[int] = set()
        self._erasing = 0
        self.erased = 0
        self.passed_on = 0

    def step(self) -> None:
        """Let something happen, and see that it was right."""
        self._now += self._chance.choice([0.0, 1.0, 600.0])
        self._chance.choice([self._of_patient, self._of_staff, self._deliver_some])()
        self._deliver_some()

    def erase(self, patient: int) -> None:
        """Let a patient erase everything, whatever else of the chat waits."""
        self._erasing = patient
        while self._erasing == patient:
            self._turn(Work(arrivals=(arrival(next(self._ids), patient, body="erase"),)))

    def end(self) -> None:
        """Deliver all that waits."""
        outcome = self._turn(Work())
        while self._under_way or outcome.letters:
            settled = tuple(self._sent(due) for due in self._under_way)
            self._under_way = []
            outcome = self._turn(Work(settled=settled))

    def left_of_erased_at_the_clinic(self, patient: int) -> set[int]:
        """Return the messages of the staff chat that still hold a patient's words."""
        return {number for number, whose in self._whose.items() if whose == patient} - self._removed

    def _turn(self, work: Work) -> Outcome:
        upkeep = Upkeep(now=self._now, lease=LEASE * 1e6, updates=8, letters=8, looks=True)
        with self._engine.begin() as connection:
            outcome = turn.take(connection, work, upkeep)
        self._under_way += outcome.letters
        for update in outcome.updates:
            self._answer(update)
        return outcome

    def _of_patient(self) -> None:
        patient = self._chance.choice(PATIENTS)
        self._turn(Work(arrivals=(arrival(next(self._ids), patient, body=f"words of {patient}"),)))

    def _of_staff(self) -> None:
        number = self._chance.choice([*self._whose, 1])
        place = {self._chance.choice(["thread", "hangs_on"]): number}
        update = arrival(next(self._ids), STAFF, thread=place.get("thread"), hangs_on=place.get("hangs_on"))
        self._turn(Work(arrivals=(update,)))

    def _answer(self, update: OpenUpdate) -> None:
        finished = self._by_staff(update) if update.lane == STAFF else self._by_patient(update)
        self._turn(Work(finished=(finished,)))
        erased = [change for change in finished.changes if isinstance(change, Erase)]
        for change in erased:
            self.erased += 1
            with self._engine.begin() as connection:
                assert not set(traces(connection, change.chat_id))

    def _by_staff(self, update: OpenUpdate) -> Finished:
        if update.ticket is None:
            return Finished(claim=update.claim)
        number, patient = update.ticket.number, update.ticket.patient
        ends = self._chance.random() < 0.5
        change: Change = CloseTicket(number=number) if ends else TouchTicket(number=number)
        tick = letter(f"tick for {patient}", STAFF, ticket=number)
        reply = letter(
            f"reply for {patient}",
            patient,
            ticket=number,
            receipts=Receipts(delivered=(tick,), undeliverable=(tick,)),
        )
        return Finished(claim=update.claim, letters=(reply,), changes=(change,))

    def _by_patient(self, update: OpenUpdate) -> Finished:
        patient, words = update.lane or 0, f"words of {update.lane}"
        assert all(text is None or text == words for text in (update.memory, update.kept))
        assert update.ticket is None or update.ticket.patient == patient
        fate = self._chance.random()
        if fate < 0.1 or self._erasing == patient:
            self._erasing = 0
            erase = Erase(chat_id=patient, removal="remove", told="told")
            return Finished(claim=update.claim, letters=(letter(LAST_WORD, patient),), changes=(erase,))
        number = update.ticket.number if update.ticket else update.claim.row
        changes: list[Change] = [SetReminder(chat_id=patient, name="day", due=self._now + 900, content=words)]
        letters: list[Letter] = [letter(f"answer for {patient}", patient)]
        if fate < 0.7:
            changes.append(OpenTicket(patient=patient, staff=STAFF))
            letters.append(letter(words, STAFF, ticket=number, passes_on=next(self._messages)))
        return Finished(
            claim=update.claim, letters=tuple(letters), changes=tuple(changes), memory=words, kept=words
        )

    def _deliver_some(self) -> None:
        self._chance.shuffle(self._under_way)
        most = self._chance.randint(0, len(self._under_way))
        now, self._under_way = self._under_way[:most], self._under_way[most:]
        self._turn(Work(settled=tuple(map(self._settled, now))))

    def _settled(self, due: DueLetter) -> Settled:
        fate = self._chance.random()
        if fate < 0.1:
            return Postponed(claim=due.claim, until=self._now + 5)
        if fate < 0.2 and due.letter.content != "remove":
            return Ended(claim=due.claim, reason="refused", closes_chat=due.letter.chat_id != STAFF)
        return self._sent(due)

    def _sent(self, due: DueLetter) -> Sent:
        words = due.letter.content
        if due.letter.chat_id != STAFF:
            assert words == LAST_WORD or words.endswith(f" {due.letter.chat_id}")
            return Sent(claim=due.claim, message_id=next(self._messages))
        if words == "remove":
            assert due.target in self._whose
            self._removed.add(due.target)
            return Sent(claim=due.claim)
        number = next(self._messages)
        if words == "told":
            return Sent(claim=due.claim, message_id=number)
        whose = int(words.split()[-1])
        assert due.thread is None or self._whose[due.thread] == whose
        self._whose[number] = whose
        self.passed_on += 1
        if due.thread is not None:
            return Sent(claim=due.claim, message_id=number)
        thread = next(self._messages)
        self._whose[thread] = whose
        self._removed.add(thread)
        return Sent(claim=due.claim, message_id=number, thread=thread)


def traces(connection: Connection, patient: int) -> Iterator[str]:
    """Return where a patient is found, but for a question that waits and the last word."""
    for table in metadata.sorted_tables:
        for row in connection.execute(select(table)).mappings():
            waits = table.name == "inbox" and row["done_at"] is None and row["update_id"] > 0
            is_last_word = table.name == "outbox" and row["content"] == LAST_WORD
            if not (waits or is_last_word):
                yield from (f"{table.name}.{name}" for name, cell in row.items() if str(patient) in str(cell))


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_crossed_and_nothing_is_left(seed: int) -> None:
    """Every word reaches its own patient or thread; after an erasure no row and no message holds it."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        metadata.create_all(connection)
    clinic = Clinic(engine, Random(seed))  # noqa: S311  It guards nothing.
    for _ in range(150):
        clinic.step()
    for patient in PATIENTS:
        clinic.erase(patient)
    clinic.end()
    left = set().union(*(clinic.left_of_erased_at_the_clinic(patient) for patient in PATIENTS))
    engine.dispose()

    assert clinic.erased > len(PATIENTS)
    assert clinic.passed_on > 10
    assert not left
