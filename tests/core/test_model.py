"""The schema refuses content that could not be shown safely, and leaves honest content alone."""

import re
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from bot.core.model import COURSE_ROOM, NOT_REVIEWED, TOPIC_ROOM, Course, Kind, Review, ReviewState, Topic
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


COURSE = Course(
    from_day=30,
    until_day=90,
    early="Day {day} is early.",
    usual="Day {day} is usual.",
    past="Day {day} is past.",
)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (0, "Day 0 is early."),
        (29, "Day 29 is early."),
        (30, "Day 30 is usual."),
        (90, "Day 90 is usual."),
        (91, "Day 91 is past."),
        (1_000, "Day 1000 is past."),
    ],
)
def test_a_course_has_a_line_for_every_day(day: int, told: str) -> None:
    """Before, within and after its time a course says so, and names the day."""
    assert COURSE.told_on(day) == told
    assert COURSE.is_past(day) is told.endswith("past.")


def test_a_course_without_an_end_is_never_past() -> None:
    """Where nobody says when it ends, every day gets the one line."""
    course = Course(usual="A few days.")

    assert {course.told_on(day) for day in (0, 14, 900)} == {"A few days."}
    assert not course.is_past(900)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"until_day": 14}, "until_day and past belong together"),
        ({"past": "It is past."}, "until_day and past belong together"),
        ({"from_day": 14}, "from_day and early belong together"),
        ({"early": "It is early."}, "from_day and early belong together"),
        ({"from_day": 9, "early": "a", "until_day": 8, "past": "b"}, "from_day is after until_day"),
        ({"usual": "x" * (COURSE_ROOM + 1)}, f"has {COURSE_ROOM + 1} characters; {COURSE_ROOM} fit"),
        ({"until_day": "2 weeks", "past": "b"}, "write it in digits and quotes"),
        ({"until_day": "14.5", "past": "b"}, "write it in digits and quotes"),
        ({"until_day": -1, "past": "b"}, "greater than or equal to 0"),
    ],
)
def test_half_a_course_is_refused(fields: dict[str, object], complaint: str) -> None:
    """A bound without its line, a line without its bound, and a time that runs backwards are refused."""
    with pytest.raises(ValidationError, match=complaint):
        Course.model_validate({"usual": "Some days."} | fields)


def test_quoted_digits_are_a_day() -> None:
    """The content writes its numbers in quotes."""
    assert Course.model_validate({"usual": "a", "until_day": "14", "past": "b"}).until_day == 14


def test_only_what_the_article_covers_has_a_course() -> None:
    """Where the article is silent, it gives no time."""
    assert changed(NERVE, course=COURSE).course == COURSE
    with pytest.raises(ValidationError, match="no time course in the article"):
        changed(DIMPLES, course=COURSE)


# --- Reviews ---


@pytest.mark.parametrize(
    ("days_past", "unread", "read"),
    [
        (-1, ReviewState.UNREVIEWED, ReviewState.CURRENT),
        (0, ReviewState.UNREVIEWED, ReviewState.CURRENT),
        (1, ReviewState.DUE, ReviewState.DUE),
        (90, ReviewState.DUE, ReviewState.DUE),
        (91, ReviewState.OVERDUE, ReviewState.OVERDUE),
    ],
)
def test_a_review_ages(days_past: int, unread: ReviewState, read: ReviewState) -> None:
    """A text is due after its day and overdue after 90 more, whether or not anybody has read it before."""
    today = DAY + timedelta(days=days_past)

    assert Review.model_validate({"by": NOT_REVIEWED, "on": "not yet", "due": DAY}).state_on(today) is unread
    assert Review.model_validate({"by": "Dr Ada Example", "on": DAY, "due": DAY}).state_on(today) is read


@pytest.mark.parametrize("kind", Kind)
def test_only_texts_about_health_are_withdrawn(kind: Kind) -> None:
    """A complication or a medicine is withdrawn when its review is long overdue; other kinds never are."""
    topic = changed(NERVE, kind=kind)
    due = topic.review.due

    assert topic.is_withdrawn_on(due + timedelta(days=91)) is (kind in CLINICAL)
    assert not topic.is_withdrawn_on(due + timedelta(days=90))


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Another"},
        {"answer": "Another."},
        {"kind": Kind.MEDICATION},
        {"covered": False},
        {"safety_net": {**dict(NERVE.safety_net or ()), "get_help": "Call."}},
    ],
)
def test_whatever_is_shown_changes_the_revision(fields: dict[str, object]) -> None:
    """A revision stands for one text, in 6 hexadecimal digits."""
    assert changed(NERVE, **fields).revision != NERVE.revision
    assert NERVE.reference == f"nerve·{NERVE.revision}"
    assert re.fullmatch("[0-9a-f]{6}", NERVE.revision)


def test_phrasings_leave_the_revision() -> None:
    """What only serves matching changes no revision; nor does the review."""
    review = NERVE.review.model_copy(update={"due": DAY})

    assert changed(NERVE, asks=("x",), needs=("y",), related=(), review=review).revision == NERVE.revision
