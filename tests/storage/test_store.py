"""The store behaves alike over every database: nothing is lost, nothing overtakes, nothing comes twice."""

import asyncio

import pytest

from bot.storage.failures import NotStorable
from bot.storage.inbox import KEPT
from bot.storage.opening import open_store
from bot.storage.records import Depth, Ended, Finished, Moved, Postponed, PutBack, Sent
from bot.storage.store import Store
from tests.storage.stage import (
    LEASE,
    NOON,
    Clock,
    answer,
    arrival,
    contents,
    ids,
    letter,
    letters,
    no_letter_comes,
    no_update_comes,
    updates,
    void,
)


async def test_an_update_comes_out_as_it_went_in(store: Store) -> None:
    """A worker gets the id, the chat, the text and the time of an update that was stored."""
    await store.take_in([arrival(5, lane=-100, body='{"text": "ü 😊"}')])
    (update,) = await updates(store, 1)

    assert (update.update_id, update.lane, update.body) == (5, -100, '{"text": "ü 😊"}')
    assert (update.arrived, update.failures, update.memory) == (NOON, 0, None)


async def test_a_chat_is_answered_in_order(store: Store) -> None:
    """The second message of a chat waits until the first one is finished."""
    await store.take_in([arrival(1), arrival(2)])
    (first,) = await updates(store, 1)
    await no_update_comes(store)
    await store.finish([answer(first)])

    assert ids(await updates(store, 1)) == [2]


async def test_chats_are_answered_side_by_side(store: Store) -> None:
    """The first message of each chat is handed out at once, in the order of arrival."""
    await store.take_in([arrival(1, 8), arrival(2, 8), arrival(3, 7), arrival(4, 9)])

    assert ids(await updates(store, 3)) == [1, 3, 4]


async def test_updates_without_a_chat_wait_for_nothing(store: Store) -> None:
    """Updates that name no chat are handed out together."""
    await store.take_in([arrival(1, None), arrival(2, None)])

    assert ids(await updates(store, 2)) == [1, 2]


async def test_an_urgent_update_overtakes(store: Store) -> None:
    """What is urgent comes first, before other chats and before what its own chat wrote earlier."""
    await store.take_in([arrival(1, 7), arrival(2, 8), arrival(3, 8, urgent=True)])

    assert ids(await updates(store, 2)) == [3, 1]


async def test_an_urgent_update_waits_for_the_one_that_is_being_answered(store: Store) -> None:
    """Two updates of a chat are never worked on at once, however urgent."""
    await store.take_in([arrival(1)])
    (first,) = await updates(store, 1)
    await store.take_in([arrival(2), arrival(3, urgent=True)])
    await no_update_comes(store)
    await store.finish([answer(first)])

    assert ids(await updates(store, 1)) == [3]


async def test_a_repeated_id_changes_nothing(store: Store) -> None:
    """An update that comes a hundred times in a batch, and again after its answer, is answered once."""
    known = [await store.take_in([arrival(1, body="first")] * 100), await store.take_in([arrival(1)])]
    (update,) = await updates(store, 1)
    await store.finish([answer(update, "once")])
    known.append(await store.take_in([arrival(1, lane=2)]))

    assert known == [1, 0, 0]
    assert update.body == "first"
    assert contents(await letters(store, 1)) == ["once"]
    await no_update_comes(store)


async def test_ids_may_start_again_lower(store: Store) -> None:
    """What arrives later is answered later, also when its id is lower."""
    await store.take_in([arrival(1_000_000)])
    await store.take_in([arrival(7), arrival(3)])
    found = []
    for _ in range(3):
        (update,) = await updates(store, 1)
        found.append(update)
        await store.finish([answer(update)])

    assert ids(found) == [1_000_000, 7, 3]


async def test_an_answered_id_is_forgotten_after_two_days(store: Store, clock: Clock) -> None:
    """An id is known for a repetition for 48 hours; after that it is a new update."""
    await store.take_in([arrival(1)])
    await store.finish([answer((await updates(store, 1))[0])])
    clock.now += KEPT - 1
    before = await store.take_in([arrival(1)])
    clock.now += 3_602
    after = await store.take_in([arrival(1)])

    assert (before, after) == (0, 1)


