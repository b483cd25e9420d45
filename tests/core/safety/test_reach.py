"""Scope ends where a reader would end it: at a comma, at a "but", at a word that no "no" covers."""

from typing import Final

import pytest

from bot.core.safety.lexicon import Lexicon, Span
from bot.core.safety.message import Message, read
from bot.core.safety.reach import Places, Surroundings, scope_lists
from bot.core.safety.red_flags import Scope

SCOPE: Final = Scope(through="any, sign of", joins="or", listed="zug, zag", ends="but, even so", never="ouch")
LEXICON: Final = Lexicon({**scope_lists(SCOPE), "<ill>": ("zig", "zag", "big zog")}, {}, ())


def message_of(typed: str) -> Message:
    """Return the message as the screen reads it."""
    return read(typed, LEXICON)


def covered(message: Message, places: Places) -> str:
    """Return the words at these places."""
    return " ".join(message.words[place] for place in sorted(places))


def cue_in(message: Message) -> Span:
    """Return where the word "cue" stands."""
    place = message.words.index("cue")
    return Span(place, place)


@pytest.mark.parametrize(
    ("typed", "reached"),
    [
        ("cue zig zag", "zig"),
        ("cue any sign of zig", "zig"),
        ("cue any sign", "sign"),
        ("cue, zig", ""),
        ("cue any, zig", ""),
        ("cue. zig", ""),
        ("cue ouch zig", ""),
        ("cue any ouch", ""),
        ("zig cue", ""),
        ("cue any", ""),
    ],
)
def test_the_next_word_is_reached_over_bridges(typed: str, reached: str) -> None:
    """The first word behind the cue that is no bridge is reached, in the same clause, unless it is immune."""
    message = message_of(typed)

    assert covered(message, Surroundings(message).next_to(cue_in(message))) == reached


@pytest.mark.parametrize(
    ("typed", "reached"),
    [
        ("zig zag cue", "zag"),
        ("zig any sign of cue", "zig"),
        ("zig, cue", ""),
        ("zig. cue", ""),
        ("zig, any cue", ""),
        ("cue zig", ""),
        ("any cue", ""),
    ],
)
def test_the_word_before_is_reached_over_bridges(typed: str, reached: str) -> None:
    """The last word before the cue that is no bridge is reached, in the same clause."""
    message = message_of(typed)

    assert covered(message, Surroundings(message).previous_to(cue_in(message))) == reached


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("zig or zag", "zag"),
        ("zig or any sign of zag", "zag"),
        ("zig or big zog or zag", "big zag"),
        ("zig, zug or zag", "zug zag"),
        ("zig, zug, zag", ""),
        ("zig, sore, zug or zag", ""),
        ("zig, or zag", "zag"),
        ("zig zug", ""),
        ("zig sore or zag", ""),
        ("zig", ""),
        ("zig. or zag", ""),
        ("zig. zug or zag", ""),
    ],
)
def test_a_list_goes_on_while_it_is_joined(typed: str, items: str) -> None:
    """A joining word leads to the next item; over a comma only listed words follow, one of them joined."""
    message = message_of(typed)
    reached = covered(message, Surroundings(message).items_after(0)).split()

    assert " ".join(word for word in reached if word != "or") == items


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("zig zag cue zug zog", "zig zag", "zug zog"),
        ("zig, zag cue zug, zog", "zag", "zug"),
        ("zig. zag cue zug. zog", "zag", "zug"),
        ("zig but zag cue zug but zog", "zag", "zug"),
        ("zig even so zag cue zug even so zog", "zag", "zug"),
        ("zig but, zag cue zug, but zog", "zag", "zug"),
        ("but cue but", "", ""),
        ("cue", "", ""),
    ],
)
def test_a_clause_ends_at_commas_and_at_words_that_end_it(typed: str, before: str, after: str) -> None:
    """What leads up to a cue and what follows it reach as far as the nearest comma, stop or "but"."""
    message = message_of(typed)
    around, cue = Surroundings(message), cue_in(message)

    assert covered(message, around.start_of_clause(cue)) == before
    assert covered(message, around.rest_of_clause(cue)) == after


def test_a_long_list_ends() -> None:
    """A list that never ends reaches only over its first items."""
    message = message_of("zig" + " or zag" * 10_000)

    assert 0 < len(Surroundings(message).items_after(0)) < 50


def test_no_sign_can_call_a_list_of_scope() -> None:
    """The lists of scope have names that cannot be written into a sign."""
    lists = scope_lists(SCOPE)

    assert set(lists.values()) == {("any", "sign of"), ("or",), ("zug", "zag"), ("but", "even so"), ("ouch",)}
    assert not [name for name in lists if name.startswith("<")]


@pytest.mark.parametrize(
    ("typed", "unbroken"),
    [
        ("cue zig ouch", True),
        ("cue, ouch", False),
        ("cue. ouch", False),
        ("cue but ouch", False),
        ("but cue ouch but", True),
    ],
)
def test_a_construction_stops_at_a_comma_and_at_but(typed: str, unbroken: bool) -> None:  # noqa: FBT001 - a row
    """Two words belong together when neither a pause nor a "but" stands between them."""
    message = message_of(typed)
    place = message.words.index("ouch")

    assert Surroundings(message).is_unbroken(cue_in(message), Span(place, place)) == unbroken
