"""Which file of the knowledge base must hold what."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pydantic import BaseModel

from bot.content.article_facts import ArticleFacts
from bot.content.clinic_file import ClinicFile
from bot.content.problems import FieldPath
from bot.content.wordings import Wording
from bot.core.knowledge import Phrases
from bot.core.language import Language
from bot.core.model import (
    DAY,
    Line,
    MedicineGroup,
    Topic,
    Value,
)
from bot.core.own_words import OverlaidTopic
from bot.core.recovery import Calendar
from bot.core.safety.examples import Examples
from bot.core.safety.red_flags import RedFlags

Held = TypeVar("Held", bound=BaseModel)


class Medicines(Value):
    """What medicines.yaml holds."""

    medicines: tuple[MedicineGroup, ...]
    """Names of medicines, by the topic that answers for them."""


class Everyday(Value):
    """What everyday.yaml holds."""

    everyday: tuple[Line, ...]
    """Sentences about anything but a thread lift."""


def _nowhere(_path: FieldPath) -> bool:
    return False


def _everywhere(_path: FieldPath) -> bool:
    return True


def _in_check_ins(path: FieldPath) -> bool:
    return path[-1] == "check_in"


def _of_the_day(path: FieldPath) -> tuple[str, ...]:
    return (DAY,) if path[0] == "course" else ()


def _nothing(_path: FieldPath) -> tuple[str, ...]:
    return ()


def _in_cards(path: FieldPath) -> bool:
    return path[-1] == "card"


@dataclass(frozen=True, slots=True)
class Schema(Generic[Held]):
    """What a file must hold, how a sentence calls that, and where placeholders are filled."""

    holds: type[Held]
    noun: str
    has_placeholders: Callable[[FieldPath], bool] = _nowhere
    filled_later: Callable[[FieldPath], tuple[str, ...]] = _nothing
    """Placeholders that stay in a text until it is shown."""


TOPIC: Final = Schema(Topic, "a topic", _everywhere, _of_the_day)
OVERLAID: Final = Schema(OverlaidTopic, "a topic", TOPIC.has_placeholders, TOPIC.filled_later)
RED_FLAGS: Final = Schema(RedFlags, "the red flags", _in_cards)
MEDICINES: Final = Schema(Medicines, "the medicines")
PHRASES: Final = Schema(Phrases, "the phrases", _everywhere)
EVERYDAY: Final = Schema(Everyday, "the everyday sentences")
EXAMPLES: Final = Schema(Examples, "the examples of danger")
CALENDAR: Final = Schema(Calendar, "the calendar", _in_check_ins)
LANGUAGE: Final = Schema(Language, "the language")
WORDING: Final = Schema(Wording, "the wording")
ARTICLE_FACTS: Final = Schema(ArticleFacts, "the article's facts")
CLINIC: Final = Schema(ClinicFile, "a clinic")