async def test_an_open_update_is_never_forgotten(store: Store, clock: Clock) -> None:
    """A question that waits for days is still there."""
    await store.take_in([arrival(1), arrival(2)])
    (first,) = await updates(store, 1)
    clock.now += 10 * KEPT
    await store.depth()
    await store.finish([answer(first)])

    assert ids(await updates(store, 1)) == [2]


async def test_only_so_many_updates_are_out_at_once(url: str, clock: Clock) -> None:
    """A process claims what it can carry, and the next ones as those are finished."""
    async with open_store(url, clock=clock, most_updates=3) as store:
        await store.take_in([arrival(number, lane=number) for number in range(10)])
        first = await updates(store, 3)
        await no_update_comes(store)
        waiting = store.waiting
        await store.finish([answer(update) for update in first[:2]])

        assert ids(first) == [0, 1, 2]
        assert waiting == 7
        assert ids(await updates(store, 2)) == [3, 4]


async def test_letters_are_stored_with_the_end_of_their_update(store: Store, clock: Clock) -> None:
    """A letter is handed out with the times of its question and its own, and goes when it is delivered."""
    await store.take_in([arrival(1)])
    (update,) = await updates(store, 1)
    clock.now += 4
    await store.finish([answer(update, "hello")])
    (due,) = await letters(store, 1)
    await store.settle(Sent(claim=due.claim))

    assert due.letter == letter("hello")
    assert (due.arrived, due.decided, due.tries) == (NOON, NOON + 4, 0)
    assert await store.depth() == Depth(updates=0, oldest_update=None, letters=0, oldest_letter=None)


async def test_an_update_ends_once(store: Store) -> None:
    """Whoever finishes an update a second time, or with a void claim, stores no letter."""
    await store.take_in([arrival(1)])
    (update,) = await updates(store, 1)
    await store.finish([Finished(claim=void(update.claim), letters=(letter("void"),))])
    await store.finish([answer(update, "one"), answer(update, "two")])
    await store.finish([answer(update, "three"), PutBack(claim=update.claim, until=NOON)])

    assert contents(await letters(store, 1)) == ["one"]
    assert (await store.depth()).letters == 1
    await no_update_comes(store)


async def test_an_update_that_is_put_back_comes_again_later(store: Store, clock: Clock) -> None:
    """A failed update waits until its time, keeps its place in the chat, and tells how often it failed."""
    await store.take_in([arrival(1), arrival(2)])
    (update,) = await updates(store, 1)
    await store.finish([PutBack(claim=update.claim, until=NOON + 5)])
    await no_update_comes(store)
    clock.now += 5
    (again,) = await updates(store, 1)

    assert (again.update_id, again.failures) == (1, 1)
    assert again.claim != update.claim


async def test_an_update_that_ends_the_program_is_told_apart(lasting_url: str, clock: Clock) -> None:
    """What was risked and never ended counts as a failure in the next process; a mere claim does not."""
    failures = []
    for start in range(4):
        async with open_store(lasting_url, clock=clock) as store:
            if start == 0:
                await store.take_in([arrival(1), arrival(2, lane=2)])
            risky, _ = await updates(store, 2)
            await store.risk(risky.claim)
            failures.append(risky.failures)
    async with open_store(lasting_url, clock=clock) as store:
        risky, harmless = await updates(store, 2)
        await store.finish([answer(risky), answer(harmless)])
        await store.risk(risky.claim)

    assert failures == [0, 1, 2, 3]
    assert (risky.failures, harmless.failures) == (4, 0)


async def test_an_open_update_outlives_the_process(lasting_url: str, clock: Clock) -> None:
    """What was stored and not finished is handed out by the next process, at once and in order."""
    async with open_store(lasting_url, clock=clock) as store:
        await store.take_in([arrival(1), arrival(2)])
        await updates(store, 1)
    async with open_store(lasting_url, clock=clock) as store:
        assert ids(await updates(store, 1)) == [1]


async def test_an_undelivered_letter_outlives_the_process(lasting_url: str, clock: Clock) -> None:
    """What was decided and not delivered is handed out by the next process."""
    async with open_store(lasting_url, clock=clock) as store:
        await store.take_in([arrival(1)])
        await store.finish([answer((await updates(store, 1))[0], "hello")])
        await letters(store, 1)
    async with open_store(lasting_url, clock=clock) as store:
        assert contents(await letters(store, 1)) == ["hello"]


