"""What a message offers: the buttons under replies and notices, and the links in groups and channels."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.core.knowledge import Knowledge
from bot.core.model import Kind, Topic
from bot.core.replies import (
    Answer,
    NotCovered,
    Reply,
    SmallTalk,
    Urgent,
    day_of,
    topics_answered,
    topics_offered,
)
from bot.core.safety.red_flags import Level
from bot.telegram.buttons import AskClinic, AskDay, ShowKind, ShowMenu, ShowTopic, TurnBack, Vote, encode
from bot.telegram.messages import Button, Link, Tap
from bot.telegram.notices import Operation

MOST_OFFERED: Final = 3
"""Topics on buttons under a message: first what else may be meant, then what is related."""

Row = Button | tuple[Button, ...]


class Offering:
    """Lays buttons out, as far as this bot can do what they are for."""

    def __init__(self, knowledge: Knowledge, operation: Operation) -> None:
        self._knowledge = knowledge
        self._phrases = knowledge.phrases
        self._operation = operation

    def under(self, reply: Reply) -> Iterator[Row]:
        """Yield the buttons of a reply in a private chat."""
        yield from map(_tap, self.topics(reply))
        yield from self._votes(reply)
        yield from self._asking_for_day(reply)
        if not isinstance(reply, SmallTalk):
            yield from self.asking_clinic()
        yield self.menu

    def topics(self, reply: Reply) -> tuple[Topic, ...]:
        """Return the topics on the buttons of a reply in a private chat."""
        if isinstance(reply, Urgent) and reply.flag.level is Level.EMERGENCY:
            return ()
        answered = topics_answered(reply)
        shown = {topic.id for topic in answered}
        related = (it for topic in answered for it in topic.related)
        ids = dict.fromkeys([*(topic.id for topic in topics_offered(reply)), *related])
        offered = (self._knowledge.topic(topic_id) for topic_id in ids if topic_id not in shown)
        return tuple(topic for topic in offered if topic)[:MOST_OFFERED]

    def asking_clinic(self) -> Iterator[Button]:
        """Yield the button that leads to the staff, where there are any."""
        if self._operation.has_staff:
            yield Tap(label=self._phrases.desk.handing_over.ask, data=encode(AskClinic()))

    @property
    def menu(self) -> Button:
        """The button that brings the menu."""
        return Tap(label=self._phrases.all_topics, data=encode(ShowMenu()))

    def kinds(self) -> Iterator[Button]:
        """Yield the buttons of the menu's first page: one for each kind of topic."""
        present = {topic.kind for topic in self._knowledge.topics}
        for kind in (kind for kind in Kind if kind in present):
            yield Tap(label=self._phrases.kinds[kind], data=encode(ShowKind(kind=kind)))

    def of_kind(self, kind: Kind) -> Iterator[Button]:
        """Yield the topics of one kind, and the way back."""
        yield from (_tap(topic) for topic in self._knowledge.topics if topic.kind is kind)
        yield Tap(label=self._phrases.all_topics, data=encode(TurnBack()))

    def links(self, topics: tuple[Topic, ...], bot_username: str) -> list[Button]:
        """Return the ways from a group into the private chat: to these topics, or just there."""
        address = private_chat(bot_username)
        if len(topics) > 1:
            return list(_links_to(topics, address))
        url = f"{address}?start={topics[0].id}" if topics else address
        return [Link(label=self._phrases.continue_privately, url=url)]

    def guide(self, bot_username: str) -> Iterator[tuple[Button, ...]]:
        """Yield the rows of links under the pinned post of a channel."""
        words, address = self._phrases.channel, private_chat(bot_username)
        topics = filter(None, map(self._knowledge.topic, words.main_topics))
        links = [*_links_to(topics, address), Link(label=words.ask_privately, url=address)]
        yield from (tuple(links[at : at + 2]) for at in range(0, len(links), 2))

    def _votes(self, reply: Reply) -> Iterator[Row]:
        if self._operation.has_votes and isinstance(reply, Answer | NotCovered):
            words, topic_id = self._phrases.channel, topics_answered(reply)[0].id
            yield (
                Tap(label=words.helpful, data=encode(Vote(helpful="y", topic_id=topic_id))),
                Tap(label=words.not_helpful, data=encode(Vote(helpful="n", topic_id=topic_id))),
            )

    def _asking_for_day(self, reply: Reply) -> Iterator[Button]:
        """Yield the button to tell the day, under an answer that would say more if it were known."""
        is_of_use = day_of(reply) is None and any(topic.course for topic in topics_answered(reply))
        if self._operation.keeps_days and is_of_use:
            yield Tap(label=self._phrases.calendar.tell_day, data=encode(AskDay()))


def private_chat(bot_username: str) -> str:
    """Return the address of the bot's private chat."""
    return f"https://t.me/{bot_username}"


def _links_to(topics: Iterable[Topic], address: str) -> Iterator[Link]:
    return (Link(label=it.title, url=f"{address}?start={it.id}") for it in topics)


def _tap(topic: Topic) -> Button:
    return Tap(label=topic.title, data=encode(ShowTopic(topic_id=topic.id)))
