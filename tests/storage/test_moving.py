"""A chat that has a new id keeps everything, and no message of its old life is taken for one of the new."""

import pytest

from bot.storage.changes import Erase, MoveChat, OpenTicket, SetReminder
from bot.storage.records import Finished, Moved, Sent
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
    told,
    updates,
)

PATIENT = 7
OLD, NEW, NEWER = -100, -1_000_100, -1_000_200
TWICE = MoveChat(old=OLD, new=NEW), MoveChat(old=OLD, new=NEW)


async def conversation(store: Store) -> int:
    """Open a conversation with a message in the staff chat, under its old id; return its number."""
    number = await make(store, OpenTicket(patient=PATIENT, staff=OLD), lane=PATIENT)
    await make(store, letters=[letter("head", OLD, ticket=number, passes_on=3)], lane=PATIENT)
    (due,) = await letters(store, 1)
    await store.settle(Sent(claim=due.claim, message_id=50))
    return number


async def test_letters_that_wait_and_come_later_go_to_the_new_id(store: Store) -> None:
    """Whatever was stored for the old id, and whatever is, reaches the chat where it is."""
    await make(store, letters=[letter("first", OLD), letter("second", OLD)])
    (first,) = await letters(store, 1)
    await make(store, *TWICE)
    (second,) = await letters(store, 1)
    await store.settle(Moved(claim=first.claim, chat_id=NEW))
    await store.settle(Sent(claim=second.claim))
    (again,) = await letters(store, 1)
    await make(store, letters=[letter("third", OLD)])
    await store.settle(Sent(claim=again.claim))
    found = [second, again, *await letters(store, 1)]

    assert [(due.letter.chat_id, due.letter.content) for due in found] == [
        (NEW, "second"),
        (NEW, "first"),
        (NEW, "third"),
    ]


async def test_a_chat_that_moves_twice_is_found(store: Store) -> None:
    """A letter to the very first id goes to the latest, in whatever order the moves are told."""
    await make(store, MoveChat(old=OLD, new=NEW))
    await make(store, MoveChat(old=NEW, new=NEWER), letters=[letter("hello", OLD)])
    (due,) = await letters(store, 1)
    await store.settle(Sent(claim=due.claim))
    await make(store, *TWICE, letters=[letter("hello", OLD)])
    (again,) = await letters(store, 1)

    assert (due.letter.chat_id, again.letter.chat_id) == (NEWER, NEWER)
    assert (await told(store, arrival(1, NEWER))).formerly == OLD


async def test_an_update_tells_what_its_chat_was_called_before(store: Store) -> None:
    """Whoever knows the chat by its old id only still knows it."""
    await make(store, *TWICE)
    await store.take_in([arrival(1, NEW), arrival(2, 5), arrival(3, None)])

    assert [update.formerly for update in await updates(store, 3)] == [OLD, None, None]


async def test_a_move_that_is_told_by_an_error_is_known_like_one_that_is_announced(store: Store) -> None:
    """After a letter was refused for it, the conversation is that of the new id."""
    number = await conversation(store)
    await make(store, letters=[letter("more", OLD, ticket=number)])
    (due,) = await letters(store, 1)
    await store.settle(Moved(claim=due.claim, chat_id=NEW))
    (again,) = await letters(store, 1)
    await store.settle(Sent(claim=again.claim, message_id=5))
    reply = await told(store, arrival(1, NEW, hangs_on=5))

    assert (again.letter.chat_id, again.letter.ticket) == (NEW, number)
    assert reply.ticket is not None
    assert (reply.ticket.number, reply.ticket.staff, reply.formerly) == (number, NEW, OLD)


async def test_numbers_of_messages_begin_again(store: Store) -> None:
    """A message of the new chat is not taken for the one that had its number; an old reply is still known."""
    number = await conversation(store)
    await make(store, *TWICE)
    await store.take_in([arrival(1, NEW, hangs_on=50), arrival(2, OLD, hangs_on=50)])
    of_new, of_old = await updates(store, 2)

    assert of_new.ticket is None
    assert of_old.ticket is not None
    assert of_old.ticket.number == number


async def test_a_message_that_was_under_way_is_noted_where_it_arrived(store: Store) -> None:
    """What reached the old chat just before the move does not stand for a message of the new one."""
    number = await conversation(store)
    await make(store, letters=[letter("more", OLD, ticket=number)])
    (under_way,) = await letters(store, 1)
    await make(store, *TWICE)
    await store.settle(Sent(claim=under_way.claim, message_id=51))
    await store.take_in([arrival(1, NEW, hangs_on=51), arrival(2, OLD, hangs_on=51)])
    of_new, of_old = await updates(store, 2)
    await no_letter_comes(store)

    assert of_new.ticket is None
    assert of_old.ticket is not None


async def test_nothing_is_corrected_or_removed_under_an_old_number(store: Store) -> None:
    """After a move a correction finds no message, and an erasure removes none; staff are told of it."""
    number = await conversation(store)
    await make(store, *TWICE, letters=[letter("corrected", OLD, ticket=number, passes_on=3)])
    (correction,) = await letters(store, 1)
    await store.settle(Sent(claim=correction.claim))
    await make(store, Erase(chat_id=PATIENT, removal="remove", told="erased"))
    (due,) = await letters(store, 1)

    assert correction.target is None
    assert (due.letter.chat_id, due.letter.content) == (NEW, "erased")


async def test_a_conversation_opened_with_an_old_id_is_one_of_the_new(store: Store) -> None:
    """Whoever still opens it under the old id gets the same conversation."""
    number = await conversation(store)
    await make(store, *TWICE)
    await make(store, OpenTicket(patient=PATIENT, staff=OLD), lane=PATIENT)
    update = await told(store, arrival(1, PATIENT))

    assert update.ticket is not None
    assert (update.ticket.number, update.ticket.staff) == (number, NEW)


@pytest.mark.parametrize("there", [True, False])
async def test_reminders_and_memory_move_along(store: Store, clock: Clock, *, there: bool) -> None:
    """What is set or known under the new id already holds."""
    if there:
        await make(store, SetReminder(chat_id=NEW, name="day-two", due=NOON + 9, content="new"))
    await make(store, SetReminder(chat_id=OLD, name="day-two", due=NOON + 9, content="old"))
    update = await told(store, arrival(1, OLD))
    await store.finish([Finished(claim=update.claim, kept="kept", changes=TWICE)])
    clock.now += 9
    (reminder,) = await updates(store, 1)
    await store.finish([answer(reminder, "hello")])

    assert (reminder.lane, reminder.kept) == (NEW, "kept")
    assert ('"content": "new"' in reminder.body) == there
    assert contents(await letters(store, 1)) == ["hello"]
