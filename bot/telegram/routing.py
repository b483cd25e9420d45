"""The one table that says which update goes where, and the screen that stands before it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from telegram import Message, Update
from telegram.ext import filters

from bot.core.safety.red_flags import Level, RedFlag
from bot.telegram.answers import Answers
from bot.telegram.audience import CONTENT, EDITED, GROUP, MEMBER, NAMED, NEW, PATIENT, Command
from bot.telegram.exchange import Exchange, Handler
from bot.telegram.groups import Group
from bot.telegram.letters import Act
from bot.telegram.memory import ChatMemory
from bot.telegram.notices import Notice
from bot.telegram.private import PrivateChat
from bot.telegram.rendering import Renderer
from bot.telegram.taps import Taps
from bot.telegram.wording import payload_in, words_in

ALLOWED_UPDATES: Final = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""Named at every start, because Telegram remembers what the last program asked for."""


class Row(NamedTuple):
    """One line of the table: which updates it takes, and what answers them."""

    takes: Callable[[Update], object]
    handler: Handler


class Routing:
    """Finds what answers an update; red flags come before every other rule."""

    def __init__(self, answers: Answers, renderer: Renderer) -> None:
        self._answers = answers
        private, group = PrivateChat(answers, renderer), Group(answers, renderer)
        self._danger, self._ordinary = _danger(private, group), _ordinary(private, group)
        self._other = (
            Row(lambda update: update.callback_query, Taps(answers, renderer, private).tap),
            Row(lambda update: update.my_chat_member, private.membership),
        )

    def acts(self, update: Update, memory: ChatMemory, arrived: float) -> Iterator[Act]:
        """Yield what an update leads to; the memory changes as it is read.

        What a tap leads to counts from when it arrived (seconds since the epoch): a tap carries no date.
        """
        message, written = update.effective_message, self._screened_words_in(update)
        screened = None if written is None else self._answers.screened(written)
        asked = (message.edit_date or message.date) if message and not update.callback_query else None
        at = asked or datetime.fromtimestamp(arrived, UTC)
        exchange = Exchange(update, memory, at, written or "", screened)
        for row in self.rows(exchange.flag):
            if row.takes(update):
                yield from row.handler(exchange)
                return

    def rows(self, flag: RedFlag | None) -> tuple[Row, ...]:
        """Return the table for a message with that red flag: the first row that fits takes the update.

        With a flag, no command, caption, edit or rule of a group stands before the screen. Where the bot may
        read a whole group, an emergency is answered even when the bot is not addressed.
        """
        if flag is None:
            return (*self._ordinary, *self._other)
        danger = self._danger if flag.level is Level.EMERGENCY else self._danger[:-1]
        return (*danger, *self._ordinary, *self._other)

    def is_urgent(self, written: str) -> bool:
        """Whether a text holds an emergency, which overtakes whatever else waits."""
        flag = self._answers.red_flag_in(written)
        return flag is not None and flag.level is Level.EMERGENCY

    def flag_in(self, update: Update) -> RedFlag | None:
        """Return the most urgent red flag in what a person wrote, be it a text, a caption or a command."""
        written = self._screened_words_in(update)
        return None if written is None else self._answers.red_flag_in(written)

    def _screened_words_in(self, update: Update) -> str | None:
        message = update.message or update.edited_message
        if message is None or not (PATIENT | MEMBER).check_update(update) or self._opens_topic(message):
            return None
        return words_in(message)

    def _opens_topic(self, message: Message) -> bool:
        # The id of a topic in a deep link is no patient's word.
        payload = payload_in(message)
        return payload is not None and self._answers.reply_about(payload) is not None


def _danger(private: PrivateChat, group: Group) -> tuple[Row, ...]:
    """Return the rows for red flags; the last one is for emergencies alone."""
    return (
        Row((PATIENT & (NEW | EDITED)).check_update, private.danger),
        Row((GROUP & (NEW | EDITED)).check_update, group.danger),
        Row((MEMBER & (NEW | EDITED)).check_update, group.danger),
    )


def _ordinary(private: PrivateChat, group: Group) -> tuple[Row, ...]:
    patient, member = PATIENT & NEW, GROUP & NEW
    told = {"help": Notice.HELP, "urgent": Notice.URGENT, "about": Notice.ABOUT, "privacy": Notice.PRIVACY}
    shown = {"start": Notice.WELCOME, "topics": Notice.HELP} | told
    return (
        Row((patient & Command("start")).check_update, private.start),
        Row((patient & Command("topics")).check_update, private.topics),
        Row((patient & Command("forget")).check_update, private.forget),
        *(Row((patient & Command(name)).check_update, private.telling(it)) for name, it in told.items()),
        Row((patient & filters.COMMAND).check_update, private.command),
        Row((patient & filters.TEXT).check_update, private.question),
        Row((patient & CONTENT).check_update, private.attachment),
        Row((member & Command("forget")).check_update, group.forget),
        *(Row((member & Command(name)).check_update, group.telling(it)) for name, it in shown.items()),
        Row((member & NAMED & CONTENT).check_update, group.question),
    )
