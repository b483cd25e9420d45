"""What either net saw of danger is told, and what became of it."""

import pytest

from bot.core.answering import Answerer, Question
from bot.core.explaining.flags import MOST_NEAR
from bot.core.explaining.values import FlagLooked, Verdict


def flags(answerer: Answerer, text: str) -> list[FlagLooked]:
    """Return the flags that were looked at."""
    return list(answerer.why(Question(text=text)).flags)


def test_a_raised_flag_names_its_sign_and_its_words(answerer: Answerer) -> None:
    """The sign that is shown stands with the words that show it."""
    first = flags(answerer, "I can't breathe")[0]

    assert (first.id, first.net, first.verdict) == ("airway", "signs", Verdict.RAISED)
    assert first.because == ("“cant breathe” shows the sign <cannot> > <breathe> / 6",)


def test_the_flag_of_the_reply_is_the_one_that_is_raised(answerer: Answerer) -> None:
    """Of two flags that stand, the more urgent one is raised, and the other one is told as less urgent."""
    found = {flag.id: flag.verdict for flag in flags(answerer, "there is pus. i cant breathe")}

    assert found["airway"] is Verdict.RAISED
    assert found["infection"] is Verdict.LESS_URGENT


def test_what_lowers_a_flag_is_named(answerer: Answerer) -> None:
    """A lowered flag tells the construction and its words."""
    lowered = next(flag for flag in flags(answerer, "no pus") if flag.verdict is Verdict.LOWERED)

    assert lowered.id == "infection"
    assert lowered.because[1] == "“no” takes the danger out of it (negation)"


def test_examples_tell_the_nearest_of_either_side(answerer: Answerer) -> None:
    """The other net tells its chance, the nearest example and the nearest look-alike."""
    alike = next(flag for flag in flags(answerer, "theres pus coming out of it") if flag.net == "examples")
    chance, example, look_alike = alike.because

    assert alike.id == "infection"
    assert chance.startswith("the chance of danger is 0.")
    assert example.startswith("the nearest example is “")
    assert look_alike.startswith("the nearest look-alike is “")


def test_a_sign_that_is_nearly_there_tells_what_is_missing(answerer: Answerer) -> None:
    """A sign all but one of whose parts are there is near, with words that would complete it."""
    told = flags(answerer, "there is blood on my pillow")
    near = next(flag for flag in told if (flag.id, flag.net) == ("bleeding", "signs"))

    assert near.verdict is Verdict.NEAR
    assert "“blood” is a part of the sign" in near.because[0]
    assert "what is missing is such as “" in near.because[0]


def test_a_sign_in_pieces_tells_that_they_are_apart(answerer: Answerer) -> None:
    """A sign whose parts stand too far apart is near, with that reason."""
    text = "tight feeling under chin like a mask, breathing and swallowing are easy"
    near = next(flag for flag in flags(answerer, text) if flag.id == "airway")

    assert near.verdict is Verdict.NEAR
    assert near.because[0].endswith("its parts stand too far apart, or in another order")


def test_beside_a_raised_flag_no_near_sign_is_told(answerer: Answerer) -> None:
    """Once a flag is raised, signs of others that are only near explain nothing."""
    told = flags(answerer, "smelly hole with blood on my pillow")

    assert told[0].verdict is Verdict.RAISED
    assert [flag for flag in told if flag.verdict is Verdict.NEAR and flag.net == "signs"] == []


@pytest.mark.parametrize("text", ["hello", "what about my dog", "how much does it cost", ""])
def test_nothing_speaks_for_danger_in_a_calm_message(answerer: Answerer, text: str) -> None:
    """A calm message has no flag to tell of."""
    assert flags(answerer, text) == []


def test_of_near_signs_only_the_most_alarming_are_told(answerer: Answerer) -> None:
    """Where words of many signs are met, a few flags are told, each once."""
    near = [flag.id for flag in flags(answerer, "haematoma under eye after thread")]

    assert len(near) == len(set(near)) == MOST_NEAR


@pytest.mark.parametrize("text", ["no fever, but pus", "no pus or fever but my cheek hurts", "pus " * 400])
def test_raised_flags_come_first(answerer: Answerer, text: str) -> None:
    """Flags stand by what became of them: raised, less urgent, lowered, near."""
    order = list(Verdict)
    told = flags(answerer, text)

    assert told == sorted(told, key=lambda flag: order.index(flag.verdict))
