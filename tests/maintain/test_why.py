"""The account of a reply is told on a terminal, in sentences and as JSON."""

import json
from io import StringIO
from typing import Final

import pytest
from rich.console import Console

from bot.core.explaining.values import (
    CandidateLooked,
    Evidence,
    FlagLooked,
    PartLooked,
    Rule,
    Verdict,
    Why,
    WordRead,
)
from bot.core.safety.red_flags import Level
from bot.maintain.why import as_json, in_words, told

TERMINAL: Final = 80
NEAREST: Final = "is [red] bruising normal on the fourth day after threads in both cheeks"
WHY: Final = Why(
    text="Is [bold] pus or brusing dear?",
    words=(
        WordRead(typed="Is", read_as="is"),
        WordRead(typed="BOLD", read_as="bold"),
        WordRead(typed="brusing", read_as="bruising", concepts=("bruise",)),
        WordRead(typed="can't", read_as="cant"),
    ),
    flags=(
        FlagLooked(
            id="infection",
            level=Level.SAME_DAY,
            verdict=Verdict.LOWERED,
            net="signs",
            because=("“pus” shows the sign <pus>", "“no” takes the danger out of it (negation)"),
        ),
    ),
    candidates=(
        CandidateLooked(
            key="redness-and-bruising",
            title="Bruises",
            is_topic=True,
            confidence=0.91,
            score=0.8,
            nearest_ask=NEAREST,
            evidence=(Evidence(words="bruising", share=0.5), Evidence(words="dear", share=-0.25)),
        ),
        CandidateLooked(
            key="cost",
            title="Cost",
            is_topic=True,
            confidence=0.002,
            score=0,
            nearest_ask="price",
            evidence=(),
        ),
        CandidateLooked(
            key="pain",
            title="Pain",
            is_topic=True,
            confidence=0.001,
            score=0,
            nearest_ask="ouch",
            evidence=(),
        ),
    ),
    parts=(PartLooked(words="is pus", key="infection", confidence=0.6), PartLooked(words="xyz")),
    lead=0.89,
    rule=Rule.SAME_DAY,
    below=Rule.ONE,
    thresholds=(("answer_from", 0.5),),
    kind="urgent",
    topics=("redness-and-bruising",),
)
NOTHING: Final = Why(
    text="",
    words=(),
    flags=(),
    candidates=(),
    lead=0,
    rule=Rule.NOTHING,
    thresholds=(),
    kind="unknown",
    topics=(),
)


def printed(why: Why, *, width: int = TERMINAL, colour: bool = False) -> str:
    """Return what a terminal of that width shows."""
    console = Console(
        file=(page := StringIO()),
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
    )
    console.print(*told(why), sep="\n")
    return page.getvalue()


@pytest.mark.parametrize(
    "piece",
    [
        "urgent: redness-and-bruising",
        f"because: {Rule.SAME_DAY}",
        "brusing → bruising  names bruise",
        "infection (same-day, by signs): lowered",
        "“no” takes the danger out of it (negation)",
        "“is pus” → infection 0.60",
        "“xyz” → nothing",
        "0.91",
        "bruising +50%",
        "lead 0.89",
        "[red]",
    ],
)
def test_a_terminal_shows_everything(piece: str) -> None:
    """Decision, words, flags, questions and candidates stand on the page; brackets are no markup."""
    assert piece in printed(WHY)


@pytest.mark.parametrize("width", [TERMINAL, 200])
def test_a_long_ask_is_shown_to_its_end(width: int) -> None:
    """An ask folds within its column, and none of its words is cut off."""
    assert set(NEAREST.split()) <= set(printed(WHY, width=width).split())


@pytest.mark.parametrize("width", [40, TERMINAL, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Whatever is told folds into the width that there is."""
    assert max(map(len, printed(WHY, width=width).splitlines())) <= width


def test_colour_is_for_terminals_that_have_it() -> None:
    """The same page is coloured on a terminal with colours, and plain elsewhere."""
    assert "\x1b[" in printed(WHY, colour=True)
    assert "\x1b" not in printed(WHY)


def test_a_word_that_is_only_written_otherwise_is_not_told_as_corrected() -> None:
    """Capitals and apostrophes are no slip."""
    assert "can't →" not in printed(WHY)
    assert "Is →" not in printed(WHY)


def test_a_candidate_that_is_hopeless_is_left_out() -> None:
    """Behind the first two only likely candidates are told."""
    assert "cost" in printed(WHY)
    assert "ouch" not in printed(WHY)


def test_nothing_is_told_as_nothing() -> None:
    """An empty message has its account too."""
    assert all(piece in printed(NOTHING) for piece in ("unknown", "no word at all", "nothing speaks for one"))


def test_sentences_tell_the_same() -> None:
    """A report gets whole sentences, the decision first."""
    decision = f"urgent: redness-and-bruising, because: {Rule.SAME_DAY}"
    flag = "infection (same-day, by signs): lowered: “pus” shows the sign <pus>"
    nearest = f"redness-and-bruising 0.91: nearest ask “{NEAREST}”"
    evidence = "bruising +50%, dear -25%"

    assert in_words(WHY) == (
        f"{decision}; the answer below: {Rule.ONE} (answer_from 0.5).",
        "“brusing” is read as “bruising”.",
        f"{flag}; “no” takes the danger out of it (negation).",
        "Asked by itself: “is pus” → infection 0.60.",
        "Asked by itself: “xyz” → nothing.",
        f"{nearest}; {evidence}.",
        "cost 0.00: nearest ask “price”.",
        "The lead is 0.89.",
    )
    assert in_words(NOTHING) == (f"unknown, because: {Rule.NOTHING}.",)


def test_json_holds_the_whole_account() -> None:
    """One line of JSON reads back as the same account."""
    line = as_json(WHY)

    assert "\n" not in line
    assert Why.model_validate(json.loads(line)) == WHY
