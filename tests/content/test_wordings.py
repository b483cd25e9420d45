"""Forbidden wordings are found in whatever form they are written, and excused where they are harmless."""

import pytest

from bot.content.wordings import Watch, Wording


def watch(says: list[str], unless: list[str] | None = None) -> Watch:
    """Return a watch with one rule."""
    rule = {"id": "one", "wrong": "is wrong", "cure": "mend it", "says": says, "unless": unless or []}
    lists = {
        "unit": ["mg", "drops"],
        "number": ["#", "two"],
        "no": ["not", "never"],
        "act": ["pull", "cut off"],
    }
    return Watch(Wording.model_validate({"lists": lists, "rules": [rule]}), ["ibuprofen", "co-amoxiclav"])


def found(watch: Watch, sentence: str) -> list[str]:
    """Return the words of a sentence that break a rule."""
    return [breach.words for breach in watch.breaches(sentence)]


@pytest.mark.parametrize(
    ("pattern", "sentence", "words"),
    [
        ("<number> <unit>", "Use 2.5MG of it.", "2.5 mg"),
        ("<number> <unit>", "Use two drops!", "two drops"),
        ("dont worry", "Please DON’T  worry.", "dont worry"),
        ("take .. <medicine-name>", "Take one of your ibuprofen.", "take one of your ibuprofen"),
        ("take .. <medicine-name>", "Take Co-Amoxiclav.", "take co amoxiclav"),
        ("<act>", "Then cut off the end.", "cut off"),
    ],
)
def test_a_wording_is_found_in_any_form(pattern: str, sentence: str, words: str) -> None:
    """Capitals, spaces, apostrophes and hyphens hide nothing; lists and gaps stand for what they say."""
    assert found(watch([pattern]), sentence) == [words]


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("<number> <unit>", "It took 2 weeks, mg or not."),
        ("<act>", "It pulled."),
        ("take .. <medicine-name>", "Take one two three four five six seven ibuprofen."),
        ("take .. <medicine-name>", "Mistake: ibuprofen."),
    ],
)
def test_other_words_are_left_alone(pattern: str, sentence: str) -> None:
    """A part of a word is no word, and more than six words between are too many."""
    assert found(watch([pattern]), sentence) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Do not pull it.", []),
        ("Never press, rub or pull it.", []),
        ("Pull it, do not wait.", ["pull"]),
        ("Do not wait a day or two at home but pull.", ["pull"]),
    ],
)
def test_an_excuse_stands_before_and_near(sentence: str, words: list[str]) -> None:
    """A wording is excused by what begins before it and reaches into it, and by nothing else."""
    assert found(watch(["<act>"], ["<no> .. <act>"]), sentence) == words


def test_an_excuse_ends_with_its_words() -> None:
    """What is excused once in a sentence is not excused for the rest of it."""
    assert found(watch(["<act>"], ["a pull"]), "You felt a pull.") == []
    assert found(watch(["<act>"], ["a pull"]), "You felt a pull, so pull again.") == ["pull"]


def test_each_rule_is_told_once_a_sentence() -> None:
    """A sentence that breaks a rule twice is quoted once."""
    assert found(watch(["<act>"]), "Pull it, then pull again.") == ["pull"]


def test_a_list_must_exist() -> None:
    """A rule that calls a list by a wrong name is refused."""
    with pytest.raises(ValueError, match="the rule one names a list <units>"):
        watch(["<number> <units>"])
