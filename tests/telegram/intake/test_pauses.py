"""Pauses: longer after each failure, and a cause that lasts is named once a minute."""

from bot.telegram.intake.pauses import BackOff, OnceAMinute
from tests.telegram.intake.stand_ins import Clock


def test_pauses_are_spread_so_that_copies_do_not_come_back_in_step() -> None:
    """Chance takes away up to half of each pause."""
    soonest, latest = BackOff(lambda: 0.0), BackOff(lambda: 1.0)

    assert [soonest.pause() for _ in range(3)] == [0.25, 0.5, 1.0]
    assert [latest.pause() for _ in range(3)] == [0.5, 1.0, 2.0]


def test_a_success_makes_the_next_pause_short_again() -> None:
    """What failed a thousand times and works starts from the beginning."""
    back_off = BackOff(lambda: 1.0)
    longest = [back_off.pause() for _ in range(2_000)][-1]
    back_off.ended()

    assert (longest, back_off.pause()) == (20.0, 0.5)


def test_each_cause_is_named_once_a_minute() -> None:
    """One cause does not silence another, and what is forgotten may be named at once."""
    clock = Clock()
    once = OnceAMinute(clock)
    first, again, other = once.may("502"), once.may("502"), once.may("504")
    clock.now = 60.0
    later = once.may("502")
    once.forget("502")

    assert (first, again, other, later, once.may("502")) == (True, False, True, True, True)
