"""Button data survives its way through Telegram, and nothing else is taken for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Kind
from bot.telegram.buttons import (
    AskClinic,
    AskDay,
    CheckIns,
    Choice,
    EndConversation,
    EraseEverything,
    ForgetDay,
    HandOver,
    KeepToMyself,
    OutOfDate,
    SetDay,
    ShowKind,
    ShowMenu,
    ShowTopic,
    TurnBack,
    Vote,
    WriteAnew,
    decode,
    encode,
)
from tests.telegram.reading import MOST_DATA_BYTES

SLUGS = st.from_regex(r"[a-z][a-z0-9-]{1,39}", fullmatch=True)
CHOICES = st.one_of(
    st.just(ShowMenu()),
    st.just(TurnBack()),
    st.sampled_from(Kind).map(lambda kind: ShowKind(kind=kind)),
    SLUGS.map(lambda slug: ShowTopic(topic_id=slug)),
    st.builds(Vote, helpful=st.sampled_from(["y", "n"]), topic_id=SLUGS),
    st.sampled_from([AskClinic(), HandOver(), WriteAnew(), KeepToMyself(), AskDay(), ForgetDay()]),
    st.builds(EndConversation, number=st.integers(1, 2**63 - 1)),
    st.builds(SetDay, day=st.dates(min_value=date(1000, 1, 1))),
    st.sampled_from([CheckIns(wanted="y"), CheckIns(wanted="n"), EraseEverything()]),
)


@given(CHOICES)
def test_every_choice_comes_back_as_it_went(choice: Choice) -> None:
    """Whatever a button means is read back from its data, which fits Telegram's 64 bytes."""
    sent = encode(choice)

    assert decode(sent) == choice
    assert 1 <= len(sent.encode()) <= MOST_DATA_BYTES


@given(st.text(max_size=70))
def test_any_text_is_a_choice_or_out_of_date(sent: str) -> None:
    """Forged data never raises, and only what `encode` writes is a choice."""
    choice = decode(sent)

    assert isinstance(choice, OutOfDate) or encode(choice) == sent


@pytest.mark.parametrize(
    "sent",
    ["", "1", "1:", "1:t", "1:t:", "1:t:A", "1:t:a", "1:k:", "1:k:surgery", "0:m", "2:m", "1:m:", "1:m\n",
     "1:t:" + "a" * 41, "1:t:../../etc", "1:t:ｃost", "t:cost"],
)  # fmt: skip
def test_old_cut_off_and_forged_data_is_out_of_date(sent: str) -> None:
    """Data of another version, cut off or made up is out of date."""
    assert decode(sent) == OutOfDate()
