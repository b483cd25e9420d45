"""Where people gather in this Telegram: groups, in which the bot sees what is meant for it, and channels."""

from bot.playground.chatting import Chatting, written
from bot.playground.conversations import Conversation, Message
from bot.playground.entities import Formatted
from bot.playground.patients import Patient
from bot.playground.refusals import Json
from bot.playground.world import BOT, World


class Group(Chatting):
    """A group with the bot in it."""

    def __init__(self, world: World, title: str, members: tuple[Patient, ...], *, supergroup: bool) -> None:
        super().__init__(world, world.shared_chat("supergroup" if supergroup else "group", title))
        for founder in members[:1]:
            self._membership(founder.person, "left", "member")

    def says(self, patient: Patient, text: str, reply_to: int | None = None) -> int:
        """Let somebody write to everyone here, and return the message's id."""
        return self.sends(patient, written(text), reply_to)

    def sends(self, patient: Patient, content: Json, reply_to: int | None = None) -> int:
        """Let somebody send a message with any content, and return its id."""
        return self._write(patient.person, content, reply_to)

    def edits(self, message_id: int, text: str) -> None:
        """Let the author of a message change it."""
        self._change(message_id, text)

    def taps(self, patient: Patient, message: Message, label_or_data: str) -> str:
        """Let somebody tap a button, and return the id of the query."""
        return self._tap(patient.person, message, label_or_data)

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
