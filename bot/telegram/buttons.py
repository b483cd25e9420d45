"""What a tap on a button means: closed values, carried through Telegram as short versioned strings."""

import re
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError

from bot.core.model import Kind, Slug, Value

VERSION: Final = "1"
"""Raised when the meaning of a button changes, so that old buttons read as out of date."""


class ShowTopic(Value):
    """Send the answer of one topic."""

    code: Literal["t"] = "t"
    topic_id: Slug


class ShowKind(Value):
    """Turn the menu to the topics of one kind."""

    code: Literal["k"] = "k"
    kind: Kind


class TurnBack(Value):
    """Turn the menu back to its first page."""

    code: Literal["b"] = "b"


class ShowMenu(Value):
    """Send the menu; the answer that the button stands under stays."""

    code: Literal["m"] = "m"


class Vote(Value):
    """Say whether an answer helped."""

    code: Literal["v"] = "v"
    helpful: Literal["y", "n"]
    topic_id: Slug


class AskClinic(Value):
    """Begin to hand the question, or the picture, under which the button stands to the clinic."""

    code: Literal["a"] = "a"


class HandOver(Value):
    """Consent: send to the clinic exactly what the message under which the button stands shows."""

    code: Literal["h"] = "h"


class WriteAnew(Value):
    """Type other words for the clinic."""

    code: Literal["w"] = "w"


class KeepToMyself(Value):
    """Send nothing to the clinic."""

    code: Literal["n"] = "n"


class EndConversation(Value):
    """Give the conversation with that number back to the bot; patients and staff have this button."""

    code: Literal["e"] = "e"
    number: Annotated[int, Field(gt=0)]


class AskDay(Value):
    """Ask for the day of the procedure."""

    code: Literal["q"] = "q"


class SetDay(Value):
    """Confirm the day of the procedure."""

    code: Literal["d"] = "d"
    day: date


class ForgetDay(Value):
    """Keep no day of the procedure any longer."""

    code: Literal["f"] = "f"


class CheckIns(Value):
    """Allow the bot to write by itself on the days of the calendar, or forbid it."""

    code: Literal["c"] = "c"
    wanted: Literal["y", "n"]


class EraseEverything(Value):
    """Confirm that everything about this chat is to be erased."""

    code: Literal["x"] = "x"


class OutOfDate(Value):
    """Data that no button of this version carries: old, cut off or forged."""


Choice = (
    ShowTopic
    | ShowKind
    | TurnBack
    | ShowMenu
    | Vote
    | AskClinic
    | HandOver
    | WriteAnew
    | KeepToMyself
    | EndConversation
    | AskDay
    | SetDay
    | ForgetDay
    | CheckIns
    | EraseEverything
)

_CHOICE: Final[TypeAdapter[Choice]] = TypeAdapter(Annotated[Choice, Field(discriminator="code")])
_FIELDS: Final = {
    kind.model_fields["code"].default: tuple(name for name in kind.model_fields if name != "code")
    for kind in Choice.__args__
}
_SENT: Final = re.compile(rf"{VERSION}(?::[a-z0-9-]{{1,40}}){{1,3}}", re.ASCII)


def encode(choice: Choice) -> str:
    """Return the callback data of a choice, at most 64 bytes."""
    values = (str(getattr(choice, name)) for name in _FIELDS[choice.code])
    return ":".join((VERSION, choice.code, *values))


def decode(sent: str) -> Choice | OutOfDate:
    """Return the choice that callback data stands for, or `OutOfDate` for anything else."""
    if not _SENT.fullmatch(sent):
        return OutOfDate()
    _, code, *values = sent.split(":")
    fields = _FIELDS.get(code)
    if fields is None or len(fields) != len(values):
        return OutOfDate()
    try:
        choice = _CHOICE.validate_python({"code": code, **dict(zip(fields, values, strict=True))})
    except ValidationError:
        return OutOfDate()
    return choice if encode(choice) == sent else OutOfDate()
