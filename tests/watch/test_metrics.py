"""The numbers are right, and nothing of a patient can become one of their names."""

from typing import NamedTuple

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.telegram.outgoing.verdicts import Reason
from bot.watch.metrics import KINDS, Metrics
from bot.watch.pulse import Pulse
from tests.watch.clocks import Clock


class Waiting(NamedTuple):
    """What waits in a test's store."""

    updates: int = 0
    oldest_update: float | None = None
    letters: int = 0
    oldest_letter: float | None = None


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    """Return one number as Prometheus reads it."""
    for family in text_string_to_metric_families(metrics.text().decode()):
        for sample in family.samples:
            if sample.name == f"aftercare_{name}" and sample.labels == labels:
                return sample.value
    return None


def test_updates_are_counted_by_whether_they_are_repeated() -> None:
    """A batch adds what came for the first time, and what came again."""
    metrics = Metrics()
    metrics.taken(5, known=2)

    assert value(metrics, "updates_total", known="new") == 3
    assert value(metrics, "updates_total", known="repeated") == 2


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_replies_are_counted_by_kind(kind: str) -> None:
    """Each kind of reply has a number of its own."""
    metrics = Metrics()
    metrics.replied(kind)

    assert value(metrics, "replies_total", kind=kind) == 1


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_of_the_delivery_is_counted_under_its_own_name(reason: Reason) -> None:
    """No reason is lost among the others because somebody forgot to list it."""
    metrics = Metrics()
    metrics.ended(reason)
    metrics.retried(reason)
    metrics.set_aside("unreadable")

    assert value(metrics, "letters_ended_total", reason=str(reason)) == 1
    assert value(metrics, "delivery_retries_total", reason=str(reason)) == 1
    assert value(metrics, "updates_set_aside_total", reason="unreadable") == 1


@pytest.mark.parametrize(
    "hostile", ["my zebra hurts", "5000000001", "zebra", "", "zebra\n# HELP", 'zebra"} 1']
)
def test_nothing_of_a_patient_becomes_a_label(hostile: str) -> None:
    """Whatever is counted by mistake is counted as other."""
    metrics = Metrics()
    metrics.replied(hostile)
    metrics.retried(hostile)
    metrics.set_aside(hostile)
    metrics.ended(hostile)

    assert b"zebra" not in metrics.text()
    assert b"5000000001" not in metrics.text()
    assert value(metrics, "replies_total", kind="other") == 1


def test_an_answer_falls_into_its_bucket() -> None:
    """Answers are counted by how long they took, from milliseconds to a day; a clock set back means 0."""
    metrics = Metrics()
    for seconds in (0.004, 0.2, 50_000, -3):
        metrics.delivered(seconds)

    assert value(metrics, "answer_seconds_bucket", le="0.005") == 2
    assert value(metrics, "answer_seconds_bucket", le="0.25") == 3
    assert value(metrics, "answer_seconds_bucket", le="86400.0") == 4
    assert value(metrics, "answer_seconds_sum") == pytest.approx(50_000.204)


def test_what_waits_is_shown_with_its_age() -> None:
    """The depth of both queues stands beside the age of their heads."""
    clock = Clock()
    metrics = Metrics(clock)
    metrics.waits(Waiting(updates=3, oldest_update=clock.now - 7, letters=1, oldest_letter=clock.now - 2))

    assert value(metrics, "open_updates") == 3
    assert value(metrics, "oldest_open_update_seconds") == 7
    assert value(metrics, "letters_waiting") == 1
    assert value(metrics, "oldest_letter_seconds") == 2


def test_an_empty_queue_has_no_age() -> None:
    """Where nothing waits, the age is 0."""
    metrics = Metrics()
    metrics.waits(Waiting())

    assert value(metrics, "oldest_open_update_seconds") == 0


def test_what_is_not_known_is_not_zero() -> None:
    """While the database does not answer, the depth is no number, so that no alarm is cleared by it."""
    metrics = Metrics()
    metrics.waits(Waiting())
    metrics.waits(None)

    assert b"aftercare_open_updates NaN" in metrics.text()
    assert b"aftercare_oldest_letter_seconds NaN" in metrics.text()


def test_the_content_grows_old() -> None:
    """The age of the content grows by itself, and overdue reviews are counted in topics."""
    clock = Clock()
    metrics = Metrics(clock)
    metrics.content_read(clock.now, reviews_overdue=4)
    clock.passes(60)

    assert value(metrics, "content_age_seconds") == 60
    assert value(metrics, "content_reviews_overdue") == 4


def test_the_pulse_is_shown() -> None:
    """Lag and silence are read from the pulse at the moment they are asked for."""
    clock = Clock()
    metrics = Metrics()
    metrics.follow(Pulse(clock))
    clock.passes(10.5)

    assert value(metrics, "loop_lag_seconds") == 10
    assert value(metrics, "last_heard_seconds") == 10.5


def test_two_bots_in_one_process_count_by_themselves() -> None:
    """Each has its own registry."""
    one, other = Metrics(), Metrics()
    one.replied("answer")

    assert value(other, "replies_total", kind="answer") is None


def test_stale_content_is_shown_until_it_is_served() -> None:
    """While a saved file is broken the content counts as stale; both outcomes of a reading are counted."""
    metrics = Metrics()
    metrics.content_refused()
    stale = value(metrics, "content_stale")
    metrics.content_read(0.0, reviews_overdue=0)

    assert (stale, value(metrics, "content_stale")) == (1, 0)
    assert 'aftercare_content_readings_total{outcome="refused"} 1.0' in metrics.text().decode()
    assert 'aftercare_content_readings_total{outcome="served"} 1.0' in metrics.text().decode()
