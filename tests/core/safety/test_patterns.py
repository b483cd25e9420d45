"""Signs are read as written, and found only where their terms stand close and in order."""

import pytest

from bot.core.safety import patterns
from bot.core.safety.lexicon import Span
from bot.core.safety.patterns import USUAL_WINDOW

THROAT, TIGHT = Span(0, 0), Span(4, 5)
OCCURRENCES = {"<throat>": (THROAT,), "tight": (TIGHT,)}


@pytest.mark.parametrize(
    ("written", "window", "orders"),
    [
        ("choking", USUAL_WINDOW, (("choking",),)),
        ("heart  attack", USUAL_WINDOW, (("heart attack",),)),
        ("<cannot> > <breathe> / 5", 5, (("<cannot>", "<breathe>"),)),
        ("<throat> + tight", USUAL_WINDOW, (("<throat>", "tight"), ("tight", "<throat>"))),
        ("<fever> > rash / message", None, (("<fever>", "rash"),)),
    ],
)
def test_reads(written: str, window: int | None, orders: tuple[tuple[str, ...], ...]) -> None:
    """A sign has terms, their possible orders, and a window."""
    sign = patterns.parse(written)

    assert (sign.window, sign.orders) == (window, orders)


@pytest.mark.parametrize("written", ["a + b > c", "a + b + c + d + e"])
def test_refuses(written: str) -> None:
    """A sign does not mix orders, and has no more than four terms."""
    with pytest.raises(ValueError, match="join up to 4 terms"):
        patterns.parse(written)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("<throat> + tight", True),
        ("tight + <throat>", True),
        ("<throat> > tight", True),
        ("tight > <throat>", False),
        ("<throat> > tight / 5", False),
        ("<throat> > tight / 6", True),
        ("<throat> > sore", False),
    ],
)
def test_finds(written: str, found: bool) -> None:  # noqa: FBT001 - the expectation of the row
    """All terms stand within the window, in the order that the sign asks for."""
    matches = list(patterns.parse(written).matches(OCCURRENCES, range(6)))

    assert matches == ([(THROAT, TIGHT)] if found else [])


@pytest.mark.parametrize(("window", "found"), [("9", 0), ("message", 1)])
def test_stays_within_a_sentence(window: str, found: int) -> None:
    """A window ends with the sentence, unless the sign looks at the whole message."""
    far_apart = (0, 1, 2, 3, 1_004, 1_005)

    matches = list(patterns.parse(f"<throat> + tight / {window}").matches(OCCURRENCES, far_apart))

    assert len(matches) == found


@pytest.mark.parametrize(
    ("met", "possible"),
    [
        (("<throat>", "tight"), [0, 2]),
        (("<throat>", "tight", "sore"), [0, 1, 2, 3]),
        (("sore",), [3]),
        (("tight",), []),
        ((), []),
    ],
)
def test_only_possible_signs_are_tried(met: tuple[str, ...], possible: list[int]) -> None:
    """Of many signs those are tried, in their order, whose every term is met."""
    written = ("<throat> + tight", "<throat> > sore", "tight > <throat>", "sore")
    signs = patterns.Signs([patterns.parse(sign) for sign in written])

    found = list(signs.possible(dict.fromkeys(met, (THROAT,))))

    assert [number for number, _ in found] == possible
    assert [sign.written for _, sign in found] == [written[number] for number in possible]


def test_uses_no_word_twice() -> None:
    """One word cannot be two terms of a sign."""
    one_word = {"<throat>": (THROAT,), "<neck>": (THROAT,)}

    assert list(patterns.parse("<throat> + <neck>").matches(one_word, range(6))) == []


def test_signs_that_lack_one_term_are_told() -> None:
    """A sign of which one term or none is missing is told with it; a single term is never missing."""
    signs = patterns.Signs(
        [patterns.parse(written) for written in ("a + b", "a > b > c", "d", "a", "d + e + a")]
    )
    met = {"a": [Span(0, 0)], "c": [Span(1, 1)]}

    assert [(number, lacking) for number, _, lacking in signs.lacking_one(met)] == [
        (0, "b"),
        (1, "b"),
        (3, None),
    ]
