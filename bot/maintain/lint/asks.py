"""Asks: enough of them, different from each other, and nearer to their own topic than to any other."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from bot.content.pages import Page
from bot.content.problems import FieldPath, shortened
from bot.content.uniqueness import every
from bot.core.knowledge import Knowledge
from bot.core.matching.corpus import Corpus
from bot.core.matching.ladder import WHOLE
from bot.core.matching.leaving_out import LeftOut, left_out
from bot.core.matching.matcher import Candidate
from bot.core.model import Topic
from bot.maintain.lint.findings import Finding, Severity
from bot.maintain.lint.subject import Subject, Track

FEW_ASKS: Final = "few-asks"
ALIKE: Final = "near-identical-asks"
PULLED: Final = "ask-pulls-elsewhere"

FEWEST: Final = 8
"""Asks below which a topic is hardly found."""
SAME: Final = 0.93
"""Likeness from which one of two asks adds next to nothing."""
SURE: Final = 0.8
"""Confidence in another topic from which a reviewer must look at an ask."""


def few_asks(subject: Subject) -> Iterator[Finding]:
    """Yield the topics that are hardly found."""
    for page in subject.pages.topics:
        count = len(page.items("asks"))
        if 0 < count < FEWEST:
            wrong = f"{'1 ask is' if count == 1 else f'{count} asks are'} few; write at least {FEWEST}"
            yield Finding(page.problem(("asks",), f"{wrong}, better 25", FEW_ASKS))


def compared_asks(subject: Subject, files: AbstractSet[str], track: Track) -> Iterator[Finding]:
    """Yield the asks in these files that say what another one says, or that speak for another topic."""
    knowledge = subject.knowledge
    pages = {page.topic: page for page in subject.pages.topics if files & _files_with_asks(page)}
    if knowledge is None or not pages:
        return
    count = sum(len(topic.asks) for topic in knowledge.topics if topic.id in pages)
    for left in left_out(Corpus(knowledge), knowledge.topics, track(range(count), count), pages):
        topic, page = knowledge.topic(left.topic), pages[left.topic]
        if topic is None:
            continue
        if left.likeness >= SAME and (left.twin is None or left.twin < left.at):
            yield _alike(page, topic, left)
        yield from _pulled(page, topic, left, knowledge)


def _files_with_asks(page: Page) -> set[str]:
    return {page.problem(path, "").file for _, path, _ in every(page, "asks")}


def _alike(page: Page, topic: Topic, left: LeftOut) -> Finding:
    if left.twin is None:
        twin, place = topic.title, page.place(("title",))
    else:
        twin, place = topic.asks[left.twin], page.place(("asks", left.twin))
    wrong = f"{_quoted(topic.asks[left.at])} reads like {_quoted(twin)} in {place}"
    return Finding(page.problem(_path(left), f"{wrong}; delete one, or write it quite differently", ALIKE))


def _pulled(page: Page, topic: Topic, left: LeftOut, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield an ask that would be answered from another topic, and whose own would not even be offered."""
    own = next((it.confidence for it in left.ranked if it.key == left.topic), 0.0)
    rival = next((it for it in left.ranked if it.key != left.topic), None)
    if (
        rival
        and knowledge.topic(rival.key)
        and rival.confidence >= WHOLE.answer_from
        and own < WHOLE.offer_from
    ):
        severity = Severity.WARNING if rival.confidence >= SURE else Severity.NOTE
        yield Finding(page.problem(_path(left), _told(topic.asks[left.at], rival, own), PULLED), severity)


def _told(ask: str, rival: Candidate, own: float) -> str:
    surely = f"(confidence {rival.confidence:.2f}, its own topic {own:.2f})"
    cure = "move it there, write more like it here, or part the two with needs or never"
    return f"{_quoted(ask)} pulls towards {rival.key} {surely}; {cure}"


def _quoted(ask: str) -> str:
    return f'"{shortened(ask)}"'


def _path(left: LeftOut) -> FieldPath:
    return ("asks", left.at)
