"""Raw updates: whatever Telegram sends becomes something that any database holds, or has no id."""

import json
import random
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.records import Arrival
from bot.telegram.intake.raw import (
    HEAD,
    LARGEST_NUMBER,
    LONGEST_BODY,
    Unreadable,
    arrival_of,
    arrivals_in,
    json_in,
    skeleton_in,
    updates_in,
)

CHAT = {"id": 42, "type": "private"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
WHOLE: dict[str, Any] = {
    "message": {
        "message_id": 5,
        "from": {"id": 42, "is_bot": False, "first_name": "A"},
        "chat": CHAT,
        "date": 1_700_000_000,
        "text": "does it hurt",
        "entities": [{"type": "bold", "offset": 0, "length": 4}],
        "reply_to_message": {"message_id": 4, "chat": CHAT, "date": 1_700_000_000},
    }
}
PARTS = st.sampled_from(["update_id", "message", "edited_message", "callback_query", "chat", "id", "text"])
UPDATES = st.recursive(
    JSON, lambda inner: st.dictionaries(PARTS, inner | st.integers(-(2**70), 2**70)), max_leaves=8
)


def deep(levels: int = 100_000) -> object:
    """Return lists in lists, deeper than any recursion goes."""
    nested: object = []
    for _ in range(levels):
        nested = [nested]
    return nested


def stored(update: object) -> Arrival:
    """Return what is stored of an update that has an id."""
    arrival = arrival_of(update)
    assert arrival is not None
    return arrival


@pytest.mark.parametrize(
    "content",
    [
        {"message": {"chat": CHAT, "text": "hello"}},
        {"edited_message": {"chat": CHAT}},
        {"channel_post": {"chat": CHAT}},
        {"callback_query": {"from": {"id": 7}, "message": {"chat": CHAT}}},
        {"my_chat_member": {"chat": CHAT, "from": {"id": 7}}},
        {"message_reaction": {"chat": CHAT, "user": {"id": 7}}},
        {"invented_tomorrow": {"chat": CHAT}},
    ],
)
def test_the_lane_is_the_chat_of_whatever_came(content: dict[str, Any]) -> None:
    """A kind of update that nobody knows yet keeps its place in its chat, too."""
    assert stored({"update_id": 1} | content).lane == 42


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"inline_query": {"from": {"id": 7}}},
        {"message": {"chat": {"id": True}}},
        {"message": {"chat": {"id": "42"}}},
        {"message": {"chat": {"id": 2**60}}},
        {"message": {"chat": 42}},
        {"message": [CHAT]},
    ],
)
def test_an_update_without_a_chat_has_no_lane(content: dict[str, Any]) -> None:
    """What is no chat's id is not taken for one."""
    assert stored({"update_id": 1} | content).lane is None


@pytest.mark.parametrize(
    ("content", "thread", "hangs_on"),
    [
        ({"message": {"chat": CHAT, "message_thread_id": 9, "is_topic_message": True}}, 9, None),
        ({"edited_message": {"chat": CHAT, "message_thread_id": 9, "is_topic_message": True}}, 9, None),
        ({"message": {"chat": CHAT, "message_thread_id": 9}}, None, None),
        ({"message": {"chat": CHAT, "message_thread_id": 9, "is_topic_message": "yes"}}, None, None),
        ({"message": {"chat": CHAT, "message_thread_id": "9", "is_topic_message": True}}, None, None),
        ({"message": {"chat": CHAT, "reply_to_message": {"message_id": 4, "chat": CHAT}}}, None, 4),
        ({"message": {"chat": CHAT, "reply_to_message": {"message_id": 4}}}, None, 4),
        ({"message": {"chat": CHAT, "reply_to_message": {"message_id": 4, "chat": {"id": 7}}}}, None, None),
        ({"edited_message": {"chat": CHAT, "reply_to_message": {"message_id": 4}}}, None, 4),
        ({"message": {"chat": CHAT, "reply_to_message": {"message_id": True}}}, None, None),
        (
            {
                "callback_query": {
                    "message": {
                        "message_id": 5,
                        "chat": CHAT,
                        "message_thread_id": 9,
                        "is_topic_message": True,
                        "reply_to_message": {"message_id": 4, "chat": CHAT},
                    }
                }
            },
            9,
            5,
        ),
        ({"callback_query": {"message": {"message_id": 5, "chat": CHAT, "date": 0}}}, None, 5),
        ({"callback_query": {"inline_message_id": "5"}}, None, None),
        ({"inline_query": {"from": {"id": 7}, "query": "swelling"}}, None, None),
    ],
)
def test_an_update_tells_its_thread_and_the_message_on_which_it_hangs(
    content: dict[str, Any], thread: int | None, hangs_on: int | None
) -> None:
    """A forum's thread; the message that is replied to in the same chat, or that with the tapped button."""
    arrival = stored({"update_id": 1} | content)

    assert (arrival.thread, arrival.hangs_on) == (thread, hangs_on)


