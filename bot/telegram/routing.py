"""The one table that says which update goes where, and the screen that stands before it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import wraps
from typing import Final

from telegram import Message, Update
from telegram.ext import filters

from bot.core.safety.red_flags import Level, RedFlag
from bot.telegram.answers import Answers
from bot.telegram.audience import CONTENT, EDITED, GROUP, MEMBER, NAMED, NEW, PATIENT, Command, by
from bot.telegram.exchange import Exchange, Handler, Situation
from bot.telegram.features import Feature, Row
from bot.telegram.letters import Effect, Say
from bot.telegram.notices import Notice
from bot.telegram.private import PrivateChat
from bot.telegram.public.groups import Group
from bot.telegram.public.inline import Inline
from bot.telegram.reminders import Reminder
from bot.telegram.rendering import Renderer
from bot.telegram.taps import Taps
from bot.telegram.wording import payload_in, words_in

ALLOWED_UPDATES: Final = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""Named at every start, because Telegram remembers what the last program asked for."""


class Routing:
    """Finds what answers an update; red flags come before every other rule in which a patient speaks."""

    def __init__(self, answers: Answers, renderer: Renderer, features: Sequence[Feature] = ()) -> None:
        self._answers = answers
        private, group = PrivateChat(answers, renderer), Group(answers, renderer)
        self._unscreened = tuple(row for feature in features for row in feature.unscreened_rows())
        self._danger = _danger(private, group, features)
        more = tuple(row for feature in features for row in feature.rows())
        taps = {kind: handler for feature in features for kind, handler in feature.taps().items()}
        self._rest = (
            *more,
            *_ordinary(private, group, features),
            Row(lambda it: it.update.callback_query, Taps(answers, renderer, private, taps).tap),
            Row(lambda it: it.update.inline_query, Inline(answers, renderer).suggest),
            Row(lambda it: it.update.my_chat_member, private.membership),
        )
        self._reminders = {
            name: handler for feature in features for name, handler in feature.reminders().items()
        }

    def effects(self, update: Update, situation: Situation) -> Iterator[Effect]:
        """Yield what an update leads to; the memory and what is kept change as it is read.

        What a tap leads to counts from when it arrived: a tap carries no date.
        """
        it = self.exchange_of(update, situation)
        row = self.row_for(it)
        if row is not None:
            yield from row.handler(it)

    def reminded(self, reminder: Reminder, situation: Situation) -> Iterator[Effect]:
        """Yield what a reminder leads to; one that nobody knows any more leads to nothing."""
        handler = self._reminders.get(reminder.name)
        if handler is not None:
            yield from handler(reminder, situation)

    def exchange_of(self, update: Update, situation: Situation) -> Exchange:
        """Return an update with everything that is known of it; what a person wrote is screened here."""
        message = None if update.callback_query else update.effective_message
        asked = (message.edit_date or message.date) if message else None
        at = asked or datetime.fromtimestamp(situation.arrived, UTC)
        bare = Exchange(update, situation, at)
        if any(row.takes(bare) for row in self._unscreened):
            return bare
        written = self._screened_words_in(update)
        screened = None if written is None else self._answers.screened(written)
        return Exchange(update, situation, at, written or "", screened)

    def row_for(self, it: Exchange) -> Row | None:
        """Return the first row of the table that takes an update; None when it is nobody's business.

        With a red flag, no command, caption, edit or rule of a group stands before the screen. Where the bot
        may read a whole group, an emergency is answered even when the bot is not addressed.
        """
        danger: tuple[Row, ...] = ()
        if it.flag is not None:
            danger = self._danger if it.flag.level is Level.EMERGENCY else self._danger[:-1]
        return next((row for row in (*self._unscreened, *danger, *self._rest) if row.takes(it)), None)

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


def _danger(private: PrivateChat, group: Group, features: Sequence[Feature]) -> tuple[Row, ...]:
    """Return the rows for red flags; the last one is for emergencies alone."""

    def in_private(it: Exchange) -> Iterator[Effect]:
        yield from private.danger(it)
        for feature in features:
            yield from feature.after_danger(it)

    return (
        Row(by(PATIENT & (NEW | EDITED)), in_private),
        Row(by(GROUP & (NEW | EDITED)), group.danger),
        Row(by(MEMBER & (NEW | EDITED)), group.danger),
    )


def _ordinary(private: PrivateChat, group: Group, features: Sequence[Feature]) -> tuple[Row, ...]:
    def noted(handler: Handler) -> Handler:
        """Return a handler of questions beside whose replies the features have their say."""

        @wraps(handler)
        def answer(it: Exchange) -> Iterator[Effect]:
            for effect in handler(it):
                yield effect
                if isinstance(effect, Say):
                    for feature in features:
                        yield from feature.after_question(it, effect)

        return answer

    patient, member = PATIENT & NEW, GROUP & NEW
    told = {"help": Notice.HELP, "urgent": Notice.URGENT, "about": Notice.ABOUT, "privacy": Notice.PRIVACY}
    shown = {"start": Notice.WELCOME, "topics": Notice.HELP} | told
    return (
        Row(by(patient & Command("start")), private.start),
        Row(by(patient & Command("topics")), private.topics),
        *(Row(by(patient & Command(name)), private.telling(it)) for name, it in told.items()),
        Row(by(patient & filters.COMMAND), noted(private.command)),
        Row(by(patient & filters.TEXT), noted(private.question)),
        Row(by(patient & CONTENT), private.attachment),
        Row(by(member & Command("forget")), group.forget),
        Row(by(member & Command("id")), group.number),
        *(Row(by(member & Command(name)), group.telling(it)) for name, it in shown.items()),
        Row(by(member & NAMED & CONTENT), group.question),
    )
