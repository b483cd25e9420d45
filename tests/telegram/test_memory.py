"""What is remembered of a chat is bounded, and holds no words."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.replies import LeftOpen
from bot.telegram.memory import LOOKS_BACK, MOST_CARDS, ChatMemory

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_a_card_is_noted_once_for_each_message_and_flag() -> None:
    """The same flag in the same message is known; another message or another flag is not."""
    memory = ChatMemory()

    assert memory.notes_card(1, "pus")
    assert not memory.notes_card(1, "pus")
    assert memory.notes_card(2, "pus")
    assert memory.notes_card(1, "breathing")


def test_old_cards_are_forgotten() -> None:
    """Only the last few messages of a chat are remembered."""
    memory = ChatMemory()
    for message_id in range(MOST_CARDS + 1):
        memory.notes_card(message_id, "pus")

    assert memory.notes_card(0, "pus")
    assert not memory.notes_card(MOST_CARDS, "pus")


def test_a_chat_can_be_forgotten() -> None:
    """Nothing is left of a chat that asks to be forgotten, and then nothing is stored of it."""
    memory = ChatMemory(left_open=LeftOpen(kind="unknown"), album="a")
    memory.notes_card(1, "pus")
    memory.notes_topic("cost", NOON)
    memory.forget()

    assert memory == ChatMemory()
    assert memory.written() is None


def test_what_is_stored_is_what_is_remembered() -> None:
    """A memory survives being stored, whole."""
    memory = ChatMemory(left_open=LeftOpen(kind="not-covered", topics=("sport",), again=True), album="a")
    memory.notes_card(1, "pus")
    memory.notes_topic("cost", NOON)

    assert ChatMemory.read(memory.written()) == memory


@pytest.mark.parametrize("stored", [None, "", "{", "[]", '{"cards": "many"}'])
def test_what_cannot_be_read_is_forgotten(stored: str | None) -> None:
    """Another version's memory of a chat costs the patient nothing but that."""
    assert ChatMemory.read(stored) == ChatMemory()


def test_fields_of_another_version_are_passed_over() -> None:
    """A field that this version does not know leaves the others as they are."""
    assert ChatMemory.read('{"album": "a", "mood": "sad"}') == ChatMemory(album="a")


def test_the_last_topic_is_remembered_for_a_while() -> None:
    """The topic that was answered last is known up to the limit, and no longer."""
    memory = ChatMemory()
    memory.notes_topic("nerve", NOON)

    assert memory.topic_at(NOON + LOOKS_BACK) == "nerve"
    assert memory.topic_at(NOON + LOOKS_BACK + timedelta(seconds=1)) is None


def test_an_old_topic_does_not_come_back() -> None:
    """Once it is too old a topic is gone, whatever the next message says of the time."""
    memory = ChatMemory()
    memory.notes_topic("nerve", NOON)
    memory.topic_at(NOON + 2 * LOOKS_BACK)

    assert memory.topic_at(NOON) is None


def test_the_next_answer_takes_the_place_of_the_last_topic() -> None:
    """Only the last topic is remembered; a reply that leaves none to ask on takes it away."""
    memory = ChatMemory()
    memory.notes_topic("nerve", NOON)
    memory.notes_topic("cost", NOON)

    assert memory.topic_at(NOON) == "cost"
    memory.notes_topic(None, NOON)
    assert memory.topic_at(NOON) is None
