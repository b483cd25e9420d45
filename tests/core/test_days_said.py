"""A question may tell its own day; a day that counts from anything else is no day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.days_said import MOST_DAYS, day_in_question

WORDS = ("day", "3", "week", "a", "of", "after", "i", "had", "it", "done", "lift", "ago", "still", "been")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("is swelling normal on day 4", 4),
        ("day9 and still puffy", 9),
        ("post op day four", 4),
        ("4th day and it hurts", 4),
        ("on the fifth day my cheek got firm", 5),
        ("its been 3 weeks", 21),
        ("It's been 3 weeks now and nothing has changed", 21),
        ("been a fortnight and my face still feels heavy", 14),
        ("over 2 weeks since the procedure", 15),
        ("2 months after", 60),
        ("one week since my threads", 7),
        ("four days post threads.", 4),
        ("3 days after I had it done", 3),
        ("two days after her treatment", 2),
        ("24 hrs after, is throbbing usual?", 1),
        ("thread lift 6 weeks ago, still get twinges", 42),
        ("had it done 5 days ago, is this ok", 5),
        ("3 weeks ago i had threads in my cheeks", 21),
        ("still swollen after 10 days", 10),
        ("should I worry about swelling at 2 weeks", 14),
        ("two weeks later and it still aches", 14),
        ("Five weeks on I still get a tugging ache", 35),
        ("threads yesterday and my face is puffy", 1),
        ("had my threads done today", 0),
        ("1.5 years after the lift", 547),
        ("It's day 5. Will it be gone by day 14?", 5),
    ],
)
def test_a_day_since_the_procedure_is_heard(text: str, day: int) -> None:
    """However a patient counts from the procedure, the day is heard."""
    assert day_in_question(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "im 45 years old",
        "my 3 week old baby",
        "every 4 hours",
        "every second day",
        "3 days worth of antibiotics",
        "2 tablets a day after meals",
        "day 3 of antibiotics",
        "2 days after i started antibiotics",
        "2 days after i had a fever",
        "2 days after my dentist visit",
        "can i fly 5 days after botox",
        "swelling since day 3",
        "pain that is worse after day 3",
        "will it be gone by day 10",
        "wedding in 3 weeks",
        "2 weeks before the lift",
        "4 days from now",
        "i have been swollen for 2 days",
        "it's been 2 days now since the swelling came",
        "the pain has been 3 weeks",
        "my bruise appeared 2 days ago",
        "cancer treatment two years ago",
        "at 3 months pregnant",
        "3 days in a row",
        "how many days",
        "how long after can i fly",
        "2-3 weeks after",
        "two or three weeks after",
        "two and a half weeks after",
        "day 4 or 5",
        "swollen on day 3, now day 20",
        "5 years after the lift",
        "",
    ],
)
def test_any_other_number_is_no_day(text: str) -> None:
    """Ages, doses, plans, other events, ranges, onsets and two different days tell no day."""
    assert day_in_question(text) is None


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever is typed, what is heard is a day that may matter, or none."""
    day = day_in_question(text)

    assert day is None or 0 <= day <= MOST_DAYS
