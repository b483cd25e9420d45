"""The routing table sends each update to its place, danger first; a start that cannot work says why."""

from typing import Any, Final

import pytest
from telegram import Update
from telegram.ext import BaseHandler

from bot.core.answering import Answerer
from bot.playground.chatting import written
from bot.playground.faults import Broken
from bot.playground.refusals import Json, forbidden, not_found
from bot.telegram.application import ALLOWED_UPDATES, CannotStart, Connection, build, polling, routes
from bot.telegram.delivery import Delivery
from bot.telegram.rendering import Renderer
from bot.telegram.routed import Context
from tests.telegram import content
from tests.telegram.received import ANNA, GROUP, PRIVATE, ROBOT, shape, update
from tests.telegram.stage import Stage

ANSWERER: Final = Answerer(content.knowledge())
RENDERER: Final = Renderer(content.knowledge())
ROWS: Final = routes(ANSWERER, RENDERER, Delivery())
MEMBERSHIP: Final[Json] = {
    "chat": PRIVATE,
    "from": ANNA,
    "date": 1,
    "old_chat_member": {"user": ROBOT, "status": "member"},
    "new_chat_member": {"user": ROBOT, "status": "left"},
}
TAP: Final[Json] = {"id": "1", "from": ANNA, "chat_instance": "1", "data": "1:m", "message": shape("Hello")}


def row_of(brought: Update) -> BaseHandler[Any, Context, None] | None:
    """Return the first row that takes an update, as the library chooses it."""
    return next((row for row in ROWS if row.check_update(brought) not in (None, False)), None)


def place_of(brought: Update) -> str:
    """Return the name of what answers an update."""
    row = row_of(brought)
    return getattr(row.callback, "__qualname__", "") if row else "nobody"


# --- The table ---

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
    assert place_of(update(shape(sent), kind)) == "PrivateChat.danger"
    assert place_of(update(shape(sent, GROUP), kind)) == "Group.danger"


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ("/start cost", "PrivateChat.start"),
        ("/topics", "PrivateChat.topics"),
        ("/forget", "PrivateChat.forget"),
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
    brought = {"callback_query": TAP, "my_chat_member": MEMBERSHIP}.get(kind, said)

    assert row_of(update(brought, kind)) is not None


@pytest.mark.parametrize(
    "kind",
    ["channel_post", "edited_channel_post", "business_message", "edited_business_message", "chat_member"],
)
def test_no_other_kind_of_update_has_one(kind: str) -> None:
    """What another program had asked for and still arrives is ignored, danger or not."""
    assert kind not in ALLOWED_UPDATES
    assert row_of(update(MEMBERSHIP if kind == "chat_member" else shape("i cant breathe"), kind)) is None


# --- The start ---


async def refusal_to_start(telegram: Stage, token: str) -> CannotStart:
    """Return why the bot cannot begin with this token."""
    application = build(token, ANSWERER, RENDERER, Connection(base_url=telegram.base_url))
    with pytest.raises(CannotStart) as raised:
        async with polling(application):
            raise AssertionError("it began")
    return raised.value


async def test_a_wrong_token_is_told_with_its_cure(telegram: Stage) -> None:
    """Whether Telegram calls the token unauthorized or not found, the operator is sent to @BotFather."""
    unauthorized = await refusal_to_start(telegram, "1:canary")
    telegram.faults.next("getMe", not_found())
    unknown = await refusal_to_start(telegram, telegram.token)

    assert "@BotFather" in str(unauthorized)
    assert str(unknown) == str(unauthorized)


async def test_an_unreachable_telegram_is_told_with_its_cure(telegram: Stage) -> None:
    """A broken gateway, a lost connection and a closed door all send the operator to the connection."""
    telegram.faults.next("getMe", Broken(502))
    broken = await refusal_to_start(telegram, telegram.token)
    telegram.faults.offline = True
    lost = await refusal_to_start(telegram, telegram.token)
    await telegram.stop()
    closed = await refusal_to_start(telegram, telegram.token)

    assert "connection" in str(broken)
    assert {str(lost), str(closed)} == {str(broken)}


async def test_a_failed_start_shows_neither_token_nor_what_lies_beneath(telegram: Stage) -> None:
    """The sentence stands alone: the library's own error, which may quote the token, is not shown with it."""
    refusal = await refusal_to_start(telegram, "1:canary")

    assert "canary" not in str(refusal)
    assert refusal.__suppress_context__


async def test_another_refusal_is_told_by_its_kind(telegram: Stage) -> None:
    """Whatever else Telegram answers at the start is a sentence as well, and no bug."""
    telegram.faults.next("getMe", forbidden("the bot is not welcome"))
    closed = await refusal_to_start(telegram, telegram.token)

    assert "Forbidden" in str(closed)
    assert "Try again" in str(closed)
