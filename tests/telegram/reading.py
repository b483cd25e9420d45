"""Reads a message the way Telegram does, with the standard library's parser and none of the bot's code."""

from html.parser import HTMLParser
from typing import Final

MOST_CHARACTERS: Final = 4_096
MOST_DATA_BYTES: Final = 64
MOST_BUTTONS: Final = 100


class UnbalancedMarkupError(AssertionError):
    """Some tag is unknown, not closed, or closed out of turn."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "b" or attrs:
            raise UnbalancedMarkupError(f"<{tag}> with {attrs}")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise UnbalancedMarkupError(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text += data

    def unknown_decl(self, data: str) -> None:
        raise UnbalancedMarkupError(data)

    def handle_comment(self, data: str) -> None:
        raise UnbalancedMarkupError(data)

    def handle_decl(self, decl: str) -> None:
        raise UnbalancedMarkupError(decl)

    def handle_pi(self, data: str) -> None:
        raise UnbalancedMarkupError(data)


def shown(html: str) -> str:
    """Return the text that a reader sees, or raise when the markup is not balanced."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise UnbalancedMarkupError(f"left open: {reader.open}")
    return reader.text


def units(text: str) -> int:
    """Return the length as Telegram's clients count it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
