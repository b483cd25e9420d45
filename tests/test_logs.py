"""The log may be shown to a stranger: one line a record, no secret, no patient's word."""

import asyncio
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from io import StringIO
from typing import cast

import pytest
import uvloop
from aiohttp import ClientSession, web
from hypothesis import given
from hypothesis import strategies as st

from bot import logs

TOKEN = "1234567890:AAE-canary_canary_canary_canary_canary"
WORDS = "my zebra hurts"
CHAT = 5_000_000_001
ADDRESS = f"https://api.telegram.org/bot{TOKEN}/getMe"
LIBRARIES = ("telegram.Bot", "httpx", "aiohttp.server", "sqlalchemy.engine.Engine", "asyncpg", "asyncio")


class Terminal(StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        """Somebody does."""
        return True


class Broken(StringIO):
    """A stream that takes nothing."""

    def write(self, text: str, /) -> int:
        """Fail."""
        raise OSError(text)


@pytest.fixture(autouse=True)
def log() -> Iterator[StringIO]:
    """A stream for the log, which is left as it was before."""
    named = [logging.getLogger(name) for name in logging.getLogger().manager.loggerDict]
    before = [(logger, logger.level, logger.handlers[:]) for logger in (logging.getLogger(), *named)]
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield StringIO()
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(capture=False)
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


def only_record(log: StringIO) -> dict[str, str]:
    """Return the one record that was written as JSON."""
    (line,) = log.getvalue().splitlines()
    return cast("dict[str, str]", json.loads(line))


def loudly(*names: str) -> None:
    """Let these libraries write at every level, which `configure` does not allow."""
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)


def test_a_record_is_a_json_object(log: StringIO) -> None:
    """A program reads when, how bad, by whom and what."""
    logs.configure("INFO", log)
    logging.getLogger("bot.part").warning("%d of %s", 3, "four")

    record = only_record(log)
    assert (record["level"], record["logger"], record["message"]) == ("WARNING", "bot.part", "3 of four")
    assert record["time"].endswith("Z")
    assert set(record) == {"time", "level", "logger", "message"}


def test_an_error_is_a_field_of_its_own() -> None:
    """A program finds the kind and the places of an error without searching the message."""
    log = StringIO()
    logs.configure("INFO", log)
    try:
        int(WORDS)
    except ValueError:
        logging.getLogger("bot").exception("failed")

    record = only_record(log)
    assert record["message"] == "failed"
    assert record["error"].startswith("ValueError at test_logs.py:")


def test_a_terminal_gets_lines_to_read() -> None:
    """Who runs the bot by hand reads a line, not JSON."""
    terminal = Terminal()
    logs.configure("INFO", terminal)
    logging.getLogger("bot").info("one\r\ntwo %s", "three\nfour")

    assert terminal.getvalue().endswith("INFO bot: one | two three | four\n")


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_setting_forces_either_form(form: logs.LogForm) -> None:
    """What the operator chose holds, on a terminal or not."""
    for stream in (StringIO(), Terminal()):
        logs.configure("INFO", stream, form)
        logging.getLogger("bot").info("hello")

        assert stream.getvalue().startswith("{") == (form == "json")


@pytest.mark.parametrize("form", ["json", "text"])
@given(message=st.text(), name=st.text(st.characters(exclude_characters="."), min_size=1))
def test_one_record_is_one_line(form: logs.LogForm, message: str, name: str) -> None:
    """No message and no name begins another line, moves the cursor or turns the reading direction."""
    log = StringIO()
    logs.configure("INFO", log, form)
    logging.getLogger("bot").info("%s by %s", message, name)

    (line,) = log.getvalue().splitlines()
    assert line.isprintable()
    if form == "json":
        assert json.loads(line)["message"] == f"{message} by {name}"


@pytest.mark.parametrize("hostile", ["\r\n", "\x1b[2J", "\u2028", "\u202e", "\x85", "\x7f", "\ud800"])
@pytest.mark.parametrize("form", ["json", "text"])
def test_control_characters_are_shown_and_not_obeyed(hostile: str, form: logs.LogForm) -> None:
    """Whoever reads the log in a terminal sees that something stood there, and nothing happens."""
    log = StringIO()
    logs.configure("INFO", log, form)
    logging.getLogger("bot").info("before%safter", hostile)

    (line,) = log.getvalue().splitlines()
    assert line.isprintable()
    assert "beforeafter" not in line


@pytest.mark.parametrize("name", ["bot", "telegram.ext", "elsewhere"])
@pytest.mark.parametrize("form", ["json", "text"])
def test_a_token_is_blotted_out_wherever_it_stands(log: StringIO, name: str, form: logs.LogForm) -> None:
    """In a message, in what is inserted, in an error and in an address, the token does not get in."""
    logs.configure("DEBUG", log, form)
    logger = logging.getLogger(name)
    logger.warning(ADDRESS)
    logger.warning("asked %s and %r", ADDRESS, {"url": TOKEN})
    logger.warning("asked %s and %s", TOKEN.replace(":", "%3A"), TOKEN.replace(":", "%253a"))
    try:
        int(ADDRESS)
    except ValueError:
        logger.exception("failed")

    written = log.getvalue()
    assert "canary" not in written
    assert "ValueError at test_logs.py" in written


