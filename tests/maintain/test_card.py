"""`aftercare card`: two files to print, and what is still missing on them."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.core.clinic import Clinic
from bot.core.day_links import day_in, day_secret
from bot.core.knowledge import Knowledge
from bot.maintain.card import (
    CardError,
    card_of,
    day_for_a_card,
    doubted,
    lacking,
    link_to,
    username_in,
    write,
)
from bot.playground.server import Telegram
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "123456789:AAE-canary-canary-canary-canary-canary"
DAY = date(2026, 11, 23)
ROSE = Clinic(name="Rose Clinic", phone="020 7946 0000", emergency_number="999")


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """Return a Telegram that knows the bot."""
    async with Telegram(token=TOKEN, username="rose_clinic_bot") as telegram:
        yield telegram


async def aftercare_card(*words: str, **environment: str) -> tuple[int, str, str]:
    """Run the command as a clinic does, and return its exit code and what it printed."""
    unset = dict.fromkeys((name.upper() for name in Settings.model_fields), "")
    run = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "card",
        *words,
        cwd=ROOT,
        env={**os.environ, **unset, "PYTHONIOENCODING": "utf-8", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    printed, complained = await run.communicate()
    return run.returncode or 0, printed.decode(), complained.decode()


@pytest.mark.parametrize(
    "written",
    ["rose_clinic_bot", "@rose_clinic_bot", "t.me/rose_clinic_bot", "https://t.me/rose_clinic_bot "],
)
def test_a_name_is_taken_however_it_is_copied(written: str) -> None:
    """The name, with its sign, or as a link: all are the bot."""
    assert username_in(written) == "rose_clinic_bot"


@pytest.mark.parametrize("written", ["", "rose clinic", "https://evil.example/rose_bot", "t.me/bot?start=x"])
def test_what_is_no_name_is_refused(written: str) -> None:
    """A card that leads nowhere is not printed."""
    with pytest.raises(CardError, match="BotFather"):
        username_in(written)


def test_the_day_is_signed() -> None:
    """The bot reads the procedure day from the link, and Telegram lets it through."""
    link = link_to("rose_clinic_bot", DAY, TOKEN)
    payload = link.removeprefix("https://t.me/rose_clinic_bot?start=")

    assert day_in(day_secret(TOKEN), payload) == DAY
    assert len(payload) <= 64


def test_a_day_needs_the_token() -> None:
    """Without the token no day can be signed, and the clinic learns why."""
    with pytest.raises(CardError, match="TELEGRAM_BOT_TOKEN"):
        link_to("rose_clinic_bot", DAY)


@pytest.mark.parametrize("day", [DAY, date(2027, 11, 24), date(2023, 11, 24)])
def test_a_card_carries_a_day_within_reach(day: date) -> None:
    """A day up to a year ahead, or 3 years ago, is printed."""
    assert day_for_a_card(day, DAY) == day


@pytest.mark.parametrize("day", [date(2027, 11, 25), date(2023, 11, 22), date(1926, 11, 23)])
def test_a_day_of_another_year_is_refused(day: date) -> None:
    """A day that is likely to have a wrong year is not printed, since the bot would not take it."""
    with pytest.raises(CardError, match=f"--day: {day} .*; correct"):
        day_for_a_card(day, DAY)


def test_a_name_that_is_no_bots_is_doubted() -> None:
    """Bots' names end in bot, so another one is likely to be mistyped."""
    assert not list(doubted("Rose_Clinic_Bot"))
    assert list(doubted("rose_clinic"))


def test_a_complete_clinic_lacks_nothing() -> None:
    """Name, phone and emergency number are all that a card needs."""
    assert not list(lacking(ROSE))


def test_each_thing_that_is_missing_is_told() -> None:
    """A card without a number to call is made, and the clinic is told what stands there instead."""
    name, phone, emergency = lacking(Clinic())

    assert "your clinic" in name
    assert "phone" in phone
    assert "your local emergency number" in emergency


def test_both_files_are_written(knowledge: Knowledge, tmp_path: Path) -> None:
    """The folder is made where it is missing."""
    card = card_of(knowledge.model_copy(update={"clinic": ROSE}), link_to("rose_clinic_bot"))
    png, pdf = write(card, tmp_path / "to" / "print")

    assert png.read_bytes().startswith(b"\x89PNG")
    assert pdf.read_bytes().startswith(b"%PDF")


def test_words_that_cannot_be_drawn_write_nothing(knowledge: Knowledge, tmp_path: Path) -> None:
    """A letter that the font lacks is told instead of printed as a box."""
    clinic = ROSE.model_copy(update={"name": "玫瑰"})
    card = card_of(knowledge.model_copy(update={"clinic": clinic}), link_to("rose_clinic_bot"))

    with pytest.raises(CardError, match="玫"):
        write(card, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_to_is_told(knowledge: Knowledge, tmp_path: Path) -> None:
    """A file in the folder's place is a sentence, not a traceback."""
    (tmp_path / "file").write_text("")

    with pytest.raises(CardError, match="--out"):
        write(card_of(knowledge, link_to("rose_clinic_bot")), tmp_path / "file")


async def test_telegram_tells_the_name(telegram: Telegram, tmp_path: Path) -> None:
    """With a token nobody has to know the bot's name; the two files are printed, and what they lack."""
    code, printed, complained = await aftercare_card(
        "--out",
        str(tmp_path),
        "--day",
        "2026-11-23",
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=telegram.page_url,
    )

    assert code == 0, complained
    assert printed.split() == [str(tmp_path / "card.png"), str(tmp_path / "card.pdf")]
    assert len(complained.splitlines()) == 3
    assert all(line.startswith("warning: ") for line in complained.splitlines())
    assert {call.method for call in telegram.calls} == {"getMe", "getWebhookInfo"}


async def test_a_refused_token_is_a_sentence(telegram: Telegram, tmp_path: Path) -> None:
    """Where Telegram tells no name, the cure is told, and the token is not."""
    wrong = TOKEN.replace("123456789", "987654321")
    code, _, complained = await aftercare_card(
        "--out", str(tmp_path), TELEGRAM_BOT_TOKEN=wrong, TELEGRAM_API_URL=telegram.page_url
    )

    assert code == 1
    assert "--username" in complained
    assert "AAE" not in complained
    assert "Traceback" not in complained


async def test_without_token_and_name_the_cure_is_told(tmp_path: Path) -> None:
    """Who has neither is told where both come from."""
    code, _, complained = await aftercare_card("--out", str(tmp_path))

    assert code == 1
    assert complained.startswith("the bot's name is not known; add --username")


async def test_a_day_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    """A date in another form ends with 2, and the form that is meant."""
    code, _, complained = await aftercare_card("--out", str(tmp_path), "--day", "23.11.2026")

    assert code == 2
    assert "Usage" in complained
    assert "such as 2026-11-23" in " ".join(complained.split())
