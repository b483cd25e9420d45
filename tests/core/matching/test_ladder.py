"""A ranking becomes an answer, a question back, or an honest no."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching.ladder import PART, WHOLE, Ambiguous, Found, Match, NotFound, Policy, decide
from bot.core.matching.matcher import Candidate
from bot.core.model import MOST_TOPICS

POLICY: Final = Policy(answer_from=0.7, also_from=0.6, both_from=0.9, second_from=0.3, offer_from=0.2)
BACKGROUND: Final = frozenset({"football", "hello"})
KEYS: Final = ("swelling", "pain", "cost", "marks", "football", "hello")


def ranked(**confidences: float) -> list[Candidate]:
    """Return candidates with these confidences, best first."""
    best_first = sorted(confidences.items(), key=lambda named: -named[1])
    return [Candidate(key, confidence, score=confidence) for key, confidence in best_first]


RANKINGS: Final = st.dictionaries(st.sampled_from(KEYS), st.floats(0, 1)).map(
    lambda confidences: ranked(**confidences)
)
POLICIES: Final = st.sampled_from([POLICY, WHOLE, PART])


def found(*keys: str, confidence: float) -> Found:
    """Return what is found."""
    return Found(keys=keys, confidence=confidence)


@pytest.mark.parametrize(
    ("confidences", "match"),
    [
        ({"pain": 0.7, "cost": 0.3}, found("pain", confidence=0.7)),
        ({"pain": 0.9}, found("pain", confidence=0.9)),
        ({"pain": 0.8, "cost": 0.55}, found("pain", confidence=0.8)),
        ({"pain": 0.8, "cost": 0.75}, found("pain", "cost", confidence=0.8)),
        ({"pain": 0.65, "cost": 0.6}, found("pain", "cost", confidence=0.65)),
        ({"football": 0.8, "cost": 0.1}, found("football", confidence=0.8)),
    ],
)
def test_one_is_found_where_it_is_sure(confidences: dict[str, float], match: Match) -> None:
    """An entry that is sure enough is found, in the background too, and with it whatever else is sure."""
    assert decide(ranked(**confidences), BACKGROUND, POLICY) == match


@pytest.mark.parametrize(
    ("confidences", "keys"),
    [
        ({"pain": 0.5, "cost": 0.4}, ("pain", "cost")),
        ({"pain": 0.5, "football": 0.45, "cost": 0.4, "marks": 0.1}, ("pain", "cost")),
    ],
)
def test_two_are_found_where_they_are_sure_together(
    confidences: dict[str, float], keys: tuple[str, ...]
) -> None:
    """Two topics that are likely together are both shown, the likelier first."""
    match = decide(ranked(**confidences), BACKGROUND, POLICY)

    assert isinstance(match, Found)
    assert match.keys == keys
    assert match.confidence == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("confidences", "keys"),
    [
        ({"pain": 0.69, "cost": 0.29}, ("pain", "cost")),
        ({"pain": 0.5, "cost": 0.35}, ("pain", "cost")),
        ({"pain": 0.3, "cost": 0.25, "marks": 0.22, "swelling": 0.21}, ("pain", "cost", "marks")),
        ({"football": 0.5, "pain": 0.45, "cost": 0.45}, ("pain", "cost")),
        ({"hello": 0.5, "pain": 0.4, "football": 0.3, "cost": 0.2}, ("pain", "cost")),
    ],
)
def test_the_bot_asks_back_where_none_is_sure(confidences: dict[str, float], keys: tuple[str, ...]) -> None:
    """The likeliest topics are offered, three at most, where neither one nor two are sure."""
    assert decide(ranked(**confidences), BACKGROUND, POLICY) == Ambiguous(keys=keys)


@pytest.mark.parametrize(
    "confidences",
    [
        {},
        {"pain": 0.5},
        {"pain": 0.19, "cost": 0.19},
        {"pain": 0.5, "football": 0.4},
        {"football": 0.5, "hello": 0.4},
        {"football": 0.6, "pain": 0.15, "cost": 0.1},
    ],
)
def test_nothing_is_found_without_evidence(confidences: dict[str, float]) -> None:
    """One unsure topic alone, unlikely topics, and everyday talk are not offered."""
    assert decide(ranked(**confidences), BACKGROUND, POLICY) == NotFound()


@given(RANKINGS, POLICIES)
def test_no_decision_says_more_than_the_ranking(ranking: list[Candidate], policy: Policy) -> None:
    """Whatever the confidences, what is shown was ranked, in that order, and fits one message."""
    match decide(ranking, BACKGROUND, policy):
        case Found(keys=keys) | Ambiguous(keys=keys):
            assert [candidate.key for candidate in ranking if candidate.key in keys] == list(keys)
            assert 1 <= len(keys) <= MOST_TOPICS
        case NotFound():
            pass


@given(RANKINGS, POLICIES)
def test_the_background_is_never_offered(ranking: list[Candidate], policy: Policy) -> None:
    """Everyday talk and small talk are found alone or not at all, and two topics are offered at least."""
    match decide(ranking, BACKGROUND, policy):
        case Found(keys=keys):
            assert len(keys) == 1 or not BACKGROUND & set(keys)
        case Ambiguous(keys=keys):
            assert len(keys) > 1
            assert not BACKGROUND & set(keys)
        case NotFound():
            pass


@given(RANKINGS)
def test_a_part_is_never_believed_sooner_than_the_whole(ranking: list[Candidate]) -> None:
    """What is found for a part of a message is found for a whole message that ranks alike."""
    if isinstance(part := decide(ranking, BACKGROUND, PART), Found):
        whole = decide(ranking, BACKGROUND, WHOLE)
        assert isinstance(whole, Found)
        assert set(part.keys) <= set(whole.keys)