def test_a_hidden_secret_is_blotted_out(log: StringIO) -> None:
    """A password stays out, as it is, in an address and in a `repr`."""
    secret = "p@ss\\wörd canary"
    logs.hide(secret)
    logs.configure("INFO", log)
    logging.getLogger("bot").info(
        "%s %r %s", secret, secret, "postgresql://u:p%40ss%5Cw%C3%B6rd%20canary@h/d"
    )

    assert "canary" not in log.getvalue()
    assert log.getvalue().count("<secret>") == 3


def test_a_short_secret_does_not_eat_words(log: StringIO) -> None:
    """A password such as "the" blots nothing out, because half of the log would go with it."""
    logs.hide("quiet")
    logs.configure("INFO", log)
    logging.getLogger("bot").info("all quiet")

    assert only_record(log)["message"] == "all quiet"


def test_an_error_is_told_by_kind_and_place(log: StringIO) -> None:
    """What an error says of a patient's words stays out of the log, also of the errors behind it."""
    logs.configure("INFO", log, "text")
    try:
        try:
            int(WORDS)
        except ValueError as cause:
            raise RuntimeError(WORDS) from cause
    except RuntimeError:
        logging.getLogger("bot").exception("failed")

    written = log.getvalue()
    assert "zebra" not in written
    assert "failed | RuntimeError at test_logs.py:" in written


def test_an_inserted_error_is_told_by_kind(log: StringIO) -> None:
    """Who writes an error into a message of ours writes its kind, not what it says."""
    logs.configure("INFO", log)
    logging.getLogger("bot").error("failed: %s", ValueError(WORDS))
    logging.getLogger("bot").error(ValueError(WORDS))

    assert "failed: ValueError" in log.getvalue()
    assert "zebra" not in log.getvalue()


@pytest.mark.parametrize(
    "inserted",
    [[{"text": WORDS}], {"text": WORDS}, {WORDS: 1}, WORDS, WORDS.encode(), (WORDS,), ValueError(WORDS)],
)
@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_cannot_write_an_update_into_the_log(log: StringIO, library: str, inserted: object) -> None:
    """What a library inserts is replaced by its type, at the highest level too."""
    logs.configure("DEBUG", log)
    logging.getLogger(library).critical("Received data was %r", inserted)

    assert "Received data was" in log.getvalue()
    assert "zebra" not in log.getvalue()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_message_that_is_put_together_before_is_told_by_its_place(log: StringIO, library: str) -> None:
    """Where a library has inserted content itself, only the place of the message is told."""
    logs.configure("DEBUG", log)
    logging.getLogger(library).critical(f"Received {WORDS}")  # noqa: G004  That is the point.
    logging.getLogger(library).critical(ValueError(WORDS))

    assert "zebra" not in log.getvalue()
    assert log.getvalue().count("a message at test_logs.py:") == 2


def test_a_constant_message_of_a_library_stays(log: StringIO) -> None:
    """A maintainer still reads what a library says in words of its own."""
    logs.configure("INFO", log)
    logging.getLogger("telegram.ext").error("Application is already stopped")

    assert only_record(log)["message"] == "Application is already stopped"


def test_small_numbers_from_a_library_stay(log: StringIO) -> None:
    """A maintainer still reads how often something was tried, and not by whom."""
    logs.configure("INFO", log)
    logging.getLogger("telegram.ext").error("Failed run number %s of %d for %s", 2, 5, CHAT)

    assert only_record(log)["message"] == "Failed run number 2 of 5 for int"


def test_a_number_that_is_withheld_leaves_the_message(log: StringIO) -> None:
    """Where the place demands a number, an id leaves the message as the library wrote it."""
    logs.configure("INFO", log)
    logging.getLogger("telegram.ext").error("Sent to %d", CHAT)

    assert only_record(log)["message"] == "Sent to %d"


