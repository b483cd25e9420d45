"""A conversation with the clinic: every update and every letter of it finds its patient, and nobody else."""

import pytest

from bot.storage.changes import CloseTicket, Erase, MoveChat, OpenTicket, Ticket, TouchTicket
from bot.storage.records import Ended, Finished, Receipts, Sent
from bot.storage.store import Store
from bot.storage.tickets import KEPT
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
    void,
)

PATIENT, OTHER = 7, 8
STAFF = -100
OPENED = OpenTicket(patient=PATIENT, staff=STAFF)


async def ticket_of(store: Store, update_id: int, lane: int, **place: int) -> Ticket | None:
    """Return the conversation that an update of a chat belongs to."""
    update = await told(store, arrival(update_id, lane, **place))  # type: ignore[arg-type]
    await store.finish([answer(update)])
    return update.ticket


async def sent(store: Store, message_id: int, thread: int | None = None) -> None:
    """Deliver the next letter, as that message."""
    (due,) = await letters(store, 1)
    await store.settle(Sent(claim=due.claim, message_id=message_id, thread=thread))


async def opened(store: Store, *, patient: int = PATIENT, thread: int = 50, header: int = 51) -> int:
    """Open a conversation in a thread of its own, with a message at its head; return its number."""
    row = await make(store, OpenTicket(patient=patient, staff=STAFF), lane=patient)
    await make(store, letters=[letter("head", STAFF, ticket=row)], lane=patient)
    await sent(store, header, thread)
    return row


async def test_a_ticket_is_numbered_by_its_update(store: Store) -> None:
    """The patient's next update comes with the conversation that the row of the first one numbers."""
    row = await make(store, OPENED, lane=PATIENT)

    assert await ticket_of(store, 1, PATIENT) == Ticket(
        number=row, patient=PATIENT, staff=STAFF, opened=NOON, touched=NOON
    )


async def test_another_patient_has_no_part_in_it(store: Store) -> None:
    """Neither another chat nor the staff chat outside the thread is given the conversation."""
    await opened(store)

    assert await ticket_of(store, 1, OTHER) is None
    assert await ticket_of(store, 2, STAFF) is None
    assert await ticket_of(store, 3, STAFF, thread=49, hangs_on=52) is None
    assert await ticket_of(store, 4, OTHER, thread=50, hangs_on=51) is None


async def test_what_staff_write_in_the_thread_belongs_to_it(store: Store) -> None:
    """An update of the thread, or one that hangs on a copy, comes with the conversation, open or closed."""
    number = await opened(store)
    by_thread = await ticket_of(store, 1, STAFF, thread=50)
    await make(store, CloseTicket(number=number))
    by_message = await ticket_of(store, 2, STAFF, hangs_on=51)

    assert by_thread is not None
    assert (by_thread.number, by_thread.is_open) == (number, True)
    assert by_message is not None
    assert (by_message.number, by_message.is_open) == (number, False)


async def test_a_closed_ticket_leaves_the_patient_to_the_bot(store: Store) -> None:
    """After the end of a conversation the patient's updates belong to none."""
    number = await opened(store)
    await make(store, CloseTicket(number=number))

    assert await ticket_of(store, 1, PATIENT) is None


async def test_writing_in_a_closed_ticket_opens_it(store: Store, clock: Clock) -> None:
    """When staff write again, the patient's updates belong to the conversation again."""
    number = await opened(store)
    await make(store, CloseTicket(number=number))
    clock.now += 5
    await make(store, TouchTicket(number=number))
    found = await ticket_of(store, 1, PATIENT)

    assert found is not None
    assert (found.number, found.touched) == (number, NOON + 5)


async def test_a_patient_keeps_the_thread(store: Store) -> None:
    """The next conversation goes on in the thread of the one before, and the thread means the later one."""
    first = await opened(store)
    await make(store, CloseTicket(number=first))
    second = await make(store, OPENED, lane=PATIENT)
    found = await ticket_of(store, 1, STAFF, thread=50)

    assert found is not None
    assert (found.number, found.thread) == (second, 50)


async def test_a_thread_that_was_begun_instead_is_the_conversations_own(store: Store) -> None:
    """When a letter begins another thread since the first one is gone, the next letters go there."""
    number = await opened(store)
    await make(store, letters=[letter("begins one", STAFF, ticket=number) for _ in range(2)])
    (due,) = await letters(store, 1)
    await store.settle(Sent(claim=due.claim, message_id=61, thread=60))
    (again,) = await letters(store, 1)
    found = await ticket_of(store, 1, STAFF, thread=60)

    assert (due.thread, again.thread) == (50, 60)
    assert found is not None
    assert found.number == number


