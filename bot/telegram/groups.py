"""A group: only what is addressed to the bot is answered, under the question, with nothing private in it."""

from collections.abc import Iterator

from bot.core.answering import Question
from bot.core.replies import Reply, kind_of
from bot.telegram.answers import Answers
from bot.telegram.exchange import Exchange, Handler
from bot.telegram.letters import Act, Say
from bot.telegram.media import limit_of
from bot.telegram.messages import Message
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer
from bot.telegram.wording import question_in, words_in


class Group:
    """Speaks with several people at once, so it names no symptom and gives no clinical answer."""

    def __init__(self, answers: Answers, renderer: Renderer) -> None:
        self._answers = answers
        self._renderer = renderer

    def danger(self, it: Exchange) -> Iterator[Act]:
        """Answer a red flag in general words, once for each message, edits included."""
        if it.flag and it.memory.notes_card(it.message.message_id, it.flag.id):
            yield self._say(it, self._reply_to(it, words_in(it.message)))

    def question(self, it: Exchange) -> Iterator[Act]:
        """Answer what was asked; a bare mention brings the help text, a bare picture the bot's limit."""
        if asked := question_in(it.message):
            yield self._say(it, self._reply_to(it, asked))
        else:
            yield self._notice(it, limit_of(it.message) or Notice.HELP)

    def forget(self, it: Exchange) -> Iterator[Act]:
        """Forget the group, and say so."""
        it.memory.forget()
        yield self._notice(it, Notice.FORGOTTEN)

    def telling(self, notice: Notice) -> Handler:
        """Return a handler that shows one notice."""

        def tell(it: Exchange) -> Iterator[Act]:
            yield self._notice(it, notice)

        return tell

    def _reply_to(self, it: Exchange, asked: str) -> Reply:
        return self._answers.reply_to(Question(text=asked), it.screened_in(asked))

    def _notice(self, it: Exchange, notice: Notice) -> Act:
        return _under(it, self._renderer.notice_in_group(notice, it.message.get_bot().username))

    def _say(self, it: Exchange, reply: Reply) -> Act:
        return _under(it, self._renderer.in_group(reply, it.message.get_bot().username), kind_of(reply))


def _under(it: Exchange, message: Message, told: str = "notice") -> Act:
    thread = it.message.message_thread_id if it.message.is_topic_message else None
    return Say(message=message, told=told, under=it.message.message_id, thread=thread)
