"""The numbers that a clinic's monitoring reads; none tells anything of a patient."""

import time
from collections.abc import Callable
from typing import Final, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.watch.pulse import Pulse

KINDS: Final = frozenset(
    {"urgent", "answer", "not-covered", "clarify", "unknown", "small-talk", "notice", "failed"}
)
"""Kinds of replies, as they are counted."""
REASONS: Final = frozenset(
    {
        *(
            "too many requests",
            "no connection",
            "no answer in time",
            "token refused",
            "unclear answer",
            "a bug",
        ),
        *("chat closed", "chat not found", "message refused", "tap too old", "too old"),
        *("author is no member", "nothing to change"),
        *("unreadable", "failed", "took the program down"),
    }
)
"""Why something is tried again, set aside or given up, as it is counted."""
OTHER: Final = "other"
"""What every word is counted as that is not in its closed list."""

_UNKNOWN: Final = float("nan")
_ANSWER_SECONDS: Final = (
    *(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
    *(60.0, 300.0, 600.0, 3_600.0, 6 * 3_600.0, 24 * 3_600.0),
)


class Depth(Protocol):
    """How much waits, and since when, in seconds since the epoch."""

    @property
    def updates(self) -> int:
        """Updates that are not answered."""

    @property
    def oldest_update(self) -> float | None:
        """When the oldest of them came."""

    @property
    def letters(self) -> int:
        """Letters that are not delivered."""

    @property
    def oldest_letter(self) -> float | None:
        """When the oldest of them was decided."""


class Metrics:
    """Counts what happens, in a registry of its own, under words of closed lists."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """Begin at zero; the clock tells seconds since the epoch."""
        self._clock = clock
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._updates = self._counter("updates", "Updates taken in, new or repeated.", "known")
        self._replies = self._counter("replies", "Replies decided.", "kind")
        self._retries = self._counter("delivery_retries", "Attempts to deliver that are repeated.", "reason")
        self._set_aside = self._counter("updates_set_aside", "Updates that cannot be answered.", "reason")
        self._ended = self._counter("letters_ended", "Letters that cannot be delivered.", "reason")
        self._answers = Histogram(
            "aftercare_answer_seconds",
            "From taking an update in to delivering its answer.",
            buckets=_ANSWER_SECONDS,
            registry=self._registry,
        )
        self._open_updates = self._gauge("open_updates", "Updates that are not answered.")
        self._oldest_update = self._gauge("oldest_open_update_seconds", "Age of the oldest of them.")
        self._letters = self._gauge("letters_waiting", "Letters that are not delivered.")
        self._oldest_letter = self._gauge("oldest_letter_seconds", "Age of the oldest of them.")
        self._content_age = self._gauge("content_age_seconds", "Since the content was read.")
        self._overdue = self._gauge("content_reviews_overdue", "Topics whose review is overdue.")
        self._stale = self._gauge("content_stale", "Whether a saved file is broken, so it is not served.")
        self._readings = self._counter("content_readings", "Times that saved content was read.", "outcome")

    def follow(self, pulse: Pulse) -> None:
        """Show how late the event loop is, and how long Telegram has been silent."""
        self._gauge("loop_lag_seconds", "How late the event loop is.").set_function(lambda: pulse.lag)
        self._gauge("last_heard_seconds", "Since Telegram was last heard, or since the start.").set_function(
            lambda: pulse.silence
        )

    def taken(self, count: int, known: int) -> None:
        """Count updates that came, of which so many had come before."""
        self._updates.labels("new").inc(count - known)
        self._updates.labels("repeated").inc(known)

    def replied(self, kind: str) -> None:
        """Count a reply."""
        self._replies.labels(kind if kind in KINDS else OTHER).inc()

    def delivered(self, seconds: float) -> None:
        """Count an answer that reached its chat so long after its question was taken in."""
        self._answers.observe(max(0.0, seconds))

    def retried(self, reason: str) -> None:
        """Count an attempt to deliver that is to be repeated."""
        self._retries.labels(_listed(reason)).inc()

    def set_aside(self, reason: str) -> None:
        """Count an update that cannot be answered."""
        self._set_aside.labels(_listed(reason)).inc()

    def ended(self, reason: str) -> None:
        """Count a letter that can never be delivered."""
        self._ended.labels(_listed(reason)).inc()

    def waits(self, depth: Depth | None) -> None:
        """Show how much waits; None when that cannot be known at this moment."""
        self._open_updates.set(depth.updates if depth else _UNKNOWN)
        self._letters.set(depth.letters if depth else _UNKNOWN)
        self._oldest_update.set(self._age(depth.oldest_update) if depth else _UNKNOWN)
        self._oldest_letter.set(self._age(depth.oldest_letter) if depth else _UNKNOWN)

    def content_read(self, at: float, reviews_overdue: int) -> None:
        """Show the age of the content, read at `at`, and in how many topics a review is overdue."""
        self._readings.labels("served").inc()
        self._stale.set(0)
        self._content_age.set_function(lambda: self._age(at))
        self._overdue.set(reviews_overdue)

    def content_refused(self) -> None:
        """Count content that was saved and cannot be served, and show that an older one is served instead."""
        self._readings.labels("refused").inc()
        self._stale.set(1)

    def text(self) -> bytes:
        """Return every number as Prometheus reads it."""
        return generate_latest(self._registry)

    def _age(self, since: float | None) -> float:
        return 0.0 if since is None else max(0.0, self._clock() - since)

    def _counter(self, name: str, explanation: str, label: str) -> Counter:
        return Counter(f"aftercare_{name}", explanation, [label], registry=self._registry)

    def _gauge(self, name: str, explanation: str) -> Gauge:
        return Gauge(f"aftercare_{name}", explanation, registry=self._registry)


def _listed(reason: str) -> str:
    return reason if reason in REASONS else OTHER
