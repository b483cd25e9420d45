"""Somebody in a group: writes, answers, edits, taps, opens topics, hides behind the group, and leaves.

nora = staff.member("Nora")
ticket = await staff.hears()
nora.replies(ticket, "We will call you today.")
"""

from bot.playground import forums
from bot.playground.attachments import TINY_PICTURE
from bot.playground.chats import ADMINISTRATORS, GONE, Standing
from bot.playground.chatting import Chatting, backdated, written
from bot.playground.conversations import Message
from bot.playground.memberships import as_member, tell_change
from bot.playground.patients import Patient
from bot.playground.people import ANONYMOUS, CHANNEL
from bot.playground.refusals import Json


class Member:
    """Somebody with a place in a group."""

    def __init__(self, group: Chatting, patient: Patient, status: str = "member") -> None:
        self.in_private = patient
        """The same person in private with the bot."""
        self.person = patient.person
        self.name = patient.name
        self._group = group
        self._standing = group.chat.standings[patient.id] = Standing(self.person, status)

    @property
    def id(self) -> int:
        """The number by which Telegram knows this person."""
        return self.in_private.id

    @property
    def status(self) -> str:
        """`creator`, `administrator`, `member`, `left` or `kicked`."""
        return self._standing.status

    @property
    def is_administrator(self) -> bool:
        """Whether this person runs the group."""
        return self.status in ADMINISTRATORS

    def says(
        self, text: str, *, thread: int | None = None, reply_to: int | None = None, sent_at: int | None = None
    ) -> int:
        """Write to everyone here, in a topic if there are any, and return the message's id."""
        return self.sends(backdated(written(text), sent_at), thread=thread, reply_to=reply_to)

    def replies(self, message: Message | int, text: str) -> int:
        """Answer a message where it stands, and return the answer's id."""
        return self.says(text, reply_to=message if isinstance(message, int) else message.id)

    def sends_photo(
        self,
        caption: str | None = None,
        content: bytes = TINY_PICTURE,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Send a picture, and return the message's id."""
        return self.sends(self._group.picture(caption, content), thread=thread, reply_to=reply_to)

    def sends(self, content: Json, *, thread: int | None = None, reply_to: int | None = None) -> int:
        """Send a message with any content, and return its id.

        Raises:
            ValueError: this person is not here, or the topic is closed to them.
            LookupError: there is no such topic.
        """
        self._may_write(thread)
        return self._group.write(*self._signed(content), reply_to, thread)

    def posts_as(self, channel: Chatting, text: str, *, thread: int | None = None) -> int:
        """Write in the name of a channel, and return the message's id."""
        content = written(text) | {"sender_chat": channel.chat.shape}
        return self._group.write(CHANNEL, content, None, thread)

    def edits(self, message_id: int, text: str) -> None:
        """Change what this person wrote here."""
        self._group.change(message_id, text)

    def deletes(self, message_id: int) -> None:
        """Delete a message; as at Telegram, the bot is not told."""
        self._group.deletes(message_id)

    def taps(self, message: Message, label_or_data: str) -> str:
        """Tap a button, and return the id of the query; a tap always has a name."""
        return self._group.tap(self.person, message, label_or_data)

    def hides(self, *, hidden: bool = True) -> None:
        """Write as the group itself from here on, as an administrator may who wants no name."""
        self._standing.is_anonymous = hidden

    def opens_topic(self, name: str) -> int:
        """Open a topic, and return its id."""
        return forums.open_topic(self._group.world, self._group.chat, self.person, name).id

    def renames_topic(self, thread: int, name: str) -> None:
        """Give a topic another name."""
        topic = self._group.chat.topics[thread]
        forums.rename_topic(self._group.world, self._group.chat, self.person, topic, name)

    def closes_topic(self, thread: int) -> None:
        """Close a topic to all but administrators."""
        self._set_open(thread, is_open=False)

    def reopens_topic(self, thread: int) -> None:
        """Open a topic again."""
        self._set_open(thread, is_open=True)

    def deletes_topic(self, thread: int) -> None:
        """Delete a topic with everything in it; as at Telegram, the bot is not told."""
        forums.delete_topic(self._group.world, self._group.chat, self._group.chat.topics[thread])

    def leaves(self) -> None:
        """Leave the group."""
        self.becomes("left", by=self.person)

    def becomes(self, status: str, *, by: Json | None = None) -> None:
        """Get another standing: `administrator`, `member`, `left`, `kicked`, or back in as any of them."""
        chat = self._group.chat
        before, was = as_member(chat, self._standing), self.status
        self._standing.status = status
        tell_change(self._group.world, chat, by or self.person, before, as_member(chat, self._standing))
        if (was in GONE) is not (status in GONE):
            notice = (
                {"left_chat_member": self.person} if status in GONE else {"new_chat_members": [self.person]}
            )
            self._group.write(by or self.person, notice)

    def _set_open(self, thread: int, *, is_open: bool) -> None:
        group = self._group
        forums.set_open(group.world, group.chat, self.person, group.chat.topics[thread], is_open=is_open)

    def _may_write(self, thread: int | None) -> None:
        if self.status in GONE:
            raise ValueError(f"{self.name} is not in the group")
        if thread is not None and not (self._group.chat.topics[thread].is_open or self.is_administrator):
            raise ValueError("the topic is closed")

    def _signed(self, content: Json) -> tuple[Json, Json]:
        if not self._standing.is_anonymous:
            return self.person, content
        return ANONYMOUS, content | {"sender_chat": self._group.chat.shape}
