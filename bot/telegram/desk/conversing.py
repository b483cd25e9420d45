"""An open conversation on the patient's side: what they write goes to the staff, and the bot is silent."""

from collections.abc import Iterator

from bot.storage.changes import Ticket, TouchTicket
from bot.telegram.buttons import Choice, EndConversation
from bot.telegram.desk.for_patients import ForPatients
from bot.telegram.desk.for_staff import ForStaff
from bot.telegram.desk.handing_over import HandingOver
from bot.telegram.desk.identity import shows_something
from bot.telegram.desk.quoting import MOST_ASKED, fits, words_of
from bot.telegram.desk.waiting import Waiting
from bot.telegram.exchange import Exchange
from bot.telegram.letters import Addressed, Effect, Replace, Say


class Conversing:
    """Follows a patient while a conversation of theirs is open."""

    def __init__(
        self, for_patients: ForPatients, for_staff: ForStaff, waiting: Waiting, handing_over: HandingOver
    ) -> None:
        self._for_patients = for_patients
        self._for_staff = for_staff
        self._waiting = waiting
        self._handing_over = handing_over

    def wrote(self, it: Exchange) -> Iterator[Effect]:
        """Pass on what was typed; ask before anything else than words goes there."""
        ticket = open_ticket_of(it)
        if ticket is None:
            return
        if it.message.text is not None:
            yield from self._passed_on(it, ticket)
        else:
            yield from self._asked_to_show(it)

    def edited(self, it: Exchange) -> Iterator[Effect]:
        """Correct what the staff have, if it was passed on; what was not is none of their business."""
        ticket = open_ticket_of(it)
        if ticket is None or it.memory.desk.passed_on.get(it.message.message_id) != ticket.number:
            return
        words = words_of(it.message)
        if not fits(words, MOST_ASKED):
            yield Say(message=self._for_patients.too_long(), under=it.message.message_id)
            return
        message = self._for_staff.edited(words, ticket.number, urgent=it.flag is not None)
        changed = Say(message=self._for_staff.changed(ticket.number))
        yield from self._touched(it, ticket)
        yield Addressed(
            chat_id=ticket.staff,
            act=Replace(message=message),
            ticket=ticket.number,
            passes_on=it.message.message_id,
            delivered=(Addressed(chat_id=ticket.staff, act=changed, ticket=ticket.number),),
            undeliverable=(self._not_passed_on(it, ticket),),
            urgent=it.flag is not None,
        )

    def in_danger(self, it: Exchange) -> Iterator[Effect]:
        """Pass words with a red flag on as well, once the patient has their card."""
        ticket = open_ticket_of(it)
        if ticket is None:
            return
        if it.update.edited_message:
            yield from self.edited(it)
            return
        yield from self._passed_on(it, ticket)
        if shows_something(it.message):
            yield from self._asked_to_show(it)

    def ended(self, it: Exchange) -> Iterator[Effect]:
        """Give the conversation back to the bot, and tell the staff."""
        ticket = open_ticket_of(it)
        if ticket is None:
            yield Say(message=self._for_patients.none_open())
            return
        yield from self._waiting.over(ticket)
        yield Say(message=self._for_patients.ended_here())
        message = self._for_staff.closed_by_patient(ticket.number)
        yield Addressed(chat_id=ticket.staff, act=Say(message=message, quiet=True), ticket=ticket.number)

    def tapped_end(self, it: Exchange, choice: Choice) -> Iterator[Effect]:
        """Do the same for a button, which may belong to a conversation that is long over."""
        is_meant = it.ticket is not None and choice == EndConversation(number=it.ticket.number)
        if is_meant:
            return self.ended(it)
        return iter([Say(message=self._for_patients.none_open())])

    def _passed_on(self, it: Exchange, ticket: Ticket) -> Iterator[Effect]:
        patient, asked, words = it.message.chat.id, it.message.message_id, words_of(it.message)
        if not fits(words, MOST_ASKED):
            yield Say(message=self._for_patients.too_long(), under=asked)
            return
        it.memory.desk.notes_passed_on(asked, ticket.number)
        told = Say(message=self._for_patients.passed_on(), under=asked, quiet=True)
        is_first = it.memory.desk.notes_first(ticket.number)
        yield from self._touched(it, ticket)
        yield Addressed(
            chat_id=ticket.staff,
            act=Say(
                message=self._for_staff.writes(words, ticket.number, urgent=it.flag is not None),
                thread_title=self._for_staff.title(ticket.number),
            ),
            ticket=ticket.number,
            passes_on=asked,
            delivered=(Addressed(chat_id=patient, act=told, ticket=ticket.number),) if is_first else (),
            undeliverable=(self._not_passed_on(it, ticket),),
            urgent=it.flag is not None,
        )

    def _asked_to_show(self, it: Exchange) -> Iterator[Effect]:
        album, message_id = it.message.media_group_id, it.message.message_id
        if not shows_something(it.message):
            yield Say(message=self._for_patients.only_words(), under=message_id)
        elif album is None or it.memory.desk.notes_album(album, message_id):
            yield self._handing_over.preview_of_picture(it, it.message)

    def _touched(self, it: Exchange, ticket: Ticket) -> Iterator[Effect]:
        yield TouchTicket(number=ticket.number)
        yield from self._waiting.for_staff(ticket.patient, ticket.number, it.situation.arrived)

    def _not_passed_on(self, it: Exchange, ticket: Ticket) -> Addressed:
        message = self._for_patients.not_passed_on(ticket.number)
        act = Say(message=message, under=it.message.message_id)
        return Addressed(chat_id=ticket.patient, act=act, ticket=ticket.number)


def open_ticket_of(it: Exchange) -> Ticket | None:
    """Return the conversation that the patient of a private chat has open."""
    ticket, chat = it.ticket, it.update.effective_chat
    return ticket if ticket and ticket.is_open and chat and ticket.patient == chat.id else None