async def test_what_is_remembered_comes_with_the_next_update(store: Store) -> None:
    """A chat's memory is handed out with its next update, until it is forgotten."""
    await store.take_in([arrival(number) for number in range(4)])
    found: list[str | None] = []
    for memory in ("a", "b", None, None):
        (update,) = await updates(store, 1)
        found.append(update.memory)
        await store.finish([answer(update, memory=memory)])

    assert found == [None, "a", "b", None]


async def test_a_silent_chat_is_forgotten_after_two_days(store: Store, clock: Clock) -> None:
    """What is remembered of a chat is gone 48 hours after its last answer, and not before."""
    found: list[str | None] = []
    for number, silence in enumerate((0.0, KEPT - 1, KEPT + 3_602)):
        clock.now += silence
        await store.take_in([arrival(100 + number, lane=2)])
        await store.finish([answer((await updates(store, 1))[0])])
        await store.take_in([arrival(number)])
        (update,) = await updates(store, 1)
        found.append(update.memory)
        await store.finish([answer(update, memory="a")])

    assert found == [None, "a", None]


async def test_a_chat_s_memory_is_its_own(store: Store) -> None:
    """Nothing of what is remembered of a chat comes with another chat's update."""
    await store.take_in([arrival(1, lane=1)])
    await store.finish([answer((await updates(store, 1))[0], memory="a")])
    await store.take_in([arrival(2, lane=2), arrival(3, lane=None)])

    assert [update.memory for update in await updates(store, 2)] == [None, None]


async def test_letters_to_a_chat_go_one_after_the_other(store: Store) -> None:
    """The second letter to a chat waits for the first one; another chat's does not."""
    await store.take_in([arrival(1), arrival(2, lane=2)])
    await store.finish([answer(update, "a", "b") for update in await updates(store, 2)])
    first = await letters(store, 2)
    await no_letter_comes(store)
    await store.settle(Sent(claim=first[0].claim))

    assert [(due.letter.chat_id, due.letter.content) for due in first] == [(1, "a"), (2, "a")]
    assert [(due.letter.chat_id, due.letter.content) for due in await letters(store, 1)] == [(1, "b")]


async def test_an_urgent_letter_overtakes(store: Store) -> None:
    """What is urgent is delivered first, in its own chat too."""
    await store.take_in([arrival(1)])
    (update,) = await updates(store, 1)
    both = (letter("later"), letter("now", urgent=True))
    await store.finish([Finished(claim=update.claim, letters=both)])
    (first,) = await letters(store, 1)
    await store.settle(Sent(claim=first.claim))

    assert contents([first, *await letters(store, 1)]) == ["now", "later"]


async def test_a_postponed_letter_keeps_its_place(store: Store, clock: Clock) -> None:
    """A letter that could not be delivered comes again at its time, and the ones behind it wait."""
    await store.take_in([arrival(1)])
    await store.finish([answer((await updates(store, 1))[0], "a", "b")])
    (due,) = await letters(store, 1)
    await store.settle(Postponed(claim=due.claim, until=NOON + 2))
    await no_letter_comes(store)
    clock.now += 2
    (again,) = await letters(store, 1)

    assert (again.letter.content, again.tries) == ("a", 1)


async def test_what_is_put_off_while_leases_are_renewed_comes_again(store: Store, clock: Clock) -> None:
    """The transaction that lengthens the leases of what is held leaves alone what it lets go."""
    await store.take_in([arrival(1), arrival(2, lane=2)])
    put_off, answered = await updates(store, 2)
    await store.finish([answer(answered, "hello")])
    (due,) = await letters(store, 1)
    clock.now += LEASE / 2
    await store.settle(Postponed(claim=due.claim, until=clock.now + 1))
    clock.now += LEASE / 2
    await store.finish([PutBack(claim=put_off.claim, until=clock.now + 1)])
    clock.now += 2

    assert [again.tries for again in await letters(store, 1)] == [1]
    assert [again.failures for again in await updates(store, 1)] == [1]


