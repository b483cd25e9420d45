"""What happens when the program fails: the patient reads the fallback, the log names kind and place."""

import logging
from typing import Final

from telegram import Update
from telegram.constants import ChatType

from bot.logs import described
from bot.telegram.delivery import Delivery
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer
from bot.telegram.routed import Context

_log: Final = logging.getLogger(__name__)


class Fallback:
    """Stands in for the answer that failed."""

    def __init__(self, renderer: Renderer, delivery: Delivery) -> None:
        self._renderer = renderer
        self._delivery = delivery

    async def after(self, update: object, context: Context) -> None:
        """Log what failed without a word of the message, and tell the patient; never fails itself."""
        _log.error("an update failed: %s", described(context.error))
        try:
            await self._tell(update, context)
        except Exception as failure:  # noqa: BLE001 nobody stands behind the last resort
            _log.error("the fallback failed as well: %s", described(failure))

    async def _tell(self, update: object, context: Context) -> None:
        if not isinstance(update, Update) or update.my_chat_member:
            return
        if update.callback_query:
            await self._delivery.answer(update.callback_query)
        chat = update.effective_chat
        if chat and chat.type == ChatType.PRIVATE:
            await self._delivery.send(context.bot, chat.id, self._renderer.notice(Notice.FAILED))
