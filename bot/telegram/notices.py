"""What the bot says of itself, whatever was asked: greetings, limits, and how it is run."""

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Final

from bot.core.knowledge import Knowledge, Phrases
from bot.core.model import NOT_REVIEWED, Value
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


class Operation(Value):
    """How this bot is run, as far as /privacy must tell."""

    operator: str | None = None
    """Who runs it; None when the settings name nobody."""
    logs_replies: bool = True
    """Whether the log notes the kind of each reply."""


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
        Notice.PRIVACY: _privacy(phrases, operation),
        Notice.FORGOTTEN: (Paragraph.of(phrases.forgotten),),
        Notice.URGENT: (Paragraph.of(phrases.urgent),),
    }


def _review(knowledge: Knowledge) -> Paragraph:
    reviewers = {topic.review.by for topic in knowledge.topics}
    # What nobody has reviewed is told first, so that no list of names can push it off the end.
    told = sorted(reviewers, key=lambda name: (name != NOT_REVIEWED, name))[:MOST_REVIEWERS]
    return Paragraph.of(Line(text=knowledge.phrases.about_review, bold=True), *told)


def _privacy(phrases: Phrases, operation: Operation) -> tuple[Paragraph, ...]:
    run_by = (
        Paragraph.of(Line(text=phrases.privacy_operator, bold=True), operation.operator)
        if operation.operator
        else Paragraph.of(phrases.privacy_operator_unnamed)
    )
    return (
        Paragraph.of(phrases.privacy),
        Paragraph.of(phrases.privacy_stored),
        Paragraph.of(phrases.privacy_remembered),
        Paragraph.of(phrases.privacy_logged if operation.logs_replies else phrases.privacy_not_logged),
        Paragraph.of(phrases.privacy_telegram),
        run_by,
    )
