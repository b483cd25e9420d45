"""Telegram's HTML becomes text and entities, or the complaint that Telegram would make."""

import pytest

from bot.playground.entities import Formatted
from bot.playground.markup import parse_html
from bot.playground.refusals import Refusal


def kinds(source: str) -> list[tuple[str, int, int]]:
    """Return the entities of a text in HTML as (type, offset, length)."""
    return [(one["type"], one["offset"], one["length"]) for one in parse_html(source).entities]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("tg-spoiler", "spoiler"),
        ("B", "bold"),
    ],
)
def test_each_tag_becomes_its_entity(tag: str, kind: str) -> None:
    """Every tag that Telegram knows marks the text inside it."""
    assert kinds(f"a <{tag}>bc</{tag}>") == [(kind, 2, 2)]


def test_offsets_count_utf_16_code_units() -> None:
    """A character beyond the basic plane counts as two, as it does at Telegram."""
    assert kinds("😀 <b>é😀</b>") == [("bold", 3, 3)]


def test_nested_entities_come_outermost_first() -> None:
    """Entities are sorted by where they start, the longer one first."""
    assert kinds("<b>a<i>b</i></b><u>c</u>") == [("bold", 0, 2), ("italic", 1, 1), ("underline", 2, 1)]


def test_a_link_carries_its_address() -> None:
    """A link's address is read from its attribute, with or without quotes, and decoded."""
    (entity,) = parse_html("<a href='https://a.example/?x=1&amp;y=2'>here</a>").entities

    assert entity == {"type": "text_link", "offset": 0, "length": 4, "url": "https://a.example/?x=1&y=2"}


def test_a_link_without_an_address_is_plain_text() -> None:
    """Words that are no address do not become a link."""
    assert parse_html("<a>here</a>") == Formatted("here")


def test_a_quotation_may_be_expandable() -> None:
    """The one attribute without a value makes a quotation expandable."""
    assert kinds("<blockquote expandable>a</blockquote>") == [("expandable_blockquote", 0, 1)]


def test_an_empty_entity_vanishes() -> None:
    """Tags around nothing leave nothing."""
    assert parse_html("a<b></b>") == Formatted("a")


def test_characters_can_be_written_by_name_and_by_number() -> None:
    """Four names and any number are decoded; other names stay as they are."""
    assert parse_html("&lt;&gt;&amp;&quot;&#65;&#x1F600;&nbsp;").text == '<>&"A😀&nbsp;'


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("I <3 you", 'Unsupported start tag "3" at byte offset 2'),
        ("é <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("x <", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<Span>x</span>", 'Unsupported start tag "span" at byte offset 0'),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a href='x", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a ", "Unclosed start tag at byte offset 0"),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source: str, complaint: str) -> None:
    """Every mistake is named, with the byte at which it stands."""
    with pytest.raises(Refusal) as refused:
        parse_html(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"
