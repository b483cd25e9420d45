"""What the library hands to every handler, and how a handler takes the message out of it."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import ContextTypes

Context = ContextTypes.DEFAULT_TYPE
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def message_of(update: Update) -> Message:
    """Return the message of an update.

    Raises:
        LookupError: The routing table let an update through that brings no message.
    """
    message = update.effective_message
    if message is None:
        raise LookupError("an update without a message was routed to a handler of messages")
    return message
