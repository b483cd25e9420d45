"""An erased chat is nowhere any more: not in a table, not between the rows of the file, not at the clinic."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.storage.changes import Erase, OpenTicket, SetReminder
from bot.storage.copies import REMOVABLE
from bot.storage.opening import open_store
from bot.storage.records import (
    DueLetter,
    Ended,
    Finished,
    OpenUpdate,
    Postponed,
    Receipts,
    Sent,
)
from bot.storage.schema import metadata
from bot.storage.store import Store
from tests.storage.stage import (
    NOON,
    Clock,
    answer,
    arrival,
    contents,
    letter,
    letters,
    make,
    no_letter_comes,
    no_update_comes,
    told,
    until,
    updates,
)

PATIENT, OTHER = 7_000_123_456_789, 7_000_123_456_790
STAFF = -100
ERASED = Erase(chat_id=PATIENT, removal="remove", told="erased")
CANARY = "canary-my-cheek-is-black"


async def settle_all(store: Store, count: int, first: int) -> list[DueLetter]:
    """Deliver so many letters, as messages numbered from the first; return them."""
    found: list[DueLetter] = []
    while len(found) < count:
        for due in await letters(store, 1):
            await store.settle(Sent(claim=due.claim, message_id=first + len(found)))
            found.append(due)
    return found


async def conversation(store: Store, patient: int = PATIENT) -> int:
    """Open a conversation in a thread with two messages in the staff chat; return its number."""
    number = await make(store, OpenTicket(patient=patient, staff=STAFF), lane=patient)
    await make(store, letters=[letter(CANARY, STAFF, ticket=number, passes_on=3)], lane=patient)
    (head,) = await letters(store, 1)
    await store.settle(Sent(claim=head.claim, message_id=50, thread=patient % 1000))
    return number


async def test_the_clinic_s_copies_are_removed_and_the_clinic_is_told(store: Store, clock: Clock) -> None:
    """Messages of the last 48 hours are removed, older ones cannot be; then staff are told in the thread."""
    number = await conversation(store)
    clock.now += REMOVABLE
    reply = letter("reply", PATIENT, ticket=number, passes_on=60)
    await make(store, letters=[letter("more", STAFF, ticket=number), reply])
    await settle_all(store, 2, 51)
    await make(store, ERASED, letters=[letter("last word", PATIENT)], lane=PATIENT)
    due = await settle_all(store, 3, 70)
    to_staff = [one for one in due if one.letter.chat_id == STAFF]

    assert [(one.letter.content, one.target, one.thread) for one in to_staff] == [
        ("remove", 51, 789),
        ("erased", None, 789),
    ]
    assert [one.letter.content for one in due if one not in to_staff] == ["last word"]
    assert {one.letter.ticket for one in due} == {None}


async def test_nothing_that_waits_for_an_erased_chat_arrives(store: Store, clock: Clock) -> None:
    """Its letters, those of its conversations, and its reminders are gone; a question of its own is not."""
    number = await conversation(store)
    await make(store, SetReminder(chat_id=PATIENT, name="day-two", due=NOON + 50), lane=PATIENT)
    waiting = [letter(f"to {chat}", chat, ticket=number) for chat in (STAFF, PATIENT)]
    await store.take_in([arrival(1, STAFF), arrival(2, PATIENT), arrival(3, PATIENT, body="question")])
    of_staff, of_patient = await updates(store, 2)
    blocker = [letter("first", STAFF), letter("first", PATIENT)]
    await store.finish([Finished(claim=of_staff.claim, letters=(*blocker, *waiting))])
    await letters(store, 2)
    await store.finish([Finished(claim=of_patient.claim, changes=(ERASED,), memory="m", kept="k")])
    (question,) = await updates(store, 1)
    await store.finish([answer(question)])
    clock.now += 100
    await no_update_comes(store)

    assert (question.body, question.memory, question.kept) == ("question", None, None)
    assert (await store.depth()).letters == 3


async def test_a_reminder_that_has_come_is_erased_too(store: Store) -> None:
    """One that waits for its answer behind the erasure is not answered."""
    await make(store, SetReminder(chat_id=PATIENT, name="day-two", due=NOON), lane=PATIENT)
    (reminder,) = await updates(store, 1)
    await make(store, SetReminder(chat_id=OTHER, name="day-two", due=NOON))
    await store.finish([Finished(claim=reminder.claim, changes=(ERASED,))])
    (other,) = await updates(store, 1)
    await store.take_in([arrival(1, PATIENT)])
    (erasing,) = await updates(store, 1)
    await make(store, SetReminder(chat_id=PATIENT, name="day-two", due=NOON))
    await store.depth()
    await store.finish([Finished(claim=erasing.claim, changes=(ERASED,))])
    await no_update_comes(store)

    assert (reminder.lane, other.lane) == (PATIENT, OTHER)


async def test_a_message_that_is_under_way_is_removed_as_soon_as_it_is_there(store: Store) -> None:
    """What reaches the clinic after the erasure because nobody could hinder it is removed again."""
    number = await conversation(store)
    await make(store, letters=[letter(CANARY, STAFF, ticket=number)])
    (under_way,) = await letters(store, 1)
    await make(store, ERASED, lane=PATIENT)
    due = await settle_all(store, 2, 70)
    await store.settle(Sent(claim=under_way.claim, message_id=80))
    (removal,) = await letters(store, 1)
    await store.settle(Sent(claim=removal.claim))

    assert contents(due) == ["remove", "erased"]
    assert (removal.letter.content, removal.target) == ("remove", 80)
    assert (await store.depth()).letters == 0


@pytest.mark.parametrize("ends", [True, False])
async def test_a_message_that_does_not_arrive_needs_no_removal(store: Store, *, ends: bool) -> None:
    """What was under way during the erasure and failed is not tried again."""
    number = await conversation(store)
    await make(store, letters=[letter(CANARY, STAFF, ticket=number)])
    (under_way,) = await letters(store, 1)
    await make(store, ERASED, lane=PATIENT)
    await settle_all(store, 2, 70)
    claim = under_way.claim
    await store.settle(Ended(claim=claim, reason="gone") if ends else Postponed(claim=claim, until=NOON))
    await no_letter_comes(store)

    assert (await store.depth()).letters == 0


async def test_another_patient_s_conversation_stays(store: Store) -> None:
    """An erasure touches one patient's rows only."""
    await conversation(store)
    number = await conversation(store, OTHER)
    await make(store, ERASED, lane=PATIENT)
    await settle_all(store, 2, 70)
    update = await told(store, arrival(1, OTHER))

    assert update.ticket is not None
    assert update.ticket.number == number


