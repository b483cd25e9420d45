"""/forget erases everything about a chat in two taps, and says what it cannot erase."""

import asyncio
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Final

import pytest

from bot import logs
from bot.maintain.stats import as_csv
from bot.playground.patients import Patient
from bot.playground.refusals import too_many_requests
from bot.storage.changes import Erase
from bot.telegram.buttons import EraseEverything, encode
from bot.telegram.letters import Remove, Say, read
from bot.telegram.memory import ChatMemory, Kept
from tests.telegram.calendar_words import ERASURE as WORDS
from tests.telegram.full_house import CANARY, fills_the_house, in_full
from tests.telegram.recovering import TUESDAY, Chat, a_ticket, choices, messages
from tests.telegram.stage import Stage

WITHIN: Final = 5.0
"""Seconds in which nothing may be left."""


# --- What is said and done ---


def test_forget_asks_first_and_erases_nothing() -> None:
    """The command alone changes nothing: it tells what erasing means, with a button that confirms it."""
    chat = Chat()
    chat.kept.procedure = TUESDAY
    asked = chat.says("/forget")

    assert messages(asked)[0].text.startswith(f"{WORDS.question}\n\n{WORDS.telegram_keeps}")
    assert [*choices(asked)] == [EraseEverything()]
    assert chat.kept.procedure == TUESDAY


def test_the_tap_erases_and_gives_a_receipt() -> None:
    """What is remembered and kept goes, the store is to erase the rest, and the patient reads what went."""
    chat = Chat()
    chat.says("tell me about nerve")
    chat.kept.procedure = TUESDAY
    erased, receipt = chat.taps(EraseEverything())

    assert (chat.memory, chat.kept) == (ChatMemory(), Kept())
    assert isinstance(erased, Erase)
    assert read(erased.removal) == Remove()
    assert messages([receipt])[0].text.startswith(f"{WORDS.receipt}\n\n{WORDS.telegram_keeps}")


def test_what_the_staff_have_is_told_where_there_is_staff() -> None:
    """With a staff chat the question and the receipt speak of the copies there, and the staff are told."""
    chat = Chat(has_staff=True)
    chat.ticket = a_ticket()
    erased, receipt = chat.taps(EraseEverything())

    assert WORDS.also_staff in messages(chat.says("/forget"))[0].text
    assert WORDS.receipt_staff in messages([receipt])[0].text
    assert isinstance(erased, Erase)
    told = read(erased.told)
    assert isinstance(told, Say)
    assert told.message.text == WORDS.staff_told


# --- What is left of a full house ---


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The log at its loudest, which is left as it was before."""
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    stream = StringIO()
    logs.configure("DEBUG", stream)
    yield stream
    root.setLevel(before[0])
    root.handlers[:] = before[1]


def traces_in(folder: Path, of: Patient) -> set[str]:
    """Return the files in which the patient's words, or the number of the chat, can be found."""
    number = of.chat.id
    # SQLite stores whole numbers in as few bytes as they need, the highest first.
    marks = (CANARY.encode(), str(number).encode(), number.to_bytes(6, "big")[1:])
    return {it.name for it in folder.iterdir() if any(mark in it.read_bytes() for mark in marks)}


async def no_trace_is_left_in(folder: Path, of: Patient) -> None:
    """Wait until no file holds a trace, and fail when that takes too long."""
    async with asyncio.timeout(WITHIN):
        while traces_in(folder, of):  # noqa: ASYNC110  The disk tells nobody when it is written.
            await asyncio.sleep(0.02)


async def test_after_forget_nothing_is_left(log: StringIO, telegram: Stage, tmp_path: Path) -> None:
    """Of a full house no word and no number is left: in the database, beside it, in the log, in exports."""
    staff = telegram.staff_group("Staff", "Nora", forum=True)
    anna = telegram.patient("Anna")
    async with in_full(telegram, tmp_path / "bot.db", staff) as bot:
        await fills_the_house(anna, staff)
        # This answer waits for its turn, so it must be found in the outbox.
        telegram.faults.next("sendMessage", too_many_requests(60))
        anna.says(f"/urgent {CANARY}")
        await telegram.called("sendMessage")
        assert traces_in(tmp_path, anna)
        anna.taps_old_button(encode(EraseEverything()))
        receipt = await anna.hears()
        assert receipt.text.startswith(WORDS.receipt)
        await no_trace_is_left_in(tmp_path, anna)
        exported = as_csv(await bot.store.counts("2000-01-01"))

    assert CANARY not in log.getvalue() + exported
    assert str(anna.chat.id) not in log.getvalue() + exported
    assert "nerve" in exported
    assert len(telegram.calls_of("deleteMessage")) == 2
    assert not traces_in(tmp_path, anna)
