"""The clinic's numbers in the staff's chat: a picture of the last weeks, and the same in words."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date, datetime, tzinfo

from bot.core.knowledge import Knowledge
from bot.pictures.figures import WEEKS, Count, figures, first_day
from bot.pictures.numbers import told
from bot.pictures.values import Figures
from bot.telegram.audience import MEMBER, NEW, Command, in_chat
from bot.telegram.exchange import Exchange
from bot.telegram.features import Feature, Row
from bot.telegram.letters import Effect, Show
from bot.telegram.messages import Line, Message, Paragraph, composed
from bot.telegram.pictures import NumbersPicture
from bot.telegram.rendering import Renderer

Figuring = Callable[[date, date], Awaitable[Figures]]
"""Returns the clinic's figures from a first day to a last one."""

_ASKED = MEMBER & NEW & Command("stats")


class Numbers(Feature):
    """Shows the staff, and nobody else, how the bot did; what it counts holds nothing of a patient."""

    def __init__(self, renderer: Renderer, staff: int, zone: tzinfo) -> None:
        """Take the chat of the staff, and the zone of the clinic's days."""
        self._title = renderer.phrases.pictures.numbers.title
        self._zone = zone
        self._is_staff = in_chat(staff)

    def unscreened_rows(self) -> tuple[Row, ...]:
        """Return the row for /stats in the staff's chat, written by a person who shows their name."""
        return (Row(self._takes, self._show),)

    def _takes(self, it: Exchange) -> bool:
        return self._is_staff(it) and bool(_ASKED.check_update(it.update)) and it.message.sender_chat is None

    def _show(self, it: Exchange) -> Iterator[Effect]:
        today = datetime.fromtimestamp(it.situation.arrived, self._zone).date()
        yield Show(
            picture=NumbersPicture(since=first_day(today, WEEKS), until=today),
            message=composed([Paragraph.of(Line(text=self._title, bold=True))]),
            under=it.message.message_id,
            thread=it.message.message_thread_id if it.message.is_topic_message else None,
        )


def message_of(found: Figures) -> Message:
    """Return the figures in words, for whoever does not see the picture."""
    return composed([Paragraph.of(told(found))])


def figuring(counts: Callable[[str], Awaitable[Sequence[Count]]], knowledge: Knowledge) -> Figuring:
    """Return what works out the figures from the counts since a day, such as `Store.counts`."""
    words, titles = knowledge.phrases.pictures, {topic.id: topic.title for topic in knowledge.topics}

    async def figured(since: date, until: date) -> Figures:
        return figures(await counts(since.isoformat()), since, until, words=words, titles=titles)

    return figured