async def test_a_last_word_that_cannot_be_delivered_leaves_no_trace(store: Store) -> None:
    """A patient who has erased everything and shut the bot out is not even remembered for that."""
    await make(store, ERASED, letters=[letter("last word", PATIENT)], lane=PATIENT)
    (due,) = await letters(store, 1)
    await store.settle(Ended(claim=due.claim, reason="blocked", closes_chat=True))
    found: list[str] = []
    await store._ask(lambda connection: found.extend(traces(connection, PATIENT)))

    assert found == []


def traces(connection: Connection, chat_id: int) -> Iterator[str]:
    """Return the names of the tables and columns in which a chat is found, as a number or in a text."""
    for table in metadata.sorted_tables:
        for row in connection.execute(select(table)).mappings():
            yield from (f"{table.name}.{name}" for name, cell in row.items() if str(chat_id) in str(cell))


async def test_no_byte_of_an_erased_chat_is_left_in_the_files(tmp_path: Path) -> None:
    """Neither text nor number stands in any file of a store that goes on being busy with others."""
    file = tmp_path / "bot.db"
    async with open_store(f"sqlite:///{file}", clock=Clock(), looks_every=0.02) as store:
        others = [asyncio.create_task(work(store)) for work in (keep_asking, keep_answering, keep_delivering)]
        await store.take_in([arrival(1, PATIENT, body=CANARY * 300), arrival(2, PATIENT, body=CANARY)])
        files = [file.with_name(f"{file.name}{companion}") for companion in ("", "-wal", "-shm")]
        await until(lambda: len(searched(files)) == 2)
        await store.take_in([arrival(3, PATIENT, body="erase")])
        await until(lambda: not searched(files))
        busy_to_the_end = not any(work.done() for work in others)
        for work in others:
            work.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    assert busy_to_the_end


async def test_an_erasure_that_a_reader_hinders_is_made_up_for(tmp_path: Path) -> None:
    """While another program reads the file its log stays; as soon as that ends, nothing is left."""
    file = tmp_path / "bot.db"
    files = [file, file.with_name("bot.db-wal")]
    async with open_store(f"sqlite:///{file}", clock=Clock(), looks_every=0.02) as store:
        update = await told(store, arrival(1, PATIENT, body=CANARY))
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM inbox").fetchone()
            await store.finish([Finished(claim=update.claim, changes=(ERASED,))])
            await store.depth()
            hindered = searched(files)
        await until(lambda: not searched(files))

    assert hindered == {CANARY.encode(), PATIENT.to_bytes(6, "big")}


def searched(files: list[Path]) -> set[bytes]:
    """Return which of a patient's words and number stand in files."""
    held = [path.read_bytes() for path in files]
    number = PATIENT.to_bytes(6, "big")
    return {needle for needle in (CANARY.encode(), number) if any(needle in content for content in held)}


async def keep_asking(store: Store) -> None:
    """Ask for other chats without a pause."""
    for number in range(10, 1_000_000):
        await store.take_in([arrival(number, number)])


async def keep_answering(store: Store) -> None:
    """Answer whatever comes."""
    while True:
        await store.finish([decided(update) for update in await store.next_updates()])


async def keep_delivering(store: Store) -> None:
    """Deliver whatever comes, but for a letter in which the patient's words stay."""
    for number in range(1, 1_000_000):
        for due in await store.next_letters():
            if CANARY not in due.letter.content or due.letter.chat_id == STAFF:
                await store.settle(Sent(claim=due.claim, message_id=number))


def decided(update: OpenUpdate) -> Finished:
    """Leave a patient's words and number in every table, or erase them; answer others."""
    if update.lane != PATIENT:
        return answer(update, "hello")
    if update.body == "erase":
        return Finished(claim=update.claim, letters=(letter("last word", PATIENT),), changes=(ERASED,))
    changes = (
        OpenTicket(patient=PATIENT, staff=STAFF),
        SetReminder(chat_id=PATIENT, name="day-two", due=NOON + 9, content=CANARY),
    )
    receipts = Receipts(delivered=(letter(CANARY, PATIENT),))
    passed_on = letter(CANARY, STAFF, ticket=update.claim.row, passes_on=1)
    waiting = letter(CANARY * 300, PATIENT, receipts=receipts)
    return Finished(
        claim=update.claim, letters=(passed_on, waiting), memory=CANARY, kept=CANARY, changes=changes
    )
