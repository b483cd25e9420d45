"""Answers that need not be worked out twice: many patients ask the same, and it has one answer.

What is kept is no patient's word: each text is known by a digest, made with a key that ends with the program.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import blake2b
from typing import Final, Generic, TypeVar

from bot.core.answering import Answerer, Question, Screened
from bot.core.replies import Answer, NotCovered, Reply
from bot.core.safety.red_flags import RedFlag

MOST: Final = 4_096
"""Texts whose answers are kept."""

Found = TypeVar("Found")


class Answers:
    """Asks the answerer, and keeps what it decided; deciding depends on nothing but the question."""

    def __init__(self, answerer: Answerer, most: int = MOST) -> None:
        self._answerer = answerer
        self._key = secrets.token_bytes(32)
        self._replies = _Kept[Reply](most)
        self._flags = _Kept[RedFlag | None](most)
        self._suggested = _Kept[tuple[Answer | NotCovered, ...]](most)

    def reply_to(self, question: Question, screened: Screened | None = None) -> Reply:
        """Decide the reply to what a patient typed; what was screened must be the text of the question."""
        digest = self._digest(question.text)
        key = (digest, question.left_open, question.topic_before, question.day)
        known = screened or self._known(digest)
        return self._replies.get(key, lambda: self._answerer.reply_to(question, known))

    def reply_about(self, topic_id: str, day: int | None = None) -> Answer | NotCovered | None:
        """Return the reply about a topic chosen by a button or a link; None when there is no such topic."""
        return self._answerer.reply_about(topic_id, day)

    def likely(self, text: str, most: int) -> tuple[Answer | NotCovered, ...]:
        """Return what a text may ask for, the likeliest first, each reply about one topic."""
        return self._suggested.get((self._digest(text), most), lambda: self._answerer.likely(text, most))

    def red_flag_in(self, written: str) -> RedFlag | None:
        """Return the most urgent red flag of a text."""
        return self.screened(written).flag

    def screened(self, written: str) -> Screened:
        """Look for red flags in a text; of what is found, only the flag is kept here."""
        digest = self._digest(written)
        if known := self._known(digest):
            return known
        found = self._answerer.screened(written)
        self._flags.get(digest, lambda: found.flag)
        return found

    def _known(self, digest: bytes) -> Screened | None:
        kept = self._flags.kept(digest)
        return Screened(*kept) if kept else None

    def _digest(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()


class _Kept(Generic[Found]):
    """The last so many values; the one that nobody asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Found] = OrderedDict()

    def kept(self, key: Hashable) -> tuple[Found] | None:
        """Return what is kept under a key, by itself; None without anything."""
        return (self._values[key],) if key in self._values else None

    def get(self, key: Hashable, work_out: Callable[[], Found]) -> Found:
        """Return what is kept under a key, or work it out and keep it; what fails is not kept."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = self._values[key] = work_out()
        if len(self._values) > self._most:
            self._values.popitem(last=False)
        return value
