"""A construction lowers a red flag only where it covers its words, and never more than it says."""

from typing import Final

import pytest

from bot.core.safety.lexicon import Lexicon, Span
from bot.core.safety.lowering import Constructions, Cover
from bot.core.safety.message import Message, read
from bot.core.safety.reach import scope_lists
from bot.core.safety.red_flags import Level, Lowering, Reach, RedFlag, RedFlags, Scope


def flag(flag_id: str) -> RedFlag:
    """Return a red flag of that id."""
    return RedFlag(id=flag_id, level=Level.EMERGENCY, card="Call.", signs=("zig",), source="made up")


FLAG: Final = flag("zigging")
SCOPE: Final = Scope(through="any", joins="or", listed="zug, zag", ends="but")


def lowering(reach: Reach = Reach.REST, unless: str | None = None) -> Lowering:
    """Return a construction whose only word is "cue"."""
    return Lowering(id="made-up", reach=reach, signs=("cue",), unless=unless)


def covers(typed: str, construction: Lowering) -> tuple[Message, list[Cover]]:
    """Return the message, and what the construction covers in it."""
    red_flags = RedFlags(
        lists={"ill": "zig, zag", "loud": "bang"}, flags=(FLAG,), lowerings=(construction,), scope=SCOPE
    )
    lists = {**red_flags.entries, **scope_lists(SCOPE), "cue": ("cue",)}
    message = read(typed, Lexicon(lists, {}, ()))
    return message, list(Constructions(red_flags).covers(message))


def match_of(message: Message, *words: str) -> tuple[Span, ...]:
    """Return these words of a message as the terms of a sign."""
    return tuple(Span(place, place) for place in map(message.words.index, words))


@pytest.mark.parametrize(
    ("reach", "covered"),
    [
        (Reach.ITSELF, "cue"),
        (Reach.NEXT, "zug"),
        (Reach.PREVIOUS, "zag"),
        (Reach.REST, "cue zug five"),
        (Reach.CLAUSE, "three zag cue zug five"),
    ],
)
def test_each_reach_covers_its_words(reach: Reach, covered: str) -> None:
    """A construction covers itself, a neighbour, the rest of its clause or all of it."""
    message, (cover,) = covers("one but three zag cue zug five, six", lowering(reach))

    assert " ".join(message.words[place] for place in sorted(cover.covered)) == covered


@pytest.mark.parametrize(
    ("terms", "lowered"),
    [
        (("zig",), True),
        (("zag",), True),
        (("zig", "far"), True),
        (("zag", "far"), True),
        (("far", "zig"), True),
        (("far", "zag"), False),
        (("far",), False),
    ],
)
def test_a_list_lowers_only_what_begins_with_an_item(terms: tuple[str, ...], lowered: bool) -> None:  # noqa: FBT001 - a row
    """After "no", any word of a sign lowers it; a later item of the list lowers what begins with it."""
    message, (cover,) = covers("far off cue zig or zag", lowering(Reach.NEXT))

    assert cover.lowers(FLAG, match_of(message, *terms)) == lowered


@pytest.mark.parametrize(
    ("reach", "lowered"), [(Reach.NEXT, False), (Reach.PREVIOUS, False), (Reach.REST, True)]
)
def test_a_negation_within_the_sign_does_not_lower_it(reach: Reach, lowered: bool) -> None:  # noqa: FBT001 - a row
    """The "cannot" of "cannot breathe" is part of the danger; "what if I cannot breathe" is a question."""
    message, (cover,) = covers("zag cue zig", lowering(reach))

    assert cover.lowers(FLAG, match_of(message, "cue", "zig")) == lowered


@pytest.mark.parametrize(
    ("only", "never", "lowered"),
    [
        ((), (), ["zigging", "zagging"]),
        (("zigging",), (), ["zigging"]),
        ((), ("zigging",), ["zagging"]),
        (("zigging",), ("zigging",), []),
    ],
)
def test_a_construction_lowers_the_flags_it_may(
    only: tuple[str, ...], never: tuple[str, ...], lowered: list[str]
) -> None:
    """A construction says which flags alone it lowers, or which it never does; "never" wins."""
    message, (cover,) = covers("cue zig", lowering().model_copy(update={"only": only, "never": never}))
    match = match_of(message, "zig")

    assert [one.id for one in (FLAG, flag("zagging")) if cover.lowers(one, match)] == lowered


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("cue zig", 1),
        ("cue zig bang", 0),
        ("cue bang zig", 0),
        ("cue zig, bang", 1),
        ("cue zig but bang", 1),
        ("bang cue zig", 1),
    ],
)
def test_a_voiding_word_must_be_covered(typed: str, count: int) -> None:
    """A word that rules a construction out does so among the covered words, and nowhere else."""
    _, found = covers(typed, lowering(unless="loud"))

    assert len(found) == count


def test_a_construction_within_its_own_reach_adds_nothing() -> None:
    """A message that repeats one construction thousands of times has one cover for each clause."""
    _, found = covers("cue " * 5_000 + "zig, cue zag", lowering())

    assert len(found) == 2


@pytest.mark.parametrize(
    ("typed", "across", "count"),
    [
        ("cue bang", False, 1),
        ("cue, bang", False, 0),
        ("cue but bang", False, 0),
        ("cue, bang", True, 1),
        ("cue. bang", True, 0),
    ],
)
def test_its_own_words_stand_in_one_clause(typed: str, across: bool, count: int) -> None:  # noqa: FBT001 - a row
    """A construction does not begin in one clause and end in the next, unless it says so."""
    construction = lowering().model_copy(update={"signs": ("cue > <loud>",), "across": across})

    _, found = covers(typed, construction)

    assert len(found) == count


def test_nothing_is_covered_without_a_construction() -> None:
    """A message in which no construction stands has no cover."""
    _, found = covers("zig or zag", lowering())

    assert found == []
