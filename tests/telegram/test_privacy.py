"""No word of a patient's and no token reaches the log, at any level and on any path."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from bot import logs
from bot.playground.faults import Broken
from bot.playground.patients import Patient
from bot.playground.refusals import bad_request
from tests.telegram.stage import Stage

CANARY = "zebrafish"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The log at its loudest, which is left as it was before."""
    loggers = [logging.getLogger(name) for name in (None, "telegram", "httpx", "httpcore")]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    stream = StringIO()
    logs.configure("DEBUG", stream)
    yield stream
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


async def test_the_log_holds_kinds_and_nothing_else(log: StringIO, telegram: Stage, anna: Patient) -> None:
    """Questions, captions, edits, taps, groups, refusals and unreadable updates leave no word in the log."""
    anna.says(f"tell me about cost {CANARY}")
    await anna.hears()
    message_id = anna.says(f"/start {CANARY}")
    anna.edits(message_id, f"{CANARY} i cant breathe")
    anna.sends_photo(caption=f"{CANARY} i cant breathe")
    anna.taps_old_button(f"1:t:{CANARY}")
    group = telegram.group(CANARY, anna)
    group.says(anna, f"@rehearsal_bot i cant breathe {CANARY}")
    telegram.push({"message": {"message_id": 1, "text": CANARY}})
    telegram.faults.next("sendMessage", Broken(502))
    telegram.faults.next("sendMessage", bad_request(f"can't parse entities: {CANARY}"))
    telegram.faults.next("getUpdates", Broken(502))
    for _ in range(5):
        await anna.hears()
    await group.hears()
    written = log.getvalue()

    assert written.count("replied with urgent") == 3
    assert CANARY not in written
    assert "Anna" not in written
    assert telegram.token not in written
    assert telegram.token.partition(":")[2] not in written
