"""Reply in, message out. Every text leaves through `Renderer._message`, which adds the closing lines."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Final, assert_never

from bot.core.knowledge import Knowledge
from bot.core.model import Kind, Topic
from bot.core.replies import (
    Answer,
    Clarify,
    NotCovered,
    Reply,
    SmallTalk,
    Unknown,
    Urgent,
    needs_doctor_prompt,
    told_of_day,
    topics_answered,
)
from bot.core.safety.red_flags import Level, RedFlag
from bot.telegram.messages import Line, Message, Paragraph, composed
from bot.telegram.notices import Notice, Operation, all_notices, answers_due
from bot.telegram.offering import Offering, Row
from bot.telegram.telling import Telling

LIMITS: Final = frozenset({Notice.CANNOT_SEE, Notice.CANNOT_HEAR, Notice.CANNOT_OPEN})
"""What the bot says of things that it cannot read, and that a person might look at."""


class Renderer:
    """Lays replies, notices and menus out as messages.

    A patient's words never enter a message: everything here comes from the reviewed knowledge base.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        operation: Operation | None = None,
        *,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        """Take the knowledge, how the bot is run, and what tells today's date."""
        self._knowledge = knowledge
        self.zone = knowledge.clinic.zone
        """The zone in which the clinic's days begin."""
        self.phrases = knowledge.phrases
        self._today = today
        self._telling = Telling(knowledge.phrases, today)
        operation = operation or Operation()
        self._offering = Offering(knowledge, operation)
        self.has_staff = operation.has_staff
        self._notices = all_notices(knowledge, operation)

    def reply(self, reply: Reply) -> Message:
        """Return the message that gives this reply in a private chat."""
        if isinstance(reply, Urgent) and reply.flag.level is Level.EMERGENCY:
            # Nothing beside the card: it names the danger and the number itself.
            return self._message(_card(reply.flag), reply, card_is_urgent_line=True)
        return self._message(self._body(reply), reply, self._offering.under(reply))

    def offered(self, reply: Reply) -> tuple[Topic, ...]:
        """Return the topics on the buttons of a reply in a private chat."""
        return self._offering.topics(reply)

    def in_group(self, reply: Reply, bot_username: str) -> Message:
        """Return the message that gives this reply in a group: no card, no clinical answer, no taps."""
        topics = topics_answered(reply)
        if isinstance(reply, Urgent):
            return self._message([Paragraph.of(self.phrases.urgent_in_group)], reply)
        if topics and (needs_doctor_prompt(reply) or any(topic.kind is Kind.SIDE_EFFECT for topic in topics)):
            titles = Paragraph.of(*(Line(text=topic.title, bold=True) for topic in topics))
            body = [titles, Paragraph.of(self.phrases.in_group)]
            return self._message(body, reply, self._offering.links(topics, bot_username))
        offered = reply.options if isinstance(reply, Clarify) else ()
        return self._message(self._body(reply), reply, self._offering.links(offered, bot_username))

    def suggested(self, reply: Reply, bot_username: str) -> Message:
        """Return the message that gives this reply in any chat: the whole text, and a link at most."""
        if isinstance(reply, Urgent) and reply.flag.level is Level.EMERGENCY:
            return self._message(_card(reply.flag), reply, card_is_urgent_line=True)
        return self._message(
            self._body(reply), reply, self._offering.links(topics_answered(reply), bot_username)
        )

    def guide(self, bot_username: str) -> Message:
        """Return the pinned post of a channel, whose buttons lead into the private chat."""
        body = [Paragraph.of(self.phrases.channel.guide)]
        return self._message(body, buttons=self._offering.guide(bot_username))

    def notice(self, notice: Notice) -> Message:
        """Return a notice for a private chat."""
        asking = self._offering.asking_clinic() if notice in LIMITS else ()
        return self._message(self._paragraphs(notice), buttons=[*asking, self._offering.menu])

    def notice_in_group(self, notice: Notice, bot_username: str) -> Message:
        """Return a notice for a group, with the way to the private chat."""
        return self._message(self._paragraphs(notice), buttons=self._offering.links((), bot_username))

    def number_of_group(self, chat_id: int, bot_username: str) -> Message:
        """Return the number by which the settings know a group, for whoever sets the bot up."""
        told = Line(text=f"{self.phrases.channel.group_number} {chat_id}")
        return self._message([Paragraph.of(told)], buttons=self._offering.links((), bot_username))

    def _paragraphs(self, notice: Notice) -> tuple[Paragraph, ...]:
        due = answers_due(self._knowledge, self._today()) if notice is Notice.ABOUT else ()
        return (*self._notices[notice], *due)

    def said(
        self,
        paragraphs: Iterable[Paragraph],
        buttons: Iterable[Row] = (),
        *,
        is_clinical: bool = False,
    ) -> Message:
        """Return what a part of the bot says in private; about health the doctor prompt follows too."""
        return self._message(paragraphs, buttons=buttons, is_clinical=is_clinical)

    def menu(self) -> Message:
        """Return the first page of the menu: one button for each kind of topic."""
        return self._message([Paragraph.of(self.phrases.menu)], buttons=self._offering.kinds())

    def menu_of(self, kind: Kind) -> Message:
        """Return the page of the menu that lists the topics of one kind, and the way back."""
        heading = Paragraph.of(Line(text=self.phrases.kinds[kind], bold=True))
        return self._message([heading], buttons=self._offering.of_kind(kind))

    def _message(
        self,
        body: Iterable[Paragraph],
        about: Reply | None = None,
        buttons: Iterable[Row] = (),
        *,
        card_is_urgent_line: bool = False,
        is_clinical: bool = False,
    ) -> Message:
        # The only way out. The urgent line is there unless an emergency card stands in for it, and the
        # doctor prompt follows from the reply: no call site can leave the closing lines away.
        line = [] if card_is_urgent_line else [Paragraph.of(self.phrases.urgent_line)]
        prompt = is_clinical or (about is not None and needs_doctor_prompt(about))
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
            case Urgent() | Answer():
                body = [*self._told(reply)]
            case NotCovered(topics=topics, again=True):
                body = [*self._not_told_twice(topics)]
            case NotCovered():
                body = [Paragraph.of(phrases.not_covered), *self._told(reply)]
            case Clarify(again=again):
                body = [Paragraph.of(phrases.clarify_again if again else phrases.clarify)]
            case Unknown(again=again):
                body = [Paragraph.of(phrases.unknown_again if again else phrases.unknown)]
            case SmallTalk(pleasantry=pleasantry):
                body = [Paragraph.of(pleasantry.reply)]
            case _:
                assert_never(reply)
        return body

    def _told(self, reply: Reply) -> Iterator[Paragraph]:
        topics = topics_answered(reply)
        for topic in topics:
            yield from self._telling.told(topic, told_of_day(reply, topic))
        yield from self._telling.check_due(topics)

    def _not_told_twice(self, topics: Iterable[Topic]) -> Iterator[Paragraph]:
        # The text stands one message above; what to watch for is worth reading again.
        titles = (Line(text=topic.title, bold=True) for topic in topics)
        yield Paragraph.of(*titles, self.phrases.not_covered_again)
        for topic in topics:
            yield from self._telling.watched_for(topic)


def _card(flag: RedFlag) -> Iterator[Paragraph]:
    """Yield the paragraphs of an urgent card; the first says what to do, so it stands out."""
    for number, paragraph in enumerate(flag.card.split("\n\n")):
        yield Paragraph.of(Line(text=paragraph, bold=number == 0))
