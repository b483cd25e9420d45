"""What a tap on a button means: closed values, carried through Telegram as short versioned strings."""

import re
from typing import Final, assert_never

from bot.core.model import Kind, Slug, Value

VERSION: Final = "1"
"""Raised when the meaning of a button changes, so that old buttons read as out of date."""


class ShowTopic(Value):
    """Send the answer of one topic."""

    topic_id: Slug


class ShowKind(Value):
    """Turn the menu to the topics of one kind."""

    kind: Kind


class TurnBack(Value):
    """Turn the menu back to its first page."""


class ShowMenu(Value):
    """Send the menu; the answer that the button stands under stays."""


class OutOfDate(Value):
    """Data that no button of this version carries: old, cut off or forged."""


Choice = ShowTopic | ShowKind | TurnBack | ShowMenu

_CHOICE: Final = re.compile(
    rf"{VERSION}:(?:(?P<menu>m|b)|k:(?P<kind>{'|'.join(Kind)})|t:(?P<topic_id>[a-z][a-z0-9-]{{1,39}}))",
    re.ASCII,
)


def encode(choice: Choice) -> str:
    """Return the callback data of a choice, at most 64 bytes."""
    match choice:
        case ShowTopic(topic_id=topic_id):
            return f"{VERSION}:t:{topic_id}"
        case ShowKind(kind=kind):
            return f"{VERSION}:k:{kind}"
        case TurnBack():
            return f"{VERSION}:b"
        case ShowMenu():
            return f"{VERSION}:m"
        case _:
            assert_never(choice)


def decode(sent: str) -> Choice | OutOfDate:
    """Return the choice that callback data stands for, or `OutOfDate` for anything else."""
    found = _CHOICE.fullmatch(sent)
    if found is None:
        return OutOfDate()
    if kind := found["kind"]:
        return ShowKind(kind=Kind(kind))
    if topic_id := found["topic_id"]:
        return ShowTopic(topic_id=topic_id)
    return TurnBack() if found["menu"] == "b" else ShowMenu()
