"""The guide in a channel: which message it is, so that it is edited and never posted twice."""

from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, text

from bot.core.model import Value
from bot.storage.schema import posts

_POST: Final = select(posts).where(posts.c.chat_id == bindparam("chat"))
_FORGET: Final = delete(posts).where(posts.c.chat_id == bindparam("chat"))
_NOTE: Final = text(
    "INSERT INTO posts (chat_id, message_id, revision, posted)"
    " VALUES (:chat_id, :message_id, :revision, :posted)"
    " ON CONFLICT (chat_id) DO UPDATE SET"
    " message_id = excluded.message_id, revision = excluded.revision, posted = excluded.posted"
)


class Post(Value):
    """A message that the bot posted in a channel."""

    chat_id: int
    message_id: int
    revision: str
    """What tells this text from the one before."""
    posted: float


def post_of(connection: Connection, chat_id: int) -> Post | None:
    """Return the post of a channel, or None when it has none."""
    row = connection.execute(_POST, {"chat": chat_id}).mappings().first()
    return Post(**row) if row else None


def note(connection: Connection, post: Post) -> None:
    """Note the post of a channel in place of the one before."""
    connection.execute(_NOTE, dict(post))


def forget(connection: Connection, chat_id: int) -> None:
    """Forget the post of a channel."""
    connection.execute(_FORGET, {"chat": chat_id})
