"""The routing table sends each update to its place, danger first."""

from typing import Final

import pytest
from telegram import Update

from bot.core.answering import Answerer
from bot.core.model import Kind
from bot.core.safety.red_flags import Level
from bot.playground.chatting import written
from bot.playground.refusals import Json
from bot.telegram.answers import Answers
from bot.telegram.exchange import Situation
from bot.telegram.features import Row
from bot.telegram.rendering import Renderer
from bot.telegram.routing import ALLOWED_UPDATES, Routing
from tests.telegram import content
from tests.telegram.received import ANNA, GROUP, PRIVATE, ROBOT, shape, update

KNOWLEDGE: Final = content.knowledge([*content.TOPICS, content.topic("pus", Kind.SIDE_EFFECT)])
ROUTING: Final = Routing(Answers(Answerer(KNOWLEDGE)), Renderer(KNOWLEDGE))
MEMBERSHIP: Final[Json] = {
    "chat": PRIVATE,
    "from": ANNA,
    "date": 1,
    "old_chat_member": {"user": ROBOT, "status": "member"},
    "new_chat_member": {"user": ROBOT, "status": "left"},
}
TAP: Final[Json] = {"id": "1", "from": ANNA, "chat_instance": "1", "data": "1:m", "message": shape("Hello")}


def row_of(brought: Update) -> Row | None:
    """Return the first row that takes an update."""
    return ROUTING.row_for(ROUTING.exchange_of(brought, Situation(arrived=0)))


def place_of(brought: Update) -> str:
    """Return the name of what answers an update."""
    row = row_of(brought)
    return getattr(row.handler, "__qualname__", "") if row else "nobody"


DANGEROUS: Final[list[str | Json]] = [
    "i cant breathe",
    *(
        f"/{command} i cant breathe"
        for command in ("start", "topics", "help", "urgent", "about", "privacy", "forget")
    ),
    "/unheard_of i cant breathe",
    "/cant_breathe",
    {"photo": [], **written("i cant breathe", "caption")},
    {"invented_tomorrow": {}, **written("i cant breathe", "caption")},
]


@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize("sent", DANGEROUS, ids=str)
def test_no_row_stands_above_the_screen(sent: str | Json, kind: str) -> None:
    """Danger goes to the screen, in private and in a group, behind every command, in captions and edits."""
    assert place_of(update(shape(sent), kind)) == "_danger.<locals>.in_private"
    assert place_of(update(shape(sent, GROUP), kind)) == "Group.danger"


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ("/start cost", "PrivateChat.start"),
        ("/topics", "PrivateChat.topics"),
        ("/help", "PrivateChat.telling.<locals>.tell"),
        ("/unheard_of", "PrivateChat.command"),
        ("tell me about cost", "PrivateChat.question"),
        ({"photo": []}, "PrivateChat.attachment"),
        ({"new_chat_title": "Fresh"}, "nobody"),
    ],
    ids=str,
)
def test_a_private_message_goes_to_the_narrowest_row(sent: str | Json, place: str) -> None:
    """A known command stands before an unknown one, a command before text, and text before the rest."""
    assert place_of(update(shape(sent))) == place


def test_an_edit_without_danger_goes_nowhere() -> None:
    """Of edits the table knows only the dangerous ones."""
    assert place_of(update(shape("tell me about cost"), "edited_message")) == "nobody"
    assert place_of(update(shape("@rehearsal_bot hello", GROUP), "edited_message")) == "nobody"


@pytest.mark.parametrize("kind", ALLOWED_UPDATES)
def test_every_kind_of_update_that_is_asked_for_has_a_row(kind: str) -> None:
    """Nothing is asked of Telegram that the bot would then ignore."""
    said = shape("i cant breathe")
    query = {"id": "1", "from": ANNA, "query": "cost", "offset": ""}
    known = {"callback_query": TAP, "inline_query": query, "my_chat_member": MEMBERSHIP}
    brought = known.get(kind, said)

    assert row_of(update(brought, kind)) is not None


@pytest.mark.parametrize(
    "kind",
    ["channel_post", "edited_channel_post", "business_message", "edited_business_message", "chat_member"],
)
def test_no_other_kind_of_update_has_one(kind: str) -> None:
    """What another program had asked for and still arrives is ignored, danger or not."""
    assert kind not in ALLOWED_UPDATES
    assert row_of(update(MEMBERSHIP if kind == "chat_member" else shape("i cant breathe"), kind)) is None


@pytest.mark.parametrize(
    ("sent", "level"),
    [
        (written("i cant breathe"), Level.EMERGENCY),
        (written("/cant_breathe"), Level.EMERGENCY),
        (written("/start i cant breathe"), Level.EMERGENCY),
        ({"photo": [], **written("i cant breathe", "caption")}, Level.EMERGENCY),
        (written("there is pus"), Level.SAME_DAY),
        (written("there is pus and i cant breathe"), Level.EMERGENCY),
        (written("/help pus"), Level.SAME_DAY),
        (written("hello"), None),
        ({"photo": []}, None),
    ],
    ids=str,
)
def test_everything_that_is_written_is_screened(sent: Json, level: Level | None) -> None:
    """The screen reads texts, captions and whatever stands behind or within a command."""
    flag = ROUTING.flag_in(update(shape(sent)))

    assert (flag.level if flag else None) is level


def test_the_id_of_a_topic_in_a_deep_link_is_no_danger() -> None:
    """A link to the topic of a red flag opens that topic; the same word typed behind no topic is danger."""
    elsewhere = Routing(Answers(Answerer(content.knowledge())), Renderer(content.knowledge()))
    linked = update(shape("/start pus"))

    assert ROUTING.flag_in(linked) is None
    assert elsewhere.flag_in(linked) is not None


def test_whoever_does_not_address_the_bot_hears_it_in_an_emergency_alone() -> None:
    """In a group the rest of the talk is none of the bot's business, a same-day sign included."""
    assert place_of(update(shape("help, i cant breathe", GROUP))) == "Group.danger"
    assert place_of(update(shape("there is pus", GROUP))) == "nobody"
    assert place_of(update(shape("@rehearsal_bot there is pus", GROUP))) == "Group.danger"


@pytest.mark.parametrize(("text", "is_urgent"), [("i cant breathe", True), ("there is pus", False)])
def test_an_emergency_is_urgent(text: str, *, is_urgent: bool) -> None:
    """Only what cannot wait overtakes the queue."""
    assert ROUTING.is_urgent(text) is is_urgent
