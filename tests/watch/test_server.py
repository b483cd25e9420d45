"""The pages tell an orchestrator and a monitoring what they must know, and nothing of patients."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession

from bot.watch.metrics import Metrics
from bot.watch.pulse import PATIENCE, Pulse
from bot.watch.server import STALE, Watch, serving
from tests.watch.clocks import Clock
from tests.watch.test_metrics import Waiting


@pytest.fixture
def clock() -> Clock:
    """The time of day and the monotonic one at once."""
    return Clock()


@pytest.fixture
def watch(clock: Clock) -> Watch:
    """A sound bot with nothing to do."""

    async def depth() -> Waiting:
        return Waiting()

    return Watch(pulse=Pulse(clock), metrics=Metrics(clock), depth=depth, clock=clock)


@pytest.fixture
async def browser() -> AsyncIterator[ClientSession]:
    """What asks for the pages."""
    async with ClientSession() as session:
        yield session


async def page(browser: ClientSession, watch: Watch, path: str) -> tuple[int, dict[str, object]]:
    """Return the status and the JSON of a page."""
    async with serving(watch, "127.0.0.1", 0) as address, browser.get(address + path) as response:
        return response.status, await response.json()


async def test_a_sound_process_lives(browser: ClientSession, watch: Watch, clock: Clock) -> None:
    """A sound bot is alive, and says since when it has not heard Telegram."""
    clock.passes(0.5)
    status, told = await page(browser, watch, "/livez")

    assert status == 200
    assert told == {"ok": True, "loop_lag_seconds": 0.0, "last_heard_seconds": 0.5, "ailment": None}


@pytest.mark.parametrize("late", [1.5, PATIENCE + 1])
async def test_a_stuck_process_does_not_live(
    browser: ClientSession, watch: Watch, clock: Clock, late: float
) -> None:
    """A late event loop, and a deaf bot, are reasons to start it again."""
    clock.passes(late)
    status, told = await page(browser, watch, "/livez")

    assert status == 503
    assert (told["ailment"] is None) == (late < PATIENCE)


async def test_a_deaf_process_does_not_live(browser: ClientSession, watch: Watch, clock: Clock) -> None:
    """An intake that hangs is a reason to start again, though the event loop comes round in time."""
    clock.passes(PATIENCE + 1)
    watch.pulse.ticked()
    watch.pulse.ticked()
    status, told = await page(browser, watch, "/livez")

    assert (status, told["loop_lag_seconds"]) == (503, 0.0)


async def test_an_outage_of_telegram_is_no_reason_to_start_again(
    browser: ClientSession, watch: Watch, clock: Clock
) -> None:
    """While attempts fail the process lives, and the silence shows."""
    clock.passes(600)
    watch.pulse.tried()
    watch.pulse.ticked()
    watch.pulse.ticked()
    status, told = await page(browser, watch, "/livez")

    assert status == 200
    assert told["last_heard_seconds"] == 600


async def test_a_bot_that_keeps_up_is_ready(browser: ClientSession, watch: Watch, clock: Clock) -> None:
    """With a database, content and no old question, the bot takes questions."""

    async def depth() -> Waiting:
        return Waiting(updates=2, oldest_update=clock.now - STALE + 1)

    status, told = await page(browser, replace(watch, depth=depth), "/readyz")

    assert status == 200
    assert told["oldest_open_update_seconds"] == STALE - 1


async def test_an_old_question_is_told(browser: ClientSession, watch: Watch, clock: Clock) -> None:
    """A question that has waited for a minute means that the bot does not keep up."""

    async def depth() -> Waiting:
        return Waiting(updates=1, oldest_update=clock.now - STALE)

    status, told = await page(browser, replace(watch, depth=depth), "/readyz")

    assert (status, told["ok"], told["database"]) == (503, False, True)


async def test_a_database_that_fails_is_told_without_what_it_says(
    browser: ClientSession, watch: Watch
) -> None:
    """A database that raises is no answer, and its message stays inside."""

    async def depth() -> Waiting:
        raise ConnectionError("zebra")

    async with serving(replace(watch, depth=depth), "127.0.0.1", 0) as address:
        async with browser.get(f"{address}/readyz") as response:
            ready = (response.status, await response.text())
        async with browser.get(f"{address}/metrics") as response:
            numbers = (response.status, await response.text())

    assert ready[0] == 503
    assert '"database": false' in ready[1]
    assert numbers[0] == 200
    assert "aftercare_open_updates NaN" in numbers[1]
    assert "zebra" not in ready[1] + numbers[1]


async def test_a_database_that_hangs_is_told(browser: ClientSession, watch: Watch) -> None:
    """A probe gets its answer though the database gives none."""

    async def depth() -> Waiting:
        await asyncio.Event().wait()
        return Waiting()

    status, told = await page(browser, replace(watch, depth=depth, patience=0.01), "/readyz")

    assert (status, told["database"]) == (503, False)


async def test_a_bot_without_content_is_not_ready(browser: ClientSession, watch: Watch) -> None:
    """Without a knowledge base nothing can be answered."""
    status, told = await page(browser, replace(watch, has_content=lambda: False), "/readyz")

    assert (status, told["content"]) == (503, False)


async def test_a_broken_save_is_named_and_takes_nothing_out_of_service(
    browser: ClientSession, watch: Watch
) -> None:
    """The last good content answers, so the bot stays ready; whoever asks is told the first problem."""
    broken = replace(watch, content_problems=lambda: ("cost.yaml:1: cost: empty", "and another"))
    status, told = await page(browser, broken, "/readyz")
    _, sound = await page(browser, watch, "/readyz")

    assert (status, told["ok"], told["content_is_stale"], told["content_problems"]) == (200, True, True, 2)
    assert told["content_problem"] == "cost.yaml:1: cost: empty"
    assert (sound["content_is_stale"], sound["content_problem"]) == (False, None)


async def test_a_bot_that_stops_is_alive_and_not_ready(browser: ClientSession, watch: Watch) -> None:
    """While it finishes what is under way it takes nothing more, and is not killed for it."""
    stopping = replace(watch, is_stopping=lambda: True)
    ready, told = await page(browser, stopping, "/readyz")
    alive, _ = await page(browser, stopping, "/livez")

    assert (ready, told["stopping"]) == (503, True)
    assert alive == 200


async def test_prometheus_reads_the_numbers(browser: ClientSession, watch: Watch) -> None:
    """The numbers come in the format that Prometheus asks for, with what waits at this moment."""
    watch.metrics.replied("answer")
    async with serving(watch, "127.0.0.1", 0) as address, browser.get(f"{address}/metrics") as response:
        kind, numbers = response.headers["Content-Type"], await response.text()

    assert kind.startswith("text/plain; version=")
    assert 'aftercare_replies_total{kind="answer"} 1.0' in numbers
    assert "aftercare_open_updates 0.0" in numbers


@pytest.mark.parametrize("path", ["/", "/livez/../../etc/passwd", "/debug"])
async def test_there_is_nothing_else(browser: ClientSession, watch: Watch, path: str) -> None:
    """No other page exists."""
    async with serving(watch, "127.0.0.1", 0) as address, browser.get(address + path) as response:
        status = response.status

    assert status == 404


async def test_a_taken_port_is_an_error(watch: Watch) -> None:
    """Who starts two bots on one port is told so, and nothing stays open."""
    async with serving(watch, "127.0.0.1", 0) as address:
        with pytest.raises(OSError, match="address already in use"):
            async with serving(watch, "127.0.0.1", int(address.rpartition(":")[2])):
                pass
