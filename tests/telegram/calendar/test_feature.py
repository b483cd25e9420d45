"""A patient's recovery over HTTP: the day, the picture, a check-in, and the texts that the bot comes with."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.pictures.values import Figures
from bot.playground.patients import Patient
from bot.telegram.answers import Answers
from bot.telegram.buttons import CheckIns, EraseEverything
from bot.telegram.calendar.feature import recovery
from bot.telegram.letters import Addressed, Say, Show
from bot.telegram.painting import painter
from bot.telegram.pictures import NumbersPicture, TimelinePicture
from tests.pictures.content import FIGURES
from tests.telegram.calendar_words import CALENDAR as WORDS
from tests.telegram.reading import MOST_CHARACTERS, shown, units
from tests.telegram.recovering import KNOWLEDGE, SECRET, TODAY, ZONE, Chat, messages
from tests.telegram.stage import Stage, acting

MOST_IN_CAPTION = 1_024
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class Clock:
    """A clock that a test moves."""

    now: float

    def __call__(self) -> float:
        """Return the seconds since the epoch."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at noon on a Monday, in the clinic's zone."""
    return Clock(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=ZoneInfo(ZONE)).timestamp())


@pytest.fixture
async def anna(telegram: Stage, clock: Clock) -> AsyncIterator[Patient]:
    """A patient who can write to the running bot, which keeps days and paints."""

    async def no_figures(_: date, __: date) -> Figures:
        raise AssertionError("nobody asked for numbers")

    async with acting(
        telegram,
        knowledge=KNOWLEDGE,
        features=recovery(KNOWLEDGE, secret=SECRET, clock=clock),
        painter=painter(KNOWLEDGE, no_figures),
        clock=clock,
    ):
        yield telegram.patient("Anna")


async def keeps_a_day(anna: Patient, clock: Clock) -> None:
    """Let the patient tell yesterday as the day of the procedure."""
    anna.says("/day yesterday", sent_at=int(clock()))
    offered = await anna.hears()
    anna.taps(offered, next(label for label in offered.labels if label.startswith(WORDS.set_day)))
    kept = await anna.hears()
    assert kept.text.startswith(f"{WORDS.kept_day} Sun 22 Nov 2026\n{WORDS.today_is_day} 1.")


async def test_a_check_in_comes_on_its_day(anna: Patient, clock: Clock) -> None:
    """Day told, day kept, check-ins allowed: two weeks later the bot writes by itself, until stopped."""
    await keeps_a_day(anna, clock)
    anna.says("/day", sent_at=int(clock()))
    anna.taps(await anna.hears(), WORDS.begin_check_ins)
    assert f"{WORDS.next_check_in} Sun 6 Dec 2026" in (await anna.hears()).text
    clock.now += timedelta(days=12, hours=22, seconds=1).total_seconds()
    check_in = await anna.hears()
    anna.taps(check_in, WORDS.end_check_ins)

    assert check_in.text.startswith("Title of two-weeks\nToday is day 14.")
    assert (await anna.hears()).text.startswith(WORDS.check_ins_off)
    clock.now += timedelta(days=20).total_seconds()
    await anna.hears_nothing(for_=0.2)


async def test_the_calendar_comes_as_a_picture(telegram: Stage, anna: Patient, clock: Clock) -> None:
    """/timeline sends a PNG picture whose caption says the same in words."""
    await keeps_a_day(anna, clock)
    anna.says("/timeline", sent_at=int(clock()))
    calendar = await anna.hears()

    assert calendar.attachment == "photo"
    assert "Today: day 1, 23 Nov 2026" in calendar.text
    assert calendar.file_id is not None
    assert telegram.world.files[calendar.file_id].content.startswith(PNG)


async def test_both_kinds_of_pictures_are_painted() -> None:
    """The calendar, with a day and without one, and the clinic's numbers become PNG pictures."""
    asked: list[tuple[date, date]] = []

    async def figures(since: date, until: date) -> Figures:
        asked.append((since, until))
        return FIGURES

    paint = painter(KNOWLEDGE, figures)
    pictures = [
        await paint(TimelinePicture(procedure=TODAY, today=TODAY)),
        await paint(TimelinePicture(today=TODAY)),
        await paint(NumbersPicture(since=date(2026, 10, 1), until=TODAY)),
    ]

    assert all(it.png.startswith(PNG) for it in pictures)
    assert asked == [(date(2026, 10, 1), TODAY)]


# --- The texts of the knowledge base that comes with the program ---


@pytest.fixture(scope="module", params=["no clinic", "a long name"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The whole knowledge base, of no clinic and of one with as long a name as the answers take."""
    clinic = None
    if request.param != "no clinic":
        clinic = tmp_path_factory.mktemp("clinic") / "clinic.yaml"
        long = {"name": "N" * 30, "phone": "1" * 16, "emergency_number": "999"}
        clinic.write_text("".join(f'{name}: "{it}"\n' for name, it in long.items()))
    return load(DEFAULT_BASE / "en", clinic)


@pytest.fixture(scope="module")
def answers(base: Knowledge) -> Answers:
    """What answers from it."""
    return Answers(Answerer(base))


def chat_of(base: Knowledge, day: int | None, answers: Answers) -> Chat:
    """Return a chat about this base, on a day after the procedure."""
    chat = Chat(base=base, answers=answers)
    chat.kept.procedure = None if day is None else TODAY - timedelta(days=day)
    return chat


@pytest.mark.parametrize("day", [None, 0, 4, 14, 29, 30, 90, 200, 365, 547, 548, 1_096])
def test_the_calendar_in_words_fits_under_a_picture(
    base: Knowledge, answers: Answers, day: int | None
) -> None:
    """On every kind of day, for every clinic, the caption holds the calendar and the closing lines."""
    [act] = chat_of(base, day, answers).says("/timeline")

    assert isinstance(act, Show)
    assert units(act.message.text) <= MOST_IN_CAPTION
    assert act.message.text.endswith(f"{base.phrases.urgent_line}\n\n{base.phrases.doctor_prompt}")
    assert shown(act.message.html) == act.message.text


def test_every_check_in_ends_as_it_must(base: Knowledge, answers: Answers) -> None:
    """Each check-in of the calendar tells its text whole, fits one message and ends with the prompt."""
    for milestone in base.calendar.milestones:
        chat = chat_of(base, milestone.day + 1, answers)
        chat.kept.check_ins = True
        [letter] = [it for it in chat.reminded() if isinstance(it, Addressed)]
        assert isinstance(letter.act, Say)
        text = letter.act.message.text
        assert milestone.check_in in text
        assert f"{base.phrases.calendar.today_is_day} {milestone.day + 1}." in text
        assert text.endswith(f"{base.phrases.urgent_line}\n\n{base.phrases.doctor_prompt}")
        assert units(text) <= MOST_CHARACTERS


def test_every_sentence_of_the_calendar_fits(base: Knowledge, answers: Answers) -> None:
    """Asking for the day, confirming it, keeping it and erasing it fit one message each, for every clinic."""
    chat = chat_of(base, 6, answers)
    effects = [
        effect
        for text in (
            "/day",
            "/day 12/11",
            "/day qqqq",
            "/day tomorrow",
            "/day 2001-01-01",
            "/stop",
            "/forget",
        )
        for effect in chat.says(text)
    ]
    told = messages([*effects, *chat.taps(CheckIns(wanted="y")), *chat.taps(EraseEverything())])

    assert len(told) == 9
    assert all(units(message.text) <= MOST_CHARACTERS for message in told)
    assert not [message for message in told if "{" in message.text]
