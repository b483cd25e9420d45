"""What a clinic may write into its own file: about itself, and on top of the shared knowledge."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.core.clinic import Clinic
from bot.core.model import Label, Line, MedicineGroup, Prose, Slug, Value
from bot.core.own_words import Signature
from bot.core.safety.red_flags import Card, Level, Signs


class OwnSafetyNet(Value):
    """The parts of a topic's safety net that the clinic replaces."""

    uncertain: Line | None = None
    """What nobody can tell from a distance."""
    look_for: Annotated[tuple[Line, ...], Field(min_length=1, max_length=5)] | None = None
    """What exactly to watch for, one sign a line."""
    get_help: Line | None = None
    """How to get help, whom to ask, and how soon."""
    time_course: Line | None = None
    """What course to expect, and when to ask again."""


class OwnTopic(Value):
    """What the clinic says differently about one topic of the shared base."""

    title: Label | None = None
    """Replaces the title."""
    answer: Prose | None = None
    """Replaces the shared answer; an uncovered topic is covered with it."""
    add: Prose | None = None
    """Follows the shared answer."""
    safety_net: OwnSafetyNet | None = None
    """Replaces parts of the safety net; the others stay."""
    related: Annotated[tuple[Slug, ...], Field(max_length=3)] | None = None
    """Replaces the buttons under the answer."""
    covered: bool | None = None
    """False where the clinic does not want its bot to answer."""
    asks: tuple[Line, ...] = ()
    """Further phrasings; the shared ones stay."""
    signed: Signature | None = None
    """Who answers for these words."""

    @model_validator(mode="after")
    def _replaces_or_adds(self) -> Self:
        if self.answer and self.add:
            raise ValueError("answer replaces the shared text and add follows it; keep one of the two")
        return self


class OwnFlag(Value):
    """Further signs of a red flag that is known, or a red flag of the clinic's own."""

    id: Slug
    """The id of a red flag that is known, or one of the clinic."""
    signs: Signs
    """Patterns of words that raise it, as in red_flags.yaml."""
    level: Level | None = None
    """How soon somebody must act; only for a flag of the clinic."""
    card: Card | None = None
    """The text shown first; only for a flag of the clinic."""
    source: Line | None = None
    """Where the signs come from; only for a flag of the clinic."""
    signed: Signature | None = None
    """Who has read the card; further signs alone need nobody: they can only raise more alarms."""


class ClinicFile(Clinic):
    """Everything that a clinic's own file holds."""

    topics: dict[Slug, OwnTopic] = Field(default_factory=dict)
    """What the clinic says differently, by the id of the topic."""
    red_flags: tuple[OwnFlag, ...] = ()
    """Signs of danger beside the shared ones, which always stay."""
    medicines: tuple[MedicineGroup, ...] = ()
    """Names of medicines beside the shared ones."""

    @property
    def clinic(self) -> Clinic:
        """What the clinic says of itself, without its words on the shared knowledge."""
        return Clinic.model_construct(**{name: getattr(self, name) for name in Clinic.model_fields})
