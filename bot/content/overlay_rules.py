"""Rules for a clinic's own file: what it may change, what needs a signature, and how signs are written."""

import difflib
import re
from collections.abc import Collection, Iterator
from typing import Final

from bot.content.clinic_file import OwnFlag, OwnTopic
from bot.content.overlay import Overlay
from bot.content.pages import Page
from bot.content.problems import FieldPath, Problem
from bot.content.rules import Pages
from bot.core.model import Kind
from bot.core.safety import patterns
from bot.core.safety.red_flags import RedFlags

CLINICAL: Final = ("title", "answer", "add", "safety_net", "covered")
"""What a patient reads about a topic; a clinician signs for it unless the topic is a procedure."""
_NO_WORD: Final = re.compile(r"[^\w\s'’.*-]")
"""Signs that are no part of a word, so that a message is never found by them."""
_WITHOUT_PLACEHOLDERS: Final = (
    "name",
    "phone",
    "emergency_number",
    "crisis_line",
    "readers",
    "answers_within",
)

_UNSIGNED: Final = (
    "patients rely on these words for their health; add signed with a clinician's name (by) and the day in "
    'quotes (on), such as "2026-11-23"'
)


def broken_overlay(overlay: Overlay, shared: Pages, red_flags: RedFlags | None) -> Iterator[Problem]:
    """Yield what is wrong with a clinic's file beside the pages and the red flags that it is laid over."""
    yield from _other_language(overlay, shared)
    yield from _not_filled(overlay)
    topics = {topic.topic: topic for topic in shared.topics}
    for topic_id, own in overlay.file.topics.items():
        path: FieldPath = ("topics", topic_id)
        if topic_id in topics:
            yield from _topic(overlay.page, path, own, topics[topic_id])
        else:
            text = (
                f"there is no topic {topic_id}{_guess(topic_id, topics)}; correct the id, or delete it here"
            )
            yield overlay.page.problem(path, text)
    if red_flags is None:
        return  # Said of red_flags.yaml itself.
    for at, flag in enumerate(overlay.file.red_flags):
        yield from _flag(overlay.page, ("red_flags", at), flag, [it.id for it in red_flags.flags])
        yield from _signs(overlay.page, ("red_flags", at, "signs"), flag, red_flags)


def _other_language(overlay: Overlay, shared: Pages) -> Iterator[Problem]:
    spoken = shared.phrases.path.parent.name
    if overlay.file.language != spoken:
        yield overlay.page.problem(
            ("language",),
            f"the clinic speaks {overlay.file.language} and this base {spoken}; "
            "correct the language, or name the base's folder of that language",
        )


def _not_filled(overlay: Overlay) -> Iterator[Problem]:
    for name in _WITHOUT_PLACEHOLDERS:
        if (written := getattr(overlay.file, name)) and not {"{", "}"}.isdisjoint(written):
            text = "patients would read the { and } here; write out what you mean, or delete them"
            yield overlay.page.problem((name,), text)


def _topic(page: Page, path: FieldPath, own: OwnTopic, shared: Page) -> Iterator[Problem]:
    changed = own.model_dump(exclude_defaults=True)
    if not changed.keys() - {"signed"}:
        yield page.problem(path, "nothing is said differently here; add answer, add or asks, or delete it")
    if own.covered and own.answer is None and shared.value("covered") is False:
        text = "the shared text says that there is no answer; add answer with your own, or delete covered"
        yield page.problem((*path, "covered"), text)
    if own.signed is None and shared.value("kind") != Kind.PROCEDURE:
        for name in CLINICAL:
            if name in changed:
                yield page.problem((*path, name), _UNSIGNED)


def _flag(page: Page, path: FieldPath, flag: OwnFlag, known: Collection[str]) -> Iterator[Problem]:
    given = [name for name in ("level", "card", "source", "signed") if getattr(flag, name) is not None]
    if flag.id in known:
        for name in given:
            yield page.problem(
                (*path, name),
                f"{flag.id} is known and keeps its {name}; only signs can be added, so delete this",
            )
    elif missing := [name for name in ("level", "card") if name not in given]:
        guess, fields = _guess(flag.id, known), " and ".join(missing)
        text = f"there is no red flag {flag.id}{guess}; correct the id, or add {fields}"
        yield page.problem((*path, "id"), text)
    elif flag.signed is None:
        yield page.problem((*path, "card"), _UNSIGNED)


def _signs(page: Page, path: FieldPath, flag: OwnFlag, red_flags: RedFlags) -> Iterator[Problem]:
    for number, written in enumerate(flag.signs):
        at = (*path, number)
        try:
            terms = sorted(patterns.parse(written).terms)
        except ValueError as error:
            yield page.problem(at, str(error))
            continue
        plain = [term for term in terms if patterns.list_named_in(term) is None]
        if odd := next(filter(None, map(_NO_WORD.search, plain)), None):
            text = f'no message holds "{odd[0]}"; write words only, and + or > with a space on each side'
            yield page.problem(at, text)
        for name in filter(None, map(patterns.list_named_in, terms)):
            if f"<{name}>" not in red_flags.entries:
                yield page.problem(at, f"there is no list called {name}; correct it, or write the words out")


def _guess(written: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(written, known, n=1)
    return f" (did you mean {close[0]}?)" if close else ""