def test_what_cannot_be_put_together_is_not_printed(
    log: StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in a log call tells its place, and shows nothing of what it wanted to insert."""
    logs.configure("INFO", log)
    template = "%d tries"
    logging.getLogger("bot").info(template, WORDS)

    assert "cannot be put together at test_logs.py:" in only_record(log)["message"]
    assert "zebra" not in "".join(capsys.readouterr())


def test_a_stream_that_breaks_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """When the log cannot be written, the record does not appear elsewhere."""
    logs.configure("INFO", Broken())
    logging.getLogger("bot").info("%s", WORDS)

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_libraries_never_reach_the_levels_that_show_messages_and_addresses(level: str) -> None:
    """Whatever level is asked for, the libraries stay above the levels that show content."""
    logs.configure(level)

    assert logging.getLogger("bot").getEffectiveLevel() == logging.getLevelName(level)
    assert not logging.getLogger("telegram.Bot").isEnabledFor(logging.DEBUG)
    for name in (
        "httpx",
        "httpcore.connection",
        "aiohttp.access",
        "sqlalchemy.engine",
        "asyncpg",
        "asyncio",
    ):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)


def test_a_library_with_an_output_of_its_own_loses_it(log: StringIO) -> None:
    """Every record goes through the redaction, also of a library that has set up its own handler."""
    own = StringIO()
    logging.getLogger("aiohttp.access").addHandler(logging.StreamHandler(own))
    logs.configure("INFO", log)
    logging.getLogger("aiohttp.access").error("GET %s", ADDRESS)

    assert not own.getvalue()
    assert only_record(log)["message"] == "GET str"


async def test_a_failing_web_handler_tells_kind_and_place(log: StringIO) -> None:
    """What a request carried does not reach the log through the web server, at its highest level too."""

    async def fail(request: web.Request) -> web.Response:
        raise ValueError(await request.text())

    application = web.Application()
    application.router.add_post("/{secret}", fail)
    runner = web.AppRunner(application)
    logs.configure("DEBUG", log)
    loudly("aiohttp", "asyncio")
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession() as session:
        address = f"http://127.0.0.1:{runner.addresses[0][1]}/{TOKEN}?zebra"
        async with session.post(address, data=WORDS) as response:
            await response.text()
    await runner.cleanup()

    assert "ValueError at test_logs.py" in log.getvalue()
    assert "zebra" not in log.getvalue()
    assert "canary" not in log.getvalue()


@pytest.mark.parametrize("new_event_loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_a_forgotten_task_tells_kind_and_place(
    log: StringIO, new_event_loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    """What asyncio says of failed tasks and callbacks, in debug mode too, quotes nothing."""

    async def fail(words: str) -> None:
        raise ValueError(words)

    async def forget() -> None:
        loop = asyncio.get_running_loop()
        loop.set_debug(enabled=True)
        loop.slow_callback_duration = 0.0
        loop.call_soon(int, WORDS)
        task = loop.create_task(fail(WORDS), name=WORDS)
        await asyncio.wait([task])
        del task
        await asyncio.sleep(0)

    logs.configure("DEBUG", log)
    loudly("asyncio")
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(forget())

    assert "Task exception was never retrieved" in log.getvalue()
    assert "Exception in callback" in log.getvalue()
    assert "Executing str took 0.0" in log.getvalue()
    assert "ValueError at test_logs.py" in log.getvalue()
    assert "zebra" not in log.getvalue()


def test_a_warning_is_told_by_kind_and_place(log: StringIO) -> None:
    """A warning goes to the log like everything else, without what it quotes."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logs.configure("INFO", log)
        warnings.warn(f"elsewhere.py:1: odd: {WORDS}", UserWarning, stacklevel=1)

    record = only_record(log)
    assert record["logger"] == "py.warnings"
    assert record["message"].startswith("test_logs.py:")
    assert record["message"].endswith(": UserWarning")


def test_what_nobody_caught_is_logged(log: StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """An error in a thread, in a destructor or at the very top is told, and printed nowhere."""

    class Fragile:
        def __del__(self) -> None:
            raise ValueError(WORDS)

    logs.configure("INFO", log)
    logs.tell_strays()
    thread = threading.Thread(target=int, args=(WORDS,))
    thread.start()
    thread.join()
    Fragile()
    sys.excepthook(ValueError, ValueError(WORDS), None)

    assert log.getvalue().count("nobody caught") == 3
    assert "zebra" not in log.getvalue()
    assert "zebra" not in capsys.readouterr().err


def test_an_error_without_a_place_is_told_by_its_kind() -> None:
    """An error that was never raised, or none at all, is described all the same."""
    assert logs.described(ValueError("zebra")) == "ValueError"
    assert logs.described(None) == "nothing known"


def test_a_group_of_errors_tells_its_members() -> None:
    """What failed together is told by kind, each."""
    group = ExceptionGroup(WORDS, [ValueError(WORDS), OSError(WORDS)])

    assert logs.described(group) == "ExceptionGroup of (ValueError, OSError)"


def test_a_traceback_has_places_and_no_messages() -> None:
    """A maintainer gets the whole way of a bug and of what led to it, without what the errors say."""
    told = ""
    try:
        try:
            int(WORDS)
        except ValueError as cause:
            raise RuntimeError(WORDS) from cause
    except RuntimeError as error:
        told = logs.traced(error)

    assert told.index("ValueError") < told.index("which led to") < told.index("\nRuntimeError")
    assert told.startswith("Traceback")
    assert "zebra" not in told