def test_the_body_is_the_update_in_plain_ascii() -> None:
    """A NUL, which PostgreSQL refuses, and half an emoji, which UTF-8 refuses, stay escaped."""
    update = {"update_id": 1, "message": {"chat": CHAT, "text": "\0 \ud83d é"}}
    body = stored(update).body

    assert body.isascii()
    assert body.isprintable()
    assert json.loads(body) == update


@pytest.mark.parametrize("number", [True, 7.0, "7", None, -1, LARGEST_NUMBER + 1, [7], {}])
def test_what_has_no_id_cannot_be_stored(number: object) -> None:
    """Only a whole number in range is an id."""
    assert arrival_of({"update_id": number, "message": {"chat": CHAT}}) is None


@pytest.mark.parametrize("update", [None, True, 7, "7", [], {}, [{"update_id": 7}]])
def test_what_is_no_update_is_passed_over(update: object) -> None:
    """Its neighbours in the batch are stored."""
    neighbours = arrivals_in([{"update_id": 1}, update, {"update_id": 3}])

    assert [arrival.update_id for arrival in neighbours] == [1, 3]


@pytest.mark.parametrize("content", ["x" * LONGEST_BODY, float("inf"), float("nan"), deep()])
@pytest.mark.parametrize("kind", ["message", "callback_query", "channel_post"])
def test_of_an_update_that_cannot_be_stored_its_skeleton_is(kind: str, content: object) -> None:
    """The id, the kind and the chat stay, so that its patient can be told that it failed."""
    holder = {"chat": CHAT} if kind != "callback_query" else {"message": {"chat": CHAT}}
    arrival = stored({"update_id": 7, kind: {**holder, "text": content}})

    assert arrival == Arrival(
        update_id=7, lane=42, body=f'{{"update_id": 7, "{kind}": {{"chat": {{"id": 42}}}}}}'
    )


def test_the_longest_kind_of_an_update_does_not_lengthen_its_skeleton() -> None:
    """A name that nobody would give to a kind is left out."""
    arrival = stored({"update_id": 7, "x" * LONGEST_BODY: {"chat": CHAT}})

    assert arrival.body == '{"update_id": 7, "message": {"chat": {"id": 42}}}'


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"ok": true}',
        b'{"ok": false, "result": []}',
        b'{"ok": true, "result": {}}',
        b'{"ok": true, "result": ["\xff"]}',
        b'{"ok": true, "result": [' + b"9" * 10_000 + b"]}",
        b'{"ok": true, "result": ' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}",
    ],
    ids=lambda payload: payload[:24].decode(errors="replace"),
)
def test_what_is_no_list_of_updates_is_unreadable(payload: bytes) -> None:
    """A page in HTML, half an answer and a million brackets are told alike."""
    with pytest.raises(Unreadable):
        updates_in(payload)


