"""Which file of the knowledge base must hold what."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pydantic import BaseModel

from bot.content.problems import FieldPath
from bot.content.wordings import Wording
from bot.core.knowledge import Phrases
from bot.core.model import Clinic, Language, Line, MedicineGroup, Topic, Value
from bot.core.safety.examples import Examples
from bot.core.safety.red_flags import RedFlags

Held = TypeVar("Held", bound=BaseModel)


class Medicines(Value):
    """What medicines.yaml holds."""

    medicines: tuple[MedicineGroup, ...]


class Everyday(Value):
    """What everyday.yaml holds."""

    everyday: tuple[Line, ...]


def _nowhere(_path: FieldPath) -> bool:
    return False


def _everywhere(_path: FieldPath) -> bool:
    return True


def _in_cards(path: FieldPath) -> bool:
    return path[-1] == "card"


@dataclass(frozen=True, slots=True)
class Schema(Generic[Held]):
    """What a file must hold, how a sentence calls that, and where placeholders are filled."""

    holds: type[Held]
    noun: str
    has_placeholders: Callable[[FieldPath], bool] = _nowhere


TOPIC: Final = Schema(Topic, "a topic", _everywhere)
RED_FLAGS: Final = Schema(RedFlags, "the red flags", _in_cards)
MEDICINES: Final = Schema(Medicines, "the medicines")
PHRASES: Final = Schema(Phrases, "the phrases", _everywhere)
EVERYDAY: Final = Schema(Everyday, "the everyday sentences")
EXAMPLES: Final = Schema(Examples, "the examples of danger")
LANGUAGE: Final = Schema(Language, "the language")
WORDING: Final = Schema(Wording, "the wording")
CLINIC: Final = Schema(Clinic, "a clinic")
