"""The staff's side: a person's words go to the one patient of that conversation, and to nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from telegram import Message as Received

from bot.storage.changes import Ticket, TouchTicket
from bot.telegram.buttons import EndConversation, decode
from bot.telegram.desk.for_patients import ForPatients
from bot.telegram.desk.for_staff import ForStaff
from bot.telegram.desk.identity import is_program, objection_to, shows_something
from bot.telegram.desk.quoting import MOST_ANSWERED, MOST_UNDER_PICTURE, fits, is_internal, offers, words_of
from bot.telegram.desk.waiting import Waiting
from bot.telegram.exchange import Exchange
from bot.telegram.letters import Acknowledge, Act, Addressed, Author, Copy, Effect, Replace, Say
from bot.telegram.messages import Message
from bot.telegram.outgoing.verdicts import Reason
from bot.telegram.wording import command_in

SHUT: Final = (Reason.CLOSED, Reason.NO_CHAT)
LEFT: Final = (Reason.NO_MEMBER,)
OTHERWISE: Final = tuple(reason for reason in Reason if reason not in {*SHUT, *LEFT})


class Staff:
    """Follows what happens in the staff's chat."""

    def __init__(
        self, for_patients: ForPatients, for_staff: ForStaff, waiting: Waiting, out_of_date: str
    ) -> None:
        self._for_patients = for_patients
        self._for_staff = for_staff
        self._waiting = waiting
        self._out_of_date = out_of_date

    def wrote(self, it: Exchange) -> Iterator[Effect]:
        """Pass on what a person wrote in a conversation; say plainly when nothing was sent."""
        it = _with_conversation(it)
        message, ticket = it.message, it.ticket
        if is_program(message):
            return
        if is_internal(words_of(message)):
            yield from self._verb(it)
        elif ticket is None:
            # Without a conversation the staff talk among themselves, unless they answer the bot.
            if _answers_bot(message):
                yield self._under(it, self._for_staff.not_known())
        elif objection := objection_to(message):
            yield self._under(it, self._for_staff.objects(objection))
        elif refusal := self._refusal_of(message):
            yield self._under(it, refusal)
        else:
            yield from self._answered(it, ticket)

    def edited(self, it: Exchange) -> Iterator[Effect]:
        """Correct what the patient has; a change of what never went out stays here."""
        it = _with_conversation(it)
        message, ticket = it.message, it.ticket
        words = words_of(message)
        if ticket is None or is_program(message) or is_internal(words):
            return
        passed_on = it.memory.desk.passed_on.get(message.message_id) == ticket.number
        if objection_to(message) or not passed_on or self._refusal_of(message):
            yield self._under(it, self._for_staff.edit_kept())
        elif author := _author_of(message):
            told = Say(message=self._for_patients.changed())
            yield Addressed(
                chat_id=ticket.patient,
                act=Replace(message=self._for_patients.from_staff(words, ticket.number), author=author),
                ticket=ticket.number,
                passes_on=message.message_id,
                delivered=(
                    Addressed(chat_id=ticket.patient, act=told, ticket=ticket.number),
                    self._note(it, ticket, self._for_staff.corrected()),
                ),
                undeliverable=self._failures(it, ticket),
            )

    def tapped(self, it: Exchange) -> Iterator[Effect]:
        """End the conversation whose button was tapped, if the button stands in it."""
        query = it.update.callback_query
        if query is None:
            return
        it = _with_conversation(it)
        ticket = it.ticket
        is_meant = ticket is not None and decode(query.data or "") == EndConversation(number=ticket.number)
        yield Acknowledge(query_id=query.id, pop_up=None if is_meant else self._out_of_date)
        if is_meant:
            yield from self._closed(it)

    def _verb(self, it: Exchange) -> Iterator[Effect]:
        verb = command_in(it.message)
        if verb == "note":
            return
        if objection := objection_to(it.message):
            yield self._under(it, self._for_staff.objects(objection))
            return
        match verb:
            case "close":
                yield from self._closed(it)
            case "help" | "start":
                yield self._under(it, self._for_staff.help())
            case "open":
                yield self._under(it, self._for_staff.listed(it.situation.conversations))
            case _:
                yield self._under(it, self._for_staff.unknown_verb())

    def _closed(self, it: Exchange) -> Iterator[Effect]:
        ticket = it.ticket
        if ticket is None:
            yield self._under(it, self._for_staff.which())
        elif not ticket.is_open:
            yield self._under(it, self._for_staff.closed_already())
        else:
            yield from self._waiting.over(ticket)
            told = Say(message=self._for_patients.ended_there())
            yield Addressed(chat_id=ticket.patient, act=told, ticket=ticket.number)
            yield self._under(it, self._for_staff.closed())

    def _answered(self, it: Exchange, ticket: Ticket) -> Iterator[Effect]:
        author = _author_of(it.message)
        if author is None:
            return
        it.memory.desk.notes_passed_on(it.message.message_id, ticket.number)
        yield TouchTicket(number=ticket.number)
        yield from self._waiting.for_patient(ticket.patient, ticket.number, it.situation.arrived)
        album = it.message.media_group_id
        ticks = album is None or it.memory.desk.notes_album(album, it.message.message_id)
        yield Addressed(
            chat_id=ticket.patient,
            act=self._as_answer(it.message, ticket, author),
            ticket=ticket.number,
            passes_on=it.message.message_id,
            delivered=(self._note(it, ticket, self._for_staff.delivered()),) if ticks else (),
            undeliverable=self._failures(it, ticket),
        )

    def _as_answer(self, message: Received, ticket: Ticket, author: Author) -> Act:
        answer = self._for_patients.from_staff(words_of(message), ticket.number)
        if not shows_something(message):
            return Say(message=answer, author=author)
        place = {"from_chat": message.chat.id, "message_id": message.message_id}
        return Copy(caption=answer, author=author, **place)

    def _refusal_of(self, message: Received) -> Message | None:
        """Return why a message does not fit or is of a kind that cannot be passed on; None when it can."""
        # Under a round video Telegram shows no words, so it could not be marked as the staff's.
        if message.video_note or (message.text is None and not shows_something(message)):
            return self._for_staff.only_these()
        most = MOST_ANSWERED if message.text is not None else MOST_UNDER_PICTURE
        words = words_of(message)
        if not fits(words, most) or (message.text is not None and not words):
            return self._for_staff.too_long() if words else self._for_staff.only_these()
        return None

    def _failures(self, it: Exchange, ticket: Ticket) -> tuple[Addressed, ...]:
        """Return a word for each way in which an answer can fail to arrive; the way decides."""
        return (
            self._note(it, ticket, self._for_staff.shut(), SHUT),
            self._note(it, ticket, self._for_staff.no_member(), LEFT),
            self._note(it, ticket, self._for_staff.refused(), OTHERWISE),
        )

    def _note(
        self, it: Exchange, ticket: Ticket, message: Message, only_for: tuple[str, ...] = ()
    ) -> Addressed:
        act = Say(message=message, under=it.message.message_id, quiet=not only_for)
        return Addressed(chat_id=ticket.staff, act=act, ticket=ticket.number, only_for=only_for)

    def _under(self, it: Exchange, message: Message) -> Effect:
        topic = it.message.message_thread_id if it.message.is_topic_message else None
        act = Say(message=message, under=it.message.message_id, thread=topic)
        number = it.ticket.number if it.ticket else None
        return Addressed(chat_id=it.message.chat.id, act=act, ticket=number)


def _with_conversation(it: Exchange) -> Exchange:
    """Return the same with its conversation, also where the bot never learnt what number a message got.

    When a connection breaks, Telegram may have posted a message all the same. It is the bot's own, so the
    button under it names the conversation.
    """
    message = it.message
    answered = message if it.update.callback_query else message.reply_to_message
    if it.ticket or answered is None or not _is_bots(answered):
        return it
    found = (
        one for one in it.situation.conversations if offers(answered, EndConversation(number=one.number))
    )
    return replace(it, situation=replace(it.situation, ticket=next(found, None)))


def _author_of(message: Received) -> Author | None:
    author = message.from_user
    return Author(chat_id=message.chat.id, user_id=author.id) if author else None


def _answers_bot(message: Received) -> bool:
    return message.reply_to_message is not None and _is_bots(message.reply_to_message)


def _is_bots(message: Received) -> bool:
    return message.from_user is not None and message.from_user.id == message.get_bot().id
