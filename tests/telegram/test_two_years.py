"""In two years of restarts, clock steps and changes of time, no check-in is lost and none is doubled."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.telegram.recovering import DAYS
from tests.telegram.two_years import Simulation

END = datetime(2028, 1, 10, tzinfo=UTC)


def nothing_went_wrong(done: Simulation) -> None:
    """Check that everybody was written what the diaries say, once each, and by day."""
    assert Counter(done.written) == Counter(done.expected)
    assert not [it for it, times in Counter(done.written).items() if times > 1]
    assert {day for _, day, _ in done.written} == set(DAYS.values())
    assert done.at_night == 0


async def test_two_years_of_check_ins(tmp_path: Path) -> None:
    """Some patients, who come, stop, block, erase and fall ill as they please."""
    simulation = Simulation(tmp_path, "Europe/Berlin", seed=26, patients=30)
    await simulation.run(until=END, longest_leap=timedelta(hours=60))

    nothing_went_wrong(simulation)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "zone", ["Europe/London", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"]
)
async def test_two_long_years_of_check_ins(tmp_path: Path, zone: str, seed: int) -> None:
    """More patients, and a bot that is looked at more often."""
    simulation = Simulation(tmp_path, zone, seed=seed, patients=100)
    await simulation.run(until=END, longest_leap=timedelta(hours=24))

    nothing_went_wrong(simulation)
