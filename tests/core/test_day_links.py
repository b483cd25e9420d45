"""A link sets the procedure day only when the clinic's own bot token has signed it."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.day_links import day_in, day_payload, day_secret

SECRET = day_secret("5000000001:made-up-token-for-tests")
DAY = date(2026, 11, 12)
PAYLOAD = day_payload(SECRET, DAY)


@given(st.dates())
def test_a_payload_is_read_back(day: date) -> None:
    """Every day survives its link, which Telegram lets through."""
    payload = day_payload(SECRET, day)

    assert day_in(SECRET, payload) == day
    assert re.fullmatch(r"day-\d{8}-[A-Za-z0-9_-]{16}", payload)
    assert len(payload) <= 64


@given(st.integers(0, len(PAYLOAD) - 1), st.characters())
def test_a_changed_payload_sets_nothing(at: int, sign: str) -> None:
    """One changed character makes it no payload."""
    changed = PAYLOAD[:at] + sign + PAYLOAD[at + 1 :]

    assert (day_in(SECRET, changed) == DAY) is (changed == PAYLOAD)


@given(st.text())
def test_any_other_text_sets_nothing(text: str) -> None:
    """Nothing that was not signed sets a day, whatever is in it."""
    assert day_in(SECRET, text) is None
    assert day_in(SECRET, f"day-20261112-{text}") is None


@pytest.mark.parametrize(
    "payload",
    [
        "day-20261332-AAAAAAAAAAAAAAAA",
        "day-00000000-AAAAAAAAAAAAAAAA",
        f"{PAYLOAD}\n",
        f" {PAYLOAD}",
        PAYLOAD.upper(),
        "pain-and-swelling",
        PAYLOAD * 500,
        "day-٢٠٢٦١١١٢-AAAAAAAAAAAAAAAA",
    ],
)
def test_odd_payloads_set_nothing(payload: str) -> None:
    """Impossible dates, spaces, other cases and lengths are no payload."""
    assert day_in(SECRET, payload) is None


def test_another_token_signs_otherwise() -> None:
    """A payload of another bot sets nothing here, and the secret does not show the token."""
    other = day_secret("5000000002:another-token")

    assert day_in(other, PAYLOAD) is None
    assert day_payload(other, DAY) != PAYLOAD
    assert b"made-up" not in SECRET