async def test_one_that_is_open_is_kept(store: Store, clock: Clock) -> None:
    """Whoever opens a second conversation goes on with the first, and the letters follow."""
    first = await opened(store)
    clock.now += 5
    update = await told(store, arrival(1, PATIENT))
    row = update.claim.row
    receipts = Receipts(delivered=(letter("receipt", STAFF, ticket=row),))
    passed_on = letter("passed on", STAFF, ticket=row, receipts=receipts)
    await store.finish(
        [Finished(claim=update.claim, letters=(passed_on,), changes=(OPENED, TouchTicket(number=row)))]
    )
    (due,) = await letters(store, 1)
    await store.settle(Sent(claim=due.claim, message_id=60))
    (receipt,) = await letters(store, 1)

    assert [due.letter.ticket, receipt.letter.ticket] == [first, first]
    assert (due.thread, receipt.thread) == (50, 50)
    assert await ticket_of(store, 2, PATIENT) == Ticket(
        number=first, patient=PATIENT, staff=STAFF, thread=50, opened=NOON, touched=NOON + 5
    )


async def test_a_letter_goes_to_the_thread_of_its_ticket(store: Store) -> None:
    """The thread comes with a letter to the clinic, and not with one to the patient."""
    number = await opened(store)
    both = [letter("to staff", STAFF, ticket=number), letter("to patient", PATIENT, ticket=number)]
    await make(store, letters=both)
    due = await letters(store, 2)

    assert [(one.letter.chat_id, one.thread) for one in due] == [(STAFF, 50), (PATIENT, None)]


async def test_a_correction_finds_what_it_corrects(store: Store) -> None:
    """A letter that passes on the same message again is told which message that has become, once it has."""
    number = await opened(store)
    passed_on = letter("text", STAFF, ticket=number, passes_on=3)
    await make(store, letters=[passed_on, passed_on, letter("other", STAFF, ticket=number, passes_on=4)])
    targets = []
    for message_id in (61, 61, 62):
        (due,) = await letters(store, 1)
        targets.append(due.target)
        await store.settle(Sent(claim=due.claim, message_id=message_id))

    assert targets == [None, 61, None]


async def test_what_passes_nothing_on_corrects_nothing(store: Store) -> None:
    """The bot's own words in a conversation are a message of their own each time."""
    number = await opened(store)
    await make(store, letters=[letter("closed", STAFF, ticket=number), letter("more", STAFF, ticket=number)])
    targets = []
    for message_id in (61, 62):
        (due,) = await letters(store, 1)
        targets.append(due.target)
        await store.settle(Sent(claim=due.claim, message_id=message_id))

    assert targets == [None, None]


async def test_without_threads_the_message_tells_the_conversation(store: Store) -> None:
    """In a staff chat that is no forum, a reply to a copy belongs to its patient, and nothing else does."""
    for patient, head in ((PATIENT, 51), (OTHER, 52)):
        row = await make(store, OpenTicket(patient=patient, staff=STAFF), lane=patient)
        await make(store, letters=[letter("head", STAFF, ticket=row)])
        await sent(store, head)
    found = [await ticket_of(store, number, STAFF, hangs_on=head) for number, head in enumerate((51, 52, 53))]
    found.append(await ticket_of(store, 9, STAFF))

    assert [ticket and ticket.patient for ticket in found] == [PATIENT, OTHER, None, None]


async def test_a_reply_of_staff_is_corrected_in_the_patient_s_chat(store: Store) -> None:
    """Copies are kept on both sides; equal numbers in another chat or conversation are not taken for them."""
    number, other = await opened(store), await opened(store, patient=OTHER, thread=70, header=71)
    await make(store, letters=[letter("reply", PATIENT, ticket=number, passes_on=80)])
    await sent(store, 5)
    corrections = [
        letter("corrected", PATIENT, ticket=number, passes_on=80),
        letter("not", OTHER, ticket=other, passes_on=80),
        letter("not", STAFF, ticket=number, passes_on=80),
    ]
    await make(store, letters=corrections)
    found = await letters(store, 3)

    assert [due.target for due in found] == [5, None, None]


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_receipt_is_stored_with_what_became_of_the_letter(store: Store, *, arrives: bool) -> None:
    """What follows a delivery, or its failure for good, is stored once, and nothing of the other."""
    receipts = Receipts(delivered=(letter("tick", STAFF),), undeliverable=(letter("failure", STAFF),))
    await make(store, letters=[letter("reply", PATIENT, receipts=receipts)])
    (due,) = await letters(store, 1)
    await store.settle(Sent(claim=void(due.claim)))
    await store.settle(
        Sent(claim=due.claim, message_id=1) if arrives else Ended(claim=due.claim, reason="blocked")
    )
    await store.settle(Sent(claim=due.claim))
    (receipt,) = await letters(store, 1)
    await no_letter_comes(store)

    assert due.letter.receipts == receipts
    assert receipt.letter == letter("tick" if arrives else "failure", STAFF)
    assert (await store.depth()).letters == 1


