"""A message before Telegram sees it: paragraphs with styles, from which HTML and plain text both follow."""

from collections.abc import Iterable
from html import escape

from bot.core.model import Value


class Tap(Value):
    """A button that sends its data back to the bot."""

    label: str
    data: str


class Link(Value):
    """A button that opens an address."""

    label: str
    url: str


Button = Tap | Link


class Line(Value):
    """One run of text in one style; it may hold line breaks of its own."""

    text: str
    bold: bool = False
    quoted: bool = False
    """Whether it stands as a quotation: somebody's own words, exactly."""

    @property
    def html(self) -> str:
        """The line with everything escaped that Telegram would read as markup."""
        escaped = escape(self.text, quote=False)
        if self.quoted:
            return f"<blockquote>{escaped}</blockquote>"
        return f"<b>{escaped}</b>" if self.bold else escaped


class Paragraph(Value):
    """Lines that stand directly under one another."""

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, *lines: str | Line) -> "Paragraph":
        """Return a paragraph of these lines; a bare string is a line without style."""
        return cls(lines=tuple(line if isinstance(line, Line) else Line(text=line) for line in lines))


class Message(Value):
    """What goes out: the text as HTML and as plain text, and rows of buttons."""

    html: str
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()


def composed(paragraphs: Iterable[Paragraph], buttons: Iterable[Button | tuple[Button, ...]] = ()) -> Message:
    """Return the paragraphs as one message, an empty line between them; a bare button has its own row."""
    laid_out = tuple(paragraphs)
    return Message(
        html="\n\n".join("\n".join(line.html for line in paragraph.lines) for paragraph in laid_out),
        text="\n\n".join("\n".join(line.text for line in paragraph.lines) for paragraph in laid_out),
        buttons=tuple(row if isinstance(row, tuple) else (row,) for row in buttons),
    )
