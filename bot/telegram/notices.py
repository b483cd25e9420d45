"""What the bot says of itself, whatever was asked: greetings, limits, and how it is run."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum, auto
from typing import Final

from bot.content.freshness import freshness
from bot.core.knowledge import Knowledge
from bot.core.model import NOT_REVIEWED, Value
from bot.core.phrases_privacy import PrivacyPhrases
from bot.telegram.messages import Line, Paragraph

MOST_REVIEWERS: Final = 3


class Notice(StrEnum):
    """One such text."""

    CANNOT_SEE = auto()
    CANNOT_HEAR = auto()
    CANNOT_OPEN = auto()
    FAILED = auto()
    WELCOME = auto()
    HELP = auto()
    ABOUT = auto()
    PRIVACY = auto()
    FORGOTTEN = auto()
    URGENT = auto()
    TOO_QUICK = auto()


class Operation(Value):
    """How this bot is run, as far as /privacy must tell."""

    operator: str | None = None
    """Who runs it; None when the settings name nobody."""
    logs_replies: bool = True
    """Whether the log notes the kind of each reply."""
    has_staff: bool = False
    """Whether patients can hand a question to the clinic's staff."""
    has_votes: bool = False
    """Whether patients can say that an answer helped."""
    keeps_days: bool = False
    """Whether patients can have the day of their procedure kept."""
    keeps_missed: bool = False
    """Whether questions that could not be answered are kept, redacted."""


def all_notices(knowledge: Knowledge, operation: Operation) -> Mapping[Notice, tuple[Paragraph, ...]]:
    """Return the paragraphs of every notice, without the closing lines."""
    phrases = knowledge.phrases
    return {
        Notice.CANNOT_SEE: (Paragraph.of(phrases.cannot_see),),
        Notice.CANNOT_HEAR: (Paragraph.of(phrases.cannot_hear),),
        Notice.CANNOT_OPEN: (Paragraph.of(phrases.cannot_open),),
        Notice.FAILED: (Paragraph.of(phrases.failed),),
        Notice.WELCOME: (Paragraph.of(phrases.welcome),),
        Notice.HELP: (Paragraph.of(phrases.help),),
        Notice.ABOUT: (Paragraph.of(phrases.about), _review(knowledge)),
        Notice.PRIVACY: tuple(_privacy(phrases.privacy, operation, knowledge.clinic.readers)),
        Notice.FORGOTTEN: (Paragraph.of(phrases.forgotten),),
        Notice.URGENT: (Paragraph.of(phrases.urgent),),
        Notice.TOO_QUICK: (Paragraph.of(phrases.channel.too_quick),),
    }


def _review(knowledge: Knowledge) -> Paragraph:
    reviewers = {topic.review.by for topic in knowledge.topics}
    # What nobody has reviewed is told first, so that no list of names can push it off the end.
    told = sorted(reviewers, key=lambda name: (name != NOT_REVIEWED, name))[:MOST_REVIEWERS]
    return Paragraph.of(Line(text=knowledge.phrases.about_review, bold=True), *told)


def answers_due(knowledge: Knowledge, today: date) -> tuple[Paragraph, ...]:
    """Return how many answers are due for a check by a clinician; nothing while none is."""
    fresh = freshness(knowledge.topics, today)
    due = len(fresh.due) + len(fresh.overdue)
    heading = Line(text=knowledge.phrases.clinic_words.answers_due, bold=True)
    return (Paragraph.of(heading, f"{due} / {len(fresh.all)}"),) if due else ()


def _privacy(phrases: PrivacyPhrases, operation: Operation, readers: str | None) -> Iterator[Paragraph]:
    """Yield what becomes of a patient's words, as this bot is run."""
    yield Paragraph.of(phrases.staff if operation.has_staff else phrases.nobody_reads)
    if operation.has_staff and readers:
        yield Paragraph.of(Line(text=phrases.readers, bold=True), readers)
    yield Paragraph.of(phrases.stored)
    yield Paragraph.of(phrases.remembered)
    if operation.keeps_days:
        yield Paragraph.of(phrases.kept_day)
    if operation.has_staff:
        yield Paragraph.of(phrases.staff_kept)
    if operation.keeps_missed:
        yield Paragraph.of(phrases.missed)
    yield Paragraph.of(phrases.counted)
    yield Paragraph.of(phrases.logged if operation.logs_replies else phrases.not_logged)
    yield Paragraph.of(phrases.erasure)
    yield Paragraph.of(phrases.telegram)
    if operation.operator:
        yield Paragraph.of(Line(text=phrases.operator, bold=True), operation.operator)
    else:
        yield Paragraph.of(phrases.operator_unnamed)
