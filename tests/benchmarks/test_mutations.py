"""Mutations change how a text is typed, always alike, and nothing of what it says."""

import pytest

from benchmarks.mutations import (
    CHAT,
    MUCH_CHAT,
    MUTATIONS,
    VARIANTS,
    after_chat,
    doubled_letters,
    look_alike_letters,
    slip_in_each_longer_word,
    slips,
    with_emoji,
    without_punctuation,
    zero_width,
)
from bot.core import text
from bot.core.answering import Answerer

LINE = "I can't move the left side of my mouth, day 3!"


def _changed(line: str) -> int:
    return sum(old != new for old, new in zip(LINE.split(), line.split(), strict=True))


@pytest.mark.parametrize("name", [*MUTATIONS, *VARIANTS])
def test_is_the_same_in_every_run(name: str) -> None:
    """A failure can be repeated."""
    mutation = {**MUTATIONS, **VARIANTS}[name]

    assert mutation(LINE) == mutation(LINE)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_slips_hit_so_many_words(count: int) -> None:
    """Each slip is in a word of its own."""
    assert _changed(slips(LINE, count)) <= count
    assert (slips(LINE, count) == LINE) == (count == 0)


def test_every_longer_word_has_its_slip() -> None:
    """Words of up to four letters stay, and the seed decides which slips fall."""
    line = "wound smells since friday now"

    slipped = slip_in_each_longer_word(line).split()

    assert [old == new for old, new in zip(line.split(), slipped, strict=True)] == [
        False,
        False,
        False,
        False,
        True,
    ]
    assert len({slip_in_each_longer_word(line, seed) for seed in range(5)}) > 1
    assert doubled_letters("wound now") in {
        "wwound now",
        "woound now",
        "wouund now",
        "wounnd now",
        "woundd now",
    }


@pytest.mark.parametrize("disguise", [look_alike_letters, zero_width, str.upper, with_emoji])
def test_a_disguise_keeps_the_words(disguise: object) -> None:
    """Look-alikes, invisible characters, capitals and emoji hide no word from the bot."""
    assert callable(disguise)
    assert disguise(LINE) != LINE
    assert text.normalise(disguise(LINE)) == text.normalise(LINE)


def test_punctuation_goes_and_numbers_stay() -> None:
    """A decimal is no punctuation."""
    assert without_punctuation("Fever, 38.5! what now?") == "Fever 38.5 what now"


def test_chat_is_long_and_calm(answerer: Answerer) -> None:
    """What a text is buried under raises no flag itself."""
    assert len(after_chat(LINE)) >= MUCH_CHAT + len(LINE)
    assert [sentence for sentence in (*CHAT, after_chat("")) if answerer.red_flag_in(sentence)] == []
