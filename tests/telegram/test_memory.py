"""What is remembered of a chat is bounded, and holds no words."""

from bot.telegram.memory import MOST_CARDS, MOST_CHATS, ChatMemory, Memory


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


def test_the_chat_that_was_silent_longest_is_forgotten() -> None:
    """However many chats there are, memory stays bounded, and an active chat stays in it."""
    memory = Memory()
    memory.of(-1).declined = True
    memory.of(-2).declined = True
    for chat_id in range(MOST_CHATS - 1):
        memory.of(chat_id)
        memory.of(-1)

    assert memory.of(-1).declined
    assert not memory.of(-2).declined


def test_a_chat_can_be_forgotten() -> None:
    """Nothing is left of a chat that closed itself to the bot."""
    memory = Memory()
    memory.of(1).declined = True
    memory.forget(1)
    memory.forget(2)

    assert not memory.of(1).declined
