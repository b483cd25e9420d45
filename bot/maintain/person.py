"""Whoever sits at the terminal, as far as a dialogue needs to know them."""

from typing import Protocol


class Person(Protocol):
    """Reads lines and answers questions; may leave at any question, and then nothing has happened."""

    def tell(self, line: str = "") -> None:
        """Show a line."""

    def answer_to(self, question: str, default: str = "") -> str:
        """Return what the person types after a question, without spaces around it, or else the default."""


def agrees(person: Person, question: str, *, default: bool) -> bool:
    """Return whether a person says yes; they are asked until it is a yes or a no."""
    while True:
        answer = person.answer_to(f"{question} [{'Y/n' if default else 'y/N'}]").lower()
        if answer in {"y", "yes", "n", "no", ""}:
            return default if not answer else answer.startswith("y")
        person.tell("  Type y for yes or n for no.")
