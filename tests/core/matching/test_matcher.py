"""Entries are ranked for a question, and only those that may answer it."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching.confidence import confidence
from bot.core.matching.features import Reading
from bot.core.matching.index import Asked
from bot.core.matching.ladder import NotFound, decide
from bot.core.matching.matcher import Entry, Matcher
from bot.core.matching.nearest import LOOKED_AT
from bot.core.text import words

ASKS: Final = {
    "swelling": (
        "is swelling normal",
        "how long does the swelling last",
        "my cheek is swollen",
        "swollen face",
    ),
    "pain": ("is pain normal", "how long does the pain last", "my cheek hurts", "sore face"),
    "cost": ("how much does it cost", "what is the price", "price of a thread lift", "is it expensive"),
    "football": ("who won the match", "how long does a match last", "is my team good", "football tonight"),
}
SPOKEN: Final = sorted({word for asks in ASKS.values() for ask in asks for word in ask.split()})
QUESTIONS: Final = st.lists(st.sampled_from([*SPOKEN, "moon"]), min_size=1, max_size=8).map(
    lambda spoken: Reading((*spoken, "is"))
)


def read(text: str) -> Reading:
    """Return the words of a text, as typed."""
    return Reading(words(text))


def entry(key: str, *, needs: str = "", never: str = "") -> Entry:
    """Return an entry with its asks, and at most one must-have and one never term."""
    terms = {name: (words(term),) for name, term in (("needs", needs), ("never", never)) if term}
    return Entry(key, tuple(map(read, ASKS[key])), **terms)


MATCHER: Final = Matcher.of([entry(key) for key in ASKS])


def keys(matcher: Matcher, text: str) -> list[str]:
    """Return the keys of the entries that a text may be about, best first."""
    return [candidate.key for candidate in matcher.ranked(read(text))]


@pytest.mark.parametrize(("key", "ask"), [(key, ask) for key, asks in ASKS.items() for ask in asks])
def test_every_ask_finds_its_entry(key: str, ask: str) -> None:
    """An ask ranks its own entry first."""
    assert keys(MATCHER, ask)[0] == key


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("what price is usual for a lift", "cost"),
        ("i have a swollen cheek", "swelling"),
        ("it really hurts me", "pain"),
        ("which team won", "football"),
    ],
)
def test_telling_words_find_the_entry(question: str, key: str) -> None:
    """A question in other words ranks first the entry whose telling words it has."""
    assert keys(MATCHER, question)[0] == key


@given(QUESTIONS)
def test_the_best_stands_first(question: Reading) -> None:
    """Entries are ranked by falling score and confidence, each once, and each confidence is a chance."""
    ranked = MATCHER.ranked(question)
    scores, confidences = [one.score for one in ranked], [one.confidence for one in ranked]

    assert len({candidate.key for candidate in ranked}) == len(ranked)
    assert scores == sorted(scores, reverse=True)
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)


@given(QUESTIONS)
def test_the_lead_is_over_the_best_other(question: Reading) -> None:
    """The best entry leads over the second; every other stands behind the best."""
    best, *others = MATCHER.ranked(question)
    second = others[0].score if others else 0.0

    assert best.confidence == pytest.approx(confidence(best.score, best.score - second))
    for behind in others:
        assert behind.confidence == pytest.approx(confidence(behind.score, behind.score - best.score))


@given(QUESTIONS, st.permutations(list(ASKS)))
def test_the_order_of_the_entries_does_not_matter(question: Reading, order: list[str]) -> None:
    """An entry scores the same wherever it stands among the entries."""
    shuffled = Matcher.of([entry(key) for key in order])

    scores = {candidate.key: candidate.score for candidate in shuffled.ranked(question)}

    assert scores == pytest.approx({one.key: one.score for one in MATCHER.ranked(question)}, abs=1e-3)


@given(QUESTIONS, st.sets(st.sampled_from(sorted(ASKS))))
def test_only_hides_the_others(question: Reading, known: set[str]) -> None:
    """A matcher of some entries ranks them and no other."""
    some = MATCHER.only(known)

    assert some.keys == known
    assert {candidate.key for candidate in some.ranked(question)} <= known


@given(QUESTIONS, st.sampled_from(sorted(ASKS)))
def test_a_hidden_entry_is_as_if_ruled_out(question: Reading, hidden: str) -> None:
    """What is hidden takes no score from the others and gives none, like an entry with a never word."""
    asked = Reading((*question.words, "moon"))
    guarded = Matcher.of([entry(key, never="moon" if key == hidden else "") for key in ASKS])

    assert MATCHER.only(ASKS.keys() - {hidden}).ranked(asked) == guarded.ranked(asked)


@pytest.mark.parametrize("ask", ASKS["pain"])
def test_an_entry_that_is_alone_leads_over_nobody(ask: str) -> None:
    """Where one entry is known, its whole score is its lead: nothing hidden is ahead of it."""
    (alone,) = MATCHER.only(["pain"]).ranked(read(ask))

    assert alone.confidence == pytest.approx(confidence(alone.score, alone.score))


@pytest.mark.parametrize("ask", ASKS["pain"])
def test_what_reads_like_a_hidden_entry_finds_it_nowhere(ask: str) -> None:
    """The ask of a hidden entry does not rank it, whoever is left."""
    assert "pain" not in keys(MATCHER.only(ASKS.keys() - {"pain"}), ask)


@given(QUESTIONS, st.sets(st.sampled_from(sorted(ASKS)), min_size=1))
def test_where_some_matter_the_ranking_is_the_same_or_none(question: Reading, some: set[str]) -> None:
    """Who asks for some entries alone gets all that compete, or nothing where none of them is in sight."""
    ranked = MATCHER.ranked_for(Asked(question, MATCHER.index), one_of=some)

    assert ranked in (MATCHER.ranked(question), ())
    assert ranked or MATCHER.ranked(question)[0].key not in some


def test_what_is_out_of_sight_is_not_ranked() -> None:
    """An entry with hardly a letter in common is not worth a ranking; the nearest one is."""
    asked = Asked(read("what is the price"), MATCHER.index)

    assert MATCHER.ranked_for(asked, one_of=["pain"]) == ()
    assert MATCHER.ranked_for(asked, one_of=["pain", "cost"]) == MATCHER.ranked(asked.reading)


@given(st.lists(QUESTIONS, max_size=9))
def test_questions_that_are_compared_together_rank_as_alone(questions: list[Reading]) -> None:
    """To compare several questions at once changes no ranking."""
    asked = [Asked(question, MATCHER.index) for question in questions]

    MATCHER.compare(asked)

    for question, compared in zip(questions, asked, strict=True):
        together = [(it.key, pytest.approx(it.score, abs=1e-3)) for it in MATCHER.ranked_for(compared)]
        assert {it.key: it.score for it in MATCHER.ranked(question)} == dict(together)


def test_how_near_is_in_sight_can_be_told() -> None:
    """The nearer an entry must be, the fewer questions are ranked for it."""
    asked = Asked(read("my cheek is swollen"), MATCHER.index)

    assert MATCHER.ranked_for(asked, ["swelling"], in_sight=1.0) != ()
    assert MATCHER.ranked_for(asked, ["cost"], in_sight=1.0) == ()
    assert MATCHER.ranked_for(asked, ["cost"], in_sight=0.0) == MATCHER.ranked(asked.reading)


def test_what_shares_nothing_does_not_compete_in_a_large_base() -> None:
    """Where not all asks are looked at, none is there by chance: only those with something in common."""
    many = Entry("many", tuple(Reading((f"{number:04}",)) for number in range(LOOKED_AT)))
    matcher = Matcher.of([many, *(entry(key) for key in ASKS)])

    assert keys(matcher, "football") == ["football"]


def test_hiding_shows_nothing_again() -> None:
    """Of a matcher that knows some entries, only those can be kept; others are no error."""
    some = MATCHER.only(["pain", "cost"])

    assert some.only(["pain", "football", "no such entry"]).keys == {"pain"}
    assert MATCHER.keys == ASKS.keys()


def test_never_words_rule_an_entry_out() -> None:
    """An entry with a never term in the question is not ranked."""
    matcher = Matcher.of([entry("swelling", never="not swollen"), entry("pain"), entry("cost")])

    assert keys(matcher, "my cheek is swollen")[0] == "swelling"
    assert "swelling" not in keys(matcher, "my cheek is not swollen")


@pytest.mark.parametrize(
    ("question", "admitted"),
    [
        ("what is the price", True),
        ("price", True),
        ("how much does it cost", False),
        ("the thread price", True),
        ("prices", False),
    ],
)
def test_needs_words_are_needed(question: str, *, admitted: bool) -> None:
    """An entry with must-have words is ranked only for a question with one of them."""
    matcher = Matcher.of([entry("swelling"), entry("cost", needs="price")])

    assert ("cost" in keys(matcher, question)) == admitted


def test_one_of_the_must_have_terms_is_enough() -> None:
    """An entry with several must-have terms admits a question with any of them."""
    guarded = Entry("cost", (), needs=(("price",), ("how", "much")))

    assert guarded.admits(words("what is the price"))
    assert guarded.admits(words("how much is it"))
    assert not guarded.admits(words("is it much"))


def test_terms_must_stand_together() -> None:
    """A must-have or never term of several words counts in its order, without a gap."""
    guarded = entry("cost", needs="thread lift", never="face lift")

    assert guarded.admits(words("price of a thread lift"))
    assert not guarded.admits(words("a lift with thread"))
    assert not guarded.admits(words("is a face lift a thread lift"))
    assert guarded.admits(words("lift my face by thread lift"))


def test_nothing_is_ranked_when_every_entry_is_ruled_out() -> None:
    """No entry is left, so none is ranked."""
    matcher = Matcher.of([entry("swelling", never="normal"), entry("pain", never="normal")])

    assert matcher.ranked(read("is it normal")) == ()
    assert MATCHER.only([]).ranked(read("is it normal")) == ()


@pytest.mark.parametrize("known", [["pain"], ["pain", "cost"], list(ASKS)])
@pytest.mark.parametrize("question", ["", "zzz", "qqqq zqzq"])
def test_a_text_without_a_known_word_finds_nothing(known: list[str], question: str) -> None:
    """Words that share nothing with any ask are no evidence, however few entries there are."""
    assert decide(MATCHER.only(known).ranked(read(question)), background=()) == NotFound()


def test_asks_are_numbered_in_the_order_of_their_entries() -> None:
    """The asks of some entries are found in the index by their numbers."""
    assert MATCHER.asks_of(["pain", "football"]).tolist() == [4, 5, 6, 7, 12, 13, 14, 15]
    assert MATCHER.asks_of([]).tolist() == []


@pytest.mark.parametrize(
    ("key", "question", "nearest"),
    [("pain", "how long is pain normal", 0), ("pain", "sore", 3), ("cost", "what price is sore", 1)],
)
def test_the_nearest_ask_of_an_entry_is_told(key: str, question: str, nearest: int) -> None:
    """The place of an entry's most similar ask is told, whatever is nearer elsewhere, with the similarity."""
    asked = Asked(read(question), MATCHER.index)
    same = Asked(read(ASKS[key][nearest]), MATCHER.index)

    place, similarity = MATCHER.nearest_ask(asked, key)

    assert place == nearest
    assert 0 < similarity < MATCHER.nearest_ask(same, key)[1]
