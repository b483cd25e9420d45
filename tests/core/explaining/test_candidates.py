"""What speaks for a candidate is told word by word."""

import pytest

from bot.core.answering import Answerer, Question
from bot.core.explaining.candidates import MOST_EVIDENCE, SCORED_FROM
from bot.core.explaining.values import CandidateLooked
from bot.core.knowledge import Knowledge


def best(answerer: Answerer, text: str) -> CandidateLooked:
    """Return the likeliest candidate."""
    return answerer.why(Question(text=text)).candidates[0]


def test_the_telling_word_speaks_most(answerer: Answerer) -> None:
    """The name of a medicine is the strongest evidence for its topic."""
    evidence = best(answerer, "can i take advil tonight").evidence

    assert evidence[0].words == "advil"
    assert evidence[0].share > 0.3


def test_the_only_word_is_all_the_evidence(answerer: Answerer) -> None:
    """Without its only word, a question speaks for nothing."""
    assert [(it.words, it.share) for it in best(answerer, "bruising").evidence] == [("bruising", 1)]


def test_a_word_may_speak_against(answerer: Answerer) -> None:
    """A word that belongs to another topic has a share below 0."""
    sleep, *_ = (
        candidate
        for candidate in answerer.why(Question(text="blood on my pillow")).candidates
        if candidate.key == "sleep-position"
    )

    assert {it.words: it.share < 0 for it in sleep.evidence}["blood"]


@pytest.mark.parametrize("text", ["bruising", "how much is it", "what about my dog", "is it safe " * 90])
def test_evidence_is_strongest_first(answerer: Answerer, text: str) -> None:
    """Shares stand by strength, whatever their sign, at most a dozen, each between -1 and 1."""
    for candidate in answerer.why(Question(text=text)).candidates:
        strengths = [abs(it.share) for it in candidate.evidence]

        assert strengths == sorted(strengths, reverse=True)
        assert len(strengths) <= MOST_EVIDENCE
        assert all(strength <= 1 for strength in strengths)


def test_what_hardly_scores_has_no_evidence(answerer: Answerer) -> None:
    """A share of next to nothing means nothing, so none is told."""
    _, *others = answerer.why(Question(text="what about my dog")).candidates

    assert 0 < others[0].score < SCORED_FROM
    assert [other.evidence for other in others] == [()] * len(others)


def test_the_nearest_ask_is_as_its_author_wrote_it(answerer: Answerer, knowledge: Knowledge) -> None:
    """An ask that is typed in other letters is shown as it stands in the file."""
    topic = next(topic for topic in knowledge.topics if any(ask != ask.lower() for ask in topic.asks))
    ask = next(ask for ask in topic.asks if ask != ask.lower())
    looked = best(answerer, ask.lower())

    assert (looked.key, looked.nearest_ask, looked.title) == (topic.id, ask, topic.title)


def test_what_is_no_topic_says_so(answerer: Answerer) -> None:
    """Small talk and everyday talk are candidates, and no topics."""
    assert not best(answerer, "hello").is_topic
    assert not best(answerer, "what about my dog").is_topic
    assert best(answerer, "bruising").is_topic
