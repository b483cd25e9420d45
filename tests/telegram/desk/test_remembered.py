"""What is remembered of handing over holds ids and times, and is bounded."""

from datetime import UTC, datetime, timedelta

from bot.telegram.desk.remembered import MOST_A_DAY, MOST_ALBUMS, MOST_IDS, MOST_PREVIEWS, DeskMemory
from bot.telegram.memory import ChatMemory

AT = datetime(2026, 11, 23, tzinfo=UTC)


def test_it_survives_being_stored() -> None:
    """A restart forgets nothing, and nothing is stored where nothing is remembered."""
    memory = ChatMemory()
    assert memory.written() is None
    memory.desk.notes_passed_on(5, 7)
    memory.desk.notes_opened(AT)
    memory.desk.notes_album("a", 9)

    assert ChatMemory.read(memory.written()) == memory


def test_it_is_forgotten_with_the_chat() -> None:
    """Erasing leaves none of it."""
    memory = ChatMemory()
    memory.desk.notes_passed_on(5, 7)
    memory.forget()

    assert memory == ChatMemory()


def test_everything_is_bounded() -> None:
    """Long conversations do not grow the row of their chat without end; the oldest goes first."""
    desk = DeskMemory()
    for number in range(1_000):
        desk.notes_passed_on(number, 1)
        desk.notes_handed(number)
        desk.notes_album(str(number), number)

    assert list(desk.passed_on) == list(range(1_000 - MOST_IDS, 1_000))
    assert len(desk.handed) == MOST_PREVIEWS
    assert list(desk.albums) == [str(number) for number in range(1_000 - MOST_ALBUMS, 1_000)]


def test_a_preview_is_used_once() -> None:
    """A second tap on it is known for one."""
    desk = DeskMemory()

    assert [desk.notes_handed(5), desk.notes_handed(5), desk.notes_handed(6)] == [True, False, True]


def test_the_days_conversations_are_counted_over_24_hours() -> None:
    """Each makes room for another one a day later."""
    desk = DeskMemory()
    hours = [desk.notes_opened(AT + timedelta(hours=hour)) for hour in range(MOST_A_DAY + 1)]

    assert hours == [True] * MOST_A_DAY + [False]
    assert desk.notes_opened(AT + timedelta(hours=24))
    assert not desk.notes_opened(AT + timedelta(hours=24))


def test_the_pictures_of_an_album_stay_together() -> None:
    """In their order, each once; a picture without an album stands alone."""
    desk = DeskMemory()
    firsts = [desk.notes_album("a", number) for number in (3, 4, 4, 5)]

    assert firsts == [True, False, False, False]
    assert desk.together_with("a", 3) == [3, 4, 5]
    assert desk.together_with(None, 8) == [8]


def test_the_first_further_message_of_each_conversation_is_known() -> None:
    """It alone is acknowledged."""
    desk = DeskMemory()

    assert [desk.notes_first(number) for number in (1, 1, 2, 2)] == [True, False, True, False]
