"""Where people gather in this Telegram: groups, in which the bot sees what is meant for it, and channels."""

from bot.playground.chatting import Chatting, backdated, written
from bot.playground.conversations import Conversation, Message
from bot.playground.entities import Formatted
from bot.playground.patients import Patient
from bot.playground.refusals import Json, bad_request
from bot.playground.world import BOT, World


class Group(Chatting):
    """A group with the bot in it."""

    def __init__(self, world: World, title: str, members: tuple[Patient, ...], *, supergroup: bool) -> None:
        super().__init__(world, world.shared_chat("supergroup" if supergroup else "group", title))
        self._founder = members[0].person if members else None
        if self._founder is not None:
            self._membership(self._founder, "left", "member")

    def says(
        self, patient: Patient, text: str, reply_to: int | None = None, *, sent_at: int | None = None
    ) -> int:
        """Let somebody write to everyone here, and return the message's id; `sent_at` is its Unix time."""
        return self.sends(patient, backdated(written(text), sent_at), reply_to)

    def sends(self, patient: Patient, content: Json, reply_to: int | None = None) -> int:
        """Let somebody send a message with any content, and return its id."""
        return self._write(patient.person, content, reply_to)

    def edits(self, message_id: int, text: str) -> None:
        """Let the author of a message change it."""
        self._change(message_id, text)

    def taps(self, patient: Patient, message: Message, label_or_data: str) -> str:
        """Let somebody tap a button, and return the id of the query."""
        return self._tap(patient.person, message, label_or_data)

    def upgrades(self) -> int:
        """Become a supergroup, as a group does that grows, and return the new id; the old one is dead."""
        old, new = self.chat, self.world.shared_chat("supergroup", self.chat.shape["title"])
        old.shut = bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=new.id)
        new.watchers, old.watchers = old.watchers, []
        self.chat = new
        for chat, notice in ((old, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": old.id})):
            # Privacy holds back what people say, not what happens to the group.
            self.world.updates.push("message", self.world.post(chat, self._founder, notice).shape)
        return new.id

    def _tell_bot(self, kind: str, shape: Json) -> None:
        # No bot receives what another bot writes in a group.
        if not shape["from"]["is_bot"] and (not self.world.privacy or self._is_meant_for_bot(shape)):
            super()._tell_bot(kind, shape)

    def _is_meant_for_bot(self, shape: Json) -> bool:
        if shape.get("reply_to_message", {}).get("from", {}).get("id") == BOT:
            return True
        me = f"@{self.world.profile.username}".lower()
        said = Formatted.said_in(shape)
        for entity in said.entities:
            words = said.marked_by(entity).lower()
            if entity["type"] == "mention" and words == me:
                return True
            if entity["type"] == "bot_command" and ("@" not in words or words.endswith(me)):
                return True
        return False


class Channel(Conversation):
    """A channel that the bot administers."""

    def __init__(self, world: World, title: str) -> None:
        super().__init__(world, world.shared_chat("channel", title))

    def posts(self, text: str) -> int:
        """Publish a post, and return its id."""
        shape = self.world.post(self.chat, None, written(text)).shape
        self.world.updates.push("channel_post", shape)
        return int(shape["message_id"])
