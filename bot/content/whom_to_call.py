"""Whom to call: a text that sends a patient to somebody says to whom."""

from collections.abc import Iterator
from typing import Final

from bot.content.pages import Page
from bot.content.placeholders import Words
from bot.content.problems import FieldPath, Problem
from bot.content.rules import Pages
from bot.core.clinic import Clinic
from bot.core.model import DAY
from bot.core.safety.red_flags import Level

CLINIC: Final = "{clinic}"
EMERGENCY_NUMBER: Final = "{emergency_number}"
EARLY: Final = 120
"""Characters of an emergency card within which the number stands."""

_NAMING_THE_CLINIC: Final = (
    "doctor_prompt",
    "unknown",
    "unknown_again",
    "clarify_again",
    "not_covered_again",
)
_GENERAL: Final = Words(Clinic())


def nobody_to_call(pages: Pages) -> Iterator[Problem]:
    """Yield every text that leaves a patient without somebody to turn to."""
    for topic in pages.topics:
        if topic.value("covered") is False:
            yield from _unless_named(topic, ("answer",), CLINIC, "whom to ask instead")
        for line in ("usual", "early", "past"):
            yield from _unless_named(topic, ("course", line), CLINIC, "whom to contact")
    for at in pages.calendar.items("milestones"):
        yield from _unless_named(pages.calendar, ("milestones", at, "check_in"), CLINIC, "whom to contact")
    for field in _NAMING_THE_CLINIC:
        yield from _unless_named(pages.phrases, (field,), CLINIC, "whom to contact")
    being_reviewed = ("clinic_words", "being_reviewed")
    yield from _unless_named(pages.phrases, being_reviewed, CLINIC, "whom to ask instead")
    yield from _unless_named(pages.phrases, ("urgent_line",), EMERGENCY_NUMBER, "which number to call")
    yield from _unless_named(pages.phrases, ("channel", "guide"), EMERGENCY_NUMBER, "which number to call")
    yield from _unless_named(pages.phrases, ("channel", "guide"), CLINIC, "whom to contact")
    for at in pages.red_flags.items("flags"):
        yield from _card(pages.red_flags, at)


def _card(red_flags: Page, at: int) -> Iterator[Problem]:
    path: FieldPath = ("flags", at, "card")
    card = red_flags.value(*path)
    if not isinstance(card, str):
        return
    if red_flags.value("flags", at, "level") != Level.EMERGENCY:
        yield from _unless_named(red_flags, path, CLINIC, "whom to call today")
    elif EMERGENCY_NUMBER not in card:
        yield from _unless_named(red_flags, path, EMERGENCY_NUMBER, "which number to call")
    elif len(_GENERAL.fill(card.partition(EMERGENCY_NUMBER)[0] + EMERGENCY_NUMBER)) > EARLY:
        yield red_flags.problem(
            path, f"the emergency number stands too late; put it into the first {EARLY} characters"
        )


def _unless_named(page: Page, path: FieldPath, placeholder: str, need: str) -> Iterator[Problem]:
    text = page.value(*path)
    if isinstance(text, str) and placeholder not in text and not _GENERAL.fault_in(text, (DAY,)):
        yield page.problem(path, f"the text does not say {need}; add {placeholder}")
