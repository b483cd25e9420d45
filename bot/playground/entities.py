"""Formatted text as Telegram understands it: HTML comes in, plain text and its entities come out.

The rules, and the words of each complaint, are those of Telegram's own parser: it knows a short list of
tags, wants them balanced, and takes a bare `<` for the start of a tag.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.playground.refusals import Json, Refusal, bad_request

TAGS: Final = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
}  # fmt: skip
NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_SPACE: Final = " \t\r\n\v"
_CHARACTER: Final = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?")
_ATTRIBUTE: Final = re.compile(r"""\s*([^\s=>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9.\-]+))""")
_HIGHEST_CHARACTER: Final = 0x10FFFF

# What Telegram marks by itself, in anyone's text.
_DETECTED: Final = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?<![\w/.@])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w/.@<])(?P<bot_command>/\w{1,64}(?:@\w{3,32})?)(?![\w/])",
    re.ASCII,
)


@dataclass(frozen=True)
class Formatted:
    """Plain text, with what is bold, linked and so on in it; offsets count UTF-16 code units."""

    text: str
    entities: tuple[Json, ...] = ()

    def stripped(self) -> "Formatted":
        """Return this text without white space around it, as Telegram shows it."""
        kept = self.text.strip()
        left = utf16_length(self.text) - utf16_length(self.text.lstrip())
        room = utf16_length(kept)
        moved = (_moved(entity, left, room) for entity in self.entities)
        return Formatted(kept, tuple(entity for entity in moved if entity["length"] > 0))


def utf16_length(text: str) -> int:
    """Return the length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def text_of(message: Json) -> str:
    """Return what a message says: its text, or the caption of what it shows."""
    text: str = message["text"] if "text" in message else message.get("caption", "")
    return text


def entities_of(message: Json) -> list[Json]:
    """Return the entities of what a message says."""
    entities: list[Json] = message.get("entities", []) + message.get("caption_entities", [])
    return entities


def parse_html(source: str) -> Formatted:
    """Return the text and the entities of Telegram's HTML, or raise the complaint that Telegram makes."""
    return _Parser(source).parsed()


def detected(formatted: Formatted) -> Formatted:
    """Return the text with addresses, mentions and commands marked, as Telegram does unasked."""
    found = [
        {"type": str(match.lastgroup), **_span(formatted.text, match)}
        for match in _DETECTED.finditer(formatted.text)
    ]
    own = [entity for entity in formatted.entities if entity["type"] in {"text_link", "code", "pre"}]
    free = [entity for entity in found if not any(_overlap(entity, other) for other in own)]
    return Formatted(formatted.text, _in_order([*formatted.entities, *free]))


@dataclass
class _Open:
    """A start tag whose end tag has not come yet."""

    tag: str
    attributes: dict[str, str]
    offset: int
    """Where its text starts, in UTF-16 code units."""
    begins_at: int
    """Where its text starts, in characters."""


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parsed(self) -> Formatted:
        while self._at < len(self._source):
            if self._source[self._at] != "<":
                self._read_character()
            elif self._source.startswith("</", self._at):
                self._read_end_tag()
            else:
                self._read_start_tag()
        if self._open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return Formatted("".join(self._text), _in_order(self._entities))

    def _read_character(self) -> None:
        match = _CHARACTER.match(self._source, self._at)
        character = _character(match) if match else None
        if match is None or character is None:
            character = self._source[self._at]
            self._at += 1
        else:
            self._at = match.end()
        self._text.append(character)
        self._offset += utf16_length(character)

    def _read_start_tag(self) -> None:
        begin = self._at
        end = begin + 1
        while end < len(self._source) and self._source[end] not in f"{_SPACE}>":
            end += 1
        if end == len(self._source):
            raise _cannot_parse(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = self._source[begin + 1 : end].lower()
        if tag not in TAGS:
            raise _cannot_parse(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes, self._at = self._attributes(tag, begin, end)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self._open.append(_Open(tag, attributes, self._offset, len(self._text)))

    def _attributes(self, tag: str, begin: int, at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            while at < len(self._source) and self._source[at] in _SPACE:
                at += 1
            if at == len(self._source):
                raise _cannot_parse(f"Unclosed start tag at byte offset {self._byte(begin)}")
            if self._source[at] == ">":
                return attributes, at + 1
            # The one attribute without a value.
            if tag == "blockquote" and self._source.startswith("expandable", at):
                attributes["expandable"], at = "", at + len("expandable")
                continue
            match = _ATTRIBUTE.match(self._source, at)
            if match is None:
                raise _cannot_parse(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" '
                    f"at byte offset {self._byte(begin)}"
                )
            attributes[match[1].lower()] = _decoded(match[2] or match[3] or match[4] or "")
            at = match.end()

    def _read_end_tag(self) -> None:
        begin = self._at
        end = self._source.find(">", begin)
        if not self._open:
            raise _cannot_parse(f"Unexpected end tag at byte offset {self._byte(begin)}")
        if end < 0:
            raise _cannot_parse(f"Unclosed end tag at byte offset {self._byte(begin)}")
        tag = self._source[begin + 2 : end].rstrip(_SPACE).lower()
        opened = self._open.pop()
        if tag not in {"", opened.tag}:
            raise _cannot_parse(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        self._at = end + 1
        if self._offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {
            "type": TAGS[opened.tag],
            "offset": opened.offset,
            "length": self._offset - opened.offset,
        }
        if opened.tag == "a":
            url = opened.attributes.get("href") or "".join(self._text[opened.begins_at :])
            # A link without a usable address stays plain text.
            if not re.match(r"(https?://|tg://|mailto:|tel:|[\w-]+\.)", url, re.IGNORECASE):
                return
            entity["url"] = url
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and "language" in opened.attributes:
            entity["language"] = opened.attributes["language"]
        elif self._is_language_of_pre(opened):
            self._open[-1].attributes["language"] = opened.attributes["class"].removeprefix("language-")
            return
        self._entities.append(entity)

    def _is_language_of_pre(self, opened: _Open) -> bool:
        language = opened.tag == "code" and opened.attributes.get("class", "").startswith("language-")
        return language and bool(self._open) and self._open[-1].tag == "pre"

    def _byte(self, at: int) -> int:
        return len(self._source[:at].encode("utf-8", "surrogatepass"))


def _character(match: re.Match[str]) -> str | None:
    if match[3]:
        return NAMED[match[3]]
    number = int(match[1], 16) if match[1] else int(match[2])
    return chr(number) if 0 < number <= _HIGHEST_CHARACTER else None


def _decoded(value: str) -> str:
    return _CHARACTER.sub(lambda match: _character(match) or match[0], value)


def _cannot_parse(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")


def _in_order(entities: list[Json]) -> tuple[Json, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])))


def _moved(entity: Json, left: int, room: int) -> Json:
    start = max(0, entity["offset"] - left)
    end = min(room, entity["offset"] + entity["length"] - left)
    return entity | {"offset": start, "length": end - start}


def _span(text: str, match: re.Match[str]) -> Json:
    return {"offset": utf16_length(text[: match.start()]), "length": utf16_length(match[0])}


def _overlap(one: Json, other: Json) -> bool:
    starts_before: bool = one["offset"] < other["offset"] + other["length"]
    ends_after: bool = other["offset"] < one["offset"] + one["length"]
    return starts_before and ends_after
