"""What the staff read in their own chat; no patient reads it, so nothing is added to it."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Final

from bot.core.phrases_desk import DeskPhrases
from bot.storage.changes import Ticket
from bot.telegram.buttons import EndConversation, encode
from bot.telegram.desk.identity import Objection
from bot.telegram.desk.quoting import quotation
from bot.telegram.messages import Line, Message, Paragraph, Tap, composed

MOST_LISTED: Final = 40
"""Conversations in the list of open ones, as many as fit."""


class ForStaff:
    """Lays messages out for the staff."""

    def __init__(self, phrases: DeskPhrases, zone: tzinfo = UTC) -> None:
        self._phrases = phrases.staff
        self._end = phrases.conversation.end
        self._zone = zone

    def title(self, number: int) -> str:
        """Return the name of a conversation, which tells nothing of the patient."""
        return f"{self._phrases.conversation} {number}"

    def asks(self, words: str, number: int) -> Message:
        """Return a patient's first words."""
        return self._quoted(number, self._phrases.asks, words, self._phrases.how)

    def writes(self, words: str, number: int, *, urgent: bool = False) -> Message:
        """Return a patient's further words."""
        return self._quoted(number, self._phrases.writes, words, urgent=urgent)

    def edited(self, words: str, number: int, *, urgent: bool = False) -> Message:
        """Return a patient's words as they read after a change."""
        return self._quoted(number, self._phrases.edited, words, urgent=urgent)

    def shows(self, number: int) -> Message:
        """Return what stands under a patient's picture."""
        return self._in(number, self._phrases.shows, self._phrases.how)

    def changed(self, number: int) -> Message:
        """Return the word that something above reads differently."""
        return self._in(number, self._phrases.changed)

    def delivered(self) -> Message:
        """Return the tick under a message that has arrived."""
        return _said(self._phrases.delivered)

    def corrected(self) -> Message:
        """Return the tick under a message whose change has arrived."""
        return _said(self._phrases.corrected)

    def shut(self) -> Message:
        """Return the word that the patient cannot be reached here."""
        return _said(self._phrases.shut, self._phrases.alternatives)

    def no_member(self) -> Message:
        """Return the word that the author has left."""
        return _said(self._phrases.no_member)

    def refused(self) -> Message:
        """Return the word that Telegram refuses a message."""
        return _said(self._phrases.refused, self._phrases.alternatives)

    def too_long(self) -> Message:
        """Return the request for shorter messages."""
        return _said(self._phrases.too_long)

    def only_these(self) -> Message:
        """Return the word that this cannot be passed on."""
        return _said(self._phrases.only_these)

    def edit_kept(self) -> Message:
        """Return the word that a change stays here."""
        return _said(self._phrases.edit_kept)

    def not_known(self) -> Message:
        """Return the word that a message belongs to no conversation."""
        return _said(self._phrases.not_known)

    def objects(self, objection: Objection) -> Message:
        """Return why a message is not passed on."""
        sentences = {
            Objection.HIDDEN: self._phrases.hidden,
            Objection.FORWARDED: self._phrases.forwarded,
            Objection.BY_BOT: self._phrases.by_bot,
            Objection.ELSEWHERE: self._phrases.elsewhere,
        }
        return _said(sentences[objection])

    def unknown_verb(self) -> Message:
        """Return the word that there is no such command."""
        return _said(self._phrases.unknown_verb)

    def help(self) -> Message:
        """Return how all of this works."""
        return composed(Paragraph.of(line) for line in self._phrases.help)

    def listed(self, conversations: Sequence[Ticket]) -> Message:
        """Return the open conversations, the longest open first, without a word from them."""
        if not conversations:
            return _said(self._phrases.none_open)
        lines = [f"{self.title(it.number)}, {self._since(it)}" for it in conversations[:MOST_LISTED]]
        more = [self._phrases.more_open] if len(conversations) > MOST_LISTED else []
        return composed([Paragraph.of(Line(text=self._phrases.open, bold=True), *lines, *more)])

    def closed(self) -> Message:
        """Return the word that somebody of the staff has ended a conversation."""
        return _said(self._phrases.closed)

    def closed_by_patient(self, number: int) -> Message:
        """Return the word that the patient has ended it."""
        return self._in(number, self._phrases.closed_by_patient)

    def closed_already(self) -> Message:
        """Return the word that it was over."""
        return _said(self._phrases.closed_already)

    def which(self) -> Message:
        """Return the question which conversation is meant."""
        return _said(self._phrases.which)

    def waits(self, number: int) -> Message:
        """Return the reminder that a patient waits."""
        return self._in(number, self._phrases.waits)

    def timed_out(self, number: int) -> Message:
        """Return the word that nobody has answered in time."""
        return self._in(number, self._phrases.timed_out)

    def fell_silent(self, number: int) -> Message:
        """Return the word that nobody writes any more."""
        return self._in(number, self._phrases.fell_silent)

    def continues(self, number: int) -> Message:
        """Return the word that a conversation goes on in this chat."""
        return self._in(number, self._phrases.continues)

    def _quoted(
        self, number: int, heading: str, words: str, below: str | None = None, *, urgent: bool = False
    ) -> Message:
        alarm = [Paragraph.of(self._phrases.urgent)] if urgent else []
        above = Paragraph.of(Line(text=self.title(number), bold=True), heading)
        under = [Paragraph.of(below)] if below else []
        return composed([*alarm, above, quotation(words), *under], [self._button(number)])

    def _in(self, number: int, *sentences: str) -> Message:
        heading = Line(text=self.title(number), bold=True)
        return composed([Paragraph.of(heading, *sentences)], [self._button(number)])

    def _button(self, number: int) -> Tap:
        return Tap(label=self._end, data=encode(EndConversation(number=number)))

    def _since(self, ticket: Ticket) -> str:
        wall = datetime.fromtimestamp(ticket.opened, self._zone)
        return f"{self._phrases.since} {wall:%Y-%m-%d %H:%M}"


def _said(*sentences: str) -> Message:
    return composed([Paragraph.of(*sentences)])
