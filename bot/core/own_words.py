"""What a clinic says of a topic in its own words, and who signed for it."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from bot.core.model import NOT_REVIEWED, Label, Line, Prose, Topic, Value

Says = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\n]*$")
]
Part = Literal["title", "covered", "answer", "uncertain", "look_for", "get_help", "time_course"]


class Signature(Value):
    """Who answers for a clinic's own words."""

    by: Label
    """The clinician's name."""
    on: date
    """The day on which the words were approved."""

    @model_validator(mode="after")
    def _is_a_name(self) -> Self:
        if self.by == NOT_REVIEWED or not any(letter.isalpha() for letter in self.by):
            raise ValueError("a signature needs a name; write the clinician's in by")
        return self


class OwnWords(Value):
    """What of a topic is the clinic's own."""

    says: Says
    """Stands before each text of the clinic, so that patients can tell it from the shared one."""
    parts: tuple[Part, ...] = ()
    """The parts whose shared text the clinic has replaced."""
    added: tuple[Prose, ...] = ()
    """Paragraphs that follow the answer."""
    details: Annotated[tuple[Line, ...], Field(max_length=12)] = ()
    """How the clinic is reached; comes before the answer, a line each."""
    signed: Signature | None = None


class OverlaidTopic(Topic):
    """A topic of the shared base together with the clinic's own words."""

    own: OwnWords

    @property
    def texts(self) -> tuple[str, ...]:
        """The shared texts, the clinic's, and the line before each of the latter."""
        own = self.own
        replaced = len([part for part in own.parts if part not in {"title", "covered"}])
        lines = [f"{own.says}\n"] * (replaced + bool(own.added))
        details = (f"{line}\n" for line in own.details)
        added = (f"{paragraph}\n\n" for paragraph in own.added)
        return (*super().texts, *details, *added, *lines)
