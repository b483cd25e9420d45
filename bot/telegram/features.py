"""Features: what the bot does beside answering, each with its own rows, buttons and reminders."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from bot.core.model import Value
from bot.telegram.buttons import Choice
from bot.telegram.exchange import Exchange, Handler, Situation
from bot.telegram.letters import Effect, Say
from bot.telegram.reminders import Reminder


class Row(NamedTuple):
    """One line of the routing table: which updates it takes, and what answers them."""

    takes: Callable[[Exchange], object]
    handler: Handler


TapHandler = Callable[[Exchange, Choice], Iterator[Effect] | None]
"""What a button of some kind does; None when this one is out of date."""

ReminderHandler = Callable[[Reminder, Situation], Iterator[Effect]]


class Feature:
    """A part of the bot; what it does not need, it leaves as it is here."""

    def unscreened_rows(self) -> tuple[Row, ...]:
        """Return rows for chats in which no patient speaks: they stand even before the screen."""
        return ()

    def rows(self) -> tuple[Row, ...]:
        """Return rows that stand after danger and before the ordinary ones."""
        return ()

    def after_danger(self, _: Exchange) -> Iterator[Effect]:
        """Yield what a red flag in a private chat leads to beside its card."""
        yield from ()

    def after_question(self, _: Exchange, __: Say) -> Iterator[Effect]:
        """Yield what a question typed in a private chat, without a red flag, leads to beside its reply."""
        yield from ()

    def taps(self) -> Mapping[type[Value], TapHandler]:
        """Return what the buttons of this feature do, by their kind; in private chats only."""
        return {}

    def reminders(self) -> Mapping[str, ReminderHandler]:
        """Return what the reminders of this feature do, by their name."""
        return {}
