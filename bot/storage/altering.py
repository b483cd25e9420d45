"""What an answered update alters beside its own chat, made in the transaction that ends it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from bot.storage import counts, erasing, missed, moving, reminders, tickets
from bot.storage.changes import (
    Change,
    CloseTicket,
    Count,
    DropReminders,
    Erase,
    Miss,
    MoveChat,
    OpenTicket,
    SetReminder,
    TouchTicket,
)
from bot.storage.records import Finished, Letter, Receipts


class Alterations:
    """Makes the changes of one answered update."""

    def __init__(self, connection: Connection, finished: Finished, arrived: float, now: float) -> None:
        self._connection, self._now = connection, now
        self._finished, self._arrived = finished, arrived
        self._row = finished.claim.row
        self._opened = self._row
        self.letters = 0
        """How many letters the changes themselves have stored."""

    def make(self) -> Finished:
        """Make the changes in their order; return the update with the ticket that it opened in truth."""
        for change in self._finished.changes:
            self._make(change)
        if self._opened == self._row:
            return self._finished
        letters = tuple(self._renumbered(letter) for letter in self._finished.letters)
        return self._finished.model_copy(update={"letters": letters})

    def _make(self, change: Change) -> None:
        connection, now = self._connection, self._now
        match change:
            case OpenTicket():
                self._opened = tickets.open_one(connection, change, self._row, now)
            case TouchTicket():
                tickets.touch(connection, self._number(change.number), now)
            case CloseTicket():
                tickets.close(connection, self._number(change.number), now)
            case SetReminder():
                reminders.put(connection, change)
            case DropReminders():
                reminders.drop(connection, change)
            case MoveChat():
                moving.move(connection, change.old, change.new, now)
            case Erase():
                self.letters += erasing.erase(connection, change, self._row, self._arrived, now)
            case Count() | Miss():
                pass  # Numbers and missed questions are added for all updates together, last of all.

    def _number(self, number: int) -> int:
        return self._opened if number == self._row else number

    def _renumbered(self, letter: Letter) -> Letter:
        ticket = None if letter.ticket is None else self._number(letter.ticket)
        receipts = letter.receipts and Receipts(
            delivered=tuple(map(self._renumbered, letter.receipts.delivered)),
            undeliverable=tuple(map(self._renumbered, letter.receipts.undeliverable)),
        )
        return letter.model_copy(update={"ticket": ticket, "receipts": receipts})


def make_all(
    connection: Connection, ended: Sequence[tuple[Finished, float]], now: float
) -> tuple[list[tuple[Finished, float]], int]:
    """Make the changes of answered updates, given with their times of arrival.

    Return the same with their letters as they are to be stored, and how many letters are stored already.
    """
    altered: list[tuple[Finished, float]] = []
    stored = 0
    for finished, arrived in ended:
        alterations = Alterations(connection, finished, arrived, now)
        altered.append((alterations.make(), arrived))
        stored += alterations.letters
    return altered, stored


def count(connection: Connection, ended: Iterable[tuple[Finished, float]]) -> None:
    """Add up what answered updates count and miss; last in a transaction: others wait for the same rows."""
    changes = tuple(change for finished, _ in ended for change in finished.changes)
    counts.add(connection, (change for change in changes if isinstance(change, Count)))
    missed.add(connection, (change for change in changes if isinstance(change, Miss)))
