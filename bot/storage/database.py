"""What the store asks of a database, and how its errors are judged."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from bot.storage.failures import NotStorable, StorageUnavailable

Answer = TypeVar("Answer")

_GUILTY: Final = (DataError, IntegrityError, OverflowError, UnicodeError)
# PostgreSQL's classes of bad values and of broken constraints.
_GUILTY_STATES: Final = {"22", "23"}


class Database(Protocol):
    """One connection, on which one transaction runs at a time."""

    async def run(self, turn: Callable[[Connection], Answer]) -> Answer:
        """Run a transaction.

        Raises:
            StorageUnavailable: it was rolled back, or nobody knows whether it was committed.
            NotStorable: it was rolled back, because of what it holds.
        """

    def polling_alone(self) -> AbstractAsyncContextManager[None]:
        """Wait for the right to poll, and keep it; see `Store`."""

    def waking(self, wake: Callable[[], None]) -> AbstractAsyncContextManager[None]:
        """Call when another process has stored something."""

    async def tidy(self) -> bool:
        """Leave no trace of what was deleted; return whether that has worked."""

    async def close(self) -> None:
        """Let go of the connection, and of everything else."""


def judged(error: Exception) -> StorageUnavailable:
    """Return what an error of a transaction means to those who wait for it; it quotes nothing of theirs."""
    kind = kind_of(error)
    state = getattr(error.orig, "sqlstate", None) if isinstance(error, DBAPIError) else None
    if isinstance(error, _GUILTY) or str(state)[:2] in _GUILTY_STATES:
        return NotStorable(f"this can never be stored: {kind}")
    return StorageUnavailable(f"nothing can be stored at this moment: {kind}")


def kind_of(error: BaseException) -> str:
    """Return the driver's name for an error, which says more than the one of the layers above it."""
    cause = error.orig or error if isinstance(error, DBAPIError) else error
    return type(cause.__cause__ or cause).__name__