@pytest.mark.parametrize(("reason", "follows"), [("blocked", ["shut", "any"]), ("refused", ["else", "any"])])
async def test_a_failure_is_told_by_its_reason(store: Store, reason: str, follows: list[str]) -> None:
    """Of the receipts for a failure only those are stored that are meant for this one, or for any."""
    meant = (("shut", ("blocked", "gone")), ("else", ("refused",)), ("any", ()))
    failures = tuple(
        letter(content, STAFF).model_copy(update={"only_for": only_for}) for content, only_for in meant
    )
    await make(store, letters=[letter("reply", PATIENT, receipts=Receipts(undeliverable=failures))])
    (due,) = await letters(store, 1)
    await store.settle(Ended(claim=due.claim, reason=reason))
    told_of: list[str] = []
    for _ in follows:
        (receipt,) = await letters(store, 1)
        told_of.append(receipt.letter.content)
        await store.settle(Sent(claim=receipt.claim))

    assert told_of == follows
    await no_letter_comes(store)


async def test_the_staff_chat_knows_its_open_conversations(store: Store) -> None:
    """What is written there comes with all that are open, the oldest first; elsewhere there are none."""
    first, closed = await opened(store), await opened(store, patient=OTHER, thread=60, header=61)
    second = await opened(store, patient=9, thread=70, header=71)
    await make(store, CloseTicket(number=closed))
    in_staff_chat, elsewhere, in_private = [
        await told(store, arrival(number, lane)) for number, lane in ((1, STAFF), (2, -5), (3, PATIENT))
    ]

    assert [ticket.number for ticket in in_staff_chat.conversations] == [first, second]
    assert (elsewhere.conversations, in_private.conversations) == ((), ())


async def test_the_old_chat_knows_the_conversations_that_moved(store: Store) -> None:
    """A note that comes from the old chat after the move still finds what goes on in the new one."""
    number = await opened(store)
    await make(store, MoveChat(old=STAFF, new=-200))
    old, new = [await told(store, arrival(number, lane)) for number, lane in ((1, STAFF), (2, -200))]

    assert [[ticket.number for ticket in it.conversations] for it in (old, new)] == [[number], [number]]


async def test_a_letter_of_an_erased_patient_is_not_stored(store: Store) -> None:
    """A reply that was written while its patient erased everything goes nowhere, and opens nothing again."""
    number = await opened(store)
    reply = await told(store, arrival(1, STAFF, thread=50))
    await make(store, Erase(chat_id=PATIENT, removal="remove", told="erased"), lane=PATIENT)
    await store.finish(
        [
            Finished(
                claim=reply.claim,
                letters=(letter("reply", PATIENT, ticket=number),),
                changes=(TouchTicket(number=number),),
            )
        ]
    )

    assert await ticket_of(store, 2, PATIENT) is None
    assert contents(await letters(store, 1)) == ["remove"]
    assert (await store.depth()).letters == 2


async def test_a_closed_ticket_is_forgotten_after_ninety_days(store: Store, clock: Clock) -> None:
    """90 days after its end nothing is known of a conversation; an open one stays, without its old copies."""
    closed, _ = await opened(store), await opened(store, patient=OTHER, thread=70, header=71)
    await make(store, CloseTicket(number=closed))
    clock.now += KEPT - 1
    before = await ticket_of(store, 1, STAFF, hangs_on=51)
    clock.now += 3_602
    await store.depth()
    after = [
        await ticket_of(store, 2, STAFF, thread=50, hangs_on=51),
        await ticket_of(store, 3, STAFF, hangs_on=71),
    ]

    assert before is not None
    assert after == [None, None]
    assert await ticket_of(store, 4, STAFF, thread=70) is not None


async def test_what_a_chat_asked_to_be_kept_comes_with_its_updates(store: Store, clock: Clock) -> None:
    """It outlives what is remembered, for 550 silent days, unless the next answer drops it."""
    found = []
    for number, silence in enumerate((0.0, 3 * 86_400.0, 549 * 86_400.0, 551 * 86_400.0)):
        clock.now += silence
        await store.depth()
        update = await told(store, arrival(number, PATIENT))
        found.append((update.memory, update.kept))
        await store.finish([Finished(claim=update.claim, memory="remembered", kept="kept")])
    await store.finish([answer(await told(store, arrival(9, PATIENT)))])
    dropped = await told(store, arrival(10, PATIENT))

    assert found == [(None, None), (None, "kept"), (None, "kept"), (None, None)]
    assert dropped.kept is None


async def test_the_answer_that_its_database_lost_is_still_given(store: Store) -> None:
    """Where the row of an update is gone with its database, its letters go out by themselves."""
    update = await told(store, arrival(1, PATIENT))
    lost = update.claim.model_copy(update={"row": update.claim.row + 1_000})
    opens = OpenTicket(patient=OTHER, staff=STAFF)
    await store.finish([Finished(claim=lost, letters=(letter("reply", OTHER, ticket=5),), changes=(opens,))])
    (due,) = await letters(store, 1)

    assert due.letter == letter("reply", OTHER)
    assert await updates_of(store) is None


async def updates_of(store: Store) -> Ticket | None:
    """Return the conversation of the patient whose update is still at work."""
    await store.take_in([arrival(2, OTHER)])
    (update,) = await updates(store, 1)
    return update.ticket
