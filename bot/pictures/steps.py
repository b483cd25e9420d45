"""The calendar's stepped scale: from each named day to the next is one step, all equally wide.

Days and years share one strip this way, and both can be read.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise


class Steps:
    """Where days lie on a strip that is 1 wide."""

    def __init__(self, days: Iterable[int]) -> None:
        """Take the days at which a step ends; 0 is always among them."""
        self.days = tuple(sorted({0, *days}))
        if len(self.days) == 1:
            self.days = (0, 1)

    @property
    def each(self) -> float:
        """The width of one step."""
        return 1 / (len(self.days) - 1)

    def place(self, day: int) -> float:
        """Return where a day lies: 0 at the procedure, 1 at the last named day and after it."""
        if day >= self.days[-1]:
            return 1.0
        step = bisect_right(self.days, day) - 1
        start, end = self.days[step], self.days[step + 1]
        return (step + (day - start) / (end - start)) * self.each

    def stretches(self) -> Iterable[tuple[int, int]]:
        """Return the first and the last day of each step."""
        return pairwise(self.days)
