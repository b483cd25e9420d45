"""The knowledge base finds its topics, and holds only phrases that have their place and fit it."""

import pytest
from pydantic import ValidationError

from bot.core.knowledge import Phrases
from bot.core.model import Kind
from tests.telegram.content import PHRASES, TOPICS
from tests.telegram.content import knowledge as small_base


def test_a_topic_is_found_by_its_id() -> None:
    """Every topic is found by its id."""
    knowledge = small_base()

    assert [knowledge.topic(topic.id) for topic in TOPICS] == list(TOPICS)


@pytest.mark.parametrize("unknown", ["", "Cost", "cost ", "no-such-topic"])
def test_no_other_id_finds_a_topic(unknown: str) -> None:
    """An id that is not exactly a topic's finds none: a button may outlive its topic."""
    assert small_base().topic(unknown) is None


def test_a_base_without_a_topic_is_refused() -> None:
    """A knowledge base knows at least one thing."""
    with pytest.raises(ValidationError, match="too_short"):
        small_base(topics=())


def test_a_phrase_without_a_place_is_refused() -> None:
    """A phrase that the bot never says is refused, and not carried along."""
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Phrases.model_validate({**dict(PHRASES), "farewell": "Goodbye."})


@pytest.mark.parametrize("name", Phrases.model_fields)
def test_every_phrase_is_needed(name: str) -> None:
    """No phrase has a default: the bot says nothing that is not in the content."""
    rest = {other: phrase for other, phrase in PHRASES if other != name}

    with pytest.raises(ValidationError, match="Field required"):
        Phrases.model_validate(rest)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("urgent_line", 240),
        ("doctor_prompt", 240),
        ("watch_for", 24),
        ("not_covered", 240),
        ("unknown", 1_500),
        ("description", 512),
        ("short_description", 120),
    ],
)
def test_a_phrase_fits_its_place(name: str, most: int) -> None:
    """A phrase fills its place to the last character and not beyond."""
    phrases = Phrases.model_validate({**dict(PHRASES), name: "x" * most})

    assert getattr(phrases, name) == "x" * most
    with pytest.raises(ValidationError, match="string_too_long"):
        Phrases.model_validate({**dict(PHRASES), name: "x" * (most + 1)})


@pytest.mark.parametrize(("name", "key", "most"), [("kinds", Kind.PROCEDURE, 60), ("commands", "start", 256)])
def test_a_name_on_a_menu_fits_it(name: str, key: str, most: int) -> None:
    """The names of kinds and the texts of commands fit Telegram's menus."""
    Phrases.model_validate({**dict(PHRASES), name: {key: "x" * most}})

    with pytest.raises(ValidationError, match="string_too_long"):
        Phrases.model_validate({**dict(PHRASES), name: {key: "x" * (most + 1)}})
