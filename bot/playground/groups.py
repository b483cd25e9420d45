"""Groups of this Telegram: people with their standings, the bot among them, and topics in a forum."""

from collections.abc import Sequence

from bot.playground import memberships
from bot.playground.chats import Chat, Topic
from bot.playground.chatting import Chatting, backdated, written
from bot.playground.conversations import Message
from bot.playground.members import Member
from bot.playground.patients import Patient
from bot.playground.refusals import Json, bad_request, forbidden
from bot.playground.world import World


class Group(Chatting):
    """A group with the bot in it."""

    def __init__(  # noqa: PLR0913  Each of the last has a default and is given by name.
        self,
        world: World,
        title: str,
        people: Sequence[Patient],
        *,
        supergroup: bool,
        forum: bool = False,
        rights: frozenset[str] | None = None,
    ) -> None:
        kind = "supergroup" if supergroup or forum else "group"
        super().__init__(world, world.shared_chat(kind, title))
        if forum:
            self.chat.shape["is_forum"] = True
        self.members: list[Member] = []
        for person in people:
            self.joins(person, "member" if self.members else "creator", told=False)
        self._founder = people[0].person if people else None
        self.chat.shut = forbidden(f"bot is not a member of the {kind} chat")
        if self._founder is not None:
            self.adds_bot(rights)
        self.chat.shut, self.chat.rights = None, rights

    def says(
        self,
        patient: Patient,
        text: str,
        reply_to: int | None = None,
        *,
        thread: int | None = None,
        sent_at: int | None = None,
    ) -> int:
        """Let somebody write to everyone here, and return the message's id; `sent_at` is its Unix time."""
        return self.sends(patient, backdated(written(text), sent_at), reply_to, thread=thread)

    def sends(
        self, patient: Patient, content: Json, reply_to: int | None = None, *, thread: int | None = None
    ) -> int:
        """Let somebody send a message with any content, and return its id."""
        return self.write(patient.person, content, reply_to, thread)

    def edits(self, message_id: int, text: str) -> None:
        """Let the author of a message change it."""
        self.change(message_id, text)

    def taps(self, patient: Patient, message: Message, label_or_data: str) -> str:
        """Let somebody tap a button, and return the id of the query."""
        return self.tap(patient.person, message, label_or_data)

    def joins(self, patient: Patient, status: str = "member", *, told: bool = True) -> Member:
        """Let somebody in, and return them as a member of this group; the bot is told unless asked not to."""
        member = Member(self, patient, "left" if told else status)
        self.members.append(member)
        if told:
            member.becomes(status)
        return member

    def member(self, name: str) -> Member:
        """Return the member of this name.

        Raises:
            LookupError: there is none.
        """
        found = next((member for member in self.members if member.name == name), None)
        if found is None:
            raise LookupError(f"nobody here is called {name!r}")
        return found

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics that are there, the oldest first; "General" is none of them."""
        return tuple(self.chat.topics.values())

    def topic(self, name: str) -> Topic:
        """Return the topic of this name.

        Raises:
            LookupError: there is none.
        """
        found = next((topic for topic in self.topics() if topic.name == name), None)
        if found is None:
            raise LookupError(f"no topic {name!r}; there are {[topic.name for topic in self.topics()]}")
        return found

    def adds_bot(self, rights: frozenset[str] | None = None) -> None:
        """Let the bot in, as an administrator if it has rights, or change what it is here."""
        before = memberships.bot_in(self.world, self.chat)
        self.chat.shut, self.chat.rights = None, rights
        self._tell_of_bot(before)

    def removes_bot(self) -> None:
        """Throw the bot out."""
        before = memberships.bot_in(self.world, self.chat)
        self.chat.rights = None
        self.chat.shut = forbidden(f"bot was kicked from the {self.chat.kind} chat")
        self._tell_of_bot(before)

    def upgrades(self, *, new_first: bool = False) -> int:
        """Become a supergroup, as a group does that grows, and return the new id; the old one is dead.

        The bot is told in both chats, in the old one first or in the new one.
        """
        old, new = self.chat, self.world.shared_chat("supergroup", self.chat.shape["title"])
        old.shut = bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=new.id)
        new.watchers, old.watchers = old.watchers, []
        new.rights, new.standings = old.rights, old.standings
        self.chat = new
        notices: list[tuple[Chat, Json]] = [
            (old, {"migrate_to_chat_id": new.id}),
            (new, {"migrate_from_chat_id": old.id}),
        ]
        for chat, notice in reversed(notices) if new_first else notices:
            self.world.updates.push("message", self.world.post(chat, self._founder, notice).shape)
        return new.id

    def becomes_public(self, username: str) -> None:
        """Let everybody find the group by a name from here on, as a supergroup may."""
        self.chat.shape = self.chat.shape | {"username": username.removeprefix("@")}

    def becomes_forum(self) -> None:
        """Sort by topics from here on, as a supergroup may; the id stays."""
        self.chat.shape = self.chat.shape | {"is_forum": True}

    def _tell_of_bot(self, before: Json) -> None:
        after = memberships.bot_in(self.world, self.chat)
        by = self._founder or self.world.bot
        memberships.tell_change(self.world, self.chat, by, before, after)
