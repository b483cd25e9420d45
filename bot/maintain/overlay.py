"""What a clinic's own file changes: the shared text against the clinic's, field by field."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from bot.core.knowledge import Knowledge
from bot.core.model import Course, SafetyNet, Topic
from bot.core.own_words import OverlaidTopic, Signature


class Mark(StrEnum):
    """What a line of the comparison is."""

    HEADING = ""
    FIELD = "  "
    SAME = "      "
    SHARED = "    - "
    OWN = "    + "


class Compared(NamedTuple):
    """One line of the comparison."""

    mark: Mark
    text: str

    def __str__(self) -> str:
        return f"{self.mark}{self.text}".rstrip()


def differences(shared: Knowledge, own: Knowledge) -> Iterator[Compared]:
    """Yield, line by line, where a clinic's knowledge differs from the shared one."""
    overlaid = [topic for topic in own.topics if isinstance(topic, OverlaidTopic)]
    for topic in overlaid:
        if before := shared.topic(topic.id):
            yield from _topic(before, topic)
    added = [*_flags(shared, own), *_medicines(shared, own)]
    yield from added
    if unsigned := [topic.id for topic in overlaid if topic.own.signed is None]:
        yield Compared(Mark.HEADING, f"not signed: {', '.join(unsigned)}")
    if not overlaid and not added:
        yield Compared(Mark.HEADING, "The clinic says nothing differently.")


def _topic(shared: Topic, own: OverlaidTopic) -> Iterator[Compared]:
    yield Compared(
        Mark.HEADING,
        f"{own.id} ({own.kind}): {_signed(own.own.signed)}; {shared.revision} becomes {own.revision}",
    )
    before, after = dict(_fields(shared)), dict(_fields(own))
    for name, text in after.items():
        yield from _field(name, before.get(name, ""), text)


def _fields(topic: Topic) -> Iterator[tuple[str, str]]:
    yield "title", topic.title
    yield "covered", str(topic.covered).lower()
    yield "answer", topic.answer
    if isinstance(topic, OverlaidTopic):
        yield "contact", "\n".join(topic.own.details)
        yield "add", "\n".join(topic.own.added)
    yield "course", "\n".join(_days_told(topic.course)) if topic.course else ""
    net = topic.safety_net
    for part in SafetyNet.model_fields if net else ():
        told = getattr(net, part)
        yield f"safety_net.{part}", told if isinstance(told, str) else "\n".join(told)
    yield "related", "\n".join(topic.related)
    yield "asks", "\n".join(topic.asks)


def _days_told(course: Course) -> Iterator[str]:
    return filter(None, (course.early, course.usual, course.past))


def _field(name: str, shared: str, own: str) -> Iterator[Compared]:
    if shared == own:
        return
    yield Compared(Mark.FIELD, name)
    before, after = _lines(shared), _lines(own)
    for change, first, last, new_first, new_last in SequenceMatcher(None, before, after).get_opcodes():
        if change == "equal" and name != "asks":
            yield from (Compared(Mark.SAME, line) for line in before[first:last])
        elif change != "equal":
            yield from (Compared(Mark.SHARED, line) for line in before[first:last])
            yield from (Compared(Mark.OWN, line) for line in after[new_first:new_last])


def _flags(shared: Knowledge, own: Knowledge) -> Iterator[Compared]:
    known = {flag.id: flag for flag in shared.red_flags.flags}
    for flag in own.red_flags.flags:
        before = known.get(flag.id)
        if before is None:
            yield Compared(Mark.HEADING, f"red flag {flag.id}: the clinic's own, {flag.level}")
            yield from (Compared(Mark.OWN, line) for line in _lines(flag.card))
        elif len(flag.signs) > len(before.signs):
            yield Compared(Mark.HEADING, f"red flag {flag.id}: further signs")
        yield from (Compared(Mark.OWN, sign) for sign in flag.signs[len(before.signs) if before else 0 :])


def _medicines(shared: Knowledge, own: Knowledge) -> Iterator[Compared]:
    for group in own.medicines[len(shared.medicines) :]:
        yield Compared(Mark.HEADING, f"medicines of {group.topic}: further names")
        yield from (Compared(Mark.OWN, name) for name in group.names)


def _signed(signature: Signature | None) -> str:
    return f"signed by {signature.by} on {signature.on}" if signature else "not signed"


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]
