"""Whatever Telegram may send that nobody can read, the next patient is answered."""

import copy
from random import Random
from typing import Any, Final

from bot.playground.server import Telegram
from tests.telegram import received
from tests.telegram.stage import acting

UPDATES: Final = 200
LONG: Final = 20.0
"""Seconds after which a patient has waited in vain."""

MALLORY: Final = {"id": 5_000_000_099, "is_bot": False, "first_name": "Mallory"}
CHAT: Final = {"id": 5_000_000_099, "type": "private", "first_name": "Mallory"}
MESSAGE: Final = received.shape("tell me about cost", CHAT) | {"from": MALLORY}
SOUND: Final[tuple[dict[str, Any], ...]] = (
    {"message": MESSAGE},
    {"edited_message": MESSAGE | {"edit_date": 2}},
    {"callback_query": {"id": "1", "from": MALLORY, "message": MESSAGE, "chat_instance": "1", "data": "1:m"}},
    {"message": MESSAGE | {"reply_to_message": MESSAGE, "photo": [{"file_id": "1", "width": 1}]}},
    {
        "my_chat_member": {
            "chat": CHAT,
            "from": MALLORY,
            "date": 1,
            "old_chat_member": {},
            "new_chat_member": {},
        }
    },
)
JUNK: Final[tuple[Any, ...]] = (
    None, True, -1, 10**30, 1e308, "", "\x00", "\ud800", "x" * 5_000, [], [[[[]]]], {},
    {"id": {}}, {"chat": []},
)  # fmt: skip


def spoilt(chance: Random) -> Any:
    """Return an update with one to three parts gone, or turned into something that cannot stand there."""
    update = copy.deepcopy(chance.choice(SOUND))
    for _ in range(chance.randint(1, 3)):
        parts = list(_parts(update))
        whole, name = chance.choice(parts)
        if name in whole and chance.random() < 0.3:
            del whole[name]
        else:
            whole[name] = copy.deepcopy(chance.choice(JUNK))
    return update


def _parts(whole: Any) -> list[tuple[Any, str]]:
    """Return every place in an update, as the object that holds it and its name there."""
    if not isinstance(whole, dict):
        return []
    here = [(whole, name) for name in whole]
    return here + [place for part in whole.values() for place in _parts(part)] or [(whole, "message")]


async def test_the_next_patient_is_answered_whatever_came_before() -> None:
    """Behind 200 spoilt updates a patient has her answer, every update is confirmed, and polls stay few."""
    chance = Random(4)  # noqa: S311  It guards nothing.
    async with Telegram() as telegram, acting(telegram):
        anna = telegram.patient("Anna")
        for _ in range(UPDATES):
            telegram.push(spoilt(chance))
        anna.says("tell me about cost")
        answer = await anna.hears(LONG)
        await telegram.delivered(LONG)
        polls = len(telegram.calls_of("getUpdates"))

    assert "Answer of cost" in answer.text
    assert polls <= 10


async def test_each_spoilt_update_alone_holds_up_nobody() -> None:
    """A question after each one of them is answered before anything else arrives."""
    chance = Random(5)  # noqa: S311  It guards nothing.
    async with Telegram() as telegram, acting(telegram):
        anna = telegram.patient("Anna")
        for _ in range(20):
            telegram.push(spoilt(chance))
            anna.says("tell me about cost")
            answer = await anna.hears(LONG)

            assert "Answer of cost" in answer.text
