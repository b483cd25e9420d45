"""The calendar's days go forwards, its topics exist, and what it writes is safe and says whom to ask."""

import pytest

from tests.content.base import SmallBase

SECOND = """\
  - id: second
    label: Second
    first_day: "{first}"
    last_day: "{last}"
    note: some days
milestones:
"""
LATER = """\
  - id: {name}
    day: "{day}"
    title: Later
    check_in: Numb still? Ask {{clinic}}.
    source:
      section: complication 5
"""


def add(base: SmallBase, milestone: str) -> None:
    """Write one more milestone at the end of the calendar."""
    base.write("calendar.yaml", (base.folder / "calendar.yaml").read_text("utf-8") + milestone)


def test_a_calendar_in_order_is_accepted(base: SmallBase) -> None:
    """Days that go forwards are loaded as numbers, and the clinic's name is filled in."""
    base.change("calendar.yaml", "milestones:\n", SECOND.format(first=0, last=30))
    base.write(
        "calendar.yaml", (base.folder / "calendar.yaml").read_text() + LATER.format(name="later", day=30)
    )

    calendar = base.load("name: Bright Clinic\n").calendar

    assert [(it.first_day, it.last_day) for it in calendar.stages] == [(0, 14), (0, 30)]
    assert [it.day for it in calendar.milestones] == [14, 30]
    assert calendar.milestones[0].check_in == "Numb still? Ask Bright Clinic."


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            'last_day: "14"',
            'last_day: "-1"',
            (
                "calendar.yaml:5: calendar > stages[1].last_day: a number of days belongs here; "
                'write it in digits and quotes, such as "14"'
            ),
        ),
        (
            'first_day: "0"',
            'first_day: "15"',
            "calendar.yaml:5: calendar > stages[1].last_day: the stage ends before day 15; correct it",
        ),
        (
            "topics: [numbness]",
            "topics: [arnika]",
            (
                "calendar.yaml:12: calendar > milestones[1].topics[1]: there is no topic arnika; "
                "correct the id, or delete it here"
            ),
        ),
        (
            "Ask {clinic}.",
            "Ask somebody.",
            (
                "calendar.yaml:11: calendar > milestones[1].check_in: the text does not say whom to contact; "
                "add {clinic}"
            ),
        ),
        (
            "Numb still?",
            "It will fade.",
            (
                'calendar.yaml:11: calendar > milestones[1].check_in: "it will fade" comforts without a '
                "limit; add a safety_net"
            ),
        ),
        (
            "Numb skin",
            "Use arnica",
            (
                'calendar.yaml:3: calendar > stages[1].label: "use arnica" gives an order; '
                "write that a doctor may choose it"
            ),
        ),
    ],
)
def test_a_broken_calendar_is_told(base: SmallBase, old: str, new: str, complaint: str) -> None:
    """Each fault of the calendar is told with its line and what to do."""
    base.change("calendar.yaml", old, new)

    assert base.complaints() == [complaint]


@pytest.mark.parametrize(
    ("name", "day", "complaint"),
    [
        (
            "later",
            "14",
            (
                "calendar.yaml:16: calendar > milestones[2].day: day 14 follows day 14; "
                "put the days in order, each once"
            ),
        ),
        (
            "later",
            "3",
            (
                "calendar.yaml:16: calendar > milestones[2].day: day 3 follows day 14; "
                "put the days in order, each once"
            ),
        ),
        (
            "two-weeks",
            "30",
            (
                "calendar.yaml:15: calendar > milestones[2].id: two-weeks is also the id in "
                "calendar.yaml:8; every one needs its own"
            ),
        ),
    ],
)
def test_milestones_that_do_not_go_forwards_are_told(
    base: SmallBase, name: str, day: str, complaint: str
) -> None:
    """A day that comes twice or too late, and an id that comes twice, are told."""
    add(base, LATER.format(name=name, day=day))

    assert [it.replace(f"{base.folder}/", "") for it in base.complaints()] == [complaint]


def test_stages_that_do_not_go_forwards_are_told(base: SmallBase) -> None:
    """A stage that begins before the one above it is told."""
    base.change("calendar.yaml", 'first_day: "0"', 'first_day: "3"')
    base.change("calendar.yaml", "milestones:\n", SECOND.format(first=2, last=30))

    assert base.complaints() == [
        (
            "calendar.yaml:9: calendar > stages[2].first_day: day 2 follows day 3; "
            "put the days in order, each once"
        )
    ]


COURSE = """\
course:
  usual: Day {day} is usual. Ask {clinic}.
  until_day: "14"
  past: Day {day} is past. Ask {clinic}.
related: [arnica]
"""


def test_the_day_stays_in_a_course_until_it_is_shown(base: SmallBase) -> None:
    """The clinic is filled in when a course is loaded, the day when it is told."""
    base.change("topics/numbness.yaml", "related: [arnica]\n", COURSE)

    topic = base.load("name: Bright Clinic\n").topic("numbness")

    assert topic is not None
    assert topic.course is not None
    assert topic.course.told_on(20) == "Day 20 is past. Ask Bright Clinic."


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "Day {day} is usual",
            "Day {dya} is usual",
            ("numbness > course.usual: {dya} is no placeholder"),
        ),
        (
            "usual. Ask {clinic}",
            "usual",
            "numbness > course.usual: the text does not say whom to contact; add {clinic}",
        ),
        (
            "past. Ask {clinic}",
            "past",
            "numbness > course.past: the text does not say whom to contact; add {clinic}",
        ),
        (
            "is usual. Ask",
            "is for 5 mg. Ask",
            'numbness > course.usual: "5 mg" names a dose; leave it out',
        ),
        ('  until_day: "14"\n', "", "numbness > course: until_day and past belong together"),
    ],
)
def test_a_broken_course_is_told(base: SmallBase, old: str, new: str, complaint: str) -> None:
    """A course keeps the rules of every text that patients read, and always says whom to contact."""
    base.change("topics/numbness.yaml", "related: [arnica]\n", COURSE)
    base.change("topics/numbness.yaml", old, new)

    (told,) = base.complaints()
    assert complaint in told


def test_the_day_is_no_placeholder_elsewhere(base: SmallBase) -> None:
    """Where no reply fills it in, the day is refused."""
    base.change("topics/numbness.yaml", "Skin can feel numb.", "Day {day}.")

    (told,) = base.complaints()
    assert "{day} is no placeholder" in told
