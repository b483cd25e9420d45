"""Who may speak to the bot, and what counts as danger, on the library's own messages."""

import pytest
from telegram.ext.filters import BaseFilter

from bot.playground.chatting import written
from bot.playground.refusals import Json
from bot.telegram.audience import CONTENT, EDITED, MEMBER, NEW, PATIENT, Command
from tests.telegram.received import GROUP, PRIVATE, ROBOT, shape, update

ANOTHER_BOT: Json = {"id": 8, "is_bot": True, "first_name": "Another", "username": "another_bot"}
CHANNEL: Json = {"id": -1_002, "type": "channel", "title": "News"}
BASIC_GROUP: Json = {"id": -3, "type": "group", "title": "Small"}


def lets_through(row: BaseFilter, message: Json, kind: str = "message") -> bool:
    """Whether a filter lets a message through."""
    return bool(row.check_update(update(message, kind)))


@pytest.mark.parametrize(
    ("chat", "is_patient", "is_member"),
    [(PRIVATE, True, False), (GROUP, False, True), (BASIC_GROUP, False, True), (CHANNEL, False, False)],
)
def test_a_chat_belongs_to_one_audience(chat: Json, *, is_patient: bool, is_member: bool) -> None:
    """A private chat has a patient in it, a group of either size its members, a channel nobody."""
    said = shape("hello", chat)

    assert (lets_through(PATIENT, said), lets_through(MEMBER, said)) == (is_patient, is_member)


@pytest.mark.parametrize(
    ("more", "speaks"),
    [
        ({}, True),
        ({"sender_chat": GROUP, "from": ANOTHER_BOT}, True),
        ({"sender_chat": CHANNEL, "from": ANOTHER_BOT}, True),
        ({"sender_chat": CHANNEL, "from": ANOTHER_BOT, "is_automatic_forward": True}, False),
        ({"is_automatic_forward": True}, False),
        ({"from": ANOTHER_BOT}, False),
        ({"from": None}, False),
        ({"via_bot": ROBOT}, False),
        ({"via_bot": ANOTHER_BOT}, True),
    ],
    ids=[
        "person",
        "anonymous member",
        "as a channel",
        "automatic forward",
        "forward",
        "bot",
        "nobody",
        "our own suggestion",
        "another bot's suggestion",
    ],
)
def test_persons_speak_and_machines_do_not(more: Json, *, speaks: bool) -> None:
    """Somebody behind a group or a channel is a person; other bots and automatic forwards are not."""
    assert lets_through(MEMBER, shape("hello", GROUP) | more) is speaks


@pytest.mark.parametrize(
    ("kind", "is_new", "is_edited"),
    [
        ("message", True, False),
        ("edited_message", False, True),
        ("channel_post", False, False),
        ("edited_channel_post", False, False),
        ("business_message", False, False),
    ],
)
def test_news_and_edits_are_told_apart(kind: str, *, is_new: bool, is_edited: bool) -> None:
    """A message is new or edited; what comes by another way is neither."""
    said = shape("hello") | {"edit_date": 2}

    assert (lets_through(NEW, said, kind), lets_through(EDITED, said, kind)) == (is_new, is_edited)


@pytest.mark.parametrize(
    ("sent", "is_content"),
    [
        (written("hello"), True),
        ({"photo": []}, True),
        ({"invented_tomorrow": {}}, True),
        ({"new_chat_title": "Fresh"}, False),
        ({"new_chat_members": [ANOTHER_BOT]}, False),
        ({"delete_chat_photo": True}, False),
    ],
    ids=str,
)
def test_telegrams_own_notes_are_no_content(sent: Json, *, is_content: bool) -> None:
    """Whatever people send counts, in forms not known yet too; a note that a chat changed does not."""
    assert lets_through(CONTENT, shape(sent)) is is_content


@pytest.mark.parametrize(
    ("sent", "is_help"),
    [
        ("/help", True),
        ("/HELP me", True),
        ("/help@rehearsal_bot", True),
        ("/help@another_bot", False),
        ("/helpless", False),
        ("please /help", False),
        ("help", False),
    ],
)
def test_a_command_begins_a_message_and_is_meant_for_this_bot(sent: str, *, is_help: bool) -> None:
    """Case does not matter, another bot's name does, and a command further on in a text is no command."""
    assert lets_through(Command("help"), shape(sent, GROUP)) is is_help
