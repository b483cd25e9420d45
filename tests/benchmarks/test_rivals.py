"""Every rival finds the entry whose asks a question repeats."""

import pytest

from benchmarks.growth import ASKS_PER_ENTRY, FittedContestant, Generator, measured
from benchmarks.rivals import RIVALS, NearestAsk, TfIdf, words_and_runs
from bot.core.matching.meanings import NO_VECTORS

ASKS = {
    "opening": ("when do you open", "what are your opening hours"),
    "empty": (),
    "price": ("how much is it", "what does it cost", "tell me the price"),
}


@pytest.mark.parametrize("name", RIVALS)
def test_finds_what_is_repeated(name: str) -> None:
    """The entry of the same words comes first; unknown words and no words at all harm nothing."""
    rival = RIVALS[name](ASKS)

    assert rival.ranked("What does it cost?")[0].label == "price"
    assert rival.ranked("OPENING HOURS")[0].label == "opening"
    assert {one.label for one in rival.ranked("zzz")} == {"opening", "price"}
    assert len(rival.ranked("")) == 2


def test_the_same_words_are_as_near_as_can_be() -> None:
    """A cosine of one means that nothing is missing and nothing is added."""
    assert NearestAsk(ASKS, TfIdf).ranked("how much is it")[0].score == pytest.approx(1.0)
    assert list(words_and_runs("a cat")) == [
        "a",
        "cat",
        "a cat",
        "# a ",
        "# ca",
        "#cat",
        "#at ",
        "# cat",
        "#cat ",
        "# cat ",
    ]


def test_growth_is_measured_on_made_up_asks() -> None:
    """Ten asks an entry, as many as wanted, and the same in every run."""
    lines = [line for of_entry in ASKS.values() for line in of_entry]
    asks, questions = Generator(lines).asks(40)

    point = measured(lambda made: FittedContestant(made, NO_VECTORS), asks, questions)

    assert {len(of_entry) for of_entry in asks.values()} == {ASKS_PER_ENTRY}
    assert (asks, questions) == Generator(lines).asks(40)
    assert point.asks == 40
    assert 0 < point.ms_p50 <= point.ms_p99
