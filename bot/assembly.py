"""Assembly: everything that the bot says and does, put together from its knowledge and its settings."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.core.answering import Answerer
from bot.core.day_links import day_secret
from bot.core.knowledge import Knowledge
from bot.core.redacting import Redactor
from bot.settings import Settings
from bot.storage.store import Store
from bot.telegram.answers import Answers
from bot.telegram.calendar.feature import recovery
from bot.telegram.content import Content, Features
from bot.telegram.desk.feature import Desk
from bot.telegram.features import Feature
from bot.telegram.limits import Counted, Limits
from bot.telegram.misses import Misses
from bot.telegram.notices import Operation
from bot.telegram.numbers import Numbers, figuring
from bot.telegram.painting import painter
from bot.telegram.public.comments import Comments
from bot.telegram.rendering import Renderer
from bot.telegram.votes import Votes

_TELLING: Final = frozenset({"DEBUG", "INFO"})
"""Levels of the log at which the kind of each reply is noted."""


def contents(
    settings: Settings, token: str, store: Store, *, staff_chat: int | None
) -> Callable[[Knowledge], Content]:
    """Return what builds the content, in any thread; what is counted of people goes on."""
    counted = Counted(settings.rate_limit)

    def build(knowledge: Knowledge) -> Content:
        operation = Operation(
            operator=knowledge.clinic.name if settings.clinic_file else None,
            logs_replies=settings.log_level in _TELLING,
            has_staff=staff_chat is not None,
            has_votes=True,
            keeps_days=True,
            keeps_missed=settings.missed_questions,
        )
        return Content.of(
            knowledge,
            Answerer(knowledge),
            Renderer(knowledge, operation),
            _features(knowledge, settings, token, staff_chat, counted),
            painter(knowledge, figuring(store.counts, knowledge)),
        )

    return build


def _features(
    knowledge: Knowledge, settings: Settings, token: str, staff_chat: int | None, counted: Counted
) -> Features:
    clinic = knowledge.clinic
    recovering = recovery(knowledge, secret=day_secret(token), has_staff=staff_chat is not None)

    def for_staff(renderer: Renderer) -> tuple[Feature, ...]:
        if staff_chat is None:
            return ()
        # The desk takes everything that is said in the staff's chat; what else is asked there stands first.
        return (
            Numbers(renderer, staff_chat, clinic.zone),
            Desk(renderer, clinic, staff_chat, settings.staff_hours),
        )

    misses = (Misses(Redactor.of(knowledge), clinic.zone),) if settings.missed_questions else ()

    def build(answers: Answers, renderer: Renderer) -> Sequence[Feature]:
        return (
            Limits(answers, renderer, counted, staff=staff_chat),
            *for_staff(renderer),
            *recovering(answers, renderer),
            Comments(answers, renderer),
            Votes(renderer, clinic.zone),
            *misses,
        )

    return build
