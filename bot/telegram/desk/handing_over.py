"""Handing over: a patient sees exactly what would be sent, agrees, and only then the staff get it."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Final

from telegram import Message as Received

from bot.storage.changes import Count, OpenTicket, TouchTicket
from bot.telegram.buttons import Choice, HandOver
from bot.telegram.desk.for_patients import ForPatients
from bot.telegram.desk.for_staff import ForStaff
from bot.telegram.desk.identity import shows_something
from bot.telegram.desk.quoting import MOST_ASKED, asked_in, fits, offers, quoted_in, words_of
from bot.telegram.desk.waiting import Waiting
from bot.telegram.exchange import Exchange
from bot.telegram.letters import Act, Addressed, BeginThread, Copy, Effect, Replace, Say
from bot.telegram.messages import Message

HANDED_OVER: Final = "handed-over"
"""What the clinic's numbers call a conversation that was opened."""


class HandingOver:
    """The patient's way to the staff; nothing of what they wrote is kept on it."""

    def __init__(
        self, for_patients: ForPatients, for_staff: ForStaff, waiting: Waiting, staff: int, zone: tzinfo
    ) -> None:
        """Take the id of the staff's chat, and the zone of the clinic's days."""
        self._zone = zone
        self._for_patients = for_patients
        self._for_staff = for_staff
        self._waiting = waiting
        self._staff = staff

    def asked(self, it: Exchange, _: Choice) -> Iterator[Effect]:
        """Show what would be sent: Telegram brings the words back with the message that answered them."""
        shown = it.update.callback_query.message if it.update.callback_query else None
        original = shown.reply_to_message if isinstance(shown, Received) else None
        if original is None or original.from_user is None or original.from_user.is_bot:
            yield from self.anew(it, None)
        elif shows_something(original):
            yield self.preview_of_picture(it, original)
        elif words := asked_in(original):
            yield self._preview(it, words, original.message_id)
        else:
            yield from self.anew(it, None)

    def anew(self, it: Exchange, _: Choice | None) -> Iterator[Effect]:
        """Ask for words; the next text becomes what would be sent."""
        it.memory.desk.typing_since = it.arrived
        yield Say(message=self._for_patients.type_it())

    def typed(self, it: Exchange) -> Iterator[Effect]:
        """Show what was typed on that request, as it would be sent."""
        it.memory.desk.typing_since = None
        yield self._preview(it, words_of(it.message), it.message.message_id)

    def kept(self, it: Exchange, _: Choice) -> Iterator[Effect]:
        """Send nothing."""
        it.memory.desk.typing_since = None
        yield self._instead(it, self._for_patients.kept())

    def preview_of_picture(self, it: Exchange, original: Received) -> Act:
        """Return the question whether to show what a message holds."""
        words = words_of(original)
        if not fits(words, MOST_ASKED):
            return Say(message=self._for_patients.too_long(), under=original.message_id)
        is_album = original.media_group_id is not None
        preview = self._for_patients.preview_of_picture(words, it.arrived, is_album=is_album)
        return Say(message=preview, under=original.message_id)

    def agreed(self, it: Exchange, _: Choice) -> Iterator[Effect] | None:
        """Send what the message shows under which the patient agreed, and nothing else."""
        shown = it.update.callback_query.message if it.update.callback_query else None
        if not isinstance(shown, Received) or not offers(shown, HandOver()):
            return None
        original = shown.reply_to_message
        picture = original if original and shows_something(original) else None
        words = quoted_in(shown) or ""
        if not words and picture is None:
            return None
        return self._hand_over(it, shown, words, original.message_id if original else None, picture)

    def _hand_over(
        self, it: Exchange, shown: Received, words: str, origin: int | None, picture: Received | None
    ) -> Iterator[Effect]:
        desk, open_one = it.memory.desk, it.ticket if it.ticket and it.ticket.is_open else None
        number = open_one.number if open_one else it.situation.number
        if not number:
            yield Say(message=self._for_patients.impossible_now())
        elif shown.message_id in desk.handed:
            return
        elif open_one is None and not desk.notes_opened(it.arrived):
            yield Say(message=self._for_patients.too_often())
        else:
            desk.notes_handed(shown.message_id)
            desk.typing_since = None
            yield self._instead(it, self._for_patients.going(words, with_picture=picture is not None))
            yield from self._begun(it, number) if open_one is None else (TouchTicket(number=number),)
            yield from self._waiting.for_staff(shown.chat.id, number, it.situation.arrived)
            yield from self._letters(it, number, words, origin, picture)

    def _begun(self, it: Exchange, number: int) -> Iterator[Effect]:
        yield OpenTicket(patient=it.message.chat.id, staff=self._staff)
        day = it.arrived.astimezone(self._zone).date().isoformat()
        yield Count(day=day, name=HANDED_OVER)
        thread = BeginThread(title=self._for_staff.title(number))
        yield Addressed(chat_id=self._staff, act=thread, ticket=number)

    def _letters(
        self, it: Exchange, number: int, words: str, origin: int | None, picture: Received | None
    ) -> Iterator[Effect]:
        """Yield what goes to the staff: words first, then pictures; the last one brings the word back."""
        patient, opened = it.message.chat.id, it.ticket is None
        staff = self._staff if it.ticket is None else it.ticket.staff
        title = self._for_staff.title(number)
        letters: list[tuple[Act, int | None]] = []
        if words:
            message = (self._for_staff.asks if opened else self._for_staff.writes)(words, number)
            letters.append((Say(message=message, thread_title=title), origin))
            if origin is not None:
                it.memory.desk.notes_passed_on(origin, number)
        if picture:
            caption = self._for_staff.shows(number)
            together = it.memory.desk.together_with(picture.media_group_id, picture.message_id)
            letters.extend(
                (Copy(from_chat=patient, message_id=one, caption=caption, thread_title=title), None)
                for one in together
            )
        arrived = self._for_patients.sent(number, it.arrived) if opened else self._for_patients.passed_on()
        lost = Say(message=self._for_patients.not_sent(number))
        for place, (act, carried) in enumerate(letters, start=1):
            receipt = Addressed(chat_id=patient, act=Say(message=arrived), ticket=number)
            yield Addressed(
                chat_id=staff,
                act=act,
                ticket=number,
                passes_on=carried,
                delivered=(receipt,) if place == len(letters) else (),
                undeliverable=(Addressed(chat_id=patient, act=lost, ticket=number),),
            )

    def _preview(self, it: Exchange, words: str, message_id: int) -> Act:
        if not fits(words, MOST_ASKED):
            return Say(message=self._for_patients.too_long(), under=message_id)
        return Say(message=self._for_patients.preview(words, it.arrived), under=message_id)

    def _instead(self, it: Exchange, message: Message) -> Act:
        shown = it.update.effective_message
        return Replace(message=message, message_id=shown.message_id) if shown else Say(message=message)
