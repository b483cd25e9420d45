"""The desk as a part of the bot: which updates it takes, on the patient's side and on the staff's."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from telegram.ext import filters

from bot.core.clinic import Clinic
from bot.core.model import Value
from bot.core.safety.red_flags import Level
from bot.telegram.audience import CONTENT, EDITED, NEW, PATIENT, Command, by, in_chat
from bot.telegram.buttons import AskClinic, EndConversation, HandOver, KeepToMyself, WriteAnew
from bot.telegram.desk.conversing import Conversing, open_ticket_of
from bot.telegram.desk.for_patients import ForPatients
from bot.telegram.desk.for_staff import ForStaff
from bot.telegram.desk.handing_over import HandingOver
from bot.telegram.desk.moving import Moving
from bot.telegram.desk.staff import Staff
from bot.telegram.desk.waiting import NUDGE, TIME_OUT, Waiting
from bot.telegram.exchange import Exchange
from bot.telegram.features import Feature, ReminderHandler, Row, TapHandler
from bot.telegram.letters import Effect, Say
from bot.telegram.rendering import Renderer

HOURS: Final = 24.0


class Desk(Feature):
    """Lets patients speak with the staff, by their own consent, and keeps each conversation by itself."""

    def __init__(self, renderer: Renderer, clinic: Clinic, staff_chat: int, hours: float = HOURS) -> None:
        """Take the staff's chat, and the hours of silence after which a conversation is over."""
        self._staff_chat, self._is_staff = staff_chat, in_chat(staff_chat)
        self._for_patients = ForPatients(renderer, clinic)
        for_staff = ForStaff(renderer.phrases.desk, clinic.zone)
        waiting = Waiting(self._for_patients, for_staff, clinic, hours)
        self._waiting = waiting
        self._handing_over = HandingOver(self._for_patients, for_staff, waiting, staff_chat, clinic.zone)
        self._conversing = Conversing(self._for_patients, for_staff, waiting, self._handing_over)
        self._staff = Staff(self._for_patients, for_staff, waiting, renderer.phrases.out_of_date)
        self._moving = Moving(for_staff)

    def unscreened_rows(self) -> tuple[Row, ...]:
        """Return the rows of the staff's chat: talk about danger is their work, and raises no card there."""
        message = filters.UpdateType.MESSAGE & CONTENT
        return (
            Row(self._moves, self._moving.moved),
            Row(self._by_staff(message), self._staff.wrote),
            Row(self._by_staff(EDITED & CONTENT), self._staff.edited),
            Row(lambda it: self._is_staff(it) and it.update.callback_query, self._staff.tapped),
            Row(self._is_staff, _nothing),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return the rows of a patient who hands something over, or whose conversation is open."""
        new = PATIENT & NEW
        return (
            Row(by(new & Command("close")), self._conversing.ended),
            Row(by(new & Command("clinic")), self._clinic),
            Row(_all(by(new & filters.TEXT & ~filters.COMMAND), _is_typing), self._handing_over.typed),
            Row(_all(by(new & CONTENT & ~filters.COMMAND), _is_open), self._conversing.wrote),
            Row(_all(by(PATIENT & EDITED), _is_open), self._conversing.edited),
        )

    def after_danger(self, it: Exchange) -> Iterator[Effect]:
        """Pass danger on in an open conversation; show what was typed for the staff unless seconds count."""
        if open_ticket_of(it):
            yield from self._conversing.in_danger(it)
        elif it.flag and it.flag.level is not Level.EMERGENCY and _is_typing(it) and _is_words(it):
            yield from self._handing_over.typed(it)

    def taps(self) -> Mapping[type[Value], TapHandler]:
        """Return what the buttons between a question and the staff do."""
        return {
            AskClinic: self._handing_over.asked,
            HandOver: self._handing_over.agreed,
            WriteAnew: self._handing_over.anew,
            KeepToMyself: self._handing_over.kept,
            EndConversation: self._conversing.tapped_end,
        }

    def reminders(self) -> Mapping[str, ReminderHandler]:
        """Return what ends a silent conversation, and what reminds the staff before."""
        return {TIME_OUT: self._waiting.timed_out, NUDGE: self._waiting.nudged}

    def _clinic(self, it: Exchange) -> Iterator[Effect]:
        yield Say(message=self._for_patients.clinic(it.arrived), under=it.message.message_id)

    def _by_staff(self, wanted: filters.BaseFilter) -> Callable[[Exchange], object]:
        return lambda it: self._is_staff(it) and wanted.check_update(it.update)

    def _moves(self, it: Exchange) -> bool:
        # The note in the new chat may come before anybody knows of that chat; Telegram alone writes it.
        message = it.update.message
        if message is None:
            return False
        from_here = message.migrate_to_chat_id is not None and self._is_staff(it)
        return from_here or message.migrate_from_chat_id == self._staff_chat


def _all(*conditions: Callable[[Exchange], object]) -> Callable[[Exchange], object]:
    return lambda it: all(condition(it) for condition in conditions)


def _is_open(it: Exchange) -> bool:
    return open_ticket_of(it) is not None


def _is_typing(it: Exchange) -> bool:
    return it.memory.desk.is_typing(it.arrived)


def _is_words(it: Exchange) -> bool:
    return it.update.message is not None and it.update.message.text is not None


def _nothing(_: Exchange) -> Iterator[Effect]:
    yield from ()
