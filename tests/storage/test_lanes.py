"""Who comes next, and what a claim is worth: the rules, over a database in memory."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, event, select

from bot.storage import chats, inbox, outbox, settling, turn
from bot.storage.changes import (
    CloseTicket,
    Count,
    DropReminders,
    Erase,
    MoveChat,
    OpenTicket,
    SetReminder,
    TouchTicket,
)
from bot.storage.chats import Heard
from bot.storage.records import Claim, Ended, Finished, OpenUpdate, PutBack, Sent
from bot.storage.schema import chats as chats_table
from bot.storage.schema import inbox as inbox_table
from bot.storage.schema import metadata
from bot.storage.turn import Outcome, Upkeep, Work
from tests.storage.stage import LEASE, NOON, answer, arrival, ids, letter


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A database with empty tables."""
    engine = create_engine("sqlite://")
    with engine.connect() as connected:
        metadata.create_all(connected)
        yield connected
    engine.dispose()


def claimed(connection: Connection, now: float = NOON, most: int = 10) -> tuple[OpenUpdate, ...]:
    """Claim updates for the length of a lease."""
    return inbox.claim(connection, most, now, now + LEASE)


def test_a_lease_that_has_run_out_frees_the_row(connection: Connection) -> None:
    """After the lease another worker gets the row, with a claim of a higher number."""
    inbox.store(connection, [arrival(1), arrival(2)], NOON)
    (first,) = claimed(connection)
    early = claimed(connection, NOON + LEASE - 1)
    (second,) = claimed(connection, NOON + LEASE)

    assert early == ()
    assert second.claim == Claim(row=first.claim.row, number=2)


def test_a_claim_is_void_once_another_worker_has_the_row(connection: Connection) -> None:
    """Whoever was too slow ends nothing: the row belongs to the next worker."""
    inbox.store(connection, [arrival(1)], NOON)
    (slow,) = claimed(connection)
    (quick,) = claimed(connection, NOON + LEASE)
    late = inbox.finish(
        connection, [answer(slow, "late"), PutBack(claim=slow.claim, until=0.0)], NOON + LEASE
    )
    in_time = inbox.finish(connection, [answer(quick, "in time")], NOON + LEASE)

    assert late == []
    assert [finished.letters[0].content for finished, _ in in_time] == ["in time"]


def test_a_late_end_counts_while_nobody_else_has_the_row(connection: Connection) -> None:
    """A lease that has run out does no harm until somebody claims the row."""
    inbox.store(connection, [arrival(1)], NOON)
    (update,) = claimed(connection)

    assert inbox.finish(connection, [answer(update)], NOON + 2 * LEASE) == [(answer(update), NOON)]


def test_a_renewed_lease_holds_longer(connection: Connection) -> None:
    """A worker that is alive keeps its row; a void claim renews nothing."""
    inbox.store(connection, [arrival(1), arrival(2, lane=2)], NOON)
    first, second = claimed(connection)
    stale = Claim(row=second.claim.row, number=0)
    inbox.LANES.renew(connection, [first.claim, stale], NOON + 2 * LEASE)

    assert ids(claimed(connection, NOON + LEASE)) == [2]


def test_a_released_row_is_free_at_once(connection: Connection) -> None:
    """What a process lets go of is claimed by the next one without waiting for the lease."""
    inbox.store(connection, [arrival(1)], NOON)
    (update,) = claimed(connection)
    inbox.LANES.release(connection, [update.claim])

    assert ids(claimed(connection)) == [1]


def test_no_more_is_claimed_than_there_is_room_for(connection: Connection) -> None:
    """Urgent rows come first, then the oldest, up to the number asked for."""
    inbox.store(connection, [arrival(1, 1), arrival(2, 2), arrival(3, 3, urgent=True)], NOON)

    assert ids(claimed(connection, most=2)) == [3, 1]


def test_the_text_is_gone_with_the_answer(connection: Connection) -> None:
    """Of an answered update its id is kept, and why it was set aside; neither the text nor the chat."""
    inbox.store(connection, [arrival(1, body="it hurts")], NOON)
    (update,) = claimed(connection)
    inbox.finish(connection, [Finished(claim=update.claim, reason="no sense in it")], NOON + 1)
    (row,) = connection.execute(select(inbox_table)).mappings()

    assert (row["update_id"], row["body"], row["lane"]) == (1, "", None)
    assert (row["done_at"], row["reason"]) == (NOON + 1, "no sense in it")


