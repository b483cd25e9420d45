"""A message is read question by question, and as a whole where that is surer."""

from typing import Final

import pytest

from bot.core.explaining.values import Rule
from bot.core.knowledge import Knowledge
from bot.core.language import Language
from bot.core.matching.corpus import Corpus
from bot.core.matching.finding import About, Finder, Pleasant
from bot.core.matching.ladder import NotFound
from bot.core.matching.mentions import Mentions
from bot.core.model import (
    Kind,
    MedicineGroup,
    Pleasantry,
)
from tests.telegram.content import PHRASES, topic
from tests.telegram.content import knowledge as small_base

ASKS: Final = {
    "swelling": (
        "is swelling normal",
        "how long does the swelling last",
        "my cheek is swollen",
        "swollen face",
    ),
    "pain": ("is pain normal", "how long does the pain last", "my cheek hurts", "sore face"),
    "cost": ("how much does it cost", "what is the price", "price of a thread lift", "is it expensive"),
    "marks": ("a line on my cheek", "is the line permanent", "lines on my face", "i see a line"),
    "lasting": ("is it permanent", "is the lift permanent", "does it wear off", "does it last for ever"),
    "tablets": ("can i take tablets", "is a painkiller ok", "which tablets are safe"),
}
SMALL_TALK: Final = (
    Pleasantry(id="hello", says=("hello", "hi there", "good morning"), reply="Hi."),
    Pleasantry(id="thanks", says=("thank you", "thanks a lot", "bye"), reply="Bye."),
)


def _base() -> Knowledge:
    topics = [
        topic(key, Kind.MEDICATION if key == "tablets" else Kind.SIDE_EFFECT).model_copy(
            update={"title": key, "answer": "Some words.", "asks": asks}
        )
        for key, asks in ASKS.items()
    ]
    return small_base(topics, PHRASES.model_copy(update={"small_talk": SMALL_TALK})).model_copy(
        update={
            "everyday": ("what about my dog", "who won the match", "is the weather good", "tell me a joke"),
            "medicines": (MedicineGroup(topic="tablets", names=("zorbex", "blue pill")),),
            "language": Language(joiners=("and",)),
        }
    )


@pytest.fixture(scope="module")
def finder() -> Finder:
    """What finds a few topics, one made-up medicine and two kinds of small talk."""
    return Finder(Corpus(_base()), Mentions(_base()))


def topics_in(finder: Finder, message: str) -> set[str]:
    """Return the topics that the message is about; none when it is about nothing known."""
    found = finder.find(finder.hear(message)).finding
    return set(found.topics) if isinstance(found, About) else set()


@pytest.mark.parametrize(
    "message",
    [
        "is swelling normal? how much does it cost?",
        "is swelling normal and how much does it cost",
        "is swelling normal, how much does it cost",
        "Is swelling NORMAL\nhow much does it cost",
    ],
)
def test_each_question_is_answered(finder: Finder, message: str) -> None:
    """Two questions in one message find a topic each, however they are parted."""
    assert topics_in(finder, message) == {"swelling", "cost"}


@pytest.mark.parametrize(
    ("message", "topic_id"), [("price? of a lift?", "cost"), ("i see. lines. face", "marks")]
)
def test_a_question_in_pieces_is_read_as_a_whole(finder: Finder, message: str, topic_id: str) -> None:
    """Pieces that say too little by themselves are one question together."""
    assert topics_in(finder, message) == {topic_id}


def test_a_part_does_not_overrule_the_whole(finder: Finder) -> None:
    """A clear part does not silence what the rest of the message speaks for."""
    assert topics_in(finder, "my cheek hurts") == {"pain"}
    assert topics_in(finder, "my cheek hurts. swelling?") == {"swelling", "pain"}


@pytest.mark.parametrize(
    ("message", "pleasantry"),
    [("hello", "hello"), ("HELLO!! thank you", "thanks"), ("good morning, hi there", "hello")],
)
def test_small_talk_alone_is_answered_in_kind(finder: Finder, message: str, pleasantry: str) -> None:
    """Small talk and nothing else gets the reply to what was said last."""
    found = finder.find(finder.hear(message)).finding

    assert isinstance(found, Pleasant)
    assert found.pleasantry.id == pleasantry


@pytest.mark.parametrize(
    "message", ["hello. is swelling normal", "is swelling normal, thank you", "hi there is swelling normal?"]
)
def test_small_talk_hides_no_question(finder: Finder, message: str) -> None:
    """A question beside small talk is the one that is answered."""
    assert topics_in(finder, message) == {"swelling"}


@pytest.mark.parametrize("message", [*_base().everyday, "tell me who won. is the weather good?"])
def test_the_background_is_never_answered(finder: Finder, message: str) -> None:
    """Everyday talk finds nothing, and is not offered."""
    assert finder.find(finder.hear(message)).finding == NotFound()


def test_a_question_beside_everyday_talk_is_answered(finder: Finder) -> None:
    """A question that is clear by itself is answered beside an everyday one that blurs the whole."""
    assert topics_in(finder, "what about my dog? how much does it cost?") == {"cost"}


@pytest.mark.parametrize(
    ("message", "topics"),
    [
        ("zorbex", ("tablets",)),
        ("who won the match, ZORBX?", ("tablets",)),
        ("how much does it cost, and a blue pill?", ("tablets", "cost")),
        ("blue, and a pill", None),
    ],
)
def test_a_medicine_brings_its_topic(finder: Finder, message: str, topics: tuple[str, ...] | None) -> None:
    """A medicine that is named, misspelt too, brings its topic first, whatever else is asked."""
    found = finder.find(finder.hear(message)).finding

    assert (found.topics if isinstance(found, About) else None) == topics


def test_no_more_topics_than_fit_one_message(finder: Finder) -> None:
    """Of many questions, three are answered, the medicine's among them."""
    asked = "is swelling normal? what cost? does it wear off? my cheek hurts. zorbex"

    found = finder.find(finder.hear(asked)).finding

    assert isinstance(found, About)
    assert (len(set(found.topics)), found.topics[0]) == (3, "tablets")


def test_nothing_is_found_in_nothing(finder: Finder) -> None:
    """A message without a word finds nothing."""
    assert [finder.find(finder.hear(message)).finding for message in ("", "😭", "?!", "and")] == [
        NotFound()
    ] * 4


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("hello", Rule.SMALL_TALK),
        ("who won the match", Rule.BACKGROUND),
        ("how much does it cost", Rule.ONE),
        ("is swelling normal? how much does it cost?", Rule.PARTS),
        ("how much does it cost, and a blue pill?", Rule.MEDICINE),
        ("", Rule.NOTHING),
    ],
)
def test_what_is_found_names_its_rule(finder: Finder, message: str, rule: Rule) -> None:
    """What a message is about stands with the rule that found it."""
    assert finder.find(finder.hear(message)).rule is rule
