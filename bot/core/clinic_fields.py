"""What a clinic writes of itself that has a form of its own: a zone, a language, a number, a link."""

import difflib
import re
from typing import Annotated, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, StringConstraints

from bot.core.model import Label

_LANGUAGE: Final = re.compile(r"[a-z][a-z0-9-]{1,39}")


def _is_a_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        cities = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
        close = difflib.get_close_matches(name.replace(" ", "_"), cities, n=1)
        guess = f" (did you mean {close[0]}?)" if close else ""
        raise ValueError(
            f"this is no time zone{guess}; write a continent and a city, such as Europe/London"
        ) from None
    return name


def _is_a_link(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or re.search(r"\s", address):
        raise ValueError("write an address that begins with https:// and holds no name or password")
    return address


def _is_a_language(name: str) -> str:
    if not _LANGUAGE.fullmatch(name):
        raise ValueError("this is no language of the bot; write the name of its folder, such as en")
    return name


def _is_a_number(phone: str) -> str:
    if not any(letter.isdigit() for letter in phone):
        raise ValueError('this is no number; write the one that patients call, such as "+44 20 7946 0000"')
    return phone


Zone = Annotated[str, AfterValidator(_is_a_zone)]
Language = Annotated[str, AfterValidator(_is_a_language)]
Phone = Annotated[Label, AfterValidator(_is_a_number)]
Link = Annotated[str, StringConstraints(max_length=200), AfterValidator(_is_a_link)]
