"""Inline mode: whoever types the bot's name in any chat is offered whole answers to post there.

Nothing is remembered of the asker, and the same words bring everybody the same.
"""

from collections.abc import Iterator
from typing import Final

from telegram import InlineQuery

from bot.core.replies import Answer, NotCovered, Urgent
from bot.core.safety.red_flags import Level, RedFlag
from bot.telegram.answers import Answers
from bot.telegram.exchange import Exchange
from bot.telegram.letters import Addressed, Effect, Suggest, Suggestion
from bot.telegram.messages import Message
from bot.telegram.rendering import Renderer

MOST_SUGGESTED: Final = 5


class Inline:
    """Suggests answers; a red flag in the words brings its card first."""

    def __init__(self, answers: Answers, renderer: Renderer) -> None:
        self._answers = answers
        self._renderer = renderer
        self._words = renderer.phrases.channel

    def suggest(self, it: Exchange) -> Iterator[Effect]:
        """Answer an inline query, in the asker's own lane: nobody waits behind another asker."""
        query = it.update.inline_query
        if query is not None:
            found = tuple(self._suggestions(query))[:MOST_SUGGESTED]
            yield Addressed(
                chat_id=query.from_user.id, act=Suggest(query_id=query.id, suggestions=found), urgent=True
            )

    def _suggestions(self, query: InlineQuery) -> Iterator[Suggestion]:
        flag = self._answers.red_flag_in(query.query)
        if flag is not None:
            yield self._card(flag, query)
        if flag is None or flag.level is not Level.EMERGENCY:
            yield from (self._answer(reply, query) for reply in self._replies(query.query))

    def _replies(self, asked: str) -> tuple[Answer | NotCovered, ...]:
        if asked.strip():
            return self._answers.likely(asked, MOST_SUGGESTED)
        main = (self._answers.reply_about(topic_id) for topic_id in self._words.main_topics)
        return tuple(reply for reply in main if reply)

    def _card(self, flag: RedFlag, query: InlineQuery) -> Suggestion:
        return Suggestion(
            id=f"card:{flag.id}",
            title=self._words.urgent_title,
            summary=self._words.urgent_summary,
            message=self._renderer.suggested(Urgent(flag=flag), query.get_bot().username),
        )

    def _answer(self, reply: Answer | NotCovered, query: InlineQuery) -> Suggestion:
        [topic] = reply.topics
        message = self._renderer.suggested(reply, query.get_bot().username)
        return Suggestion(
            id=topic.id, title=topic.title, summary=_summary_of(message, topic.title), message=message
        )


def _summary_of(message: Message, title: str) -> str:
    """Return the first sentence of a message below its title, as patients will read it."""
    lines = (line.strip() for line in message.text.splitlines())
    first = next((line for line in lines if line and line != title and not line.endswith(":")), title)
    sentence, _, more = first.partition(". ")
    return f"{sentence}." if more else first
