"""Texts are linted for clarity: each rule has a text that breaks it, and the cure."""

import pytest

from bot.content.safe_wording import READING_GRADE
from bot.maintain.lint.clarity import MEDICAL_WORD, REDNESS, VAGUE
from tests.content.base import SmallBase
from tests.maintain.lint.linted import told

RULES = (MEDICAL_WORD, REDNESS, VAGUE, READING_GRADE)
ANSWER = "Skin can feel numb."


@pytest.mark.parametrize(
    ("wrong", "complaint", "right"),
    [
        (
            "An oedema can come.",
            (
                'numbness.yaml:7: warning: numbness > answer: "oedema" is a medical word without a '
                'plain one beside it; say "swell" first, or instead'
            ),
            "A swelling (oedema) can come.",
        ),
        (
            "Paralysed skin can come.",
            (
                'numbness.yaml:7: warning: numbness > answer: "paralysed" is a medical word without '
                'a plain one beside it; say "does not move" first, or instead'
            ),
            "Your face does not move. Ask us. It is paralysed.",
        ),
        (
            "The redness can spread.",
            (
                'numbness.yaml:7: warning: numbness > answer: "redness" is hard to see on dark skin, '
                'and no other sign stands beside it; add one, such as "darker, purple or grey", heat, pain '
                "or swelling"
            ),
            "The skin is red or darker.",
        ),
    ],
)
def test_each_unclear_text_has_its_cure(base: SmallBase, wrong: str, complaint: str, right: str) -> None:
    """A text that not everybody understands is told with its place and its cure, and is fine once cured."""
    base.change("topics/numbness.yaml", ANSWER, f"{wrong} {ANSWER}")
    before = told(base, *RULES)
    base.change("topics/numbness.yaml", wrong, right)

    assert before == [complaint]
    assert told(base, *RULES) == []


def test_a_number_stands_where_the_article_gives_one(base: SmallBase) -> None:
    """A vague word is told where the facts hold the number, unless the sentence has a number itself."""
    figure = "    figure: {of: time, says: 2 weeks}\n"
    base.write("facts.yaml", (base.folder / "facts.yaml").read_text() + figure)
    base.change("topics/numbness.yaml", ANSWER, f"It goes soon, in 2 weeks. {ANSWER}")
    with_number = told(base, VAGUE)
    base.change("topics/numbness.yaml", "It goes soon, in 2 weeks.", "It goes soon.")

    assert with_number == []
    assert told(base, VAGUE) == [
        (
            'numbness.yaml:7: warning: numbness > answer: "soon" is vague, and the article gives a '
            "number; write 2 weeks"
        )
    ]


def test_a_vague_word_is_free_where_the_article_gives_no_number(base: SmallBase) -> None:
    """Nobody must invent a number."""
    base.change("topics/numbness.yaml", ANSWER, f"It goes soon. {ANSWER}")

    assert told(base, VAGUE) == []


def test_a_hard_text_is_a_warning_before_it_is_an_error(base: SmallBase) -> None:
    """Between grade 6 and grade 8 a text is read, and a reviewer is told."""
    base.change(
        "topics/numbness.yaml", ANSWER, "Paraesthesia occasionally necessitates professional evaluation."
    )

    assert told(base, READING_GRADE) == [
        (
            "numbness.yaml:7: warning: numbness > answer: the text reads at grade 6.8, and 6 is the "
            "target; use shorter sentences and shorter words"
        )
    ]


def test_a_title_needs_no_explanation(base: SmallBase) -> None:
    """A title is a button, which has no room for two words."""
    base.change("topics/numbness.yaml", "title: Numb skin", "title: Palsy and red skin")

    assert told(base, MEDICAL_WORD, REDNESS) == []


def test_cards_and_phrases_are_read_each_by_itself(base: SmallBase) -> None:
    """What is explained in another phrase is not explained here."""
    base.change("red_flags.yaml", "now.\n", "now. It can be a palsy.\n")

    assert [line.split(":")[0] for line in told(base, MEDICAL_WORD)] == ["red_flags.yaml"]


def test_a_clinics_own_words_are_linted(base: SmallBase) -> None:
    """A clinic is told of its own words, in its own file."""
    clinic = (
        'topics: {numbness: {answer: "Redness or numb skin. Ask {clinic}.", '
        'signed: {by: Dr Rose, on: "2026-11-01"}}}\n'
    )

    assert [line.split(": ")[:2] for line in told(base, REDNESS, clinic=clinic)] == [
        ["clinic.yaml:1", "warning"]
    ]
