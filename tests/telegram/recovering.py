"""A patient's recovery in tests: a small calendar, and one chat with the bot that needs no connection."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.core.answering import Answerer
from bot.core.clinic import Clinic
from bot.core.day_links import day_secret
from bot.core.knowledge import Knowledge
from bot.core.model import Course, Source
from bot.core.recovery import Calendar, Milestone, Stage
from bot.playground.refusals import Json
from bot.storage.changes import Ticket
from bot.telegram.answers import Answers
from bot.telegram.buttons import Choice, decode, encode
from bot.telegram.calendar.feature import recovery
from bot.telegram.exchange import Situation
from bot.telegram.letters import Acknowledge, Addressed, Effect, Say, Show
from bot.telegram.memory import ChatMemory, Kept
from bot.telegram.messages import Message, Tap
from bot.telegram.reminders import Reminder
from bot.telegram.rendering import Renderer
from bot.telegram.routing import Routing
from tests.telegram import content
from tests.telegram.received import ANNA, ROBOT, shape, update

ZONE: Final = "Europe/Berlin"
NOON: Final = datetime(2026, 11, 23, 11, tzinfo=UTC)
"""A Monday, at noon in the clinic's zone."""
TODAY: Final = date(2026, 11, 23)
TUESDAY: Final = date(2026, 11, 17)
SECRET: Final = day_secret("7000000001:opens-nothing")
DAYS: Final = {"two-weeks": 14, "one-month": 30, "three-months": 90, "one-year": 365}

CALENDAR: Final = Calendar(
    stages=(
        Stage(id="swelling", label="Swelling", first_day=0, last_day=14, note="a few days to 2 weeks"),
        Stage(id="result", label="The result shows", first_day=30, last_day=90, note="1 to 3 months"),
    ),
    milestones=tuple(
        Milestone(
            id=name,
            day=day,
            title=f"Title of {name}",
            check_in=f"Check-in of {name}. If anything worries you, contact your clinic.",
            topics=("swelling", "nerve"),
            source=Source(section="section 1"),
        )
        for name, day in DAYS.items()
    ),
)
SWELLING: Final = content.SWELLING.model_copy(
    update={
        "course": Course(
            usual="On day {day} it may still be there. Ask your clinic if it gets worse.",
            until_day=14,
            past="Day {day} is past that time. Contact your clinic.",
        )
    }
)
TOPICS: Final = tuple(SWELLING if it.id == "swelling" else it for it in content.TOPICS)


def knowledge(zone: str = ZONE) -> Knowledge:
    """Return a small knowledge base with a calendar, of a clinic in a zone."""
    clinic = Clinic(time_zone=zone)
    return content.knowledge(TOPICS).model_copy(update={"calendar": CALENDAR, "clinic": clinic})


KNOWLEDGE: Final = knowledge()
ANSWERS: Final = Answers(Answerer(KNOWLEDGE))


class Chat:
    """A patient's chat: what is remembered, kept and said, with a clock that a test moves."""

    def __init__(
        self,
        now: datetime = NOON,
        *,
        has_staff: bool = False,
        base: Knowledge = KNOWLEDGE,
        answers: Answers = ANSWERS,
    ) -> None:
        self.now = now
        self.memory, self.kept = ChatMemory(), Kept()
        self.ticket: Ticket | None = None
        renderer = Renderer(base)
        features = recovery(base, secret=SECRET, has_staff=has_staff, clock=self._seconds)
        self._routing = Routing(answers, renderer, features(answers, renderer))

    def _seconds(self) -> float:
        return self.now.timestamp()

    def passes(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def says(self, text: str) -> list[Effect]:
        """Return what a text leads to."""
        return self._led_to({"message": shape(text, date=int(self.now.timestamp()))})

    def taps(self, choice: Choice) -> list[Effect]:
        """Return what a tap leads to, without its acknowledgement."""
        effects = self._led_to(tap(choice, self.now))
        return [it for it in effects if not isinstance(it, Acknowledge)]

    def changes_membership(self, status: str) -> list[Effect]:
        """Return what it leads to when the patient blocks the bot (`kicked`), or lets it in again."""
        return self._led_to(membership(status, self.now))

    def reminded(self) -> list[Effect]:
        """Return what a due check-in leads to."""
        chat = {"id": ANNA["id"]}
        told = {"name": "check-in", "content": "", "due": self._seconds(), "chat": chat}
        return [*self._routing.reminded(Reminder.model_validate(told), self._situation())]

    def _led_to(self, brought: Json) -> list[Effect]:
        [(kind, shown)] = brought.items()
        return [*self._routing.effects(update(shown, kind), self._situation())]

    def _situation(self) -> Situation:
        return Situation(
            arrived=self.now.timestamp(), memory=self.memory, kept=self.kept, number=1, ticket=self.ticket
        )


def tap(choice: Choice, at: datetime, person: Json = ANNA) -> Json:
    """Return a tap on a button in somebody's private chat."""
    chat = {"id": person["id"], "type": "private"}
    shown = shape("x", chat, date=int(at.timestamp())) | {"from": ROBOT}
    query = {"id": "1", "from": person, "chat_instance": "1", "data": encode(choice), "message": shown}
    return {"callback_query": query}


def membership(status: str, at: datetime, person: Json = ANNA) -> Json:
    """Return that somebody blocked the bot (`kicked`), or let it in again (`member`)."""
    chat, robot = {"id": person["id"], "type": "private"}, {"user": ROBOT, "until_date": 0}
    sides = {name: robot | {"status": it} for name, it in (("old", "member"), ("new", status))}
    told = {f"{name}_chat_member": it for name, it in sides.items()}
    return {"my_chat_member": {"chat": chat, "from": person, "date": int(at.timestamp())} | told}


def messages(effects: Sequence[Effect]) -> list[Message]:
    """Return the messages among what is to be done."""
    acts = [it.act if isinstance(it, Addressed) else it for it in effects]
    return [act.message for act in acts if isinstance(act, Say | Show)]


def choices(effects: Sequence[Effect]) -> Iterator[object]:
    """Yield what the buttons mean that stand under messages."""
    for message in messages(effects):
        for row in message.buttons:
            yield from (decode(button.data) for button in row if isinstance(button, Tap))


def a_ticket() -> Ticket:
    """Return an open conversation of the patient."""
    return Ticket(number=7, patient=ANNA["id"], staff=-100, opened=0, touched=0)
