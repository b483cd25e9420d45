"""What the knowledge base that comes with the program promises."""

from datetime import date

import pytest

from bot.core.knowledge import Knowledge
from bot.core.model import NOT_REVIEWED, Kind, Topic

KINDS = {
    Kind.PROCEDURE: {
        "what-is-thread-lift",
        "cost",
        "when-results-show",
        "other-treatments",
        "suitability",
        "thread-types",
        "contact-clinic",
    },
    Kind.SIDE_EFFECT: {
        "track-marks",
        "pain-and-swelling",
        "redness-and-bruising",
        "bleeding-and-hematoma",
        "infection",
    },
    Kind.COMPLICATION: {
        "thread-extrusion",
        "loss-of-effect",
        "thread-rejection",
        "facial-asymmetry",
        "facial-nerve-paralysis",
        "dimpling",
        "numbness",
    },
    Kind.MEDICATION: {
        "antibiotics",
        "pain-relief-medicines",
        "nerve-vitamins",
        "wound-antiseptic",
        "other-medicines",
    },
    Kind.RECOVERY: {
        "general-advice",
        "exercise",
        "sleep-position",
        "eating-and-chewing",
        "washing-and-makeup",
        "sun-heat-and-sauna",
        "alcohol-and-smoking",
        "travel",
    },
}
COVERED = {
    "what-is-thread-lift": {"O1": "surgery", "O2": "threads skin", "O3": "sagging wrinkles"},
    "cost": {"O4": "3,000 5,000 yuan session"},
    "when-results-show": {"O5": "1 3 months"},
    "track-marks": {"S1a": "marks", "S1b": "fade"},
    "pain-and-swelling": {"S2a": "mild swelling", "S2b": "2 weeks"},
    "redness-and-bruising": {"S3a": "redness bruis", "S3b": "care"},
    "bleeding-and-hematoma": {"S4a": "vessel", "S4b": "bleeding hematoma", "S4c": "few days"},
    "infection": {"S5a": "care", "S5b": "swelling fever pain", "S5c": "antibiotic doctor"},
    "thread-extrusion": {"C1a": "surface skin", "C1b": "infection", "C1c": "trim", "C1d": "remov"},
    "loss-of-effect": {"C2a": "1 1.5 year", "C2b": "absorb", "C2c": "repeat"},
    "thread-rejection": {
        "C3a": "redness swelling pain",
        "C3b": "doctor",
        "C3c": "clean iodophor gauze",
        "C3d": "doctor",
    },
    "facial-asymmetry": {"C4a": "threads", "C4b": "warm massage"},
    "facial-nerve-paralysis": {"C5a": "nerve deep", "C5b": "smil side", "C5c": "move", "C5d": "doctor"},
    "general-advice": {"G1": "clean", "G2": "rest", "G3": "tired", "G4": "doctor"},
    "antibiotics": {"M1": "amoxicillin cefixime moxifloxacin"},
    "pain-relief-medicines": {"M2": "aspirin ibuprofen acetaminophen paracetamol"},
    "nerve-vitamins": {"M3": "mecobalamin B1 B12"},
    "wound-antiseptic": {"M4": "iodophor"},
}
"""Every fact of the source article, by its id, and the words without which it is not told."""


def told(topic: Topic) -> str:
    """Return everything that a patient reads of a topic."""
    net = topic.safety_net
    advice = (net.uncertain, *net.look_for, net.get_help, net.time_course) if net else ()
    return "\n".join((topic.title, topic.answer, *advice))


def test_kinds_are_as_designed(knowledge: Knowledge) -> None:
    """Every topic has the kind that decides its doctor prompt; no topic is missing."""
    kinds = {kind: {topic.id for topic in knowledge.topics if topic.kind is kind} for kind in Kind}

    assert kinds == KINDS


@pytest.mark.parametrize("topic_id", COVERED)
def test_every_fact_is_told(knowledge: Knowledge, topic_id: str) -> None:
    """A covered topic names the article's facts and tells each of them."""
    topic = knowledge.topic(topic_id)

    assert topic is not None
    assert topic.covered
    assert set(topic.source.facts) == set(COVERED[topic_id])
    text = told(topic).lower()
    for fact, needed in COVERED[topic_id].items():
        missing = [word for word in needed.lower().split() if word not in text]
        assert not missing, fact


def test_what_the_article_does_not_cover_is_marked(knowledge: Knowledge) -> None:
    """A topic is covered exactly when the article has facts about it."""
    assert {topic.id for topic in knowledge.topics if topic.covered} == set(COVERED)


def test_there_are_asks_enough(knowledge: Knowledge) -> None:
    """A covered topic has at least 40 asks, an uncovered one 15."""
    short = [topic.id for topic in knowledge.topics if len(topic.asks) < (40 if topic.covered else 15)]

    assert not short


def test_review_is_honest(knowledge: Knowledge) -> None:
    """Nothing claims a review that did not happen, and each topic says when one is due."""
    for topic in knowledge.topics:
        assert topic.review.by == NOT_REVIEWED
        assert topic.review.due > date(2026, 11, 1)


def test_everyday_medicines_are_known(knowledge: Knowledge) -> None:
    """Brands and everyday names of medicines lead to their topics."""
    topics = {name: group.topic for group in knowledge.medicines for name in group.names}

    for name in ("tylenol", "panadol", "advil", "nurofen"):
        assert topics[name] == "pain-relief-medicines"
    assert topics["augmentin"] == "antibiotics"
    assert topics["betadine"] == "wound-antiseptic"
    for name in ("blood thinner", "arnica"):
        assert topics[name] == "other-medicines"


def test_there_is_a_flag_for_every_class_of_danger(knowledge: Knowledge) -> None:
    """Each of the 15 classes of danger has a flag."""
    assert {flag.id for flag in knowledge.red_flags.flags} == {
        "airway", "anaphylaxis", "stroke", "vision", "bleeding", "sepsis", "infection", "skin-ischaemia",
        "facial-palsy", "anaesthetic-toxicity", "chest", "consciousness", "parotid", "self-harm", "overdose",
    }  # fmt: skip
