"""The numbers on the command line: tables to read, and rows that no spreadsheet works out."""

import csv
from datetime import date
from io import StringIO
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from bot.maintain.stats import COLUMNS, as_csv, as_text, harmless
from bot.storage.records import Counted
from tests.telegram import content

COUNTS: Final = (
    Counted(day="2026-11-16", name="answer", topic="cost", times=2),
    Counted(day="2026-11-22", name="answer", topic="cost", times=3),
    Counted(day="2026-11-23", name="answer", topic="cost", times=4),
    Counted(day="2026-11-23", name="helpful", topic="cost", times=1),
)
DANGEROUS: Final = "=+-@\t\r\n\0＝＋－＠"


def test_the_rows_are_added_up_by_week() -> None:
    """A row holds the Monday, the kind, the topic and the sum of the week."""
    rows = list(csv.reader(StringIO(as_csv(COUNTS))))

    assert rows == [
        list(COLUMNS),
        ["2026-11-16", "answer", "cost", "5"],
        ["2026-11-23", "answer", "cost", "4"],
        ["2026-11-23", "helpful", "cost", "1"],
    ]


@given(st.sampled_from(DANGEROUS), st.sampled_from(["", " ", "\u00a0", "\u200b", "\ufeff", "   "]), st.text())
def test_no_cell_is_a_formula(sign: str, before: str, rest: str) -> None:
    """Whatever sign a cell begins with, seen or behind what nobody sees, it begins with an apostrophe."""
    assert harmless(f"{before}{sign}{rest}") == f"'{before}{sign}{rest}"


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1), st.text())
def test_a_harmless_cell_stays_as_it_is(first: str, rest: str) -> None:
    """Letters and digits at the beginning are no formula."""
    assert harmless(f"{first}{rest}") == f"{first}{rest}"


@given(st.text(), st.text())
def test_every_row_can_be_read_again(name: str, topic: str) -> None:
    """Quotation marks, commas and line breaks in a cell part no row and no cell."""
    told = as_csv([Counted(day="2026-11-23", name=name, topic=topic, times=1)])
    rows = list(csv.reader(StringIO(told, newline="")))

    assert rows[1:] == [["2026-11-23", harmless(name), harmless(topic), "1"]]


def test_the_tables_tell_weeks_topics_and_votes() -> None:
    """Each week has its line with its outcomes, then come the sum, the topics and the votes."""
    told = as_text(COUNTS, date(2026, 11, 16), date(2026, 11, 23), content.knowledge())
    lines = [line.split() for line in told.splitlines()]

    assert ["16", "Nov", "2026", "5", "0", "0", "0", "0", "0"] in lines
    assert ["23", "Nov", "2026", "4", "0", "0", "0", "0", "0"] in lines
    assert ["9", "0", "0", "0", "0", "0"] in lines
    assert ["Title", "of", "cost", "9"] in lines
    assert ["helpful", "1"] in lines


def test_before_the_first_question_there_are_no_empty_tables() -> None:
    """A clinic that has just begun reads that nothing has been counted."""
    told = as_text((), date(2026, 11, 16), date(2026, 11, 23), content.knowledge())

    assert content.knowledge().phrases.pictures.numbers.nothing_yet in told
    assert content.knowledge().phrases.pictures.numbers.votes not in told
