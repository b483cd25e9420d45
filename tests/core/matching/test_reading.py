"""A message is read into words, questions and what they name."""

from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.knowledge import Knowledge
from bot.core.matching.naming import Naming
from bot.core.matching.reading import Reader
from bot.core.matching.spelling import Speller
from bot.core.text import LONGEST_MATCHED, words

READER: Final = Reader(
    Speller(["is swelling normal", "swelling on my cheek", "can i take zorbex", "blue pill", "price"]),
    joiners=["AND"],
    medicines=Naming([("tablets", [("zorbex",), ("blue", "pill")])]),
    synonyms=Naming([("puffiness", [("swelling",), ("puffy",)])]),
)


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """A reader of the real base."""
    return Reader.of(knowledge)


def test_a_reading_holds_words_and_what_they_name() -> None:
    """Words are corrected first, and then known as medicines and as words for one thing."""
    assert READER.read("PUFFY... ZORBX, swelng!") == (
        ("puffy", "zorbex", "swelling"),
        ("tablets", "puffiness"),
    )


def test_words_that_are_corrected_already_are_read_alike() -> None:
    """The words of a reading, read again, give the same reading."""
    reading = READER.read("is my PUFY cheek swelng from zorbex")

    assert READER.reading(reading.words) == reading


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("is swelling normal? and can i fly", ["is swelling normal", "can i fly"]),
        ("swelling, price and cheek", ["swelling", "price", "cheek"]),
        ("how long does it last", ["how long does it last"]),
        ("temp is 38.5. what now", ["temp is 38.5", "what now"]),
        ("is sweling normal\nwhat price", ["is swelling normal", "what price"]),
        ("and", []),
        ("and and, and?", []),
        ("😭😭", []),
        ("", []),
    ],
)
def test_parts_questions(message: str, questions: list[str]) -> None:
    """Sentences, commas and joining words part questions; nothing is left over."""
    parts = READER.hear(message).questions

    assert [" ".join(part.words) for part in parts] == questions


@given(st.text(max_size=80))
@example("my temperature is 38,5, is that ok")
def test_questions_are_pieces_of_the_whole(message: str) -> None:
    """Whatever is typed, each question has words, and they stand in the message in that order."""
    heard = READER.hear(message)
    left = list(heard.whole.words)

    for part in heard.questions:
        assert part.words
        for word in part.words:
            del left[: left.index(word) + 1]


@given(st.text(max_size=80))
def test_a_message_means_the_same_as_a_line_of_an_author(message: str) -> None:
    """What patients type is read like what authors write."""
    assert READER.hear(message).whole == READER.read(message)


@pytest.mark.parametrize(
    ("message", "sentences"),
    [
        ("I cant eat. My cheek is sweling! And now?", ["i cant eat", "my cheek is swelling", "and now"]),
        ("one, two and three", ["one two and three"]),
        ("...", []),
    ],
)
def test_sentences_stay_whole(message: str, sentences: list[str]) -> None:
    """Sentences are corrected, and neither commas nor joining words part them."""
    assert [" ".join(sentence) for sentence in READER.hear(message).sentences] == sentences


def test_sentences_leave_nothing_out_of_a_long_message() -> None:
    """The middle of a long message is no question, and is among its sentences."""
    chat = "so it goes. " * LONGEST_MATCHED
    message = f"{chat} my cheek hurts. {chat}"

    assert ("my", "cheek", "hurts") in READER.hear(message).sentences
    assert len(READER.hear(message).whole.words) < LONGEST_MATCHED


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("zorbex", True),
        ("can i take a blue plil", True),
        ("blue is the pill", False),
        (f"{'so it goes. ' * LONGEST_MATCHED} zorbex {'so it goes. ' * LONGEST_MATCHED}", True),
        ("is swelling normal", False),
    ],
)
def test_a_medicine_is_heard_wherever_it_is_named(message: str, *, named: bool) -> None:
    """A medicine is heard under each of its names, misspelt too, and in the middle of a long message."""
    assert READER.hear(message).medicine_named == named


@pytest.mark.parametrize(
    ("written", "topics"),
    [
        ("can i take advil", ("pain-relief-medicines",)),
        ("is amoxicilin ok with nurofen", ("antibiotics", "pain-relief-medicines")),
        ("PARACETMOL?", ("pain-relief-medicines",)),
        ("is betadine ok", ("wound-antiseptic",)),
        ("vitamin b12", ("nerve-vitamins",)),
        ("i like pancakes", ()),
    ],
)
def test_recognises_medicines(
    reader: Reader, knowledge: Knowledge, written: str, topics: tuple[str, ...]
) -> None:
    """A medicine is recognised by any of its names, also misspelt."""
    medicines = {group.topic for group in knowledge.medicines}

    assert tuple(it for it in reader.read(written).concepts if it in medicines) == topics


@pytest.mark.parametrize(
    "word", ["spain", "pimple", "china", "cancer", "walking", "wound", "flood", "accurate"]
)
def test_leaves_english_words(reader: Reader, word: str) -> None:
    """A well-spelt English word is not bent into a word of the knowledge base."""
    assert reader.read(word).words == (word,)


def test_an_ask_is_read_as_it_is_written(reader: Reader, knowledge: Knowledge) -> None:
    """Nearly no word of the base's own titles is taken for a typo of another."""
    titles = [topic.title for topic in knowledge.topics]

    assert [reader.read(title).words for title in titles] == [words(title) for title in titles]


def test_tells_what_each_word_is_read_as() -> None:
    """Every word stands beside its corrected form, in the order of the message."""
    assert READER.spelt("SWELNG, zorbx swelling") == (
        ("swelng", "swelling"),
        ("zorbx", "zorbex"),
        ("swelling", "swelling"),
    )


def test_tells_where_something_is_named() -> None:
    """Medicines and words for one thing are told with their places."""
    assert list(READER.named_in(("blue", "pill", "puffy"))) == [(0, 2, "tablets"), (2, 3, "puffiness")]
