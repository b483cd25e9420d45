"""Which topic was answered for which."""

from collections import Counter
from collections.abc import Iterable

from bot.core.model import Value
from bot.maintain.evaluate import Outcome, Scored


class Mixed(Value):
    """How often one topic was answered where another was asked about."""

    asked: str
    """The best label."""
    answered: str
    count: int


class Confusion(Value):
    """All mix-ups, and the topics among them in alphabetical order."""

    mixed: tuple[Mixed, ...]
    """The most frequent first."""
    asked: tuple[str, ...]
    answered: tuple[str, ...]

    def count(self, asked: str, answered: str) -> int:
        """Return how often this topic was answered for that one."""
        return next((it.count for it in self.mixed if (it.asked, it.answered) == (asked, answered)), 0)


def confusion(results: Iterable[Scored]) -> Confusion:
    """Return every topic that was shown in a reply without an acceptable one."""
    counts = Counter(
        (result.line.best, topic)
        for result in results
        if result.outcome is Outcome.WRONG and result.line.best
        for topic in result.topics
    )
    mixed = tuple(
        Mixed(asked=asked, answered=answered, count=count)
        for (asked, answered), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if asked
    )
    return Confusion(
        mixed=mixed,
        asked=tuple(sorted({it.asked for it in mixed})),
        answered=tuple(sorted({it.answered for it in mixed})),
    )
