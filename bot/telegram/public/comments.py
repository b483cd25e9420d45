"""Comments under the posts of a channel: answered like a group's questions, unasked only where understood."""

from collections.abc import Iterator

from telegram.ext import filters

from bot.telegram.answers import Answers
from bot.telegram.audience import CONTENT, MEMBER, NEW, by
from bot.telegram.exchange import Exchange
from bot.telegram.features import Feature, Row
from bot.telegram.letters import Effect
from bot.telegram.public.groups import Group
from bot.telegram.rendering import Renderer
from bot.telegram.wording import is_addressed

_POST = filters.ChatType.GROUPS & filters.IS_AUTOMATIC_FORWARD & NEW
_ANYTHING = MEMBER & NEW & CONTENT


class Comments(Feature):
    """Knows the channel's posts in its discussion group, and what is said under them."""

    def __init__(self, answers: Answers, renderer: Renderer) -> None:
        self._group = Group(answers, renderer)

    def rows(self) -> tuple[Row, ...]:
        """Return a row for posts and one for comments that are addressed to nobody."""
        return (Row(by(_POST), self._note), Row(_is_comment, self._group.comment))

    def _note(self, it: Exchange) -> Iterator[Effect]:
        it.memory.notes_post(it.message.message_id)
        yield from ()


def _is_comment(it: Exchange) -> bool:
    """Whether a message answers a post, or somebody's comment on one, and is not addressed to the bot."""
    if not _ANYTHING.check_update(it.update) or is_addressed(it.message):
        return False
    answered = it.message.reply_to_message
    if answered is not None and answered.is_automatic_forward:
        return True
    return not it.message.is_topic_message and it.message.message_thread_id in it.memory.posts
