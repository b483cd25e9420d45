"""Each ask can be asked of a base that lacks it."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.matching.corpus import Corpus
from bot.core.matching.leaving_out import LeftOut, left_out
from tests.content.base import SmallBase


@pytest.fixture
def base(tmp_path_factory: pytest.TempPathFactory) -> SmallBase:
    """A base in which one ask about arnica stands under numbness, and two asks are much alike."""
    base = SmallBase(tmp_path_factory.mktemp("base"))
    asks = ("is arnica safe for bruises", "my cheek is so numb")
    base.change("topics/numbness.yaml", "asks:\n", "asks:\n" + "".join(f"  - {ask}\n" for ask in asks))
    base.change("topics/arnica.yaml", "asks:\n", "asks:\n  - is arnica safe\n  - arnica for bruises\n")
    return base


def left(knowledge: Knowledge) -> dict[str, LeftOut]:
    """Return what became of each ask, by its words."""
    found = left_out(Corpus(knowledge), knowledge.topics, range(99), ["arnica", "numbness"])
    by_id = {topic.id: topic for topic in knowledge.topics}
    return {by_id[it.topic].asks[it.at]: it for it in found}


def test_every_ask_is_left_out_once(base: SmallBase) -> None:
    """All asks of all topics are tried, and no title."""
    knowledge = base.load()

    assert set(left(knowledge)) == {ask for topic in knowledge.topics for ask in topic.asks}


def test_an_ask_does_not_speak_for_itself(base: SmallBase) -> None:
    """An ask under the wrong topic is taken for the topic whose asks it resembles."""
    pulled = left(base.load())["is arnica safe for bruises"]

    assert pulled.topic == "numbness"
    assert pulled.ranked[0].key == "arnica"


def test_an_ask_among_its_like_is_not_ranked(base: SmallBase) -> None:
    """Where the nearest ask is of the own topic, nothing can pull."""
    assert left(base.load())["my cheek is so numb"].ranked == ()


def test_the_most_similar_ask_of_the_topic_is_its_twin(base: SmallBase) -> None:
    """Two asks that resemble each other name each other; likeness is 1 at most."""
    knowledge = base.load()
    asks, found = knowledge.topics[1].asks, left(knowledge)
    twin = found["my cheek is so numb"].twin

    assert twin is not None
    assert asks[twin] == "my cheek is numb"
    assert 0.5 < found["my cheek is so numb"].likeness < 1


def test_steps_are_counted(base: SmallBase) -> None:
    """Whoever shows the progress gets one step for each ask of the wanted topics."""
    knowledge, steps = base.load(), iter(range(99))
    asks = sum(len(topic.asks) for topic in knowledge.topics if topic.id == "arnica")

    assert len([*left_out(Corpus(knowledge), knowledge.topics, steps, ["arnica"])]) == asks
    assert next(steps) == asks
