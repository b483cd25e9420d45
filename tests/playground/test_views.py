"""What the page shows follows from the chats alone."""

from typing import Any

import pytest

from bot.playground.patients import Patient
from bot.playground.views import state
from bot.playground.world import Profile, World


@pytest.fixture
def world() -> World:
    """Return a world with nobody in it."""
    return World(Profile("Rehearsal", "aftercare_bot"), privacy=True)


def messages_of(patient: Patient) -> list[Any]:
    """Return the messages that the page shows of somebody's chat."""
    shown: list[Any] = state(patient.world.profile, [patient], patient.id)["chat"]["messages"]
    return shown


def test_the_chosen_chat_is_shown_and_else_the_first(world: World) -> None:
    """Without a choice, or with one that is gone, the page shows the first patient."""
    anna, beth = Patient(world, "Anna"), Patient(world, "Beth")
    shown = [state(world.profile, [anna, beth], chosen)["chat"]["name"] for chosen in (beth.id, None, 999)]

    assert shown == ["Beth", "Anna", "Anna"]


def test_other_bots_are_no_patients(world: World) -> None:
    """The page is a person's phone: another bot is neither listed nor chosen."""
    helper, anna = Patient(world, "Helper", is_bot=True), Patient(world, "Anna")
    shown = state(world.profile, [helper, anna], helper.id)

    assert shown["patients"] == [{"id": anna.id, "name": "Anna"}]
    assert shown["chat"]["name"] == "Anna"


def test_a_reply_shows_what_it_answers(world: World) -> None:
    """Above a reply stand the words it answers, be they a text or a caption."""
    anna = Patient(world, "Anna")
    text, picture = anna.says("one"), anna.sends_photo("two")
    anna.says("three", reply_to=text)
    anna.says("four", reply_to=picture)

    assert [message["quoted"] for message in messages_of(anna)] == ["", "", "one", "two"]


def test_only_links_to_this_bot_start_it(world: World) -> None:
    """A button to the bot carries its payload, even an empty one; a button to another place carries none."""
    anna = Patient(world, "Anna")
    urls = [
        "https://t.me/Aftercare_Bot?start=cost",
        "https://t.me/aftercare_bot?start=",
        "https://t.me/another_bot?start=cost",
        "https://a.example/?start=cost",
    ]
    keys = [[{"text": "Open", "url": url}] for url in urls]
    world.post(anna.chat, world.bot, {"text": "Hello", "reply_markup": {"inline_keyboard": keys}})
    (message,) = messages_of(anna)

    assert [row[0].get("start") for row in message["buttons"]] == ["cost", "", None, None]


def test_what_the_page_cannot_draw_is_named(world: World) -> None:
    """Each thing that is no text is shown by its kind, and only a picture brings a file."""
    anna = Patient(world, "Anna")
    for send in (anna.sends_photo, anna.sends_voice, anna.sends_sticker, anna.sends_location):
        send()
    anna.sends({"dice": {"emoji": "🎲", "value": 6}})
    shown = messages_of(anna)

    assert [message["attachment"] for message in shown] == ["photo", "voice", "sticker", "location", None]
    assert [message["photo"] is not None for message in shown] == [True, False, False, False, False]
    assert shown[0]["photo"] in world.files
