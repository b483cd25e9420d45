"""What was written is read in full, and the bot knows when it is spoken to."""

import pytest

from bot.playground.chatting import written
from bot.playground.refusals import Json
from bot.telegram.wording import is_addressed, names_bot, payload_in, question_in, words_in
from tests.telegram.received import ANNA, GROUP, ROBOT, received, shape


@pytest.mark.parametrize(
    ("text", "words", "question"),
    [
        ("i cant breathe", "i cant breathe", "i cant breathe"),
        ("/help", "help", ""),
        ("/cant_breathe at all", "cant breathe at all", "at all"),
        ("/help@rehearsal_bot\nit hurts", "help\nit hurts", "it hurts"),
        ("/ban@another_bot it hurts", "ban it hurts", "it hurts"),
        ("@REHEARSAL_BOT is it safe", "is it safe", "is it safe"),
        ("is it safe @rehearsal_bot", "is it safe", "is it safe"),
        ("@rehearsal_bot", "", ""),
        ("ask @rehearsal_bot2", "ask @rehearsal_bot2", "ask @rehearsal_bot2"),
        ("/swelling/pus", "/swelling/pus", "/swelling/pus"),
        ("it hurts /help", "it hurts /help", "it hurts /help"),
    ],
)
def test_no_word_is_lost_but_the_command_and_the_bots_name(text: str, words: str, question: str) -> None:
    """The screen reads a command's name as words, a question starts behind it, the bot's name is no word."""
    message = received(text)

    assert (words_in(message), question_in(message)) == (words, question)


def test_a_caption_is_read_like_a_text() -> None:
    """What stands under a picture is what was written."""
    message = received({"photo": [], **written("/ask is it safe", "caption")})

    assert (words_in(message), question_in(message)) == ("ask is it safe", "is it safe")


def test_a_picture_alone_says_nothing() -> None:
    """Without text and caption there are no words."""
    message = received({"photo": []})

    assert (words_in(message), question_in(message), payload_in(message)) == ("", "", None)


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("/start cost", "cost"),
        ("/start@rehearsal_bot thread-lift_2", "thread-lift_2"),
        ("/start   cost", "cost"),
        (f"/start {'x' * 64}", "x" * 64),
        (f"/start {'x' * 65}", None),
        ("/start", None),
        ("/start it hurts", None),
        ("/start ../etc", None),
        ("/start ｃost", None),
        ("/help cost", None),
        ("please /start cost", None),
    ],
)
def test_a_deep_link_carries_one_word_of_telegrams_alphabet(text: str, payload: str | None) -> None:
    """Behind /start up to 64 letters, digits, dashes and underscores are a payload; all else is none."""
    assert payload_in(received(text)) == payload


MENTIONED: Json = {"text": "Rehearsal?", "entities": [{"type": "text_mention", "offset": 0, "length": 9}]}
MENTIONED["entities"][0]["user"] = ROBOT


@pytest.mark.parametrize(
    "content",
    [
        "@rehearsal_bot is it safe",
        "😀 is it safe, @Rehearsal_BOT?",
        "/ask@Rehearsal_bot is it safe",
        {"photo": [], **written("is it safe @rehearsal_bot", "caption")},
        MENTIONED,
        written("is it safe") | {"reply_to_message": shape("Hello", GROUP) | {"from": ROBOT}},
    ],
    ids=[
        "mention",
        "mention behind an emoji",
        "own command",
        "caption",
        "mention without a username",
        "reply",
    ],
)
def test_the_bot_knows_that_it_is_meant(content: str | Json) -> None:
    """A mention in any form, a command with its name and a reply to it are for this bot and no other."""
    message = received(content, GROUP)

    assert (is_addressed(message), names_bot(message)) == (True, True)


def test_a_command_without_a_name_may_be_for_the_bot() -> None:
    """A bare command is addressed to every bot of the group, and names none."""
    message = received("/help", GROUP)

    assert (is_addressed(message), names_bot(message)) == (True, False)


@pytest.mark.parametrize(
    "content",
    [
        "is it safe",
        "@another_bot is it safe",
        "@rehearsal_bot2 is it safe",
        "/help@another_bot",
        "is it safe /help",
        "mail anna@rehearsal_bot.example",
        "https://t.me/rehearsal_bot",
        {"text": "Anna?", "entities": [{"type": "text_mention", "offset": 0, "length": 4, "user": ANNA}]},
        written("is it safe") | {"reply_to_message": shape("Hello", GROUP)},
        {"photo": []},
    ],
    ids=str,
)
def test_the_bot_does_not_feel_meant_when_others_are(content: str | Json) -> None:
    """Talk among people, other bots' names and addresses that hold the bot's name are for somebody else."""
    message = received(content, GROUP)

    assert (is_addressed(message), names_bot(message)) == (False, False)
