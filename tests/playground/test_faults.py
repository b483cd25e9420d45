"""Telegram's misbehaviour can be switched on, for so many calls of one method."""

import asyncio
import time

import pytest
from aiohttp import ClientError

from bot.playground.conversations import NothingHeard
from bot.playground.faults import ALL, ANY, WEBHOOK, Broken, Dropped, Fault, Faults, Garbled, Slow
from bot.playground.patients import Patient
from bot.playground.refusals import conflict, forbidden, not_found, too_many_requests, unauthorized
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_a_hasty_bot_is_told_when_to_try_again(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """429 carries the seconds to wait, and ends after as many calls as were laid in."""
    telegram.faults.next("sendMessage", too_many_requests(retry_after=3), times=2)
    answers = [await bot.answer("sendMessage", chat_id=anna.id, text="x") for _ in range(3)]

    assert [status for status, _ in answers] == [429, 429, 200]
    assert answers[0][1]["parameters"] == {"retry_after": 3}
    assert answers[0][1]["description"] == "Too Many Requests: retry after 3"
    assert len(anna.history()) == 1


async def test_any_refusal_can_be_laid_in(telegram: Telegram, bot: RawBot) -> None:
    """403 and 401 come as Telegram words them, for whichever method is called next."""
    telegram.faults.next(ANY, forbidden("bot was blocked by the user"))
    telegram.faults.next(ANY, unauthorized())

    assert (await bot.answer("getMe"))[0] == 403
    assert (await bot.answer("getMe"))[1]["description"] == "Unauthorized"


async def test_polls_are_spared_unless_they_are_named(telegram: Telegram, bot: RawBot) -> None:
    """A fault for any method does not hit polling, which never rests."""
    telegram.faults.next(ANY, unauthorized())
    assert (await bot.answer("getUpdates"))[0] == 200

    telegram.faults.next("getUpdates", unauthorized())
    assert (await bot.answer("getUpdates"))[0] == 401


async def test_a_gateway_answers_with_a_page(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """A broken gateway sends HTML, and nothing happens."""
    telegram.faults.next("sendMessage", Broken(502))
    async with bot.session.post(
        f"{telegram.base_url}{telegram.token}/sendMessage", data={"chat_id": anna.id, "text": "x"}
    ) as response:
        page = await response.text()

    assert (response.status, response.content_type, "<h1>" in page) == (502, "text/html", True)
    assert anna.history() == ()
    assert telegram.calls[-1].error == "HTTP 502"


async def test_an_answer_can_be_garbled(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """The message was sent, but the answer is no JSON."""
    telegram.faults.next("sendMessage", Garbled())
    with pytest.raises(ValueError, match="Expecting value"):
        await bot.answer("sendMessage", chat_id=anna.id, text="x")

    assert len(anna.history()) == 1


@pytest.mark.parametrize("after_effect", [False, True])
async def test_a_connection_can_drop_before_and_after_the_effect(
    telegram: Telegram, bot: RawBot, anna: Patient, *, after_effect: bool
) -> None:
    """The bot cannot tell the two apart; only one of them sent the message."""
    telegram.faults.next("sendMessage", Dropped(after_effect=after_effect))
    with pytest.raises(ClientError):
        await bot.answer("sendMessage", chat_id=anna.id, text="x")

    assert len(anna.history()) == after_effect


async def test_an_answer_can_be_slow(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """The message is there at once, the answer only later."""
    telegram.faults.next("sendMessage", Slow(0.2))
    began = time.monotonic()
    answer = asyncio.create_task(bot.call("sendMessage", chat_id=anna.id, text="x"))
    await anna.hears(timeout=0.15)
    await answer

    assert time.monotonic() - began >= 0.2


async def test_the_network_can_go_away_and_come_back(telegram: Telegram, bot: RawBot) -> None:
    """Offline, every connection drops, also one that is waiting; online again, all is well."""
    telegram.faults.next("getMe", unauthorized())
    poll = asyncio.create_task(bot.answer("getUpdates", timeout=0.1))
    await asyncio.sleep(0.02)
    telegram.faults.offline = True
    for call in (poll, bot.answer("getMe")):
        with pytest.raises(ClientError):
            await call
    telegram.faults.clear()

    assert (await bot.answer("getMe"))[0] == 200


KINDS: tuple[Fault, ...] = (
    unauthorized(),
    not_found(),
    conflict("terminated"),
    too_many_requests(1),
    Broken(),
    Garbled(),
    Dropped(),
    Dropped(after_effect=True),
    Slow(0.01),
)


def drawn(faults: Faults, *methods: str) -> list[Fault | None]:
    """Return what happens to a series of calls."""
    return [faults.take(method) for method in methods]


def test_the_nth_call_from_here_on_goes_wrong() -> None:
    """Counting begins when the fault is laid in, for one method, for any, or for polls too."""
    faults = Faults()
    drawn(faults, "getMe", "getUpdates")
    for method, n, fault in (("getMe", 2, KINDS[0]), (ANY, 4, KINDS[1]), (ALL, 6, KINDS[2])):
        faults.nth(method, n, fault)
    calls = ("getMe", "getUpdates", "getMe", "sendMessage", WEBHOOK, "sendMessage", "getUpdates", "getMe")

    assert drawn(faults, *calls) == [None, None, KINDS[0], None, None, KINDS[1], KINDS[2], None]
    assert faults.taken == 3


def test_two_faults_that_are_due_at_once_hit_one_call_each() -> None:
    """The second one waits for the next call that it is meant for."""
    faults = Faults()
    faults.nth("sendMessage", 1, KINDS[0])
    faults.nth("sendMessage", 1, KINDS[1])

    assert drawn(faults, "sendMessage", "getMe", "sendMessage") == [KINDS[0], None, KINDS[1]]


def test_chance_repeats_with_its_seed() -> None:
    """The same seed draws the same faults at about the rate asked for, and every kind is drawn."""
    series = []
    for seed in (4, 4, 5):
        faults = Faults()
        faults.at_random(0.1, KINDS, seed)
        series.append(drawn(faults, *["sendMessage"] * 2000))
    wrong = [fault for fault in series[0] if fault]

    assert series[0] == series[1] != series[2]
    assert 150 < len(wrong) < 250
    assert all(kind in wrong for kind in KINDS)


def test_chance_spares_whom_it_is_told_to_spare() -> None:
    """Polls are hit on request only, posts to a webhook by their name only, and a spared method never."""
    faults = Faults()
    calls = ("getMe", "getUpdates", "sendMessage", WEBHOOK)
    hit = []
    for method in (ANY, ALL, WEBHOOK):
        faults.at_random(1, KINDS, 1, method=method, spare={"getMe"})
        hit.append([call for call in calls if faults.take(call)])
    faults.clear()

    assert hit == [["sendMessage"], ["getUpdates", "sendMessage"], [WEBHOOK]]
    assert not any(drawn(faults, *calls))


async def test_a_standing_fault_meets_every_call_until_it_is_cleared(telegram: Telegram, bot: RawBot) -> None:
    """What stands is met after what was laid in, and ends with everything else."""
    telegram.faults.standing = unauthorized()
    telegram.faults.next("getMe", forbidden("laid in"))
    met = [(await bot.answer(method))[0] for method in ("getMe", "getMe", "getUpdates")]
    telegram.faults.clear()

    assert met == [403, 401, 401]
    assert (await bot.answer("getMe"))[0] == 200


async def test_the_while_can_pass_before_anything_happens(
    telegram: Telegram, bot: RawBot, anna: Patient
) -> None:
    """A message that is slow to take effect is not there yet while the call goes on."""
    telegram.faults.next("sendMessage", Slow(0.2, before_effect=True))
    sending = asyncio.create_task(bot.call("sendMessage", chat_id=anna.id, text="x"))
    with pytest.raises(NothingHeard):
        await anna.hears(timeout=0.1)
    await sending

    assert (await anna.hears()).text == "x"
