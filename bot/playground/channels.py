"""Channels of this Telegram: they publish, and their posts can be discussed in a group."""

from bot.playground.chats import CHANNEL_RIGHTS
from bot.playground.chatting import Chatting, written
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.world import World


class Channel(Chatting):
    """A channel that the bot administers."""

    def __init__(self, world: World, title: str, username: str | None = None) -> None:
        super().__init__(world, world.shared_chat("channel", title, username))
        self.chat.rights = CHANNEL_RIGHTS

    def posts(self, text: str) -> int:
        """Publish a post, and return its id."""
        return int(self.world.post(self.chat, None, written(text)).shape["message_id"])

    def edits(self, post_id: int, text: str) -> None:
        """Change a post of the channel's own people."""
        posted = self.chat.posted[post_id]
        self.world.edit(self.chat, posted, {"entities": None} | written(text))
        self.world.announce("edited_channel_post", self.chat, posted.shape)

    def is_discussed_in(self, group: Group) -> None:
        """Let every post from here on appear in a group, where people can comment on it."""
        self.chat.linked, group.chat.linked = group.chat, self.chat

    def comment(self, patient: Patient, post_id: int, text: str) -> int:
        """Let somebody comment on a post, and return the comment's id in the discussion group.

        Raises:
            LookupError: the channel has no such group, or the post did not appear there.
        """
        group = self.chat.linked
        posts = group.posted.values() if group is not None else ()
        brought = next((one for one in posts if _brings(one.shape, post_id)), None)
        if group is None or brought is None:
            raise LookupError("nobody can comment on this post")
        root = int(brought.shape["message_id"])
        shape = self.world.post(group, patient.person, group.placed(root, root) | written(text)).shape
        self.world.announce("message", group, shape)
        return int(shape["message_id"])

    def demotes_bot(self) -> None:
        """Take all rights from the bot."""
        self.chat.rights = None


def _brings(shape: dict[str, object], post_id: int) -> bool:
    origin = shape.get("forward_origin")
    return "is_automatic_forward" in shape and isinstance(origin, dict) and origin["message_id"] == post_id
