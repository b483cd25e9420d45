"""How much one person may ask of the bot, and how often it answers what no person wrote.

Red flags are answered before anything is counted here. What was counted is known by its update, so that an
update which is looked at twice counts once; everything is forgotten with the program.
"""

from collections import OrderedDict, deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Final

from telegram import Message
from telegram.constants import ChatType

from bot.telegram.answers import Answers
from bot.telegram.audience import GROUP, MEMBER, NEW, PATIENT, in_chat
from bot.telegram.exchange import Exchange
from bot.telegram.features import Feature, Row
from bot.telegram.letters import Acknowledge, Effect, Say
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer
from bot.telegram.wording import names_bot, words_in

MOST_PEOPLE: Final = 10_000
"""People, or chats, of whom it is known what they asked last."""
MINUTE: Final = 60.0
ECHO: Final = 10.0
"""Seconds within which the bot answers so many messages in a group that no person wrote."""
MOST_ECHOES: Final = 3

_ASKED: Final = (PATIENT | GROUP) & NEW


@dataclass
class _Seen:
    times: deque[float]
    event: Hashable = None
    is_admitted: bool = field(default=True)


class Window:
    """Lets so many events through in so many seconds, for each of the people or chats seen last."""

    def __init__(self, most: int, seconds: float, people: int = MOST_PEOPLE) -> None:
        self._most = most
        self._seconds = seconds
        self._people = people
        self._seen: OrderedDict[int, _Seen] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    def admits(self, who: int, at: float, event: Hashable) -> bool:
        """Whether an event may pass; the same one, looked at again, gets the same answer and counts once."""
        seen = self._seen.setdefault(who, _Seen(deque(maxlen=self._most)))
        self._seen.move_to_end(who)
        if len(self._seen) > self._people:
            self._seen.popitem(last=False)
        if event != seen.event:
            is_full = len(seen.times) == self._most and at - seen.times[0] < self._seconds
            seen.event, seen.is_admitted = event, not is_full
            if not is_full:
                seen.times.append(at)
        return seen.is_admitted

    def forget(self, who: int) -> None:
        """Begin to count anew."""
        self._seen.pop(who, None)


class Counted:
    """What was counted of people and chats; it outlives the content with which they are answered."""

    def __init__(self, most: int = 0) -> None:
        """Take how many a minute are answered, none for no limit."""
        self.quickness = Window(most, MINUTE) if most else None
        self.told = Window(1, MINUTE)
        self.echoes, self.alarms = Window(MOST_ECHOES, ECHO), Window(MOST_ECHOES, ECHO)


class Limits(Feature):
    """Lets one person have so many messages and taps answered in a minute; at one more it says so, once."""

    def __init__(
        self, answers: Answers, renderer: Renderer, most: int | Counted = 0, *, staff: int | None = None
    ) -> None:
        """Take how many a minute, none for no limit, and the chat of the staff, which has no limit.

        Instead of a number, take what was counted before, to count on.
        """
        self._answers = answers
        self._renderer = renderer
        counted = most if isinstance(most, Counted) else Counted(most)
        self._quickness, self._told = counted.quickness, counted.told
        self._echoes, self._alarms = counted.echoes, counted.alarms
        self._is_staff = in_chat(staff) if staff is not None else None

    def unscreened_rows(self) -> tuple[Row, ...]:
        """Return the row for what no person wrote, once the bot has answered enough of it."""
        return (Row(self._is_echo, _silence),)

    def rows(self) -> tuple[Row, ...]:
        """Return the row for what comes too quickly."""
        return (Row(self._is_too_quick, self._decline),)

    def _is_echo(self, it: Exchange) -> bool:
        message = it.update.message
        if message is None or not MEMBER.check_update(it.update):
            return False
        if _is_by_person(message):
            self._echoes.forget(message.chat.id)
            self._alarms.forget(message.chat.id)
            return False
        # Danger is counted by itself: silence about it is only kept where its text has just been shown.
        is_danger = self._answers.red_flag_in(words_in(message)) is not None
        answered = self._alarms if is_danger else self._echoes
        return not answered.admits(message.chat.id, it.at.timestamp(), it.update.update_id)

    def _is_too_quick(self, it: Exchange) -> bool:
        if self._quickness is None or (self._is_staff and self._is_staff(it)):
            return False
        if not it.update.callback_query and not _ASKED.check_update(it.update):
            return False
        return not self._quickness.admits(_who(it), it.at.timestamp(), _event(it))

    def _decline(self, it: Exchange) -> Iterator[Effect]:
        query, message = it.update.callback_query, it.update.message
        if query is not None:
            yield Acknowledge(query_id=query.id)
        chat = it.update.effective_chat
        if chat is None or not self._told.admits(_who(it), it.at.timestamp(), it.update.update_id):
            return
        if chat.type == ChatType.PRIVATE:
            yield Say(message=self._renderer.notice(Notice.TOO_QUICK))
        elif message is not None and names_bot(message):
            notice = self._renderer.notice_in_group(Notice.TOO_QUICK, message.get_bot().username)
            thread = message.message_thread_id if message.is_topic_message else None
            yield Say(message=notice, under=message.message_id, thread=thread)


def _silence(_: Exchange) -> Iterator[Effect]:
    yield from ()


def _is_by_person(message: Message) -> bool:
    return message.sender_chat is None and message.via_bot is None


def _who(it: Exchange) -> int:
    sender = it.update.effective_sender
    return sender.id if sender else 0


def _event(it: Exchange) -> Hashable:
    # Ten pictures sent together are ten messages, and one thing that somebody asks.
    message = it.update.message
    return (message and message.media_group_id) or it.update.update_id