async def test_an_ended_letter_makes_way(store: Store) -> None:
    """A letter that can never be delivered is gone, and the next one is tried."""
    await store.take_in([arrival(1)])
    await store.finish([answer((await updates(store, 1))[0], "a", "b")])
    (due,) = await letters(store, 1)
    await store.settle(Ended(claim=due.claim, reason="refused", closes_chat=True))

    assert contents(await letters(store, 1)) == ["b"]


async def test_letters_follow_a_chat_to_its_new_id(store: Store) -> None:
    """When a chat has moved, everything that waits for it goes to the new id, in its order."""
    await store.take_in([arrival(1, lane=-5)])
    (update,) = await updates(store, 1)
    await store.finish([answer(update, "a", "b", memory="kept")])
    (due,) = await letters(store, 1)
    await store.settle(Moved(claim=due.claim, chat_id=-1005))
    (first,) = await letters(store, 1)
    await store.settle(Sent(claim=first.claim))
    (second,) = await letters(store, 1)
    await store.take_in([arrival(2, lane=-1005)])

    assert [(one.letter.chat_id, one.letter.content) for one in (first, second)] == [
        (-1005, "a"),
        (-1005, "b"),
    ]
    assert [update.memory for update in await updates(store, 1)] == ["kept"]


async def test_a_void_claim_settles_nothing(store: Store) -> None:
    """A letter that somebody else has by now is not ended by the one who had it before."""
    await store.take_in([arrival(1)])
    await store.finish([answer((await updates(store, 1))[0], "a")])
    (due,) = await letters(store, 1)
    await store.settle(Sent(claim=void(due.claim)))

    assert (await store.depth()).letters == 1


async def test_the_depth_counts_what_waits(store: Store, clock: Clock) -> None:
    """Unanswered updates and undelivered letters are counted, with the times since which they wait."""
    await store.take_in([arrival(1), arrival(2)])
    clock.now += 1
    await store.take_in([arrival(3)])
    await store.finish([answer((await updates(store, 1))[0], "a", "b")])

    assert await store.depth() == Depth(updates=2, oldest_update=NOON, letters=2, oldest_letter=NOON + 1)


async def test_a_store_that_is_about_to_stop_claims_no_updates(store: Store) -> None:
    """At the end updates are still stored and letters still delivered, but no further update is begun."""
    await store.take_in([arrival(1)])
    (update,) = await updates(store, 1)
    store.stop_claiming()
    await store.take_in([arrival(2)])
    await store.finish([answer(update, "hello")])

    assert contents(await letters(store, 1)) == ["hello"]
    await no_update_comes(store)


async def test_a_held_update_stays_with_its_process(store: Store, clock: Clock) -> None:
    """However long an answer takes, the update is not handed out a second time, and its end counts."""
    await store.take_in([arrival(1)])
    (update,) = await updates(store, 1)
    for _ in range(3):
        clock.now += LEASE * 2
        await no_update_comes(store)
    await store.finish([answer(update, "late")])

    assert contents(await letters(store, 1)) == ["late"]


async def test_everybody_learns_of_their_own_updates(store: Store) -> None:
    """Of many who store at once, also the same updates, one is told that each is new."""
    counts = await asyncio.gather(
        *(store.take_in([arrival(number // 2, lane=number)]) for number in range(60))
    )

    assert sum(counts) == 30
    assert (await store.depth()).updates == 30


async def test_what_can_never_be_stored_fails_alone(store: Store) -> None:
    """A number that no database holds is refused, and what was handed in with it is stored."""
    good, bad, also_good = await asyncio.gather(
        store.take_in([arrival(1)]),
        store.take_in([arrival(2**70)]),
        store.take_in([arrival(2)]),
        return_exceptions=True,
    )

    assert (good, also_good) == (1, 1)
    assert isinstance(bad, NotStorable)
    assert str(2**70) not in str(bad)


@pytest.mark.parametrize("count", [0, 1, 1_500])
async def test_a_batch_of_any_size_is_stored(store: Store, count: int) -> None:
    """Nothing, one update and more than one statement holds are all stored in one go."""
    assert await store.take_in([arrival(number, lane=number) for number in range(count)]) == count
