"""The webhook: 200 only for what is stored, and nothing at all for whoever does not know the secret."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from bot.playground.patients import Patient
from bot.playground.server import Telegram
from bot.telegram.intake.calling import calling
from bot.telegram.intake.webhook import LARGEST, Webhook, serving
from bot.watch.pulse import Pulse
from tests.telegram.intake.stand_ins import PATIENCE, Clock, Door

SECRET = "AAE-canary_of-the-webhook"
STRANGER = "guessed"
NO_ASCII = "é\udcff"
UPDATE = b'{"update_id":7,"message":{"message_id":1,"chat":{"id":42},"text":"does it hurt"}}'
HOST = "127.0.0.1"


@pytest.fixture
async def port(door: Door, pulse: Pulse, clock: Clock) -> AsyncIterator[int]:
    """Where a webhook is called that gives a body a tenth of a second."""
    webhook = Webhook(
        door.take,
        pulse,
        secret=SECRET,
        is_urgent=lambda words: "blind" in words,
        reading=0.1,
        clock=clock,
    )
    async with serving(webhook, HOST, 0, lingering=0.05) as port:
        yield port


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Hold a bare connection."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def sent(port: int, *pieces: bytes) -> str:
    """Send bytes over a bare connection, and return the head of the answer."""
    async with connected(port) as (reader, writer):
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        return await answered(reader)


async def answered(reader: asyncio.StreamReader) -> str:
    """Return the head of the next answer."""
    async with asyncio.timeout(PATIENCE):
        return (await reader.readuntil(b"\r\n\r\n")).decode()


def head(
    *headers: str,
    method: str = "POST",
    path: str = "/telegram",
    secret: str | None = SECRET,
    json: bool = True,
) -> bytes:
    """Return the head of a call that is right, but for what is said otherwise."""
    lines = [f"{method} {path} HTTP/1.1", "Host: clinic.example", *headers]
    lines += [f"X-Telegram-Bot-Api-Secret-Token: {secret}"] if secret is not None else []
    lines += ["Content-Type: application/json"] if json else []
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def call(body: bytes = UPDATE, *headers: str, **changed: str | bool | None) -> bytes:
    """Return a whole call."""
    return head(f"Content-Length: {len(body)}", *headers, **changed) + body  # type: ignore[arg-type]


def chunks(size: int, number: int) -> Iterator[bytes]:
    """Yield a body that does not say how long it is going to be."""
    for _ in range(number):
        yield f"{size:x}\r\n".encode() + b" " * size + b"\r\n"


async def test_an_update_is_stored_and_then_acknowledged(port: int, door: Door) -> None:
    """The answer is an empty 200; what is stored is the update with its lane."""
    answer = await sent(port, call())

    assert answer.startswith("HTTP/1.1 200")
    assert "Content-Length: 0" in answer
    assert (door.ids, door.took[0].lane, door.took[0].urgent) == ([7], 42, False)


async def test_nothing_is_acknowledged_before_it_is_stored(port: int, door: Door) -> None:
    """While the store takes its time, Telegram waits."""
    door.unlocked.clear()
    answer = asyncio.create_task(sent(port, call()))
    await asyncio.wait_for(door.knocked.wait(), PATIENCE)
    early = answer.done()
    door.unlocked.set()

    assert not early
    assert (await answer).startswith("HTTP/1.1 200")


async def test_what_cannot_be_stored_is_to_come_again(port: int, door: Door) -> None:
    """Telegram is asked to call again in 5 seconds, and keeps the update until then."""
    door.is_open = False
    answer = await sent(port, call())

    assert answer.startswith("HTTP/1.1 503")
    assert "Retry-After: 5" in answer


async def test_a_bug_behind_the_webhook_confirms_nothing(
    port: int, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told by its kind, and the update comes again."""

    def fail() -> None:
        raise LookupError("my zebra hurts")

    door.watch = fail
    answer = await sent(port, call())

    assert answer.startswith("HTTP/1.1 503")
    assert "LookupError" in caplog.text
    assert "zebra" not in caplog.text


