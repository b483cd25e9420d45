"""Votes: whether an answer helped, counted once for each message and without a name."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram import Message as Received

from bot.core.model import Value
from bot.pictures.figures import HELPFUL, NOT_HELPFUL
from bot.storage.changes import Count
from bot.telegram.buttons import Choice, Vote, decode
from bot.telegram.exchange import Exchange
from bot.telegram.features import Feature, TapHandler
from bot.telegram.letters import Acknowledge, Effect, SetButtons
from bot.telegram.messages import Button, Link, Tap
from bot.telegram.rendering import Renderer


class Votes(Feature):
    """Counts votes on the clinic's days, and takes the buttons away once they are used."""

    def __init__(self, renderer: Renderer, zone: tzinfo) -> None:
        self._voted = renderer.phrases.channel.voted
        self._zone = zone

    def taps(self) -> Mapping[type[Value], TapHandler]:
        """Return what a vote does."""
        return {Vote: self._vote}

    def _vote(self, it: Exchange, choice: Choice) -> Iterator[Effect] | None:
        return self._counted(it, choice) if isinstance(choice, Vote) else None

    def _counted(self, it: Exchange, vote: Vote) -> Iterator[Effect]:
        query = it.update.callback_query
        if query is None or query.message is None:
            return
        yield Acknowledge(query_id=query.id, pop_up=self._voted)
        if it.memory.notes_vote(query.message.message_id):
            day = datetime.fromtimestamp(it.situation.arrived, self._zone).date()
            name = HELPFUL if vote.helpful == "y" else NOT_HELPFUL
            yield Count(day=day.isoformat(), name=name, topic=vote.topic_id)
        shown = query.message.reply_markup if isinstance(query.message, Received) else None
        if shown is not None:  # Of a message older than 2 days Telegram tells nothing, so its buttons stay.
            yield SetButtons(message_id=query.message.message_id, buttons=_without_votes(shown))


def _without_votes(keyboard: InlineKeyboardMarkup) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons under a message but for the row that votes."""
    kept = (row for row in keyboard.inline_keyboard if not any(_votes(key) for key in row))
    return tuple(tuple(filter(None, map(_button, row))) for row in kept)


def _votes(key: InlineKeyboardButton) -> bool:
    return isinstance(key.callback_data, str) and isinstance(decode(key.callback_data), Vote)


def _button(key: InlineKeyboardButton) -> Button | None:
    if isinstance(key.callback_data, str):
        return Tap(label=key.text, data=key.callback_data)
    return Link(label=key.text, url=key.url) if key.url else None
