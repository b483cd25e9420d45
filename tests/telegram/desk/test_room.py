"""Every message of the desk fits, with the program's own words and the longest that others write."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from bot.core.clinic import DAYS, MOST_CLOSED, Clinic, OpeningHours
from bot.core.knowledge import Knowledge
from bot.telegram.desk.for_patients import ForPatients
from bot.telegram.desk.for_staff import MOST_LISTED, ForStaff
from bot.telegram.desk.quoting import MOST_ANSWERED, MOST_ASKED, MOST_UNDER_PICTURE
from bot.telegram.messages import Message
from bot.telegram.rendering import Renderer
from tests.telegram.desk.clinic import WITH_STAFF
from tests.telegram.desk.decided import TICKET
from tests.telegram.reading import MOST_CHARACTERS, units

NUMBER: Final = 2**53
CAPTION: Final = 1_024
AT: Final = datetime(2026, 11, 22, 3, tzinfo=UTC)
BUSY: Final = ("00:00-02:00", "05:00-07:00", "09:00-12:00", "13:00-17:00")
LONGEST: Final = Clinic(
    name="N" * 60,
    phone="0" * 60,
    emergency_number="1" * 60,
    opening_hours=OpeningHours.model_validate(
        {day: BUSY[: 3 + number % 2] for number, day in enumerate(DAYS)}
        | {"closed_on": tuple(AT.date() + timedelta(days=3 * day) for day in range(MOST_CLOSED))}
    ),
    address="A" * 400,
    booking_link=f"https://{'b' * 180}.example",
    readers="r" * 400,
    answers_within="w" * 400,
)


def of_patients(knowledge: Knowledge) -> ForPatients:
    """Return what lays messages out for the patients of the longest clinic."""
    filled, general = knowledge.phrases.model_dump_json(), Clinic()
    for words in (general.name, general.name.capitalize()):
        filled = filled.replace(words, LONGEST.name)
    filled = filled.replace(general.emergency_number, LONGEST.emergency_number)
    phrases = type(knowledge.phrases).model_validate_json(filled)
    mine = knowledge.model_copy(update={"clinic": LONGEST, "phrases": phrases})
    return ForPatients(Renderer(mine, WITH_STAFF), LONGEST)


def test_every_message_to_a_patient_fits(knowledge: Knowledge) -> None:
    """Previews, answers and failures, each with the most that can stand in it."""
    patients, words = of_patients(knowledge), "x" * MOST_ASKED
    messages = [
        patients.preview(words, AT),
        patients.preview_of_picture(words, AT, is_album=True),
        patients.going(words, with_picture=False),
        patients.from_staff("x" * MOST_ANSWERED, NUMBER),
        patients.clinic(AT),
        patients.not_sent(NUMBER),
        patients.not_passed_on(NUMBER),
        patients.nobody_answered(),
        patients.too_often(),
        patients.impossible_now(),
        patients.sent(NUMBER, AT),
    ]

    assert [units(it.text) for it in messages if units(it.text) > MOST_CHARACTERS] == []


def test_every_caption_fits(knowledge: Knowledge) -> None:
    """Under a picture there is less room."""
    captions: list[Message] = [
        of_patients(knowledge).from_staff("x" * MOST_UNDER_PICTURE, NUMBER),
        ForStaff(knowledge.phrases.desk).shows(NUMBER),
    ]

    assert [units(it.text) for it in captions if units(it.text) > CAPTION] == []


@pytest.mark.parametrize("many", [MOST_LISTED, 500])
def test_every_message_to_the_staff_fits(knowledge: Knowledge, many: int) -> None:
    """The longest words with everything around them, and the longest list."""
    staff, words = ForStaff(knowledge.phrases.desk), "x" * MOST_ASKED
    messages = [
        staff.asks(words, NUMBER),
        staff.writes(words, NUMBER, urgent=True),
        staff.edited(words, NUMBER, urgent=True),
        staff.help(),
        staff.listed([TICKET.model_copy(update={"number": NUMBER})] * many),
    ]

    assert [units(it.text) for it in messages if units(it.text) > MOST_CHARACTERS] == []
    assert units(staff.title(NUMBER)) <= 128
