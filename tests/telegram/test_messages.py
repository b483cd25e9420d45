"""A message is written once, and reads the same as HTML and as plain text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.messages import Line, Link, Paragraph, Tap, composed
from tests.telegram.reading import shown

TEXTS = st.text() | st.text(alphabet="<>&\"'/b;#x3l gt")
LINES = st.builds(Line, text=TEXTS, bold=st.booleans())
PARAGRAPHS = st.lists(LINES, min_size=1).map(lambda lines: Paragraph.of(*lines))


@given(LINES)
def test_a_line_is_shown_as_it_is_written(line: Line) -> None:
    """Whatever looks like markup in a text stays text, in both styles."""
    assert shown(line.html) == line.text


def test_only_a_bold_line_has_markup() -> None:
    """Bold is the one style there is, and it wraps the whole line."""
    assert Line(text="1 < 2\n& more").html == "1 &lt; 2\n&amp; more"
    assert Line(text="</b>", bold=True).html == "<b>&lt;/b&gt;</b>"


@given(st.lists(PARAGRAPHS))
def test_the_plain_text_is_what_the_html_shows(paragraphs: list[Paragraph]) -> None:
    """Whoever gets the plain text instead of the HTML reads the same words in the same places."""
    message = composed(paragraphs)

    assert shown(message.html) == message.text


def test_lines_stand_under_one_another_and_paragraphs_apart() -> None:
    """Lines follow without a gap, paragraphs with an empty line; a bare string is a plain line."""
    message = composed([Paragraph.of(Line(text="Title", bold=True), "Answer"), Paragraph.of("Closing")])

    assert message.html == "<b>Title</b>\nAnswer\n\nClosing"


def test_every_button_has_a_row_of_its_own() -> None:
    """Long labels are not cut: no two buttons share a row, and they keep their order."""
    tap, link = Tap(label="Topics", data="1:m"), Link(label="Site", url="https://example.com")

    assert composed([], [tap, link, tap]).buttons == ((tap,), (link,), (tap,))