async def test_urgent_words_overtake(port: int, door: Door) -> None:
    """The screen sees what comes by webhook, too."""
    await sent(port, call(UPDATE.replace(b"does it hurt", b"i am blind")))

    assert door.took[0].urgent


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (call(method="GET"), 405),
        (call(method="PUT", secret=None), 405),
        (call(path="/"), 404),
        (call(path="/telegram/x"), 404),
        (call(secret=None), 403),
        (call(secret=""), 403),
        (call(secret=SECRET + "x"), 403),
        (call(secret=SECRET[:-1]), 403),
        (call(secret=NO_ASCII), 403),
        (call(b"x" * 2_000_000, secret=STRANGER, json=False), 403),
        (call(json=False), 415),
        (call(UPDATE, "Content-Type: text/plain", json=False), 415),
        (call(gzip.compress(UPDATE), "Content-Encoding: gzip"), 415),
        (call(UPDATE, "Content-Encoding: br"), 415),
        (head("Content-Length: 2000000"), 413),
        (head(f"Content-Length: {LARGEST + 1}"), 413),
        (head("Content-Length: 80"), 408),
        (head("Content-Length: 80") + UPDATE[:40], 408),
        (head("Transfer-Encoding: chunked") + b"5\r\n{", 408),
        (head("Transfer-Encoding: chunked") + b"".join(chunks(65_536, 16)), 413),
        (head("Transfer-Encoding: chunked") + b"zebra\r\n", 400),
        (call(b""), 400),
        (call(b"zebra"), 400),
        (call(b"[]"), 400),
        (call(b"{}"), 400),
        (call(b'{"update_id":"7"}'), 400),
        (call(b'{"update_id":true,"message":{}}'), 400),
        (b"zebra\r\n\r\n", 400),
    ],
    ids=lambda said: said[:9].decode() if isinstance(said, bytes) else str(said),
)
async def test_what_is_no_call_of_telegrams_is_refused(
    port: int, door: Door, request_bytes: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing of it is stored, and the log names neither body nor secret."""
    caplog.set_level("DEBUG")
    answer = await sent(port, request_bytes)

    assert answer.split()[1] == str(status)
    assert door.took == []
    assert SECRET not in caplog.text
    assert "zebra" not in caplog.text


async def test_the_secret_is_asked_for_before_anything_is_read(port: int, pulse: Pulse, clock: Clock) -> None:
    """A stranger's body is not waited for, and does not count as a sign of life of Telegram's."""
    clock.now = 50.0
    answer = await sent(port, head("Content-Length: 900000", secret=STRANGER))

    assert answer.startswith("HTTP/1.1 403")
    assert pulse.silence == 50.0


async def test_a_call_of_telegrams_is_a_sign_of_life(port: int, pulse: Pulse, clock: Clock) -> None:
    """The watch hears that Telegram reaches the bot."""
    clock.now = 50.0
    await sent(port, call())

    assert pulse.silence == 0.0


async def test_refusals_are_told_once_a_minute(port: int, caplog: pytest.LogCaptureFixture) -> None:
    """A stranger who knocks a thousand times fills no disk."""
    for _ in range(5):
        await sent(port, call(secret=STRANGER))

    assert caplog.text.count("a call of the webhook was refused: HTTP 403") == 1


async def test_a_refused_body_ends_the_connection(port: int) -> None:
    """What is left of it is not taken for the next call."""
    async with connected(port) as (reader, writer):
        writer.write(head("Content-Length: 2000000", secret=STRANGER))
        await answered(reader)
        rest = await asyncio.wait_for(reader.read(), PATIENCE)

    assert b"HTTP/1.1" not in rest


async def test_a_slow_body_in_time_is_taken(port: int, door: Door) -> None:
    """Pieces and chunks are put together."""
    body = b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in (UPDATE[:9], UPDATE[9:]))
    answer = await sent(port, head("Transfer-Encoding: chunked"), body[:30], body[30:] + b"0\r\n\r\n")

    assert answer.startswith("HTTP/1.1 200")
    assert door.ids == [7]


async def test_a_body_that_goes_wrong_on_its_way_is_refused(port: int, door: Door) -> None:
    """A chunk that is none ends the call, at the latest when its time is over."""
    async with connected(port) as (reader, writer):
        writer.write(head("Transfer-Encoding: chunked", "Expect: 100-continue"))
        go_on = await answered(reader)
        writer.write(b"zebra\r\n")
        answer = await answered(reader)

    assert go_on.startswith("HTTP/1.1 100")
    assert answer.split()[1] in {"400", "408"}
    assert door.took == []


async def test_one_connection_carries_many_updates(port: int, door: Door) -> None:
    """Telegram keeps its connections."""
    async with connected(port) as (reader, writer):
        for number in (1, 2, 3):
            writer.write(call(UPDATE.replace(b":7", b":%d" % number)))
            assert (await answered(reader)).startswith("HTTP/1.1 200")

    assert door.ids == [1, 2, 3]


@pytest.mark.parametrize(
    "body",
    [
        UPDATE.replace(b"hurt", b"\xff\xfe"),
        UPDATE.replace(b'"does it hurt"', b"[" * 400_000 + b"]" * 400_000),
        UPDATE[:-1],
    ],
    ids=["no UTF-8", "very deep", "cut off"],
)
async def test_an_update_that_cannot_be_read_is_stored_as_far_as_it_can_be_told(
    port: int, door: Door, body: bytes
) -> None:
    """Else Telegram would bring it for a day, and nothing else from its chat."""
    answer = await sent(port, call(body))

    assert answer.startswith("HTTP/1.1 200")
    assert (door.ids, door.took[0].lane) == ([7], 42)
    assert json.loads(door.took[0].body) == {"update_id": 7, "message": {"chat": {"id": 42}}}


async def test_a_caller_who_hangs_up_does_no_harm(
    port: int, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """It is no failure of the program's, and the next call is answered."""
    async with connected(port) as (reader, writer):
        writer.write(head("Content-Length: 80", "Expect: 100-continue"))
        await answered(reader)
        writer.write(UPDATE[:40])
        await writer.drain()
    answer = await sent(port, call())

    assert answer.startswith("HTTP/1.1 200")
    assert door.ids == [7]
    assert "failed" not in caplog.text


async def test_a_call_under_way_is_answered_at_the_end(door: Door, pulse: Pulse) -> None:
    """Whoever stops the bot while an update is being stored still has it acknowledged."""
    door.unlocked.clear()
    async with serving(Webhook(door.take, pulse, secret=SECRET), HOST, 0) as port:
        answer = asyncio.create_task(sent(port, call()))
        await asyncio.wait_for(door.knocked.wait(), PATIENCE)
        asyncio.get_running_loop().call_soon(door.unlocked.set)

    assert (await answer).startswith("HTTP/1.1 200")


def test_a_webhook_needs_a_secret(door: Door, pulse: Pulse) -> None:
    """Without one, anybody could put words into a patient's mouth."""
    with pytest.raises(ValueError, match="without a secret"):
        Webhook(door.take, pulse, secret="")


async def test_telegram_brings_again_what_was_not_stored(
    telegram: Telegram, anna: Patient, port: int, door: Door
) -> None:
    """The updates of a chat arrive in order, none is lost, and none is acknowledged before its time."""
    door.is_open = False
    async with calling(telegram.base_url, telegram.token) as api:
        await api.call("setWebhook", {"url": f"http://{HOST}:{port}/telegram", "secret_token": SECRET})
    anna.says("hello")
    anna.says("are you there")
    await door.refuses(2)
    assert len(telegram.world.updates.waiting) == 2
    door.is_open = True
    await telegram.delivered()

    assert [json.loads(arrival.body)["message"]["text"] for arrival in door.took] == [
        "hello",
        "are you there",
    ]
