"""The world keeps people, chats and messages apart, and tells those who watch."""

import pytest

from bot.playground.chats import Posted
from bot.playground.events import Event, Kind
from bot.playground.refusals import Refusal
from bot.playground.world import Profile, World


@pytest.fixture
def world() -> World:
    """Return a world with nobody in it."""
    return World(Profile("Rehearsal", "aftercare_bot"), privacy=True)


@pytest.mark.parametrize(
    ("name", "is_bot", "begins", "ends"),
    [
        ("Anna Lee", False, "annalee", "1"),
        ("Helper", True, "helper", "_bot"),
        ("💐", False, "person", "1"),
    ],
)
def test_everybody_has_a_username(world: World, name: str, begins: str, ends: str, *, is_bot: bool) -> None:
    """A username comes from the name, whatever it is made of, and a bot's ends as Telegram wants it."""
    username = world.person(name, is_bot=is_bot)["username"]

    assert username.startswith(begins)
    assert username.endswith(ends)
    assert username.replace("_", "").isalnum()


def test_namesakes_are_two_people(world: World) -> None:
    """Two people of one name have ids and usernames of their own."""
    one, other = world.person("Anna", is_bot=False), world.person("Anna", is_bot=False)

    assert one["id"] != other["id"]
    assert one["username"] != other["username"]


def test_a_quoted_message_quotes_nothing_itself(world: World) -> None:
    """A reply to a reply carries one message, not a whole conversation."""
    anna = world.person("Anna", is_bot=False)
    chat = world.private_chat(anna)
    world.post(chat, anna, {"text": "one"})
    world.post(chat, anna, {"text": "two"} | chat.quoted(1))
    quoted = chat.quoted(2)["reply_to_message"]

    assert quoted["text"] == "two"
    assert "reply_to_message" not in quoted
    assert chat.posted[2].shape["reply_to_message"]["text"] == "one"


def test_an_edit_changes_only_what_it_names(world: World) -> None:
    """A part that is set to nothing goes away, what is not named stays, and the message keeps its place."""
    anna = world.person("Anna", is_bot=False)
    chat = world.private_chat(anna)
    posted = world.post(chat, anna, {"text": "one", "entities": [], "reply_to_message": {}})
    world.edit(chat, posted, {"text": "two", "entities": None})
    shape = chat.posted[1].shape

    assert (shape["text"], shape["reply_to_message"], shape["from"]) == ("two", {}, anna)
    assert "entities" not in shape
    assert "edit_date" in shape


def test_watchers_are_told_of_posts_and_edits(world: World) -> None:
    """Everyone who watches learns of each change and of the chat in which it happened."""
    told: tuple[list[Event], list[Event]] = ([], [])
    world.watchers += [one.append for one in told]
    chat = world.shared_chat("group", "Clinic group")
    posted: Posted = world.post(chat, world.bot, {"text": "one"}, "<b>one</b>")
    world.edit(chat, posted, {"text": "two"})

    assert told[0] == told[1] == [Event(Kind.POSTED, chat.id, posted), Event(Kind.EDITED, chat.id, posted)]
    assert posted.by_bot


def test_a_closed_chat_refuses_with_a_fresh_trace(world: World) -> None:
    """However often a chat refuses, the refusal does not carry the traces of earlier ones along."""
    chat = world.private_chat(world.person("Anna", is_bot=False))
    lengths = []
    for _ in range(3):
        with pytest.raises(Refusal, match="chat not found") as refused:
            world.chat(chat.id)
        lengths.append(len(refused.traceback))

    assert lengths == [lengths[0]] * 3
