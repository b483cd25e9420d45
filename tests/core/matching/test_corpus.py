"""All lines of a knowledge base stand in one index, and each of its listeners hears its own part."""

from typing import Final

import pytest

from bot.core.knowledge import Knowledge
from bot.core.matching.corpus import Corpus, danger_key
from bot.core.matching.index import Asked
from bot.core.model import Kind, Pleasantry
from bot.core.safety.examples import Examples
from tests.telegram.content import PHRASES, topic
from tests.telegram.content import knowledge as small_base

ASKS: Final = {
    "swelling": ("is swelling normal", "my cheek is swollen", "swollen face"),
    "cost": ("how much does it cost", "what is the price", "is it expensive"),
    "breathing": ("can i do breathing exercises", "is yoga breathing good"),
}
EVERYDAY: Final = ("what about my dog", "who won the match", "tell me a joke")
SAYS: Final = ("hello", "hi there", "good morning")
DANGER: Final = ("i am gasping for air", "my throat closes up")
LOOK_ALIKES: Final = ("this view takes my breath away", "i can breathe well now")


def base(asks: dict[str, tuple[str, ...]]) -> Knowledge:
    """Return a knowledge base of topics with these asks, with small talk, everyday talk and examples."""
    topics = [
        topic(key, Kind.SIDE_EFFECT).model_copy(update={"title": f"About {key}", "asks": lines})
        for key, lines in asks.items()
    ]
    small_talk = (Pleasantry(id="hello", says=SAYS, reply="Hi."),)
    return small_base(topics, PHRASES.model_copy(update={"small_talk": small_talk})).model_copy(
        update={
            "everyday": EVERYDAY,
            "examples": Examples(danger={"breathing": DANGER}, look_alikes=LOOK_ALIKES),
        }
    )


CORPUS: Final = Corpus(base(ASKS))


def first(corpus: Corpus, line: str) -> str:
    """Return the key that everything in the corpus ranks first."""
    return corpus.everything.ranked(corpus.reader.read(line))[0].key


@pytest.mark.parametrize(
    ("key", "line"), [(key, line) for key, asks in ASKS.items() for line in (*asks, f"About {key}")]
)
def test_a_topic_is_known_by_its_asks_and_its_title(key: str, line: str) -> None:
    """Every ask and every title finds its topic, among topics and among everything."""
    assert first(CORPUS, line) == key
    assert CORPUS.questions.ranked(CORPUS.reader.read(line))[0].key == key


@pytest.mark.parametrize("line", [*SAYS, *EVERYDAY])
def test_what_is_no_topic_competes_with_the_topics(line: str) -> None:
    """Small talk and everyday talk find something in the background, not a topic."""
    assert CORPUS.questions.ranked(CORPUS.reader.read(line))[0].key in CORPUS.background


@pytest.mark.parametrize("line", SAYS)
def test_small_talk_leads_to_its_pleasantry(line: str) -> None:
    """The key that small talk finds is the key of the pleasantry."""
    assert CORPUS.talk[first(CORPUS, line)].id == "hello"


@pytest.mark.parametrize("line", DANGER)
def test_examples_of_danger_belong_to_their_flag(line: str) -> None:
    """An example of danger finds its flag among everything, though a topic has the flag's name."""
    assert first(CORPUS, line) == danger_key("breathing")
    assert first(CORPUS, line) not in ASKS


@pytest.mark.parametrize("line", [*DANGER, *LOOK_ALIKES])
def test_examples_answer_no_question(line: str) -> None:
    """What the screen learns from is nothing that a question can be about."""
    found = {candidate.key for candidate in CORPUS.questions.ranked(CORPUS.reader.read(line))}

    assert found <= {*ASKS, *CORPUS.background}
    assert CORPUS.questions.keys == {*ASKS, *CORPUS.background}


def test_must_have_words_are_compared_as_words_are() -> None:
    """An author's must-have and never terms count however they are written."""
    spoken = base({"cost": ASKS["cost"], "swelling": ASKS["swelling"]})
    guarded = spoken.topics[0].model_copy(update={"needs": ("How much", "PRICE?"), "never": ("Don't",)})
    corpus = Corpus(spoken.model_copy(update={"topics": (guarded, spoken.topics[1])}))

    def is_ranked(line: str) -> bool:
        return "cost" in {one.key for one in corpus.questions.ranked(corpus.reader.read(line))}

    assert is_ranked("what is the price")
    assert not is_ranked("is it expensive")
    assert not is_ranked("dont tell me the price")


@pytest.mark.parametrize("name", ["everyday", "look-alikes", "hello", "danger"])
def test_a_topic_may_have_any_name(name: str) -> None:
    """No id that an author can give a topic is taken by anything else in the corpus."""
    corpus = Corpus(base({name: ASKS["cost"], "swelling": ASKS["swelling"]}))

    assert name not in corpus.background
    assert first(corpus, "how much does it cost") == name
    assert all(first(corpus, line) != name for line in (*SAYS, *EVERYDAY, *DANGER, *LOOK_ALIKES))


def test_topics_alone_are_enough() -> None:
    """A base without everyday talk, small talk and examples has its topics and nothing else."""
    spoken = base(ASKS)
    silent = spoken.model_copy(
        update={
            "everyday": (),
            "examples": Examples(),
            "phrases": spoken.phrases.model_copy(update={"small_talk": ()}),
        }
    )
    corpus = Corpus(silent)

    assert corpus.background <= {"everyday talk", "everyday"}
    assert corpus.everything.keys == corpus.questions.keys == ASKS.keys()


def test_the_nearest_line_is_as_its_author_wrote_it() -> None:
    """Of any entry the most similar line is told, in the author's own letters, the title among them."""
    corpus = Corpus(base({"cost": ("How MUCH does it cost?", "what is the price")}))

    def nearest(written: str, key: str) -> str:
        return corpus.nearest_line(Asked(corpus.reader.read(written), corpus.everything.index), key)[0]

    assert nearest("how much", "cost") == "How MUCH does it cost?"
    assert nearest("tell me about cost", "cost") == "About cost"
    assert nearest("gasping", danger_key("breathing")) == "i am gasping for air"
