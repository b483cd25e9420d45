"""The staff's chat gets a new id when its group grows: conversations go on there."""

from collections.abc import Iterator

from bot.storage.changes import MoveChat
from bot.telegram.desk.for_staff import ForStaff
from bot.telegram.exchange import Exchange
from bot.telegram.letters import Addressed, Effect, Say


class Moving:
    """Follows the two notes that Telegram writes, one in each chat, in either order."""

    def __init__(self, for_staff: ForStaff) -> None:
        self._for_staff = for_staff

    def moved(self, it: Exchange) -> Iterator[Effect]:
        """Note the new id; the note in the old chat brings the open conversations to the new one.

        Messages are numbered afresh there, so each conversation needs one that can be answered.
        """
        here = it.message.chat.id
        if (old := it.message.migrate_from_chat_id) is not None:
            yield MoveChat(old=old, new=here)
        elif (new := it.message.migrate_to_chat_id) is not None:
            yield MoveChat(old=here, new=new)
            for ticket in it.situation.conversations:
                act = Say(message=self._for_staff.continues(ticket.number))
                yield Addressed(chat_id=new, act=act, ticket=ticket.number)
