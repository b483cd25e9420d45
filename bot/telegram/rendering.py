"""Reply in, message out. Every text leaves through `Renderer._message`, which adds the closing lines."""

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from bot.core.knowledge import Knowledge
from bot.core.model import Kind, SafetyNet, Topic
from bot.core.replies import (
    Answer,
    Clarify,
    NotCovered,
    Reply,
    SmallTalk,
    Unknown,
    Urgent,
    needs_doctor_prompt,
    topics_answered,
    topics_offered,
)
from bot.core.safety.red_flags import Level, RedFlag
from bot.telegram.buttons import ShowKind, ShowMenu, ShowTopic, TurnBack, encode
from bot.telegram.messages import Button, Line, Link, Message, Paragraph, Tap, composed
from bot.telegram.notices import Notice, Operation, all_notices

MOST_OFFERED: Final = 3
"""Topics on buttons under a message: first what else may be meant, then what is related."""


class Renderer:
    """Lays replies, notices and menus out as messages.

    A patient's words never enter a message: everything here comes from the reviewed knowledge base.
    """

    def __init__(self, knowledge: Knowledge, operation: Operation | None = None) -> None:
        self._knowledge = knowledge
        self.phrases = knowledge.phrases
        self._notices = all_notices(knowledge, operation or Operation())

    def reply(self, reply: Reply) -> Message:
        """Return the message that gives this reply in a private chat."""
        if isinstance(reply, Urgent) and reply.flag.level is Level.EMERGENCY:
            # Nothing beside the card: it names the danger and the number itself.
            return self._message(_card(reply.flag), reply, card_is_urgent_line=True)
        return self._message(self._body(reply), reply, [*map(_tap, self.offered(reply)), self._menu_button])

    def in_group(self, reply: Reply, bot_username: str) -> Message:
        """Return the message that gives this reply in a group: no card, no clinical answer, no taps."""
        topics = topics_answered(reply)
        if isinstance(reply, Urgent):
            return self._message([Paragraph.of(self.phrases.urgent_in_group)], reply)
        if topics and needs_doctor_prompt(reply):
            titles = Paragraph.of(*(Line(text=topic.title, bold=True) for topic in topics))
            body = [titles, Paragraph.of(self.phrases.in_group)]
            return self._message(body, reply, self._links(topics, bot_username))
        offered = reply.options if isinstance(reply, Clarify) else ()
        return self._message(self._body(reply), reply, self._links(offered, bot_username))

    def notice(self, notice: Notice) -> Message:
        """Return a notice for a private chat."""
        return self._message(self._notices[notice], buttons=[self._menu_button])

    def notice_in_group(self, notice: Notice, bot_username: str) -> Message:
        """Return a notice for a group, with the way to the private chat."""
        return self._message(self._notices[notice], buttons=self._links((), bot_username))

    def menu(self) -> Message:
        """Return the first page of the menu: one button for each kind of topic."""
        present = {topic.kind for topic in self._knowledge.topics}
        buttons = [
            Tap(label=self.phrases.kinds[kind], data=encode(ShowKind(kind=kind)))
            for kind in Kind
            if kind in present
        ]
        return self._message([Paragraph.of(self.phrases.menu)], buttons=buttons)

    def menu_of(self, kind: Kind) -> Message:
        """Return the page of the menu that lists the topics of one kind, and the way back."""
        topics = (topic for topic in self._knowledge.topics if topic.kind is kind)
        heading = Paragraph.of(Line(text=self.phrases.kinds[kind], bold=True))
        back = Tap(label=self.phrases.all_topics, data=encode(TurnBack()))
        return self._message([heading], buttons=[*map(_tap, topics), back])

    def _message(
        self,
        body: Iterable[Paragraph],
        about: Reply | None = None,
        buttons: Iterable[Button] = (),
        *,
        card_is_urgent_line: bool = False,
    ) -> Message:
        # The only way out. The urgent line is there unless an emergency card stands in for it, and the
        # doctor prompt follows from the reply: no call site can leave the closing lines away.
        line = [] if card_is_urgent_line else [Paragraph.of(self.phrases.urgent_line)]
        prompt = about is not None and needs_doctor_prompt(about)
        closing = [Paragraph.of(self.phrases.doctor_prompt)] if prompt else []
        if isinstance(about, Clarify | Unknown):
            return composed([*line, *body, *closing], buttons)
        return composed([*body, *line, *closing], buttons)

    def _body(self, reply: Reply) -> list[Paragraph]:
        return [*self._opening(reply), *self._substance(reply)]

    def _opening(self, reply: Reply) -> Iterator[Paragraph]:
        """Yield what comes before everything else: the card of a red flag, and the refusal to dose."""
        if isinstance(reply, Urgent):
            yield from _card(reply.flag)
        if reply.dose_asked:
            yield Paragraph.of(self.phrases.dose_asked)

    def _substance(self, reply: Reply) -> list[Paragraph]:
        phrases = self.phrases
        match reply:
            case Urgent(topics=topics) | Answer(topics=topics):
                body = [*self._told(topics)]
            case NotCovered(topics=topics, again=True):
                body = [*self._not_told_twice(topics)]
            case NotCovered(topics=topics):
                body = [Paragraph.of(phrases.not_covered), *self._told(topics)]
            case Clarify(again=again):
                body = [Paragraph.of(phrases.clarify_again if again else phrases.clarify)]
            case Unknown(again=again):
                body = [Paragraph.of(phrases.unknown_again if again else phrases.unknown)]
            case SmallTalk(pleasantry=pleasantry):
                body = [Paragraph.of(pleasantry.reply)]
            case _:
                assert_never(reply)
        return body

    def _told(self, topics: Iterable[Topic]) -> Iterator[Paragraph]:
        for topic in topics:
            yield Paragraph.of(Line(text=topic.title, bold=True), topic.answer)
            if topic.safety_net:
                yield from self._advice(topic.safety_net)

    def _not_told_twice(self, topics: Iterable[Topic]) -> Iterator[Paragraph]:
        # The text stands one message above; what to watch for is worth reading again.
        titles = (Line(text=topic.title, bold=True) for topic in topics)
        yield Paragraph.of(*titles, self.phrases.not_covered_again)
        for topic in topics:
            if topic.safety_net:
                yield from self._advice(topic.safety_net)

    def _advice(self, net: SafetyNet) -> Iterator[Paragraph]:
        yield Paragraph.of(net.uncertain)
        heading = Line(text=self.phrases.watch_for, bold=True)
        yield Paragraph.of(heading, *(f"• {sign}" for sign in net.look_for))
        yield Paragraph.of(net.get_help)
        yield Paragraph.of(net.time_course)

    def offered(self, reply: Reply) -> tuple[Topic, ...]:
        """Return the topics on the buttons of a reply in a private chat."""
        if isinstance(reply, Urgent) and reply.flag.level is Level.EMERGENCY:
            return ()
        answered = topics_answered(reply)
        shown = {topic.id for topic in answered}
        related = (it for topic in answered for it in topic.related)
        ids = dict.fromkeys([*(topic.id for topic in topics_offered(reply)), *related])
        offered = (self._knowledge.topic(topic_id) for topic_id in ids if topic_id not in shown)
        return tuple(topic for topic in offered if topic)[:MOST_OFFERED]

    @property
    def _menu_button(self) -> Button:
        return Tap(label=self.phrases.all_topics, data=encode(ShowMenu()))

    def _links(self, topics: tuple[Topic, ...], bot_username: str) -> list[Button]:
        private_chat = f"https://t.me/{bot_username}"
        if len(topics) > 1:
            return [Link(label=it.title, url=f"{private_chat}?start={it.id}") for it in topics]
        url = f"{private_chat}?start={topics[0].id}" if topics else private_chat
        return [Link(label=self.phrases.continue_privately, url=url)]


def _card(flag: RedFlag) -> Iterator[Paragraph]:
    """Yield the paragraphs of an urgent card; the first says what to do, so it stands out."""
    for number, paragraph in enumerate(flag.card.split("\n\n")):
        yield Paragraph.of(Line(text=paragraph, bold=number == 0))


def _tap(topic: Topic) -> Button:
    return Tap(label=topic.title, data=encode(ShowTopic(topic_id=topic.id)))
