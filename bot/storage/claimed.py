"""What this process has claimed: handed out once, and held until it is ended."""

import asyncio
from collections.abc import Collection, Iterable
from typing import Generic, TypeVar

from bot.storage.records import Claim

Row = TypeVar("Row")


class Held:
    """Claims that are not ended, with the times from which their leases count."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._since: dict[int, tuple[Claim, float]] = {}

    def __len__(self) -> int:
        return len(self._since)

    def room(self, ending: Iterable[Claim]) -> int:
        """Tell how many more may be claimed, once the given claims are ended."""
        return self._most - len(self._since) + len({claim.row for claim in ending if self._holds(claim)})

    def older_than(self, since: float, but: Collection[Claim] = ()) -> tuple[Claim, ...]:
        """Return the claims whose leases count from a time before this one, but for some."""
        return tuple(claim for claim, start in self._since.values() if start < since and claim not in but)

    def hold(self, claims: Iterable[Claim], now: float) -> None:
        """Note claims that were made or lengthened at this time."""
        self._since.update((claim.row, (claim, now)) for claim in claims)

    def let_go(self, claims: Iterable[Claim]) -> None:
        """Note that claims are ended."""
        for claim in claims:
            if self._holds(claim):
                del self._since[claim.row]

    def _holds(self, claim: Claim) -> bool:
        return claim.row in self._since and self._since[claim.row][0] == claim


class Handout(Generic[Row]):
    """Rows that are claimed and that no worker has yet."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._any = asyncio.Event()

    def put(self, rows: Iterable[Row]) -> None:
        """Offer rows."""
        self._rows.extend(rows)
        if self._rows:
            self._any.set()

    async def take(self) -> tuple[Row, ...]:
        """Wait for rows, and return all there are, each to one caller only."""
        while not self._rows:
            self._any.clear()
            await self._any.wait()
        rows, self._rows = tuple(self._rows), []
        return rows
