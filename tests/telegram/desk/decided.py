"""What the desk decides, without a network: updates in Telegram's shape, and what they lead to."""

from typing import Final

from telegram import Update

from bot.core.answering import Answerer
from bot.core.clinic import Clinic
from bot.playground.refusals import Json
from bot.storage.changes import Ticket
from bot.telegram.answers import Answers
from bot.telegram.buttons import Choice, encode
from bot.telegram.desk.feature import Desk
from bot.telegram.exchange import Situation
from bot.telegram.letters import Addressed, Effect, Replace, Say
from bot.telegram.memory import ChatMemory
from bot.telegram.reminders import Reminder
from bot.telegram.rendering import Renderer
from bot.telegram.routing import Routing
from tests.telegram.desk.clinic import NAMED, WITH_STAFF, knowledge
from tests.telegram.received import ANNA, BOT, PRIVATE, ROBOT, shape

NOW: Final = 1_800_000_000.0
NUMBER: Final = 48_213
THREAD: Final = 77
STAFF_CHAT: Final[Json] = {"id": -1_009, "type": "supergroup", "title": "Staff", "is_forum": True}
NORA: Final[Json] = {"id": 6_000_000_001, "is_bot": False, "first_name": "Nora", "username": "nora"}
TICKET: Final = Ticket(
    number=NUMBER, patient=PRIVATE["id"], staff=STAFF_CHAT["id"], thread=THREAD, opened=NOW, touched=NOW
)
PATIENT: Final[int] = PRIVATE["id"]
STAFF_ID: Final[int] = STAFF_CHAT["id"]


def routing(clinic: Clinic = NAMED, hours: float = 48) -> Routing:
    """Return the routing of a bot with a desk."""
    base = knowledge(clinic)
    renderer = Renderer(base, WITH_STAFF)
    return Routing(Answers(Answerer(base)), renderer, [Desk(renderer, clinic, STAFF_ID, hours)])


ROUTING: Final = routing()


def known(
    ticket: Ticket | None = TICKET,
    *,
    arrived: float = NOW,
    number: int = NUMBER,
    memory: ChatMemory | None = None,
    conversations: tuple[Ticket, ...] = (),
) -> Situation:
    """Return what is known beside an update."""
    return Situation(
        arrived=arrived,
        memory=memory or ChatMemory(),
        ticket=ticket,
        number=number,
        conversations=conversations,
    )


def led_to(update: Update, beside: Situation, by: Routing = ROUTING) -> tuple[Effect, ...]:
    """Return what an update leads to."""
    return tuple(by.effects(update, beside))


def reminded(name: str, content: str, beside: Situation, by: Routing = ROUTING) -> tuple[Effect, ...]:
    """Return what a reminder leads to."""
    brought = {"name": name, "content": content, "due": beside.arrived, "chat": {"id": PATIENT}}
    return tuple(by.reminded(Reminder.model_validate(brought), beside))


def brings(message: Json, kind: str = "message") -> Update:
    """Return an update that brings a message."""
    return Update.de_json({"update_id": 1, kind: message}, BOT)


def in_thread(content: str | Json, **more: object) -> Json:
    """Return a message of the staff's in the thread of the conversation."""
    place = {"message_thread_id": THREAD, "is_topic_message": True, "from": NORA}
    return shape(content, STAFF_CHAT, **(place | more))


def tapped(choice: Choice | str, chat: Json = PRIVATE, by: Json = ANNA, **message: object) -> Update:
    """Return an update that brings a tap on a button under a message of the bot's."""
    data = choice if isinstance(choice, str) else encode(choice)
    shown = shape("Shown", chat, **({"from": ROBOT} | message))
    query = {"id": "1", "from": by, "chat_instance": "1", "data": data, "message": shown}
    return Update.de_json({"update_id": 1, "callback_query": query}, BOT)


def told(effects: tuple[Effect, ...], chat_id: int) -> list[str]:
    """Return the texts that go to a chat; what has no address goes to the patient's."""
    found = []
    for effect in effects:
        act, to = (effect.act, effect.chat_id) if isinstance(effect, Addressed) else (effect, PATIENT)
        if isinstance(act, Say | Replace) and to == chat_id:
            found.append(act.message.text)
    return found
