"""What a patient reads around a conversation with the staff."""

from collections.abc import Iterator
from datetime import datetime

from bot.core.clinic import Clinic
from bot.telegram.buttons import AskClinic, EndConversation, HandOver, KeepToMyself, WriteAnew, encode
from bot.telegram.desk.quoting import quotation
from bot.telegram.messages import Line, Message, Paragraph, Tap
from bot.telegram.rendering import Renderer


class ForPatients:
    """Lays messages out for patients; the closing lines come from the renderer."""

    def __init__(self, renderer: Renderer, clinic: Clinic) -> None:
        self._renderer = renderer
        self._clinic = clinic
        self._handing_over = renderer.phrases.desk.handing_over
        self._conversation = renderer.phrases.desk.conversation

    def clinic(self, at: datetime) -> Message:
        """Return everything that is known of the clinic, and the way to its staff."""
        about = Paragraph.of(Line(text=self._clinic.name, bold=True), *self._clinic.contact_told)
        closed = [Paragraph.of(*lines)] if (lines := [*self._closed(at)]) else []
        button = Tap(label=self._handing_over.ask, data=encode(AskClinic()))
        return self._renderer.said([about, *closed], [button])

    def preview(self, words: str, at: datetime) -> Message:
        """Return what the staff would get if these words were sent."""
        heading = Paragraph.of(Line(text=self._handing_over.preview, bold=True))
        return self._to_be_agreed([heading, quotation(words)], at)

    def preview_of_picture(self, words: str, at: datetime, *, is_album: bool) -> Message:
        """Return the question whether to show what the patient sent, with the words under it."""
        album = [Paragraph.of(self._handing_over.album)] if is_album else []
        quoted = [quotation(words)] if words else []
        asked = Paragraph.of(Line(text=self._handing_over.preview_picture, bold=True))
        return self._to_be_agreed([asked, *album, *quoted], at)

    def going(self, words: str, *, with_picture: bool) -> Message:
        """Return what stands instead of a preview once the patient has agreed."""
        phrases = self._handing_over
        heading = Paragraph.of(phrases.going_picture if with_picture else phrases.going)
        return self._renderer.said([heading, *([quotation(words)] if words else [])])

    def type_it(self) -> Message:
        """Return the request to type what is to be sent."""
        return self._renderer.said(
            [Paragraph.of(self._handing_over.type_it)],
            [Tap(label=self._handing_over.do_not_send, data=encode(KeepToMyself()))],
        )

    def kept(self) -> Message:
        """Return the word that nothing was sent."""
        return self._said(self._handing_over.kept)

    def too_long(self) -> Message:
        """Return the request for fewer words."""
        return self._said(self._handing_over.too_long)

    def only_words(self) -> Message:
        """Return the word that this cannot be passed on."""
        return self._said(self._handing_over.only_words)

    def too_often(self) -> Message:
        """Return the word that there have been enough conversations for a day."""
        return self._call(self._handing_over.too_often)

    def impossible_now(self) -> Message:
        """Return the word that nothing can be passed on while nothing can be stored."""
        return self._call(self._handing_over.impossible_now)

    def sent(self, number: int, at: datetime) -> Message:
        """Return the word that a conversation has begun, and when somebody is there."""
        closed = [Paragraph.of(*lines)] if (lines := [*self._closed(at)]) else []
        return self._in_conversation([Paragraph.of(self._handing_over.sent), *closed], number)

    def not_sent(self, number: int) -> Message:
        """Return the word that it has not begun, and the way back to the bot."""
        return self._in_conversation([*self._ways(self._handing_over.not_sent)], number)

    def passed_on(self) -> Message:
        """Return the word that the first further message has arrived."""
        return self._said(self._conversation.passed_on)

    def not_passed_on(self, number: int) -> Message:
        """Return the word that a further message has not arrived."""
        return self._in_conversation([*self._ways(self._conversation.not_passed_on)], number)

    def from_staff(self, words: str, number: int) -> Message:
        """Return a person's answer."""
        heading = Paragraph.of(Line(text=self._conversation.from_staff, bold=True))
        return self._in_conversation([heading, *([quotation(words)] if words else [])], number)

    def changed(self) -> Message:
        """Return the word that an answer above reads differently."""
        return self._said(self._conversation.changed)

    def ended_here(self) -> Message:
        """Return the word that the patient has ended the conversation."""
        return self._said(self._conversation.ended_here)

    def ended_there(self) -> Message:
        """Return the word that the staff have ended it."""
        return self._said(self._conversation.ended_there)

    def nobody_answered(self) -> Message:
        """Return the word that no answer came in time, and whom to call."""
        return self._call(self._conversation.nobody_answered)

    def fell_silent(self) -> Message:
        """Return the word that a conversation is over since nobody writes any more."""
        return self._said(self._conversation.fell_silent)

    def none_open(self) -> Message:
        """Return the word that there is nothing to end."""
        return self._said(self._conversation.none_open)

    def _said(self, sentence: str) -> Message:
        return self._renderer.said([Paragraph.of(sentence)])

    def _call(self, sentence: str) -> Message:
        return self._renderer.said(self._ways(sentence))

    def _ways(self, sentence: str) -> Iterator[Paragraph]:
        yield Paragraph.of(sentence)
        if ways := self._clinic.contact_told:
            yield Paragraph.of(self._handing_over.call, *ways)

    def _in_conversation(self, body: list[Paragraph], number: int) -> Message:
        end = Tap(label=self._conversation.end, data=encode(EndConversation(number=number)))
        return self._renderer.said(body, [end])

    def _to_be_agreed(self, shown: list[Paragraph], at: datetime) -> Message:
        phrases, clinic = self._handing_over, self._clinic
        readers = f"{phrases.readers} {clinic.readers}" if clinic.readers else phrases.readers_unnamed
        soon = clinic.answers_within
        answers = f"{phrases.answers_within} {soon}" if soon else phrases.answers_some_time
        hours = [phrases.hours, *clinic.hours_told] if clinic.opening_hours else []
        told = Paragraph.of(phrases.nothing_else, readers, answers)
        when = [Paragraph.of(*lines)] if (lines := [*hours, *self._closed(at)]) else []
        buttons = (
            Tap(label=phrases.send, data=encode(HandOver())),
            Tap(label=phrases.other_words, data=encode(WriteAnew())),
            Tap(label=self._handing_over.do_not_send, data=encode(KeepToMyself())),
        )
        return self._renderer.said([*shown, told, *when, Paragraph.of(phrases.do_not_wait)], buttons)

    def _closed(self, at: datetime) -> Iterator[str]:
        if self._clinic.is_open(at) is False:
            yield self._handing_over.closed_now
            if opens := self._clinic.opens_next(at):
                yield f"{self._handing_over.opens_next} {self._moment(opens)}"

    def _moment(self, at: datetime) -> str:
        day, names = self._renderer.phrases.calendar, self._renderer.phrases.pictures.dates
        wall = at.astimezone(self._clinic.zone)
        month = names.month_names[wall.month - 1]
        return f"{day.weekdays[wall.weekday()]} {wall.day} {month}, {wall.hour}:{wall.minute:02}"
