"""What the knowledge base that comes with the program promises."""

from datetime import date

import pytest

from bot.core.knowledge import Knowledge
from bot.core.model import NOT_REVIEWED, Kind, Topic
from bot.core.replies import Answer, needs_doctor_prompt

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


DAYS = {"S2b": {0, 14}, "S4c": {0, 3}, "O5": {30, 90}, "C2a": {365, 547}}
"""The days that the article's facts give: 2 weeks, 1 and 3 months, 1 and 1.5 years.

"A few days" has no number there; 3 is the least that it can mean.
"""
COURSES = {
    "pain-and-swelling": (None, 14),
    "bleeding-and-hematoma": (None, 3),
    "when-results-show": (30, 90),
    "loss-of-effect": (365, 547),
}


def test_courses_are_the_articles(knowledge: Knowledge) -> None:
    """Exactly the topics of which the article tells a time have a course, with its days."""
    courses = {it.id: (it.course.from_day, it.course.until_day) for it in knowledge.topics if it.course}

    assert courses == COURSES


@pytest.mark.parametrize("topic_id", COURSES)
@pytest.mark.parametrize("day", [0, 1, 3, 4, 14, 15, 30, 90, 91, 365, 547, 548, 1_000])
def test_every_line_about_a_day_says_whom_to_ask(knowledge: Knowledge, topic_id: str, day: int) -> None:
    """A line about a day names it and the clinic; one past its time says so, and the prompt follows."""
    topic = knowledge.topic(topic_id)
    assert topic is not None
    assert topic.course is not None
    line, is_past = topic.course.told_on(day), topic.course.is_past(day)

    assert f"Day {day}" in line
    assert "your clinic" in line
    assert ("past" in line) is is_past
    assert needs_doctor_prompt(Answer(topics=(topic,), day=day)) is (
        is_past or topic.kind.needs_doctor_prompt
    )


def test_the_calendar_holds_only_the_articles_days(knowledge: Knowledge) -> None:
    """Patients are written to, and shown stages, on days that the article's facts give and on no others."""
    calendar = knowledge.calendar

    assert [it.day for it in calendar.milestones] == [14, 30, 90, 365, 547]
    for milestone in calendar.milestones:
        assert any(milestone.day in DAYS.get(fact, ()) for fact in milestone.source.facts), milestone.id
    assert {day for it in calendar.stages for day in (it.first_day, it.last_day)} <= set().union(
        *DAYS.values()
    )


def test_a_check_in_names_only_facts_that_exist(knowledge: Knowledge) -> None:
    """What a check-in rests on are facts of the article."""
    known = {fact for facts in COVERED.values() for fact in facts}

    assert {fact for it in knowledge.calendar.milestones for fact in it.source.facts} <= known


@pytest.mark.parametrize(
    ("day", "time"),
    [
        (14, "2 weeks"),
        (30, "1 to 3 months"),
        (90, "1 to 3 months"),
        (365, "1 to 1.5 years"),
        (547, "1 to 1.5 years"),
    ],
)
def test_a_check_in_tells_what_the_article_says(knowledge: Knowledge, day: int, time: str) -> None:
    """A check-in names its source, the time and the clinic, and never suggests that all is well."""
    [milestone] = [it for it in knowledge.calendar.milestones if it.day == day]
    text = milestone.check_in.lower()

    assert "the article" in text
    assert time in text
    assert "your clinic" in text
    assert not any(word in text for word in ("fine", "all well", "all right", "normal", "no worry"))
