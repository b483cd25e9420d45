"""The fitted matcher knows its training questions, and never answers with their background."""

import pytest

from benchmarks.own_matcher import FittedMatcher, confidence, score
from benchmarks.question_sets import LabelledQuestion
from bot.core.matching.meanings import NO_VECTORS

QUESTIONS = (
    LabelledQuestion("when do you open", "opening"),
    LabelledQuestion("opening hours please", "opening"),
    LabelledQuestion("how much is it", "price"),
    LabelledQuestion("who won the match", None),
)


@pytest.fixture(scope="module")
def matcher() -> FittedMatcher:
    """A matcher of two labels and a background."""
    return FittedMatcher(QUESTIONS, NO_VECTORS)


def test_corrects_what_it_has_learnt(matcher: FittedMatcher) -> None:
    """A typo is read as the training word that is meant."""
    (best, *_) = matcher.ranked("openning hours")

    assert best.key == "opening"


def test_the_background_competes_and_is_no_answer(matcher: FittedMatcher) -> None:
    """What reads like the background leaves the labels without score, and its own name is never ranked."""
    background, asked = matcher.ranked("who won the match"), matcher.ranked("how much is it")

    assert {candidate.key for candidate in background} <= {"opening", "price"}
    assert score(background) < score(asked)
    assert confidence(background) < 0.5 < confidence(asked)


def test_nothing_ranked_is_no_certainty() -> None:
    """An empty ranking is as uncertain as can be."""
    assert (score(()), confidence(())) == (0.0, 0.0)
