"""Formatted text as Telegram keeps it: plain characters, and entities that say what is bold or linked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.playground.refusals import Json

# What Telegram marks by itself, in anyone's text.
_DETECTED: Final = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?<![\w/.@])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w/.@<])(?P<bot_command>/\w{1,64}(?:@\w{3,32})?)(?![\w/])",
    re.ASCII,
)


@dataclass(frozen=True)
class Formatted:
    """Plain text with its entities; their offsets and lengths count UTF-16 code units."""

    text: str
    entities: tuple[Json, ...] = ()

    @classmethod
    def of(cls, text: str, entities: Iterable[Json]) -> "Formatted":
        """Return a text with its entities in Telegram's order: by where they start, the longer one first."""
        return cls(text, tuple(sorted(entities, key=lambda one: (one["offset"], -one["length"]))))

    def stripped(self) -> "Formatted":
        """Return this text without white space around it, as Telegram shows it."""
        kept = self.text.strip()
        left = utf16_length(self.text) - utf16_length(self.text.lstrip())
        room = utf16_length(kept)
        moved = (_moved(entity, left, room) for entity in self.entities)
        return Formatted(kept, tuple(entity for entity in moved if entity["length"] > 0))

    def detected(self) -> "Formatted":
        """Return this text with addresses, mentions and commands marked, as Telegram does unasked."""
        if "/" not in self.text and "@" not in self.text:
            return Formatted.of(self.text, self.entities)
        found = [
            {"type": match.lastgroup} | span(self.text, match.start(), match.end())
            for match in _DETECTED.finditer(self.text)
        ]
        own = [entity for entity in self.entities if entity["type"] in {"text_link", "code", "pre"}]
        free = [entity for entity in found if not any(_overlap(entity, other) for other in own)]
        return Formatted.of(self.text, [*self.entities, *free])

    def carried(self, part: str = "text") -> Json:
        """Return what a message holds that says this, as its text or as its caption."""
        entities = {"entities" if part == "text" else f"{part}_entities": list(self.entities)}
        return {part: self.text} | (entities if self.entities else {})

    @classmethod
    def said_in(cls, message: Json) -> "Formatted":
        """Return what a message says: its text, or the caption of what it shows."""
        part = "text" if "text" in message else "caption"
        entities = message.get("entities" if part == "text" else "caption_entities", ())
        return cls(message.get(part, ""), tuple(entities))

    def marked_by(self, entity: Json) -> str:
        """Return the stretch of this text that an entity marks."""
        units = self.text.encode("utf-16-le")
        return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


def utf16_length(text: str) -> int:
    """Return the length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def span(text: str, start: int, end: int) -> Json:
    """Return where a stretch of characters stands, as an entity says it."""
    return {"offset": utf16_length(text[:start]), "length": utf16_length(text[start:end])}


def _moved(entity: Json, left: int, room: int) -> Json:
    start = max(0, entity["offset"] - left)
    end = min(room, entity["offset"] + entity["length"] - left)
    return entity | {"offset": start, "length": end - start}


def _overlap(one: Json, other: Json) -> bool:
    starts_before: bool = one["offset"] < other["offset"] + other["length"]
    ends_after: bool = other["offset"] < one["offset"] + one["length"]
    return starts_before and ends_after
