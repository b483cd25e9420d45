"""Erasure: everything about a patient's chat goes, in two taps, and what cannot go is told."""

from collections.abc import Iterator, Mapping

from bot.core.model import Value
from bot.storage.changes import Erase
from bot.telegram.audience import NEW, PATIENT, Command, by
from bot.telegram.buttons import Choice, EraseEverything, encode
from bot.telegram.exchange import Exchange
from bot.telegram.features import Feature, Row, TapHandler
from bot.telegram.letters import Effect, Remove, Say, written
from bot.telegram.messages import Paragraph, Tap, composed
from bot.telegram.rendering import Renderer


class Erasing(Feature):
    """Erases a chat, after asking once."""

    def __init__(self, renderer: Renderer, *, has_staff: bool = False) -> None:
        """Take whether anything can have been handed to the clinic's staff."""
        self._renderer = renderer
        self._words = renderer.phrases.erasure
        self._has_staff = has_staff

    def rows(self) -> tuple[Row, ...]:
        """Return the row of /forget, which holds in an open conversation too."""
        return (Row(by(PATIENT & NEW & Command("forget")), self._ask),)

    def taps(self) -> Mapping[type[Value], TapHandler]:
        """Return what the confirmation does."""
        return {EraseEverything: self._erase}

    def _ask(self, _: Exchange) -> Iterator[Effect]:
        meant = [Paragraph.of(self._words.question)]
        if self._has_staff:
            meant.append(Paragraph.of(self._words.also_staff))
        button = Tap(label=self._words.confirm, data=encode(EraseEverything()))
        yield Say(message=self._renderer.said([*meant, Paragraph.of(self._words.telegram_keeps)], [button]))

    def _erase(self, it: Exchange, _: Choice) -> Iterator[Effect]:
        chat = it.update.effective_chat
        if chat is None:
            return
        it.memory.forget()
        it.kept.forget()
        # The staff read it in their own chat, where no patient is: it carries no closing lines.
        told = Say(message=composed([Paragraph.of(self._words.staff_told)]))
        yield Erase(chat_id=chat.id, removal=written(Remove()), told=written(told))
        receipt = [Paragraph.of(self._words.receipt)]
        if self._has_staff:
            receipt.append(Paragraph.of(self._words.receipt_staff))
        yield Say(message=self._renderer.said([*receipt, Paragraph.of(self._words.telegram_keeps)]))
