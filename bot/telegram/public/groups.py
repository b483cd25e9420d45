"""A group: what is addressed to the bot is answered, under the question, with nothing private in it."""

from collections.abc import Iterable, Iterator

from bot.core.answering import Question
from bot.core.model import Topic
from bot.core.replies import Answer, NotCovered, Reply, kind_of, topics_answered
from bot.telegram.answers import Answers
from bot.telegram.exchange import Exchange, Handler
from bot.telegram.letters import Act, Effect, Say
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

    def danger(self, it: Exchange) -> Iterator[Effect]:
        """Answer a red flag in general words, once for each message, edits included."""
        if it.flag and it.memory.notes_card(it.message.message_id, it.flag.id):
            yield self._say(it, self._reply_to(it, words_in(it.message)))

    def question(self, it: Exchange) -> Iterator[Effect]:
        """Answer what was asked; a bare mention brings the help text, a bare picture the bot's limit."""
        if asked := question_in(it.message):
            yield self._say(it, self._reply_to(it, asked))
        else:
            yield self._notice(it, limit_of(it.message) or Notice.HELP)

    def comment(self, it: Exchange) -> Iterator[Effect]:
        """Answer what is addressed to nobody where the bot understands it; else leave it to people."""
        if it.flag:
            yield from self.danger(it)
        elif asked := question_in(it.message):
            reply = self._reply_to(it, asked)
            if isinstance(reply, Answer | NotCovered):
                yield self._say(it, reply)

    def forget(self, it: Exchange) -> Iterator[Effect]:
        """Forget the group, and say so."""
        it.memory.forget()
        yield self._notice(it, Notice.FORGOTTEN)

    def number(self, it: Exchange) -> Iterator[Effect]:
        """Tell the number of the group."""
        message = self._renderer.number_of_group(it.message.chat.id, it.message.get_bot().username)
        yield _under(it, message)

    def telling(self, notice: Notice) -> Handler:
        """Return a handler that shows one notice."""

        def tell(it: Exchange) -> Iterator[Effect]:
            yield self._notice(it, notice)

        return tell

    def _reply_to(self, it: Exchange, asked: str) -> Reply:
        return self._answers.reply_to(Question(text=asked), it.screened_in(asked))

    def _notice(self, it: Exchange, notice: Notice) -> Act:
        return _under(it, self._renderer.notice_in_group(notice, it.message.get_bot().username))

    def _say(self, it: Exchange, reply: Reply) -> Act:
        message = self._renderer.in_group(reply, it.message.get_bot().username)
        return _under(it, message, kind_of(reply), topics_answered(reply))


def _under(it: Exchange, message: Message, told: str = "notice", topics: Iterable[Topic] = ()) -> Act:
    thread = it.message.message_thread_id if it.message.is_topic_message else None
    ids = tuple(topic.id for topic in topics)
    return Say(message=message, told=told, topics=ids, under=it.message.message_id, thread=thread)
