"""Messages as the library hands them to the bot, made without a connection."""

from typing import Final

from telegram import Bot, Message, Update, User

from bot.playground.chatting import written
from bot.playground.refusals import Json

NAME: Final = "Rehearsal_Bot"
ROBOT: Final[Json] = {"id": 7_000_000_001, "is_bot": True, "first_name": "Rehearsal", "username": NAME}
ANNA: Final[Json] = {"id": 5_000_000_001, "is_bot": False, "first_name": "Anna"}
PRIVATE: Final[Json] = {"id": 5_000_000_001, "type": "private", "first_name": "Anna"}
GROUP: Final[Json] = {"id": -1_001, "type": "supergroup", "title": "After the lift"}


class OfflineBot(Bot):
    """The library's bot, which knows its own name without asking Telegram."""

    @property
    def bot(self) -> User:
        """The bot's own account."""
        return User(ROBOT["id"], ROBOT["first_name"], is_bot=True, username=NAME)


BOT: Final = OfflineBot("7000000001:opens-nothing")


def shape(content: str | Json, chat: Json = PRIVATE, **more: object) -> Json:
    """Return a message in Telegram's shape; a text gets the entities that Telegram adds unasked."""
    said = written(content) if isinstance(content, str) else content
    return {"message_id": 1, "date": 1, "chat": chat, "from": ANNA} | said | more


def received(content: str | Json, chat: Json = PRIVATE, **more: object) -> Message:
    """Return a message that somebody sent."""
    return Message.de_json(shape(content, chat, **more), BOT)


def update(message: Json, kind: str = "message") -> Update:
    """Return an update that brings this."""
    return Update.de_json({"update_id": 1, kind: message}, BOT)
