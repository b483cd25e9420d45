"""The numbers in the staff's chat: a picture and the same in words, for the staff alone."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from typing import Final

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.pictures.figures import figures, first_day
from bot.playground.groups import Group
from bot.playground.limits import CAPTION
from bot.playground.patients import Patient
from bot.storage.opening import open_store
from bot.storage.records import Arrival, Counted
from bot.telegram.answers import Answers
from bot.telegram.exchange import Exchange, Situation
from bot.telegram.features import Feature
from bot.telegram.numbers import Numbers, figuring, message_of
from bot.telegram.painting import painter
from bot.telegram.pictures import Painted, Picture
from bot.telegram.rendering import Renderer
from tests.telegram import content
from tests.telegram.content import PHRASES
from tests.telegram.received import GROUP, shape, update
from tests.telegram.stage import Stage, acting

MONDAY: Final = datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp()
TITLE: Final = PHRASES.pictures.numbers.title


class Office:
    """A staff's chat before a running bot, and a patient."""

    def __init__(self, telegram: Stage) -> None:
        self.telegram = telegram
        self.nora: Patient = telegram.patient("Nora")
        self.staff: Group = telegram.staff_group("Our clinic", self.nora)
        self.anna: Patient = telegram.patient("Anna")

    def features(self, _: Answers, renderer: Renderer) -> Sequence[Feature]:
        """Build the feature under test."""
        return (Numbers(renderer, self.staff.id, UTC),)

    async def paint(self, picture: Picture) -> Painted:
        """Draw what the bot has counted."""
        knowledge = content.knowledge()

        async def counts(_: str) -> Sequence[Counted]:
            return [Counted(day="2026-11-23", name="answer", topic="nerve", times=3)]

        return await painter(knowledge, figuring(counts, knowledge))(picture)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """The office at work."""
    async with Stage(privacy=False) as telegram:
        office = Office(telegram)
        async with acting(telegram, features=office.features, painter=office.paint, clock=lambda: MONDAY):
            yield office
        await telegram.is_left_in_order()


async def test_the_staff_see_the_numbers(office: Office) -> None:
    """A picture comes as the answer, and its caption tells each number for whoever does not see it."""
    asked = office.staff.says(office.nora, "/stats")
    shown = await office.staff.hears()

    assert (shown.attachment, shown.reply_to) == ("photo", asked)
    assert shown.text.startswith(TITLE)
    assert "Title of nerve: 3" in shown.text


async def test_the_numbers_come_into_the_topic_in_which_they_were_asked_for(office: Office) -> None:
    """In a forum the answer stands where the question stands."""
    nora = office.staff.member("Nora")
    topic = nora.opens_topic("Numbers")
    nora.says("/stats@rehearsal_bot", thread=topic)

    assert (await office.staff.hears(thread=topic)).attachment == "photo"


async def test_nobody_else_sees_them(office: Office) -> None:
    """In private and in another group the command is like any unknown one."""
    group = office.telegram.group("After the lift", office.anna, office.nora, supergroup=True)
    office.nora.says("/stats")
    group.says(office.nora, "/stats@rehearsal_bot")

    assert PHRASES.help in (await office.nora.hears()).text
    assert PHRASES.help in (await group.hears()).text


async def test_who_shows_no_name_is_not_answered_with_numbers(office: Office) -> None:
    """A channel that writes in the staff's chat is no person of that chat."""
    channel = office.telegram.channel("Elsewhere", "elsewhere_news")
    office.staff.member("Nora").posts_as(channel, "/stats@rehearsal_bot")

    assert (await office.staff.hears()).attachment is None


@pytest.mark.parametrize(("formerly", "is_taken"), [(-1, True), (-2, False), (None, False)])
def test_the_staff_chat_keeps_its_place_when_it_moves(formerly: int | None, *, is_taken: bool) -> None:
    """A group that has become a supergroup is still the staff's; no other chat is."""
    [row] = Numbers(Renderer(content.knowledge()), -1, UTC).unscreened_rows()
    asked = Exchange(
        update(shape("/stats", GROUP)),
        Situation(arrived=MONDAY, formerly=formerly),
        datetime.fromtimestamp(MONDAY, UTC),
    )

    assert row.takes(asked) is is_taken


async def test_the_numbers_are_those_of_the_store() -> None:
    """What the store has counted since the first day is what is drawn."""
    knowledge = content.knowledge()
    async with open_store("sqlite://") as store:
        await store.take_in([Arrival(update_id=1, lane=7, body="{}")])
        found = await figuring(store.counts, knowledge)(date(2026, 11, 16), date(2026, 11, 23))

    assert [week.monday for week in found.weeks] == [date(2026, 11, 16), date(2026, 11, 23)]
    assert found.questions == 0


def test_the_words_fit_under_the_picture() -> None:
    """With our own words, the longest titles and large numbers, the text is no longer than a caption."""
    knowledge = load(DEFAULT_BASE / "en")
    longest = sorted(knowledge.topics, key=lambda topic: -len(topic.title))[:6]
    since = first_day(date(2026, 11, 23), 8)
    counts = [
        Counted(day="2026-11-23", name=name, topic=topic.id, times=98_765)
        for topic in longest
        for name in ("answer", "clarify", "not-covered", "unknown", "urgent", "handed-over", "helpful")
    ]
    found = figures(
        counts,
        since,
        date(2026, 11, 23),
        words=knowledge.phrases.pictures,
        titles={topic.id: topic.title for topic in knowledge.topics},
    )

    assert len(message_of(found).text) <= CAPTION
