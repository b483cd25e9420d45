"""Danger comes first: whatever else is going on in a private chat, an emergency gets its card at once."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

import pytest
from sqlalchemy import event

from bot.core.day_links import day_payload
from bot.playground.channels import Channel
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.telegram.answers import Answers
from bot.telegram.calendar.feature import recovery
from bot.telegram.desk.feature import Desk
from bot.telegram.features import Feature
from bot.telegram.limits import Limits
from bot.telegram.notices import Operation
from bot.telegram.public.comments import Comments
from bot.telegram.rendering import Renderer
from bot.telegram.votes import Votes
from tests.telegram.calendar_words import CALENDAR, ERASURE
from tests.telegram.content import CHANNEL, EMERGENCY, PHRASES
from tests.telegram.desk.clinic import BETWEEN, OVER, STAFF
from tests.telegram.recovering import SECRET, knowledge
from tests.telegram.stage import Stage, acting

DANGER: Final = "i cant breathe"
MOST: Final = 25
KNOWLEDGE: Final = knowledge()
LINK: Final = day_payload(SECRET, date(2026, 11, 17))


@dataclass
class House:
    """The bot with everything that it can do, and a patient before it."""

    telegram: Stage
    store: Store
    anna: Patient
    staff: Group
    channel: Channel
    talk: Group

    async def shows_the_card(self) -> None:
        """Check that the next thing that the patient hears is the card."""
        assert (await self.anna.hears()).text.startswith(EMERGENCY.card)

    async def preview(self) -> None:
        """Let the patient see what would be sent to the clinic."""
        self.anna.says("tell me about cost")
        self.anna.taps(await self.anna.hears(), OVER.ask)
        self.shown = await self.anna.hears()

    async def conversation(self) -> int:
        """Open a conversation, answer in it, and return the answer as the patient has it."""
        await self.preview()
        self.anna.taps(self.shown, OVER.send)
        question = await self.staff.hears()
        for _ in (OVER.going, OVER.sent):
            await self.anna.hears()
        self.staff.member("Nora").replies(question, "About 900.")
        assert (await self.staff.hears()).text == STAFF.delivered
        return (await self.anna.hears()).id

    async def reaches_the_staff(self, *, is_first: bool = True) -> None:
        """Check that the staff read that this cannot wait."""
        assert (await self.staff.hears()).text.startswith(STAFF.urgent)
        if is_first:
            assert (await self.anna.hears()).text.startswith(BETWEEN.passed_on)


def features(staff: int) -> Callable[[Answers, Renderer], Sequence[Feature]]:
    """Return what builds the features in the order in which the program has them."""

    def build(answers: Answers, renderer: Renderer) -> Sequence[Feature]:
        return (
            Limits(answers, renderer, MOST, staff=staff),
            Desk(renderer, KNOWLEDGE.clinic, staff),
            *recovery(KNOWLEDGE, secret=SECRET, has_staff=True)(answers, renderer),
            Comments(answers, renderer),
            Votes(renderer, KNOWLEDGE.clinic.zone),
        )

    return build


@pytest.fixture
async def house() -> AsyncIterator[House]:
    """The bot, running, in a Telegram in which it reads everything."""
    async with Stage(privacy=False) as telegram:
        telegram.world.profile.inline = True
        staff = telegram.staff_group("Staff", "Nora", forum=True)
        anna = telegram.patient("Anna")
        talk = telegram.group("Talk", anna, supergroup=True)
        channel = telegram.channel("Clinic news", "clinic_news")
        channel.is_discussed_in(talk)
        operation = Operation(has_staff=True, has_votes=True, keeps_days=True)
        async with acting(
            telegram, knowledge=KNOWLEDGE, features=features(staff.id), operation=operation
        ) as bot:
            yield House(telegram, bot.store, anna, staff, channel, talk)
        await telegram.is_left_in_order()


# --- What a patient may be in the middle of ---


async def while_a_preview_waits(house: House) -> None:
    """Nothing was agreed to yet."""
    await house.preview()
    house.anna.says(DANGER)
    await house.shows_the_card()


async def as_other_words_for_the_clinic(house: House) -> None:
    """The bot waits for what the staff are to read."""
    await house.preview()
    house.anna.taps(house.shown, OVER.other_words)
    await house.anna.hears()
    house.anna.says(DANGER)
    await house.shows_the_card()


async def in_a_conversation(house: House) -> None:
    """The staff get it as well."""
    await house.conversation()
    house.anna.says(DANGER)
    await house.shows_the_card()
    await house.reaches_the_staff()


async def in_reply_to_the_staff(house: House) -> None:
    """The reply is to a person, and the card comes from the bot."""
    answer = await house.conversation()
    house.anna.says(DANGER, reply_to=answer)
    await house.shows_the_card()
    await house.reaches_the_staff()


async def in_a_caption_in_a_conversation(house: House) -> None:
    """The words go to the staff; for the picture the patient is asked."""
    await house.conversation()
    house.anna.sends_photo(DANGER)
    await house.shows_the_card()
    await house.reaches_the_staff(is_first=False)
    assert {(await house.anna.hears()).text.split("\n")[0] for _ in range(3)} == {
        PHRASES.cannot_see,
        OVER.preview_picture,
        BETWEEN.passed_on,
    }


async def in_an_edit_in_a_conversation(house: House) -> None:
    """What had been passed on is corrected, and marked."""
    await house.conversation()
    said = house.anna.says("it looks fine")
    await house.anna.hears()
    await house.staff.hears()
    house.anna.edits(said, DANGER)
    await house.shows_the_card()
    await house.reaches_the_staff(is_first=False)
    await house.staff.hears()


async def in_an_edit_of_what_was_private(house: House) -> None:
    """What the staff never had they do not get by an edit."""
    said = house.anna.says("tell me about nerve")
    await house.anna.hears()
    await house.conversation()
    house.anna.edits(said, DANGER)
    await house.shows_the_card()
    await house.telegram.delivered()
    await house.staff.hears_nothing(for_=0)


async def as_the_day_of_the_procedure(house: House) -> None:
    """The bot waits for a day."""
    house.anna.says("/day")
    assert (await house.anna.hears()).text.startswith(CALENDAR.ask_day)
    house.anna.says(f"{DANGER} since tuesday")
    await house.shows_the_card()


async def behind_a_command_for_a_day(house: House) -> None:
    """What follows the command is no day."""
    house.anna.says(f"/day {DANGER} since tuesday")
    await house.shows_the_card()


async def behind_the_clinics_link(house: House) -> None:
    """A link opens a day, and what stands behind it is read."""
    house.anna.says(f"/start {LINK} {DANGER}")
    await house.shows_the_card()


async def while_erasing(house: House) -> None:
    """The bot waits for the tap that erases everything."""
    house.anna.says("/forget")
    assert (await house.anna.hears()).text.startswith(ERASURE.question)
    house.anna.says(f"/forget {DANGER}")
    await house.shows_the_card()


async def as_one_too_many(house: House) -> None:
    """Everything else is declined by then."""
    for _ in range(MOST + 1):
        house.anna.says("hello")
    for _ in range(MOST):
        await house.anna.hears()
    assert (await house.anna.hears()).text.startswith(CHANNEL.too_quick)
    house.anna.says(DANGER)
    await house.shows_the_card()


async def while_nothing_can_be_stored(house: House) -> None:
    """The conversation is open, and the bot knows nothing of it at this moment."""
    await house.conversation()
    with broken(house.store):
        house.anna.says(DANGER)
        await house.shows_the_card()


Scenario = Callable[[House], Awaitable[None]]
SCENARIOS: Final[tuple[Scenario, ...]] = (
    while_a_preview_waits,
    as_other_words_for_the_clinic,
    in_a_conversation,
    in_reply_to_the_staff,
    in_a_caption_in_a_conversation,
    in_an_edit_in_a_conversation,
    in_an_edit_of_what_was_private,
    as_the_day_of_the_procedure,
    behind_a_command_for_a_day,
    behind_the_clinics_link,
    while_erasing,
    as_one_too_many,
    while_nothing_can_be_stored,
)


@contextmanager
def broken(store: Store) -> Iterator[None]:
    """Let no transaction of a store be committed."""
    database = store._database
    assert isinstance(database, SqliteDatabase)
    assert database._connection is not None

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    event.listen(database._connection.engine, "commit", fail)
    yield
    event.remove(database._connection.engine, "commit", fail)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda it: it.__name__)
async def test_an_emergency_in_private_gets_its_card_at_once(house: House, scenario: Scenario) -> None:
    """Nothing that a patient has begun, and nothing that has failed, stands before the card."""
    await scenario(house)


async def test_danger_under_a_post_is_answered_there(house: House) -> None:
    """In a discussion the general words stand under the comment."""
    comment = house.channel.comment(house.anna, house.channel.posts("Our week"), DANGER)
    told = await house.talk.hears()

    assert told.text.startswith(PHRASES.urgent_in_group)
    assert told.reply_to == comment


async def test_danger_typed_behind_the_bots_name_is_offered_its_card(house: House) -> None:
    """Inline, in any chat and beyond any limit, the card stands alone."""
    cards = []
    for _ in range(MOST + 1):
        house.anna.asks_inline(DANGER)
        cards += [offer.text for offer in await house.anna.offered()]

    assert all(card.startswith(EMERGENCY.card) for card in cards)
    assert len(cards) == MOST + 1
