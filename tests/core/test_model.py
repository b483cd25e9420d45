"""The schema refuses content that could not be shown safely, and leaves honest content alone."""

from datetime import date

import pytest
from pydantic import ValidationError

from bot.core.model import NOT_REVIEWED, TOPIC_ROOM, Clinic, Kind, Review, Topic
from tests.telegram.content import COST, DIMPLES, NERVE

CLINICAL = (Kind.COMPLICATION, Kind.MEDICATION)
DAY = date(2026, 1, 31)


def changed(topic: Topic, **fields: object) -> Topic:
    """Return the topic with other fields, checked like any topic."""
    return Topic.model_validate({**dict(topic), **fields})


def test_medicines_and_complications_need_the_doctor_prompt() -> None:
    """Of all kinds, exactly medicines and complications need the see-your-doctor lines."""
    needing = {kind for kind in Kind if kind.needs_doctor_prompt}

    assert needing == set(CLINICAL)


@pytest.mark.parametrize("covered", [True, False])
@pytest.mark.parametrize("kind", CLINICAL)
def test_a_clinical_topic_needs_its_safety_net(kind: Kind, covered: bool) -> None:  # noqa: FBT001 - a row
    """A medicine or complication without safety-net advice is refused, also where the article is silent."""
    with pytest.raises(ValidationError, match=f"a {kind} topic needs a safety_net with uncertain, look_for"):
        changed(NERVE, kind=kind, covered=covered, safety_net=None)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in CLINICAL])
def test_other_topics_may_do_without(kind: Kind) -> None:
    """A topic of any other kind stands without safety-net advice."""
    assert changed(COST, kind=kind).safety_net is None


@pytest.mark.parametrize("letter", ["x", "é", "😀"])
@pytest.mark.parametrize("topic", [COST, DIMPLES])
def test_a_topic_fits_its_share_of_a_message(topic: Topic, letter: str) -> None:
    """Title, answer and advice fill the room to its last UTF-16 unit, of which an emoji takes two."""
    left = TOPIC_ROOM - topic.length + len(topic.answer)
    units = 2 if letter == "😀" else 1
    full = letter * (left // units) + "x" * (left % units)

    assert changed(topic, answer=full).length == TOPIC_ROOM
    with pytest.raises(ValidationError, match=f"have {TOPIC_ROOM + 1} characters together"):
        changed(topic, answer=full + "x")


def test_every_line_of_advice_takes_room() -> None:
    """What a topic shows is its title, its answer and each line of its advice, and no more."""
    net = NERVE.safety_net
    assert net is not None
    shown = (NERVE.title, NERVE.answer, net.uncertain, *net.look_for, net.get_help, net.time_course)

    assert NERVE.length == len("".join(shown))


def test_an_unknown_field_is_refused() -> None:
    """A field that the schema does not know is refused, and not dropped."""
    with pytest.raises(ValidationError, match="extra_forbidden"):
        changed(COST, dose="5 mg")


def test_a_topic_is_frozen() -> None:
    """Nobody changes a text after it was checked."""
    with pytest.raises(ValidationError, match="frozen"):
        COST.answer = "Take two."  # type: ignore[misc]


@pytest.mark.parametrize(("by", "on"), [(NOT_REVIEWED, DAY), ("Dr Ada Example", "not yet")])
def test_half_a_review_is_refused(by: str, on: date | str) -> None:
    """A date without a name, or a name without a date, claims a review that did not happen."""
    with pytest.raises(ValidationError, match="or a name with a quoted"):
        Review.model_validate({"by": by, "on": on, "due": DAY})


@pytest.mark.parametrize(("by", "on"), [(NOT_REVIEWED, "not yet"), ("Dr Ada Example", DAY)])
def test_an_honest_review_is_accepted(by: str, on: date | str) -> None:
    """A text is reviewed by somebody on a day, or by nobody and not yet."""
    review = Review.model_validate({"by": by, "on": on, "due": DAY})

    assert (review.by, review.on) == (by, on)


def test_an_unknown_clinic_has_general_words() -> None:
    """A clinic that says nothing of itself is still somebody to call."""
    assert Clinic().model_dump() == {
        "name": "your clinic",
        "phone": None,
        "emergency_number": "your local emergency number",
        "crisis_line": None,
    }
