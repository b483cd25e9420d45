"""Erasure: everything about a patient's chat goes, also what was copied to the clinic."""

from sqlalchemy import Connection

from bot.storage import chats, copies, inbox, outbox, reminders, tickets
from bot.storage.changes import DropReminders, Erase
from bot.storage.outbox import Parcel
from bot.storage.records import Letter


def erase(connection: Connection, erased: Erase, row: int, arrived: float, now: float) -> int:
    """Erase a chat at the word of an update, and store the letters to the clinic; return how many those are.

    The conversations go first: whoever is about to store a letter or a copy of one finds it gone, or has
    stored it by then.
    """
    ended = {ticket.number: ticket for ticket in tickets.erase(connection, erased.chat_id)}
    removable = copies.erase(connection, erased.chat_id, ended, now)
    outbox.withdraw(connection, erased, ended, now)
    reminders.drop(connection, DropReminders(chat_id=erased.chat_id))
    inbox.drop_reminders(connection, erased.chat_id, now)
    chats.erase(connection, erased.chat_id)

    def parcel(chat_id: int, content: str, thread: int | None, target: int | None = None) -> Parcel:
        letter = Letter(chat_id=chat_id, content=content, asked=now)
        return Parcel(letter=letter, row=row, arrived=arrived, thread=thread, target=target)

    removals = [
        parcel(copy.chat_id, erased.removal, ended[copy.ticket].thread, copy.message_id) for copy in removable
    ]
    notices = [parcel(ticket.staff, erased.told, ticket.thread) for ticket in ended.values()]
    return outbox.put(connection, removals + notices, now)
