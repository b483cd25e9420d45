"""The hand-out card of a clinic: what stands on it, what it lacks, and its two files."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from bot.core.clinic import Clinic
from bot.core.day_links import day_payload, day_secret
from bot.core.knowledge import Knowledge
from bot.core.procedure_day import LONGEST_AGO
from bot.pictures.card import card_pdf, card_png
from bot.pictures.values import CannotDraw, Card

_USERNAME: Final = re.compile(r"(?:(?:https://)?t\.me/|@)?([A-Za-z0-9_]{4,32})")

_FARTHEST_AHEAD: Final = timedelta(days=366)


class CardError(Exception):
    """The card cannot be made; the message says what to do."""


def username_in(written: str) -> str:
    """Return the bot's username from "@rose_clinic_bot" or "https://t.me/rose_clinic_bot".

    Raises:
        CardError: It is no username.
    """
    found = _USERNAME.fullmatch(written.strip())
    if found is None:
        raise CardError("--username: this is no username; write the one that @BotFather gave the bot")
    return found[1]


def link_to(username: str, day: date | None = None, token: str | None = None) -> str:
    """Return the link that opens the bot, and tells it the procedure day where one is given.

    Raises:
        CardError: A day is given and no token to sign it with.
    """
    if day is None:
        return f"https://t.me/{username}"
    if token is None:
        raise CardError("--day: the bot believes a day only when it is signed; set TELEGRAM_BOT_TOKEN")
    return f"https://t.me/{username}?start={day_payload(day_secret(token), day)}"


def day_for_a_card(day: date, today: date) -> date:
    """Return the procedure day that a card may carry.

    Raises:
        CardError: It is so far away that the year is likely to be wrong, or the bot would not take it.
    """
    if day > today + _FARTHEST_AHEAD:
        raise CardError(f"--day: {day} is more than a year ahead; correct the year")
    if (today - day).days > LONGEST_AGO:
        raise CardError(f"--day: {day} is more than 3 years ago, and the bot takes no such day; correct it")
    return day


def card_of(knowledge: Knowledge, link: str, day: date | None = None) -> Card:
    """Return what stands on the clinic's card."""
    clinic = knowledge.clinic
    return Card(
        words=knowledge.phrases.pictures,
        link=link,
        clinic=clinic.name,
        phone=clinic.phone,
        emergency_number=clinic.emergency_number,
        procedure_day=day,
    )


def doubted(username: str) -> Iterator[str]:
    """Yield a sentence if the bot's username looks like somebody else's."""
    if not username.lower().endswith("bot"):
        yield f"t.me/{username} does not end in bot, as bots' names do; open it before you print the card"


def lacking(clinic: Clinic) -> Iterator[str]:
    """Yield a sentence for each thing that the card should tell and the clinic has not given."""
    general = Clinic()
    if clinic.name == general.name:
        yield f"the card says “{general.name}”; write name into the file that CLINIC_FILE names"
    if not clinic.phone:
        yield "the card has no phone number; write phone into the file that CLINIC_FILE names"
    if clinic.emergency_number == general.emergency_number:
        yield (
            f"the card says “{general.emergency_number}”; "
            "write emergency_number into the file that CLINIC_FILE names"
        )


def write(card: Card, folder: Path) -> tuple[Path, Path]:
    """Write card.png and card.pdf into a folder, which is made where it is missing, and return their paths.

    Raises:
        CardError: The clinic's words cannot be drawn, or the folder cannot be written to.
    """
    try:
        picture, page = card_png(card), card_pdf(card)
    except CannotDraw as error:
        raise CardError(str(error)) from None
    png, pdf = folder / "card.png", folder / "card.pdf"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        png.write_bytes(picture)
        pdf.write_bytes(page)
    except OSError as error:
        raise CardError(f"--out: {folder} cannot be written to ({error.strerror}); name another") from None
    return png, pdf
