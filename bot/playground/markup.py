"""Telegram's HTML: read into plain text and entities, or refused in the words of Telegram's own parser.

It knows a short list of tags, wants them balanced, and takes a bare `<` for the start of a tag.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from bot.playground.entities import Formatted, span
from bot.playground.refusals import Json, Refusal, bad_request

TAGS: Final = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "a": "text_link", "tg-spoiler": "spoiler", "blockquote": "blockquote",
}  # fmt: skip

_REFERENCE: Final = re.compile(r"&(?:#x[0-9a-f]+|#[0-9]+|lt|gt|amp|quot);?", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.-]+))?""")
_TOKEN: Final = re.compile(
    r"""(?P<end></[^>]*>)
    | <(?P<tag>[^\s>]*)(?P<attributes>(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+)|\s+expandable)*)\s*>
    | (?P<broken><)
    | (?P<words>[^<]+)""",
    re.VERBOSE,
)
_ADDRESS: Final = re.compile(r"https?://|tg://|mailto:|tel:|[\w-]+\.", re.IGNORECASE)


def parse_html(source: str) -> Formatted:
    """Return the text and the entities of Telegram's HTML, or raise the complaint that Telegram makes."""
    reading = _Reading(source)
    for token in _TOKEN.finditer(source):
        reading.take(token)
    if reading.open:
        raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{reading.open[-1].tag}"')
    return Formatted.of(reading.text, reading.entities)


@dataclass(frozen=True)
class _Open:
    """A start tag whose end tag has not come yet."""

    tag: str
    attributes: dict[str, str]
    at: int
    """Where its text starts."""


@dataclass
class _Reading:
    source: str
    text: str = ""
    open: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def take(self, token: re.Match[str]) -> None:
        where = f"at byte offset {len(self.source[: token.start()].encode())}"
        match token.lastgroup:
            case "words":
                self.text += _unescaped(token[0])
            case "end":
                self._end(token[0][2:-1].strip().lower(), where)
            case "attributes" if token["tag"].lower() in TAGS:
                self.open.append(
                    _Open(token["tag"].lower(), _attributes(token["attributes"]), len(self.text))
                )
            case _:
                raise _cannot_parse(f"{_fault_of(self.source[token.start() :])} {where}")

    def _end(self, tag: str, where: str) -> None:
        if not self.open:
            raise _cannot_parse(f"Unexpected end tag {where}")
        opened = self.open.pop()
        if tag not in {"", opened.tag}:
            raise _cannot_parse(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{tag}>"')
        if len(self.text) > opened.at:
            self._mark(opened)

    def _mark(self, opened: _Open) -> None:
        entity = {"type": TAGS[opened.tag]} | span(self.text, opened.at, len(self.text))
        if opened.tag == "a":
            entity["url"] = opened.attributes.get("href") or self.text[opened.at :]
            # A link without a usable address stays plain text.
            if not _ADDRESS.match(entity["url"]):
                return
        elif "expandable" in opened.attributes:
            entity["type"] = f"expandable_{entity['type']}"
        self.entities.append(entity)


def _attributes(source: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(source)
    return {name.lower(): _unescaped(value.strip("\"'")) for name, value in found}


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(lambda reference: unescape(reference[0]), text)


def _fault_of(rest: str) -> str:
    """Return what is wrong with the tag that stands at the start of this text."""
    if rest.startswith("</"):
        return "Unclosed end tag"
    name, *after = re.split(r"[\s>]", rest.removeprefix("<"), maxsplit=1)
    if after and name.lower() not in TAGS:
        return f'Unsupported start tag "{name.lower()}"'
    if after and after[0].strip():
        return f'Expected equal sign in declaration of an attribute of the tag "{name.lower()}"'
    return "Unclosed start tag"


def _cannot_parse(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")
