"""What the bot does, as values: decided first, stored, and only then done."""

from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from bot.core.model import Value
from bot.storage.changes import Change
from bot.telegram.messages import Button, Message
from bot.telegram.pictures import Picture

ThreadTitle = Annotated[str, Field(min_length=1, max_length=128)]


class Author(Value):
    """Who wrote what a message passes on; it goes out only while they are a member of that chat."""

    chat_id: int
    user_id: int


class Say(Value):
    """Send a message."""

    act: Literal["say"] = "say"
    message: Message
    told: str = "notice"
    """The kind of reply that it gives, in the words of `bot.core.replies.kind_of`, for the counters."""
    topics: tuple[str, ...] = ()
    """The ids of the topics that it is about, for the counters."""
    under: int | None = None
    """The message that it replies to."""
    thread: int | None = None
    """The thread of a forum that it belongs to; the letter's conversation may name another one."""
    thread_title: ThreadTitle | None = None
    """The title of the thread that is begun where the conversation's own is gone; without it, none is."""
    quiet: bool = False
    """Whether the phone stays silent."""
    until: float | None = None
    """When it is too late for it, in seconds since the epoch; from then on it is not sent any more."""
    author: Author | None = None


class Copy(Value):
    """Send a copy of a message from another chat, a picture for instance."""

    act: Literal["copy"] = "copy"
    from_chat: int
    message_id: int
    caption: Message
    """What stands under it, in place of what stood under the original."""
    thread_title: ThreadTitle | None = None
    """As for `Say`."""
    author: Author | None = None


class Show(Value):
    """Send a picture that is drawn at that moment, with a text under it that says the same."""

    act: Literal["show"] = "show"
    picture: Picture
    message: Message
    """At most 1,024 characters, as Telegram allows under pictures."""
    under: int | None = None
    thread: int | None = None


class Replace(Value):
    """Turn a message of the bot's into another one; where that is too late, send the other one."""

    act: Literal["replace"] = "replace"
    message: Message
    message_id: int | None = None
    """Without one, the message that carries what the letter passes on."""
    author: Author | None = None


class SetButtons(Value):
    """Put these buttons under a message of the bot's; where that is too late, leave those that it has."""

    act: Literal["set-buttons"] = "set-buttons"
    message_id: int
    buttons: tuple[tuple[Button, ...], ...]


class Remove(Value):
    """Delete the message that carries what the letter passes on; when it is gone, that is as well."""

    act: Literal["remove"] = "remove"


class BeginThread(Value):
    """Begin the thread of the letter's conversation; where the chat has no threads, none is needed."""

    act: Literal["begin-thread"] = "begin-thread"
    title: ThreadTitle


class Acknowledge(Value):
    """Answer a tap, so that the button stops waiting; useless when late, so it is tried once."""

    act: Literal["acknowledge"] = "acknowledge"
    query_id: str
    pop_up: str | None = None


class Suggestion(Value):
    """One answer that somebody may post into another chat."""

    id: Annotated[str, Field(min_length=1, max_length=64)]
    title: str
    summary: str
    message: Message


class Suggest(Value):
    """Answer an inline query; useless when late, so it is tried once."""

    act: Literal["suggest"] = "suggest"
    query_id: str
    suggestions: Annotated[tuple[Suggestion, ...], Field(max_length=5)]


Act = Say | Copy | Show | Replace | SetButtons | Remove | BeginThread | Acknowledge | Suggest


class Addressed(Value):
    """An act in a chat other than the update's own, or one with consequences."""

    chat_id: int
    act: Act
    ticket: int | None = None
    """The number of the conversation that it belongs to."""
    passes_on: int | None = None
    """The message of the other side that it carries, corrects or removes."""
    delivered: "tuple[Addressed, ...]" = ()
    """What follows once it has arrived."""
    undeliverable: "tuple[Addressed, ...]" = ()
    """What follows once it is certain that it never will."""
    only_for: tuple[str, ...] = ()
    """As what follows then: the reasons for which it does, in the words of
    `bot.telegram.outgoing.verdicts.Reason`; it follows for every reason without any."""
    urgent: bool = False
    bulk: bool = False


Effect = Act | Addressed | Change
"""What a handler may yield; a bare act goes to the chat of the update."""

_ACTS: Final[TypeAdapter[Act]] = TypeAdapter(Annotated[Act, Field(discriminator="act")])


def written(act: Act) -> str:
    """Return an act as JSON."""
    return act.model_dump_json()


def read(content: str) -> Act:
    """Return the act that JSON stands for.

    Raises:
        ValueError: it was written by another version of the program.
    """
    return _ACTS.validate_json(content)
