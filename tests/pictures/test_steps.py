"""The stepped scale of the calendar."""

from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.steps import Steps

days = st.lists(st.integers(0, 3650), max_size=12)


def test_every_step_is_equally_wide() -> None:
    """From 2 weeks to 3 months is as wide as from 3 months to 1 year."""
    steps = Steps([14, 90, 365])

    assert [steps.place(day) for day in (0, 14, 90, 365)] == [0, 1 / 3, 2 / 3, 1]
    assert steps.place(52) == 1 / 3 + 1 / 6


@given(days, st.integers(0, 5000), st.integers(0, 5000))
def test_later_days_never_lie_before_earlier_ones(named: list[int], one: int, other: int) -> None:
    """Whatever days are named, time goes from left to right."""
    steps = Steps(named)
    earlier, later = sorted((one, other))

    assert 0 <= steps.place(earlier) <= steps.place(later) <= 1
