"""Deciding: a stored update in, what goes out and what is remembered; nothing here waits for anything."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Final

from telegram import Bot, Update
from telegram.constants import ChatType

from bot.core.replies import Urgent
from bot.logs import described
from bot.storage.changes import Count
from bot.storage.records import Finished, Letter, OpenUpdate, PutBack, Receipts
from bot.telegram.exchange import Situation
from bot.telegram.letters import Acknowledge, Act, Addressed, Effect, Say, written
from bot.telegram.memory import ChatMemory, Kept
from bot.telegram.notices import Notice
from bot.telegram.reminders import Reminder, reminder_in
from bot.telegram.rendering import Renderer
from bot.telegram.routing import Routing
from bot.watch.metrics import Metrics

MOST_FAILURES: Final = 3
"""Tries before an update is set aside."""
MOST_RISKS: Final = 10
"""Ends of the program while an update was worked on, from which on it is taken for their cause: by then it is
no coincidence, as when somebody kills the program again and again."""
PAUSE: Final = 0.1
"""Seconds before the second try; the third waits twice as long."""
COUNTED: Final = frozenset({"urgent", "answer", "clarify", "not-covered", "unknown"})
"""Kinds of reply that are counted for the clinic; greetings, notices and menus are not."""
MEANT_FOR_THE_BOT: Final = ("message", "edited_message", "callback_query")

_log: Final = logging.getLogger(__name__)


class Decider:
    """Turns open updates into finished ones; an update that cannot be answered is set aside, and told so."""

    def __init__(  # noqa: PLR0913  Everything that deciding depends on.
        self,
        bot: Bot,
        routing: Routing,
        renderer: Renderer,
        metrics: Metrics,
        clock: Callable[[], float],
        *,
        zone: tzinfo = UTC,
    ) -> None:
        """Take the bot only for its own name: nothing is sent from here.

        The clock tells seconds (UTC); what is counted belongs to a day in the clinic's zone.
        """
        self._zone = zone
        self._metrics = metrics
        self._bot = bot
        self._routing = routing
        self._renderer = renderer
        self._clock = clock

    def renew(self, routing: Routing, renderer: Renderer) -> None:
        """Decide from other content from the next update on."""
        self._routing, self._renderer, self._zone = routing, renderer, renderer.zone

    def decide(self, it: OpenUpdate) -> Finished | PutBack:
        """Decide what an update leads to.

        A failure is tried again, and after the third the patient is told; a red flag gets its card at once.
        """
        if it.failures >= MOST_RISKS:
            # Each time somebody worked on it by itself, the whole program ended.
            return self._set_aside(it, "took the program down")
        try:
            raw = json.loads(it.body)
            update = reminder_in(raw) or Update.de_json(raw, self._bot)
        except Exception as failure:  # noqa: BLE001  The library names no exception for what it cannot read.
            _log.error("an update cannot be read and is set aside: %s", described(failure))
            return self._set_aside(it, "unreadable")
        try:
            return self._answered(it, update)
        except Exception as failure:  # noqa: BLE001  Whatever fails, the next patient is answered.
            _log.error("an update failed: %s", described(failure))
            return self._after_failure(it, update)

    def _after_failure(self, it: OpenUpdate, update: Update | Reminder) -> Finished | PutBack:
        card = self._card_for(update) if isinstance(update, Update) else None
        if card and it.lane is not None:
            letters = (_letter(Addressed(chat_id=it.lane, act=card), it.arrived),)
            return Finished(claim=it.claim, letters=letters, memory=it.memory, kept=it.kept, reason="failed")
        if it.failures + 1 >= MOST_FAILURES:
            return self._set_aside(it, "failed")
        return PutBack(claim=it.claim, until=self._clock() + PAUSE * 2**it.failures)

    def _card_for(self, update: Update) -> Act | None:
        """Return the card of a red flag, found by the screen alone, for an update whose answer failed."""
        try:
            flag = self._routing.flag_in(update)
            chat = update.effective_chat
        except Exception:  # noqa: BLE001  The screen itself fails: the fallback carries the urgent line.
            return None
        if flag is None or chat is None or chat.type != ChatType.PRIVATE:
            return None
        return Say(message=self._renderer.reply(Urgent(flag=flag)), told="urgent")

    def _answered(self, it: OpenUpdate, update: Update | Reminder) -> Finished:
        situation = Situation(
            arrived=it.arrived,
            memory=ChatMemory.read(it.memory),
            kept=Kept.read(it.kept),
            number=it.claim.row,
            ticket=it.ticket,
            conversations=it.conversations,
            formerly=it.formerly,
        )
        if isinstance(update, Reminder):
            effects = tuple(self._routing.reminded(update, situation))
            asked, chat_id = it.arrived, update.chat_id
        else:
            effects = tuple(self._routing.effects(update, situation))
            asked, chat_id = _asked(update) or it.arrived, _chat_of(update)
        return self._finished(it, situation, effects, asked, chat_id)

    def _finished(
        self, it: OpenUpdate, situation: Situation, effects: Sequence[Effect], asked: float, chat_id: int
    ) -> Finished:
        acts = [it for it in effects if isinstance(it, Act)]
        for said in (act for act in acts if isinstance(act, Say)):
            _log.info("replied with %s", said.told)
            self._metrics.replied(said.told)
        addressed = (
            Addressed(chat_id=chat_id, act=it) if isinstance(it, Act) else it
            for it in effects
            if isinstance(it, Act | Addressed)
        )
        changes = tuple(it for it in effects if not isinstance(it, Act | Addressed))
        return Finished(
            claim=it.claim,
            letters=tuple(_letter(one, asked) for one in addressed),
            memory=situation.memory.written(),
            kept=situation.kept.written(),
            changes=(*changes, *self._counted(acts, it.arrived)),
        )

    def _counted(self, acts: Iterable[Act], arrived: float) -> Iterator[Count]:
        day = datetime.fromtimestamp(arrived, self._zone).date().isoformat()
        for act in acts:
            if isinstance(act, Say) and act.told in COUNTED:
                yield Count(day=day, name=act.told, topic=act.topics[0] if act.topics else "")

    def _set_aside(self, it: OpenUpdate, reason: str) -> Finished:
        self._metrics.set_aside(reason)
        letters = tuple(
            _letter(Addressed(chat_id=it.lane or 0, act=act), it.arrived) for act in self._consolation(it)
        )
        return Finished(claim=it.claim, letters=letters, memory=it.memory, kept=it.kept, reason=reason)

    def _consolation(self, it: OpenUpdate) -> Iterator[Act]:
        """Yield the fallback for the patient of an update that failed; a group is not told of it."""
        try:
            raw = json.loads(it.body)
            kind = next(kind for kind in MEANT_FOR_THE_BOT if kind in raw)
        except (ValueError, TypeError, StopIteration, RecursionError):
            return
        if kind == "callback_query" and isinstance(raw[kind], dict) and isinstance(raw[kind].get("id"), str):
            yield Acknowledge(query_id=raw[kind]["id"])
        if it.lane is not None and it.lane > 0:
            yield Say(message=self._renderer.notice(Notice.FAILED), told="fallback")


def _asked(update: Update) -> float | None:
    if update.callback_query or update.effective_message is None:
        return None
    message = update.effective_message
    return (message.edit_date or message.date).timestamp()


def _chat_of(update: Update) -> int:
    # An inline query is asked in no chat; what answers it needs none.
    chat = update.effective_chat
    return chat.id if chat else 0


def _letter(it: Addressed, asked: float) -> Letter:
    delivered = tuple(_letter(after, asked) for after in it.delivered)
    undeliverable = tuple(_letter(after, asked) for after in it.undeliverable)
    return Letter(
        chat_id=it.chat_id,
        content=written(it.act),
        asked=asked,
        urgent=it.urgent or (isinstance(it.act, Say) and it.act.told == "urgent"),
        bulk=it.bulk,
        ticket=it.ticket,
        passes_on=it.passes_on,
        only_for=it.only_for,
        receipts=Receipts(delivered=delivered, undeliverable=undeliverable)
        if delivered or undeliverable
        else None,
    )
