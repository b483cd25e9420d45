"""What is said of a day that a patient tells: it is offered for a tap, or refused in plain words."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from bot.core.procedure_day import LONGEST_AGO, DaySaid, EitherDay, NoDay, NotPast, OneDay, TooLongAgo
from bot.telegram.buttons import ForgetDay, SetDay, encode
from bot.telegram.calendar.dates import dated
from bot.telegram.letters import Say
from bot.telegram.messages import Button, Paragraph, Tap
from bot.telegram.rendering import Renderer


class SayingDays:
    """Lays out what is said of days; nothing is kept here."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._words = renderer.phrases.calendar

    def read(self, said: DaySaid) -> Say:
        """Return the question whether the day is right, or why it can be none."""
        words = self._words
        match said:
            case OneDay(date=day):
                return self.offered(words.confirm_day, (day,))
            case EitherDay(dates=days):
                return self.offered(words.confirm_either, days)
            case NotPast():
                return self.say(words.not_past)
            case TooLongAgo():
                return self.say(words.too_long_ago)
            case NoDay():
                return self.say(words.no_day)
            case _:
                assert_never(said)

    def offered(self, words: str, days: Sequence[date]) -> Say:
        """Return words over a button for each day that keeps it, and one that keeps none."""
        labels = {day: f"{self._words.set_day} {dated(day, self._renderer.phrases)}" for day in days}
        buttons = [Tap(label=label, data=encode(SetDay(day=day))) for day, label in labels.items()]
        return self.say(words, [*buttons, Tap(label=self._words.keep_none, data=encode(ForgetDay()))])

    def say(self, words: str, buttons: Sequence[Button] = ()) -> Say:
        """Return words as a message."""
        return Say(message=self._renderer.said([Paragraph.of(words)], buttons))


def judged(day: date, today: date) -> DaySaid:
    """Return a day as one that can be kept, or why it cannot."""
    ago = (today - day).days
    if ago < 0:
        return NotPast()
    return TooLongAgo() if ago > LONGEST_AGO else OneDay(date=day)
