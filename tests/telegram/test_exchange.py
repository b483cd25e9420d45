"""What was screened is used for exactly the words that were screened."""

from datetime import UTC, datetime

from telegram import Update

from bot.core.answering import Screened
from bot.telegram.exchange import Exchange, Situation
from tests.telegram.content import EMERGENCY

AT = datetime(2030, 1, 1, tzinfo=UTC)


def test_what_was_screened_goes_with_its_words_alone() -> None:
    """A question that is not everything that was written is screened and heard anew."""
    screened = Screened(EMERGENCY)
    it = Exchange(Update(1), Situation(arrived=0), AT, "ask is it sore", screened)

    assert it.screened_in("ask is it sore") is screened
    assert it.screened_in("is it sore") is None


def test_without_a_screen_there_is_no_flag() -> None:
    """An update that nobody screens has no flag, and nothing is known of its words."""
    it = Exchange(Update(1), Situation(arrived=0), AT)

    assert it.flag is None
    assert it.screened_in("") is None
