"""Rules that no single field can keep: they look at a whole page, or across the pages of a language.

They read pages as written, so a page with another fault is still compared with its neighbours.
"""

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from bot.content.calendar_rules import broken_calendar
from bot.content.pages import ID, Page
from bot.content.problems import Problem
from bot.content.uniqueness import (
    Claims,
    each,
    every,
    field_of,
    laid_over,
    phrasing_repeated,
    repeated,
    shared,
    wordless,
)
from bot.core.model import Kind

COMMANDS: Final = (
    "start",
    "help",
    "topics",
    "urgent",
    "about",
    "day",
    "timeline",
    "stop",
    "clinic",
    "close",
    "privacy",
    "forget",
)


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of one language."""

    topics: tuple[Page, ...]
    red_flags: Page
    examples: Page
    medicines: Page
    phrases: Page
    everyday: Page
    language: Page
    calendar: Page
    wording: Page


def broken_within(topic: Page) -> Iterator[Problem]:
    """Yield what is wrong with one topic, whatever stands beside it."""
    yield from _facts(topic)
    yield from _related_to_itself(topic)
    yield from phrasing_repeated(every(topic, "asks"))
    yield from wordless(every(topic, "needs"))
    yield from wordless(every(topic, "never"))


def broken_across(pages: Pages) -> Iterator[Problem]:
    """Yield what is wrong between the pages of one language."""
    for rule in _RULES:
        yield from rule(pages)


def _facts(topic: Page) -> Iterator[Problem]:
    if topic.origins:
        return  # The shared page has been checked, and a clinic's own words rest on the clinic.
    covered = topic.value("covered") is not False
    facts = topic.value("source", "facts")
    if not topic.names("source") or not (facts is None or isinstance(facts, list)):
        return
    if covered and not facts:
        advice = "list the facts it tells, or write covered: false"
        yield topic.problem(("source", "facts"), f"the answer names no fact of the article; {advice}")
    if not covered and facts:
        advice = "delete the facts, or the line covered: false"
        yield topic.problem(("source", "facts"), f"an uncovered topic tells no fact of the article; {advice}")


def _related_to_itself(topic: Page) -> Iterator[Problem]:
    for path, other in topic.texts("related"):
        if other == topic.value("id"):
            yield topic.problem(path, "the topic is related to itself; delete it here")


def _ids(pages: Pages) -> Iterator[Problem]:
    for topic in pages.topics:
        for page, path, given in field_of(topic, "id"):
            if given != page.path.stem:
                advice = f"rename the file to {given}.yaml, or correct the id"
                yield page.problem(path, f"the id differs from the file's name; {advice}")
    yield from repeated(
        (found for topic in pages.topics for found in field_of(topic, "id")),
        lambda text, first: f"{text} is also the id in {first}; every topic needs its own",
    )


def _titles(pages: Pages) -> Iterator[Problem]:
    yield from repeated(
        (found for topic in pages.topics for found in field_of(topic, "title")),
        lambda text, first: (
            f'"{text}" is also the title in {first}; patients must see a difference on the menu'
        ),
    )


def _related(pages: Pages) -> Iterator[Problem]:
    known = _known_topics(pages)
    for topic in pages.topics:
        for path, other in topic.texts("related"):
            if other not in known and ID.fullmatch(other):
                yield topic.problem(path, _no_topic(other, known))


def _red_flags(pages: Pages) -> Iterator[Problem]:
    yield from repeated(
        each(pages.red_flags, "flags", "id"),
        lambda text, first: f"{text} is also the id in {first}; every red flag needs its own",
    )


def _examples(pages: Pages) -> Iterator[Problem]:
    flags = {flag for _, _, flag in each(pages.red_flags, "flags", "id")}
    claims = Claims()
    for flag in pages.examples.names("danger"):
        if flags and flag not in flags:
            advice = "correct the id, or delete its examples"
            yield pages.examples.problem(("danger", flag), f"there is no red flag {flag}; {advice}")
        yield from phrasing_repeated(every(pages.examples, "danger", flag))
        yield from claims.contested(every(pages.examples, "danger", flag))
    yield from phrasing_repeated(every(pages.examples, "look_alikes"))
    yield from claims.contested(every(pages.examples, "look_alikes"))


def _phrasings(pages: Pages) -> Iterator[Problem]:
    claims = Claims()
    for topic in pages.topics:
        yield from claims.contested(shared(every(topic, "asks")))
    for at in pages.phrases.items("small_talk"):
        yield from phrasing_repeated(every(pages.phrases, "small_talk", at, "says"))
        yield from claims.contested(every(pages.phrases, "small_talk", at, "says"))
    yield from phrasing_repeated(every(pages.everyday, "everyday"))
    yield from claims.contested(every(pages.everyday, "everyday"))
    for topic in pages.topics:
        yield from claims.contested(laid_over(every(topic, "asks")))


def _medicine_topics(pages: Pages) -> Iterator[Problem]:
    kinds = {topic.topic: topic.value("kind") for topic in pages.topics}
    known = _known_topics(pages)
    for page, path, topic_id in each(pages.medicines, "medicines", "topic"):
        kind = kinds.get(topic_id)
        if topic_id not in known and ID.fullmatch(topic_id):
            yield page.problem(path, _no_topic(topic_id, known))
        elif isinstance(kind, str) and kind != Kind.MEDICATION:
            advice = f"name a topic of the kind {Kind.MEDICATION}"
            yield page.problem(path, f"{topic_id} is of the kind {kind}; {advice}")


def _medicine_names(pages: Pages) -> Iterator[Problem]:
    groups = pages.medicines.items("medicines")
    yield from wordless(found for at in groups for found in every(pages.medicines, "medicines", at, "names"))
    yield from repeated(
        (found for at in groups for found in every(pages.medicines, "medicines", at, "names")),
        lambda text, first: f'"{text}" stands in {first} already; a name belongs to one group, once',
    )


def _pleasantries(pages: Pages) -> Iterator[Problem]:
    yield from repeated(
        each(pages.phrases, "small_talk", "id"),
        lambda text, first: f"{text} is also the id in {first}; every pleasantry needs its own",
    )


def _synonyms(pages: Pages) -> Iterator[Problem]:
    groups = pages.language.items("synonyms")
    yield from wordless(found for at in groups for found in every(pages.language, "synonyms", at, "words"))
    yield from repeated(
        each(pages.language, "synonyms", "name"),
        lambda text, first: f"{text} is also the name in {first}; every group needs its own",
    )
    yield from repeated(
        (found for at in groups for found in every(pages.language, "synonyms", at, "words")),
        lambda text, first: f'"{text}" stands in {first} already; a word belongs to one group, once',
    )


def _kinds(pages: Pages) -> Iterator[Problem]:
    yield from _names_missing(pages.phrases, "kinds", tuple(Kind))


def _commands(pages: Pages) -> Iterator[Problem]:
    yield from _names_missing(pages.phrases, "commands", COMMANDS)
    for command in pages.phrases.names("commands"):
        if command not in COMMANDS:
            known = ", ".join(COMMANDS)
            yield pages.phrases.problem(
                ("commands", command), f"the bot has no such command; its commands are {known}"
            )


def _calendar(pages: Pages) -> Iterator[Problem]:
    yield from broken_calendar(pages.calendar, _known_topics(pages))


def _main_topics(pages: Pages) -> Iterator[Problem]:
    known = _known_topics(pages)
    for page, path, topic_id in every(pages.phrases, "channel", "main_topics"):
        if known and topic_id not in known and ID.fullmatch(topic_id):
            yield page.problem(path, _no_topic(topic_id, known))
    yield from repeated(
        every(pages.phrases, "channel", "main_topics"),
        lambda text, first: f"{text} stands in {first} already; one button leads to each topic",
    )


def _names_missing(page: Page, field: str, names: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(page.value(field), dict):
        return
    for name in names:
        if name not in page.names(field):
            yield page.problem((field,), f"{name} is missing; add a line that begins with {name}:")


def _known_topics(pages: Pages) -> set[str]:
    """Return every id that a topic has or, by its file's name, ought to have."""
    return {name for topic in pages.topics for name in (topic.topic, topic.path.stem)}


def _no_topic(topic_id: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(topic_id, known, n=1)
    guess = f" (did you mean {close[0]}?)" if close else ""
    return f"there is no topic {topic_id}{guess}; correct the id, or delete it here"


_RULES: Final = (
    _ids,
    _titles,
    _related,
    _red_flags,
    _examples,
    _phrasings,
    _medicine_topics,
    _medicine_names,
    _pleasantries,
    _synonyms,
    _kinds,
    _commands,
    _calendar,
    _main_topics,
)
