"""A person whose answers are known beforehand."""

from collections.abc import Sequence


class NothingLeftToSayError(AssertionError):
    """A dialogue asks more than the test has answers for."""


class Scripted:
    """Answers in order, and keeps what it was told."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.told: list[str] = []

    def tell(self, line: str = "") -> None:
        """Keep a line."""
        self.told.append(line)

    def answer_to(self, question: str, default: str = "") -> str:
        """Give the next answer."""
        if not self._answers:
            raise NothingLeftToSayError(question)
        self.told.append(question)
        return self._answers.pop(0) or default

    @property
    def left(self) -> Sequence[str]:
        """The answers that nobody has asked for."""
        return self._answers
