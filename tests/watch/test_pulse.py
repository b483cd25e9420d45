"""The pulse tells a deaf bot from one that has nothing to hear."""

from collections.abc import Callable

import pytest

from bot.watch.pulse import PATIENCE, TICK, Pulse
from tests.watch.clocks import Clock


def test_a_bot_that_just_began_is_sound() -> None:
    """Before anything has happened there is patience."""
    clock = Clock()
    pulse = Pulse(clock)
    clock.passes(PATIENCE)

    assert pulse.ailment() is None


@pytest.mark.parametrize(
    ("silent", "ailment"),
    [
        ("ticked", "the event loop has stood still for 91 s"),
        ("tried", "no attempt to hear from Telegram has ended for 91 s"),
        ("worked", "work is due, and none was done for 91 s"),
    ],
)
def test_each_silence_is_an_ailment(silent: str, ailment: str) -> None:
    """An event loop, an intake or workers that say nothing for more than 90 s make the bot deaf."""
    clock = Clock()
    pulse = Pulse(clock, due=lambda: 1)
    clock.passes(PATIENCE + 1)
    for sign in {"ticked", "tried", "worked"} - {silent}:
        getattr(pulse, sign)()

    assert pulse.ailment() == ailment


def test_an_outage_of_telegram_is_no_ailment() -> None:
    """As long as attempts end, even in failures, the process is not at fault."""
    clock = Clock()
    pulse = Pulse(clock)
    for _ in range(600):
        clock.passes(1)
        pulse.tried()
        pulse.ticked()

    assert pulse.ailment() is None
    assert pulse.silence == 600


def test_nothing_to_do_is_no_ailment() -> None:
    """After a quiet night the first question starts its own patience."""
    clock, due = Clock(), 0
    pulse = Pulse(clock, due=lambda: due)
    clock.passes(30_000)
    pulse.ticked()
    pulse.tried()
    due = 1
    pulse.ticked()

    assert pulse.ailment() is None


def test_a_webhook_need_not_be_called() -> None:
    """Who waits to be called makes no attempts, and is not deaf in a quiet night."""
    clock = Clock()
    pulse = Pulse(clock, polls=False)
    clock.passes(30_000)
    pulse.ticked()

    assert pulse.ailment() is None


@pytest.mark.parametrize("due", [lambda: 0, lambda: 1])
def test_a_process_that_was_asleep_begins_anew(due: Callable[[], int]) -> None:
    """After a computer was suspended there is patience again, whatever is due."""
    clock = Clock()
    pulse = Pulse(clock, due=due)
    clock.passes(PATIENCE + 1)
    pulse.woke()

    assert pulse.ailment() is None


def test_a_late_tick_is_lag() -> None:
    """The lag is what a tick is late by, and grows while the next one does not come."""
    clock = Clock()
    pulse = Pulse(clock)
    clock.passes(TICK + 0.25)
    pulse.ticked()
    late = pulse.lag
    clock.passes(TICK + 3)

    assert late == 0.25
    assert pulse.lag == 3


def test_hearing_ends_the_silence() -> None:
    """The silence counts from when Telegram was heard last."""
    clock = Clock()
    pulse = Pulse(clock)
    clock.passes(5)
    pulse.heard()
    clock.passes(2)

    assert pulse.silence == 2
