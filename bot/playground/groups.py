"""Where people gather in this Telegram: groups, in which the bot sees what is meant for it, and channels."""

from bot.playground.chatting import Chatting, utf16_slice, written
from bot.playground.conversations import Conversation, Message
from bot.playground.entities import entities_of, text_of
from bot.playground.patients import Patient
from bot.playground.refusals import Json, bad_request, forbidden
from bot.playground.world import ChatType, World


class Group(Chatting):
    """A group with the bot in it."""

    def __init__(self, world: World, title: str, members: tuple[Patient, ...], kind: ChatType) -> None:
        super().__init__(world, world.shared_chat(kind, title))
        self.chat.members = {member.person["id"]: member.person for member in members}

    def says(self, patient: Patient, text: str, reply_to: int | None = None) -> int:
        """Let somebody write to everyone here, and return the message's id."""
        return self.sends(patient, written(text), reply_to)

    def sends(self, patient: Patient, content: Json, reply_to: int | None = None) -> int:
        """Let somebody send a message with any content, and return its id."""
        self.chat.members[patient.person["id"]] = patient.person
        return self._write(patient.person, content, reply_to)

    def edits(self, message_id: int, text: str) -> None:
        """Let the author of a message change it."""
        self._change(message_id, text)

    def taps(self, patient: Patient, message: Message, label_or_data: str) -> str:
        """Let somebody tap a button, and return the id of the query."""
        return self._tap(patient.person, message, label_or_data)

    def adds_bot(self, by: Patient) -> None:
        """Let somebody add the bot."""
        self.chat.shut = None
        self._membership(by.person, "left", "member")

    def removes_bot(self, by: Patient) -> None:
        """Let somebody remove the bot."""
        self.chat.shut = forbidden(f"bot was kicked from the {self.chat.type} chat")
        self._membership(by.person, "member", "kicked")

    def becomes_supergroup(self) -> "Group":
        """Move the group to a new id, as Telegram does when it grows; return the group that goes on."""
        people = tuple(self.chat.members.values())
        grown = Group(self.world, self.chat.shape["title"], (), ChatType.SUPERGROUP)
        grown.chat.members = dict(self.chat.members)
        moved = "group chat was upgraded to a supergroup chat"
        self.chat.shut = bad_request(moved, migrate_to_chat_id=grown.id)
        for chat, note in (
            (self.chat, {"migrate_to_chat_id": grown.id}),
            (grown.chat, {"migrate_from_chat_id": self.id}),
        ):
            author = people[0] if people else self.world.bot()
            self.world.updates.push("message", dict(self.world.post(chat, author, note).shape))
        return grown

    def _bot_sees(self, shape: Json) -> bool:
        return super()._bot_sees(shape) and (not self.world.privacy or self._is_meant_for_bot(shape))

    def _is_meant_for_bot(self, shape: Json) -> bool:
        if shape.get("reply_to_message", {}).get("from", {}).get("id") == self.world.bot_id:
            return True
        me = f"@{self.world.username}".lower()
        for entity in entities_of(shape):
            words = utf16_slice(text_of(shape), entity).lower()
            if entity["type"] == "mention" and words == me:
                return True
            if entity["type"] == "bot_command" and ("@" not in words or words.endswith(me)):
                return True
        return False


class Channel(Conversation):
    """A channel that the bot administers."""

    def __init__(self, world: World, title: str) -> None:
        super().__init__(world, world.shared_chat(ChatType.CHANNEL, title))

    def posts(self, text: str) -> int:
        """Publish a post, and return its id."""
        shape = self.world.post(self.chat, None, written(text)).shape
        self.world.updates.push("channel_post", dict(shape))
        return int(shape["message_id"])
