"""The words around conversations with the staff in tests: each says which one it is."""

from typing import Final

from pydantic import BaseModel

from bot.core.phrases_desk import ConversationPhrases, DeskPhrases, HandingOverPhrases, StaffPhrases


def _named(part: type[BaseModel], stem: str) -> dict[str, object]:
    told: dict[str, object] = {name: f"{stem} {name.replace('_', ' ')}." for name in part.model_fields}
    return told | ({"help": (f"{stem} help.", f"{stem} more help.")} if "help" in told else {})


DESK: Final = DeskPhrases.model_validate(
    {
        "handing_over": _named(HandingOverPhrases, "Handing over"),
        "conversation": _named(ConversationPhrases, "Between us"),
        "staff": _named(StaffPhrases, "Staff"),
    }
)
