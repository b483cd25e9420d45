"""A turn: one transaction that writes everything that waits, and claims what may be worked on next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from bot.storage import altering, counts, inbox, missed, outbox, reminders, settling, tickets
from bot.storage.changes import Change
from bot.storage.records import (
    Arrival,
    Claim,
    Depth,
    DueLetter,
    Finished,
    OpenUpdate,
    PutBack,
    Settled,
)

CHANNEL: Final = "aftercare"

_NOTIFY: Final = text("SELECT pg_notify(:channel, :sender)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What others want written."""

    arrivals: tuple[Arrival, ...] = ()
    finished: tuple[Finished | PutBack, ...] = ()
    risked: tuple[Claim, ...] = ()
    settled: tuple[Settled, ...] = ()
    counts: bool = False
    """Whether the depth is asked for."""
    errands: tuple[Callable[[Connection], object], ...] = ()
    """What else is to be done in the transaction; it may be done a second time if that fails."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the answered updates among it alter."""
        return tuple(change for one in self.finished if isinstance(one, Finished) for change in one.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What the store itself wants of a turn."""

    now: float
    lease: float
    """How many seconds a claim holds."""
    updates: int
    """How many updates there is room for."""
    letters: int
    held_updates: tuple[Claim, ...] = ()
    """Claims whose lease is to be lengthened."""
    held_letters: tuple[Claim, ...] = ()
    looks: bool = False
    """Whether to look for rows that others stored, or that have become due."""
    purges: bool = False
    sender: str = ""
    """How this process signs its notices to others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a turn has come to."""

    new: frozenset[int]
    """Ids of updates that were not known before."""
    updates: tuple[OpenUpdate, ...]
    letters: tuple[DueLetter, ...]
    waiting: int | None
    """How many updates nobody works on, if that was counted."""
    depth: Depth | None
    next_reminder: float | None = None
    """When the next reminder is due, if that was looked up and there is one."""


def take(connection: Connection, work: Work, upkeep: Upkeep) -> Outcome:
    """Write what waits, in the order that frees ids and rows before it needs them."""
    now, until = upkeep.now, upkeep.now + upkeep.lease
    if upkeep.purges:
        _purge(connection, now)
    written = settling.settle(connection, work.settled, now)
    inbox.risk(connection, work.risked)
    ended, notices = altering.make_all(connection, inbox.finish(connection, work.finished, now), now)
    written += notices + outbox.store(connection, ended, now)
    new = inbox.store(connection, work.arrivals, now)
    if upkeep.looks:
        new |= reminders.arrive(connection, now)
    altering.count(connection, ended)
    for errand in work.errands:
        errand(connection)
    inbox.LANES.renew(connection, upkeep.held_updates, until)
    outbox.LANES.renew(connection, upkeep.held_letters, until)
    updates: tuple[OpenUpdate, ...] = ()
    letters: tuple[DueLetter, ...] = ()
    if upkeep.updates > 0 and (upkeep.looks or new or work.finished):
        updates = inbox.claim(connection, upkeep.updates, now, until)
    if upkeep.letters > 0 and (upkeep.looks or written or work.settled):
        letters = outbox.claim(connection, upkeep.letters, now, until)
    claimed = sum(letter.decided == now for letter in letters)
    if not new <= {update.update_id for update in updates} or written > claimed:
        _tell_others(connection, upkeep.sender)
    return Outcome(
        new=new,
        updates=updates,
        letters=letters,
        waiting=inbox.waiting(connection, now) if upkeep.looks else None,
        depth=_depth(connection) if work.counts else None,
        next_reminder=reminders.next_due(connection) if upkeep.looks else None,
    )


def _purge(connection: Connection, now: float) -> None:
    inbox.purge(connection, now)
    outbox.purge(connection, now)
    tickets.purge(connection, now)
    counts.purge(connection, now)
    missed.purge(connection, now)


def _tell_others(connection: Connection, sender: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_NOTIFY, {"channel": CHANNEL, "sender": sender})


def _depth(connection: Connection) -> Depth:
    updates, oldest_update = inbox.depth(connection)
    letters, oldest_letter = outbox.depth(connection)
    return Depth(updates=updates, oldest_update=oldest_update, letters=letters, oldest_letter=oldest_letter)
