"""A day of the procedure that is told by the way is heard where it is plain, and nothing else is."""

from datetime import date

import pytest

from bot.core.own_day import own_day_in, tells_only_a_day

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("i had it done last tuesday", date(2026, 11, 17)),
        ("I had it done last Friday! my cheek hurts", date(2026, 11, 20)),
        ("my thread lift was on 10/11 and now it hurts", None),
        ("the threads were put in on 10 november", date(2026, 11, 10)),
        ("got my threads done 3 days ago. is it ok?", date(2026, 11, 20)),
        ("is swelling normal on day 4", date(2026, 11, 19)),
        ("my op was yesterday", date(2026, 11, 22)),
    ],
)
def test_a_plain_day_is_heard(text: str, day: date | None) -> None:
    """Beside words that tell of the procedure, one day that can only mean one date is heard."""
    assert own_day_in(text, MONDAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "i had pain on tuesday",
        "can i go swimming tomorrow",
        "i had it checked yesterday",
        "my lift is next friday",
        "it has been 9 years since my facelift",
        "i had it done last tuesday. my sister had it done on monday",
        "i am 45 years old",
        "hello",
    ],
)
def test_other_days_are_left_alone(text: str) -> None:
    """Days of something else, days to come, days long ago and two different days are none."""
    assert own_day_in(text, MONDAY) is None


@pytest.mark.parametrize(
    ("text", "is_only_a_day"),
    [
        ("last tuesday", True),
        ("I had it done on 12 November!", True),
        ("it was about 3 weeks ago I think", True),
        ("last tuesday, is that ok?", False),
        ("yesterday and its swollen", False),
        ("ibuprofen yesterday", False),
    ],
)
def test_a_question_beside_a_day_is_noticed(text: str, *, is_only_a_day: bool) -> None:
    """A question mark, or a word that is none of a date, means that more is asked."""
    assert tells_only_a_day(text) is is_only_a_day
