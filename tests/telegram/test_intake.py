"""What Telegram sends is read update by update: one that cannot be read silences nobody."""

import json
from typing import Any

import pytest

from bot.playground.patients import Patient
from bot.playground.refusals import unauthorized
from bot.telegram.intake import readable
from tests.telegram.content import HELLO
from tests.telegram.stage import Stage

UNREADABLE: dict[str, Any] = {"update_id": 7, "message": {"message_id": 1, "text": "my zebra hurts"}}
FINE: dict[str, Any] = {"update_id": 8, "invented_tomorrow": {}}


async def test_the_updates_around_an_unreadable_one_are_answered(
    telegram: Stage, anna: Patient, caplog: pytest.LogCaptureFixture
) -> None:
    """A message without a date is set aside; those before and after it are answered."""
    caplog.set_level("DEBUG", logger="bot")
    anna.says("hello")
    telegram.push({"message": UNREADABLE["message"]})
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text
    assert HELLO.reply in (await anna.hears()).text
    assert "an update cannot be read and is set aside: KeyError" in caplog.text
    assert "zebra" not in caplog.text


async def test_a_passing_doubt_about_the_token_does_not_deafen_the_bot(
    telegram: Stage, anna: Patient, caplog: pytest.LogCaptureFixture
) -> None:
    """When Telegram takes the token for wrong for a moment, the bot asks again."""
    caplog.set_level("CRITICAL", logger="telegram.ext.Updater")
    telegram.faults.next("getUpdates", unauthorized())
    anna.says("hello")
    await anna.hears()
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text


def test_only_the_unreadable_update_is_emptied() -> None:
    """The number stays, so that Telegram does not send the update again; the others stay as they are."""
    payload = json.dumps({"ok": True, "result": [UNREADABLE, FINE]}).encode()

    assert json.loads(readable(payload)) == {"ok": True, "result": [{"update_id": 7}, FINE]}


@pytest.mark.parametrize(
    "payload", [b"", b"<html>", b"{}", b"[]", b'{"ok": true, "result": true}', b'{"result": []}']
)
def test_any_other_answer_passes_unchanged(payload: bytes) -> None:
    """What is no list of updates is left to the library."""
    assert readable(payload) is payload