def test_why_a_letter_did_not_arrive_stands_with_its_update(connection: Connection) -> None:
    """The end of a letter is recorded with the update that it answers, and shuts the chat if it must."""
    inbox.store(connection, [arrival(1)], NOON)
    ended = inbox.finish(connection, [answer(claimed(connection)[0], "hello", memory="a")], NOON)
    outbox.store(connection, ended, NOON)
    (due,) = outbox.claim(connection, 1, NOON, NOON + LEASE)
    settling.settle(connection, [Ended(claim=due.claim, reason="blocked", closes_chat=True)], NOON + 1)

    assert connection.execute(select(inbox_table.c.reason)).scalars().all() == ["blocked"]
    assert connection.execute(select(chats_table.c.closed_at)).scalars().all() == [NOON + 1]


def test_the_letters_of_a_database_that_is_gone_are_kept(connection: Connection) -> None:
    """When the row that a worker had was lost with its database, the answer is delivered all the same."""
    lost = Finished(claim=Claim(row=99, number=1), letters=(letter("all that is left"),))
    outbox.store(connection, inbox.finish(connection, [lost], NOON), NOON)

    assert [due.letter.content for due in outbox.claim(connection, 1, NOON, NOON + LEASE)] == [
        "all that is left"
    ]


@pytest.mark.parametrize(("arrived", "closed_at"), [(NOON, None), (NOON - 2, NOON - 1)])
@pytest.mark.parametrize("memory", ["kept", None])
def test_a_shut_chat_opens_when_it_writes_again(
    connection: Connection, arrived: float, closed_at: float | None, memory: str | None
) -> None:
    """What was written after a chat was shut opens it again; what was written before does not."""
    chats.remember(connection, [Heard(chat_id=1, arrived=NOON - 3, memory="earlier")], NOON - 3)
    chats.close(connection, 1, NOON - 1)
    chats.remember(connection, [Heard(chat_id=1, arrived=arrived, memory=memory)], NOON)
    found = connection.execute(select(chats_table.c.closed_at, chats_table.c.memory)).all()

    assert found == ([] if memory is None and closed_at is None else [(closed_at, memory)])


def test_a_moved_chat_keeps_what_is_known_under_its_new_id(connection: Connection) -> None:
    """Where both ids are known, the new one's memory holds, and the old one is gone."""
    heard = [Heard(chat_id=number, arrived=NOON, memory=f"of {number}") for number in (1, 2)]
    chats.remember(connection, heard, NOON)
    chats.move(connection, 1, 2)

    assert connection.execute(select(chats_table.c.chat_id, chats_table.c.memory)).all() == [(2, "of 2")]


def test_no_query_of_a_turn_reads_a_whole_table(connection: Connection) -> None:
    """Conversations, reminders, moves and erasures are found by indexes, however much is kept."""
    asked: dict[str, tuple[object, ...]] = {}
    event.listen(
        connection,
        "before_cursor_execute",
        lambda *seen: None if seen[5] else asked.update({seen[2]: seen[3]}),
    )
    everything_happens(connection)
    counted = {query for query in asked if "count(*)" in query}
    scans = [
        (query, step[3])
        for query in asked.keys() - counted
        for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", asked[query])
        if step[3].startswith("SCAN") and "USING" not in step[3]
    ]

    assert len(asked) > 30
    assert scans == []


def everything_happens(connection: Connection) -> None:
    """Open a conversation, remind, move, count and erase."""

    def take(work: Work) -> Outcome:
        upkeep = Upkeep(now=NOON, lease=LEASE, updates=9, letters=9, looks=True)
        return turn.take(connection, work, upkeep)

    (update,) = take(Work(arrivals=(arrival(1, 7),))).updates
    number = update.claim.row
    changes = (
        OpenTicket(patient=7, staff=-1),
        TouchTicket(number=number),
        CloseTicket(number=number),
        SetReminder(chat_id=7, name="day", due=NOON),
        DropReminders(chat_id=8),
        DropReminders(chat_id=8, names=("day",)),
        Count(day="2027-01-15", name="answer"),
    )
    head = letter("head", -1, ticket=number, passes_on=3)
    taken = take(Work(finished=(Finished(claim=update.claim, letters=(head,), kept="k", changes=changes),)))
    sent = Sent(claim=taken.letters[0].claim, message_id=5, thread=6)
    of_staff = take(Work(settled=(sent,), arrivals=(arrival(2, -1, thread=6),))).updates[0]
    ends = (MoveChat(old=-1, new=-2), Erase(chat_id=7, removal="remove", told="told"))
    take(Work(finished=(Finished(claim=of_staff.claim, changes=ends),)))


def test_the_head_of_each_lane_is_found_by_an_index(connection: Connection) -> None:
    """A claim reads no row that is done, and sorts nothing."""
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(connection, "before_cursor_execute", lambda *seen: asked.append((seen[2], seen[3])))
    claimed(connection)
    ((query, values),) = asked
    plan = " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values))

    assert "inbox_order" in plan
    assert "inbox_lane" in plan
    assert "TEMP B-TREE" not in plan
