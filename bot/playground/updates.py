"""The queue of updates that wait for the bot: kept until a higher offset, or the webhook, confirms them."""

import itertools
import time
from collections import OrderedDict, deque
from collections.abc import Sequence
from typing import Any, Final

from bot.playground.bell import Bell
from bot.playground.history import History, Step
from bot.playground.queued import Queued
from bot.playground.refusals import Json, conflict
from bot.playground.webhooks import Webhook

FIRST_UPDATE: Final = 730_000_001
LONGEST_POLL: Final = 50.0
"""Telegram answers after this many seconds, whatever the bot asks for."""
MOST_AT_ONCE: Final = 100
HASTE: Final = 0.5
"""Seconds within which a throttled bot that polls again with the same offset gets one update only."""
ON_REQUEST_ONLY: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

# An offset further beyond the next update than this is taken for a mistake and confirms nothing.
_FUTURE: Final = 10
_TERMINATED: Final = "terminated by other getUpdates request; make sure that only one bot instance is running"
_TERMINATED_BY_WEBHOOK: Final = "terminated by setWebhook request"
_WEBHOOK: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Updates:
    """What the bot has not confirmed yet, and the one poll that may wait for more."""

    def __init__(self, history: History) -> None:
        self.waiting: OrderedDict[int, Queued] = OrderedDict()
        """The updates by their place, the oldest first."""
        self.webhook: Webhook | None = None
        """Where updates are posted; polling is refused as long as it is set."""
        self.unposted: deque[Queued] = deque()
        """Updates that the webhook's courier has not seen yet."""
        self.last_error: tuple[int, str] | None = None
        """When the last post to the webhook failed, in Unix time, and why."""
        self.allowed: Sequence[str] = ()
        """The kinds that the bot wants; none means all that need no request."""
        self.throttled = False
        """Whether hasty polls get one update, as at Telegram."""
        self.bell = Bell()
        """Rings when something is queued or confirmed, or the webhook changes."""
        self._history = history
        self._places = itertools.count()
        self._next_id = FIRST_UPDATE
        self._ascending = True
        self._redelivered: set[int] = set()
        self._poll = object()
        self._polled = (0, 0.0)
        self._closed = False

    def push(self, kind: str, content: Json) -> None:
        """Queue an update, unless the bot said that it does not want this kind."""
        if kind in self.allowed or (not self.allowed and kind not in ON_REQUEST_ONLY):
            self.push_raw({kind: content})

    def push_raw(self, update: Any) -> int:
        """Queue an update of any shape and return its id; an object without an id gets the next one."""
        match update:
            case {"update_id": int(number)}:
                pass
            case dict():
                number = self._next_id
                update = {"update_id": number} | update
            case _:
                number = self._next_id
        self._next_id = max(self._next_id, number + 1)
        self._queue(Queued.of(update, next(self._places), number))
        return number

    def redeliver(self, number: int) -> None:
        """Queue a confirmed update once more, with its id.

        Raises:
            LookupError: it is not confirmed, or that is forgotten.
        """
        before = self._history.confirmed(number)
        self._queue(Queued.of(before.shape, next(self._places), number, again=True))

    def restart_ids(self, first: int) -> None:
        """Give the next update this id, as Telegram picks a random one after a silent week.

        Raises:
            ValueError: something waits; Telegram restarts an empty queue only.
        """
        if self.waiting:
            raise ValueError(f"{len(self.waiting)} updates wait")
        self._next_id = first

    def _queue(self, queued: Queued) -> None:
        if self.waiting and queued.number < next(reversed(self.waiting.values())).number:
            self._ascending = False
        if queued.again:
            self._redelivered.add(queued.place)
        self.waiting[queued.place] = queued
        if self.webhook:
            self.unposted.append(queued)
        self._history.add(Step.QUEUED, queued.chat_id, queued.number, queued.shape)
        self.bell.ring()

    def close(self) -> None:
        """End the waiting poll at once, with nothing."""
        self._closed = True
        self.bell.ring()

    def post_to(self, webhook: Webhook | None) -> None:
        """Post all that waits and will come to a webhook, or keep it for polls again."""
        self.webhook = webhook
        self.last_error = None
        self.unposted = deque(self.waiting.values() if webhook else ())
        if webhook:
            self._poll = object()
        self.bell.ring()

    def drop(self) -> None:
        """Forget all that waits."""
        self.waiting.clear()
        self.unposted.clear()
        self.bell.ring()

    async def poll(self, offset: int, limit: int, seconds: float, allowed: Sequence[str] | None) -> list[Any]:
        """Wait for updates from `offset` on, at most `seconds`, and return up to `limit` of them.

        Raises:
            Refusal: 409 while a webhook is set, and for this poll once another one begins.
        """
        if self.webhook:
            raise conflict(_WEBHOOK)
        if allowed is not None:
            self.allowed = allowed
        most = 1 if self._is_hasty(offset) else min(max(limit, 1), MOST_AT_ONCE)
        self._confirm_below(offset)
        mine = self._poll = object()
        self.bell.ring()
        await self.bell.until(
            lambda: bool(self.waiting) or self._closed or self._poll is not mine, min(seconds, LONGEST_POLL)
        )
        if self._poll is not mine:
            raise conflict(_TERMINATED_BY_WEBHOOK if self.webhook else _TERMINATED)
        self._polled = (offset, time.monotonic())
        return [self.handed_out(queued) for queued in itertools.islice(self.waiting.values(), most)]

    def handed_out(self, queued: Queued) -> Any:
        """Return an update as it leaves for the bot, and write that down."""
        self._redelivered.discard(queued.place)
        self._history.add(Step.FETCHED, queued.chat_id, queued.number, queued.shape)
        return queued.shape

    def confirm(self, queued: Queued) -> None:
        """Forget an update, for the bot has it."""
        if self.waiting.pop(queued.place, None):
            self._history.add(Step.CONFIRMED, queued.chat_id, queued.number, queued.shape)
            self.bell.ring()

    def _is_hasty(self, offset: int) -> bool:
        before, at = self._polled
        return self.throttled and offset == before and time.monotonic() - at < HASTE

    def _confirm_below(self, offset: int) -> None:
        if offset > self._next_id + _FUTURE:
            return
        waiting = self.waiting.values()
        if offset < 0:
            known = list(itertools.islice(waiting, max(0, len(waiting) + offset)))
        elif self._ascending:
            known = list(itertools.takewhile(lambda queued: queued.number < offset, waiting))
        else:
            known = [queued for queued in waiting if queued.number < offset]
        for queued in known:
            if queued.place not in self._redelivered:
                self.confirm(queued)
        self._ascending = self._ascending or not self.waiting
