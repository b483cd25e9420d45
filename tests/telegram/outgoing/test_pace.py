"""Letters leave no faster than Telegram allows, urgent ones at once, and the memory of it is bounded."""

import pytest

from bot.telegram.outgoing.pace import Intervals, Pace


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    """The usual pace, by that clock."""
    return Pace(clock=clock)


@pytest.mark.parametrize(("chat_id", "interval"), [(7, 1.0), (-7, 3.0)], ids=["private chat", "group"])
def test_messages_into_one_chat_keep_their_distance(pace: Pace, chat_id: int, interval: float) -> None:
    """The first leaves at once, and each further one an interval after the one before."""
    waits = [pace.wait_for(chat_id) for _ in range(3)]

    assert waits == [0, interval, 2 * interval]


def test_chats_do_not_wait_for_one_another(pace: Pace) -> None:
    """A busy chat delays no other."""
    pace.wait_for(1)

    assert pace.wait_for(2) == 0


def test_waiting_counts(pace: Pace, clock: Clock) -> None:
    """Time that passed by itself need not be waited for again."""
    pace.wait_for(1)
    clock.now += 0.75
    wait = pace.wait_for(1)
    clock.now += 60

    assert wait == 0.25
    assert pace.wait_for(1) == 0


def test_an_urgent_letter_waits_for_nothing(pace: Pace) -> None:
    """It leaves at once, in a busy chat too, and the next letter keeps its distance from it."""
    pace.wait_for(1)

    assert pace.wait_for(1, urgent=True) == 0
    assert pace.wait_for(1) == 2


def test_bulk_leaves_at_thirty_a_second(pace: Pace) -> None:
    """Letters that nobody asked for keep their distance among all chats, and delay no answer."""
    waits = [pace.wait_for(chat_id, bulk=True) for chat_id in range(1, 62)]

    assert waits[30] == pytest.approx(1.0)
    assert waits[60] == pytest.approx(2.0)
    assert pace.wait_for(100) == 0


def test_intervals_can_be_none() -> None:
    """With intervals of nothing, nothing waits."""
    pace = Pace(Intervals(private=0, group=0, bulk=0))

    assert not any(pace.wait_for(chat_id, bulk=True) for chat_id in (1, 1, -1, -1))


def test_silent_chats_are_forgotten(clock: Clock) -> None:
    """However many chats there are, no more are remembered than a small multiple of those active just now."""
    pace = Pace(clock=clock)
    for chat_id in range(1, 20_001):
        pace.wait_for(chat_id)
        clock.now += 0.01

    assert len(pace) <= 1_001


def test_active_chats_are_remembered(pace: Pace) -> None:
    """Many chats active at once are all kept to their pace."""
    for chat_id in range(1, 5_001):
        pace.wait_for(chat_id)

    assert all(pace.wait_for(chat_id) == 1 for chat_id in range(1, 5_001))
