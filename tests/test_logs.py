"""The log may be shown to a stranger: one line a record, no token, no patient's word."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from bot import logs

TOKEN = "1234567890:AAE-canary_canary_canary_canary_canary"
WORDS = "my zebra hurts"


ADDRESS = f"https://api.telegram.org/bot{TOKEN}/getMe"


@pytest.fixture(autouse=True)
def log() -> Iterator[StringIO]:
    """A stream for the log, which is left as it was before."""
    loggers = [logging.getLogger(name) for name in (None, "telegram", "httpx", "httpcore")]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield StringIO()
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


def test_a_record_is_one_line(log: StringIO) -> None:
    """A line break in a message cannot forge another record."""
    logs.configure("INFO", log)
    logging.getLogger("bot").info("one\r\ntwo %s", "three\nfour")

    assert log.getvalue().endswith("INFO bot: one | two three | four\n")


@pytest.mark.parametrize("name", ["bot", "telegram.ext", "elsewhere"])
def test_a_token_is_blotted_out_wherever_it_stands(log: StringIO, name: str) -> None:
    """In a message, in what is inserted and in an error, the token does not get into the log."""
    logs.configure("DEBUG", log)
    logger = logging.getLogger(name)
    logger.warning(ADDRESS)
    logger.warning("asked %s and %r", ADDRESS, {"url": TOKEN})
    try:
        int(ADDRESS)
    except ValueError:
        logger.exception("failed")

    written = log.getvalue()
    assert "canary" not in written
    assert "ValueError at test_logs.py" in written


def test_an_error_is_told_by_kind_and_place(log: StringIO) -> None:
    """What an error says of a patient's words stays out of the log, also of the errors behind it."""
    logs.configure("INFO", log)
    try:
        try:
            int(WORDS)
        except ValueError as cause:
            raise RuntimeError(WORDS) from cause
    except RuntimeError:
        logging.getLogger("bot").exception("failed")

    written = log.getvalue()
    assert "zebra" not in written
    assert "failed | RuntimeError at test_logs.py:" in written


@pytest.mark.parametrize("inserted", [[{"text": WORDS}], {"text": WORDS}, WORDS, WORDS.encode(), (WORDS,)])
def test_the_library_cannot_write_an_update_into_the_log(log: StringIO, inserted: object) -> None:
    """What the Telegram library inserts is replaced by its type, at the highest level too."""
    logs.configure("DEBUG", log)
    logging.getLogger("telegram.Bot").critical("Received data was %r", inserted)

    written = log.getvalue()
    assert "Received data was" in written
    assert "zebra" not in written


def test_numbers_from_the_library_stay(log: StringIO) -> None:
    """A maintainer still reads how often something was tried."""
    logs.configure("INFO", log)
    logging.getLogger("telegram.ext").error("Failed run number %s of %s", 2, 5)

    assert "Failed run number 2 of 5" in log.getvalue()


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_libraries_never_reach_the_levels_that_show_messages_and_addresses(level: str) -> None:
    """Whatever level is asked for, the libraries stay above the levels that show content."""
    logs.configure(level)

    assert logging.getLogger("bot").getEffectiveLevel() == logging.getLevelName(level)
    assert not logging.getLogger("telegram.Bot").isEnabledFor(logging.DEBUG)
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("httpcore.connection").isEnabledFor(logging.INFO)


def test_an_error_without_a_place_is_told_by_its_kind() -> None:
    """An error that was never raised, or none at all, is described all the same."""
    assert logs.described(ValueError("zebra")) == "ValueError"
    assert logs.described(None) == "nothing known"
