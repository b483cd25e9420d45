"""What a patient wrote is nowhere in the file once it is answered, however the rows moved about before."""

import itertools
import time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, text

from bot.storage.sqlite import SqliteDatabase

SEEDS = (26, 32, 79)
"""With these, overwriting what is deleted leaves copies between the rows (SQLite 3.40)."""
_ARRIVED = text(
    "INSERT INTO inbox (update_id, lane, urgent, arrived, due, body)"
    " VALUES (:id, :lane, false, 1.5, 1.5, :body)"
)
_CLAIMED = text("UPDATE inbox SET leased_until = :at, claims = claims + 1 WHERE update_id = :id")
_ANSWERED = text("UPDATE inbox SET done_at = :at, body = '', lane = NULL WHERE update_id = :id")


class BusyHour:
    """Rows of all lengths come and are answered in any order, so that pages are split and joined."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._waiting: list[int] = []
        self._ids = itertools.count(1)

    def turn(self, connection: Connection) -> None:
        """Store some rows, claim some, and answer some."""
        for number in itertools.islice(self._ids, self._chance.randint(0, 6)):
            row = {
                "id": number,
                "lane": self._chance.randint(1, 99),
                "at": 1.5,
                "body": "quagga" * self._chance.randint(20, 120),
            }
            connection.execute(_ARRIVED, row)
            self._waiting.append(number)
        self._chance.shuffle(self._waiting)
        for number in self._waiting[:3]:
            connection.execute(_CLAIMED, {"id": number, "at": 1.8e9 + self._chance.random()})
        self._answer(connection, self._chance.randint(0, 7))

    def end(self, connection: Connection) -> None:
        """Answer what waits."""
        self._answer(connection, len(self._waiting))

    def _answer(self, connection: Connection, most: int) -> None:
        for _ in range(min(most, len(self._waiting))):
            connection.execute(_ANSWERED, {"id": self._waiting.pop(), "at": 1.8e9 + self._chance.random()})


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_word_of_a_patient_is_left_in_the_file(tmp_path: Path, seed: int) -> None:
    """Neither the rows, nor the space between them, nor the log beside the file hold what was answered."""
    database = await SqliteDatabase.open(tmp_path / "bot.db", time.time)
    busy_hour = BusyHour(Random(seed))  # noqa: S311  It guards nothing.
    for _ in range(120):
        await database.run(busy_hour.turn)
    await database.run(busy_hour.end)
    await database.tidy()
    left = holding(b"quagga", tmp_path)
    await database.close()

    assert not left


def holding(words: bytes, folder: Path) -> set[str]:
    """Return the names of the files in which words stand."""
    return {path.name for path in folder.iterdir() if words in path.read_bytes()}
