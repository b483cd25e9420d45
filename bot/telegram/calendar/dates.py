"""Dates in messages."""

from datetime import date

from bot.core.knowledge import Phrases
from bot.pictures.dates import date_told


def dated(day: date, phrases: Phrases) -> str:
    """Return a date with its weekday, as in "Mon 23 Nov 2026"."""
    return f"{phrases.calendar.weekdays[day.weekday()]} {date_told(day, phrases.pictures.dates)}"