def test_of_unreadable_bytes_the_id_the_kind_and_the_chat_are_told() -> None:
    """They stand at the beginning, whatever is wrong behind them."""
    broken = b'{"ok":true,"result":[{"update_id":7,\n"message":{"message_id":1,"chat":{"id":-42,"x":"\xff'

    assert skeleton_in(broken) == Arrival(
        update_id=7, lane=-42, body='{"update_id": 7, "message": {"chat": {"id": -42}}}'
    )


def test_what_a_patient_writes_is_not_taken_for_an_id() -> None:
    """A patient who types the JSON of an update into a message changes nothing."""
    text = json.dumps({"text": '{"update_id":1,"message":{"chat":{"id":2}}}'}).encode()

    assert skeleton_in(text) is None


@pytest.mark.parametrize("number", [b"true", b'"7"', b"7.5", b"-7", b"9" * 17, b""])
def test_unreadable_bytes_without_an_id_tell_nothing(number: bytes) -> None:
    """Half an id is none."""
    assert skeleton_in(b'{"update_id":' + number + b',"message":{') is None


def test_only_the_beginning_of_unreadable_bytes_is_searched() -> None:
    """What stands far behind is no id of the update's own."""
    assert skeleton_in(b" " * HEAD + b'{"update_id":7,') is None


@pytest.mark.parametrize("kind", ["message", "edited_message"])
@pytest.mark.parametrize("part", ["text", "caption"])
def test_urgent_words_make_an_update_urgent(kind: str, part: str) -> None:
    """It overtakes what waits, whether it was written, edited or set under a picture."""
    update = {"update_id": 1, kind: {"chat": CHAT, part: "help"}}
    (urgent,) = arrivals_in([update], lambda words: words == "help")
    (calm,) = arrivals_in([update], lambda words: words == "hello")

    assert (urgent.urgent, calm.urgent) == (True, False)


def test_a_screen_that_fails_keeps_no_update_out(caplog: pytest.LogCaptureFixture) -> None:
    """The update is stored as one that is not urgent, and the log does not quote it."""

    def failing(words: str) -> bool:
        raise LookupError(words)

    (arrival,) = arrivals_in([{"update_id": 1, "message": {"text": "my zebra hurts"}}], failing)

    assert not arrival.urgent
    assert "LookupError" in caplog.text
    assert "zebra" not in caplog.text


def mangled(update: object, chance: random.Random) -> object:
    """Return an update in which about one part in ten is something else."""
    if chance.random() < 0.1:
        return chance.choice(
            (None, True, -1, 2**63, 1e400, "", "\0\ud800", [], {}, [update], {"chat": update})
        )
    if isinstance(update, dict):
        return {key: mangled(content, chance) for key, content in update.items()}
    if isinstance(update, list):
        return [mangled(content, chance) for content in update]
    return update


def test_ten_thousand_mangled_updates_are_stored_or_have_no_id() -> None:
    """Where any part of an update may be missing or something else, each id is stored with readable JSON."""
    chance = random.Random(4)  # noqa: S311  The same ones each time.
    updates = [mangled(WHOLE | {"update_id": number}, chance) for number in range(10_000)]
    arrivals = arrivals_in(updates, lambda words: "hurt" in words)

    assert len(arrivals) > 5_000
    assert all(json.loads(arrival.body)["update_id"] == arrival.update_id for arrival in arrivals)


@settings(max_examples=150)
@given(
    JSON
    | UPDATES
    | st.fixed_dictionaries({"update_id": st.integers(0, LARGEST_NUMBER)}, optional={"message": JSON})
)
def test_any_json_is_stored_or_has_no_id(update: object) -> None:
    """Nothing that JSON can say breaks the intake, and what is stored can be read again."""
    arrival = arrival_of(update, lambda words: "7" in words)

    if arrival is not None:
        assert arrival.body.isascii()
        assert json.loads(arrival.body)["update_id"] == arrival.update_id


@given(st.binary(max_size=200) | JSON.map(lambda said: json.dumps(said).encode()))
def test_any_bytes_are_read_or_unreadable(payload: bytes) -> None:
    """No other error comes out of what the network brings."""
    skeleton_in(payload)
    with suppress(Unreadable):
        json_in(payload)
