"""A text keeps its entities in place, and gets those that Telegram adds unasked."""

from bot.playground.entities import Formatted
from bot.playground.markup import parse_html


def test_white_space_around_a_text_is_cut_and_entities_move_along() -> None:
    """A text is shown without white space around it, and what is marked stays marked."""
    stripped = parse_html(" \n<b> ab </b> ").stripped()

    assert stripped == Formatted("ab", ({"type": "bold", "offset": 0, "length": 2},))


def test_addresses_mentions_and_commands_are_marked_unasked() -> None:
    """Telegram marks what looks like an address, a mention or a command, in anyone's text."""
    found = Formatted("/start@aftercare_bot @anna_k https://a.example/b.").detected()

    assert [(one["type"], one["offset"], one["length"]) for one in found.entities] == [
        ("bot_command", 0, 20),
        ("mention", 21, 7),
        ("url", 29, 19),
    ]


def test_nothing_is_marked_inside_code_and_links() -> None:
    """A command inside code stays code only."""
    found = parse_html("<code>/start</code> and/or 1/2").detected()

    assert [one["type"] for one in found.entities] == ["code"]


def test_an_entity_marks_its_stretch_of_the_text() -> None:
    """What an entity marks is found by code units, not by characters."""
    said = parse_html("😀 <b>é😀</b>!")

    assert [said.marked_by(entity) for entity in said.entities] == ["é😀"]


def test_a_caption_is_what_a_picture_says() -> None:
    """A message says its text or its caption, and carries the entities of either beside it."""
    said = parse_html("<b>ab</b>")

    assert Formatted.said_in(said.carried("caption")) == Formatted.said_in(said.carried()) == said
    assert Formatted.said_in({}) == Formatted("")
