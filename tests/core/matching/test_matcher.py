"""Matching refuses to guess."""

import pytest

from bot.core.matching.features import Reading
from bot.core.matching.matcher import Ambiguous, Entry, Found, Matcher, NotFound
from bot.core.text import words

ASKS = {
    "swelling": [
        "is swelling normal",
        "how long does the swelling last",
        "my cheek is swollen",
        "swollen face",
    ],
    "pain": ["is pain normal", "how long does the pain last", "my cheek hurts", "sore face"],
    "cost": ["how much does it cost", "what is the price", "price of a thread lift", "is it expensive"],
    "football": ["who won the match", "how long does a match last", "is my team good", "football tonight"],
}


def read(text: str) -> Reading:
    """Return the words of a text, as typed."""
    return Reading(words(text))


def entry(key: str, *, needs: str = "", never: str = "") -> Entry:
    """Return an entry with its asks, and at most one must-have and one never term."""
    terms = {name: (words(term),) for name, term in (("needs", needs), ("never", never)) if term}
    return Entry(key, tuple(map(read, ASKS[key])), **terms)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """A matcher over three topics and a background."""
    return Matcher([entry(key) for key in ASKS], background=["football"])


@pytest.mark.parametrize(("key", "ask"), [(key, ask) for key, asks in ASKS.items() for ask in asks])
def test_finds_every_ask(matcher: Matcher, key: str, ask: str) -> None:
    """An ask finds its own entry."""
    found = matcher.match(read(ask))

    assert isinstance(found, Found)
    assert found.key == key


def test_finds_other_words(matcher: Matcher) -> None:
    """A question in other words finds the entry whose telling words it has."""
    found = matcher.match(read("what price is usual for a lift"))

    assert isinstance(found, Found)
    assert found.key == "cost"


def test_asks_back_between_near_entries(matcher: Matcher) -> None:
    """A question that two entries fit equally well is offered both."""
    found = matcher.match(read("how long does it last and is it normal for my cheek"))

    assert isinstance(found, Ambiguous)
    assert set(found.keys) >= {"swelling", "pain"}


def test_never_offers_the_background(matcher: Matcher) -> None:
    """An entry of the background competes and is not offered."""
    found = matcher.match(read("how long does it last"))

    assert not isinstance(found, Ambiguous) or "football" not in found.keys


@pytest.mark.parametrize("text", ["", "qwertz asdf", "bring me the moon"])
def test_finds_nothing_without_evidence(matcher: Matcher, text: str) -> None:
    """Words that no ask has are no evidence."""
    assert isinstance(matcher.match(read(text)), NotFound)


def test_never_words_rule_an_entry_out() -> None:
    """An entry with a never word in the question neither answers nor is offered."""
    matcher = Matcher([entry("swelling", never="not swollen"), entry("pain"), entry("cost")])

    ranked = matcher.ranked(read("my cheek is not swollen"))

    assert "swelling" not in {candidate.key for candidate in ranked}


def test_needs_words_are_needed() -> None:
    """An entry with must-have words answers only a question that has one of them."""
    matcher = Matcher([entry("swelling"), entry("cost", needs="price")])

    without, having = matcher.ranked(read("how much does it cost")), matcher.ranked(read("what is the price"))

    assert [candidate.key for candidate in without] == ["swelling"]
    assert having[0].key == "cost"


def test_two_entries_are_offered_at_least() -> None:
    """One entry alone is not offered: that would be a guess with a question mark."""
    matcher = Matcher([entry("swelling"), entry("football")], background=["football"])

    assert not isinstance(matcher.match(read("normal")), Ambiguous)


def test_finds_nothing_when_every_entry_is_ruled_out() -> None:
    """No entry is left, so none is found."""
    matcher = Matcher([entry("swelling", never="normal"), entry("pain", never="normal")])

    assert isinstance(matcher.match(read("is it normal")), NotFound)
