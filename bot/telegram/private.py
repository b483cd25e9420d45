"""A patient's private chat: danger, questions, commands and what is not text."""

from collections.abc import Iterator

from telegram import ChatMember

from bot.core.answering import Question
from bot.core.replies import Reply, Unknown, Urgent, kind_of, left_open, topics_answered
from bot.telegram.answers import Answers
from bot.telegram.exchange import Exchange, Handler
from bot.telegram.letters import Act, Say
from bot.telegram.media import limit_of
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer
from bot.telegram.wording import payload_in, question_in, words_in


class PrivateChat:
    """Speaks with one patient at a time."""

    def __init__(self, answers: Answers, renderer: Renderer) -> None:
        self._answers = answers
        self._renderer = renderer

    def danger(self, it: Exchange) -> Iterator[Act]:
        """Answer a red flag, wherever in a message it stands; an edit brings the card alone, and once."""
        if it.flag is None or not it.memory.notes_card(it.message.message_id, it.flag.id):
            return
        if it.update.edited_message:
            yield self.say(it, Urgent(flag=it.flag))
            return
        yield self.say(it, self._reply_to(it, words_in(it.message)))
        yield from self._admit(_limit_in(it))

    def question(self, it: Exchange) -> Iterator[Act]:
        """Answer what was typed."""
        yield self.say(it, self._reply_to(it, question_in(it.message)))

    def attachment(self, it: Exchange) -> Iterator[Act]:
        """Answer the caption, and admit that nobody looks at the rest."""
        asked, limit = question_in(it.message), _limit_in(it)
        reply = self._reply_to(it, asked) if asked else None
        if reply and not (limit and _adds_nothing(reply)):
            yield self.say(it, reply)
        yield from self._admit(limit)

    def start(self, it: Exchange) -> Iterator[Act]:
        """Open the topic that a deep link names; anything else is a plain start."""
        payload = payload_in(it.message)
        reply = self._answers.reply_about(payload) if payload else None
        yield self.say(it, reply) if reply else self._notice(Notice.WELCOME)

    def command(self, it: Exchange) -> Iterator[Act]:
        """Read what follows a command nobody knows as a question; alone it brings the help text."""
        if question_in(it.message):
            yield from self.question(it)
        else:
            yield self._notice(Notice.HELP)

    def forget(self, it: Exchange) -> Iterator[Act]:
        """Forget the chat, and say so."""
        it.memory.forget()
        yield self._notice(Notice.FORGOTTEN)

    def topics(self, _: Exchange) -> Iterator[Act]:
        """Show the menu."""
        yield Say(message=self._renderer.menu())

    def telling(self, notice: Notice) -> Handler:
        """Return a handler that shows one notice."""

        def tell(_: Exchange) -> Iterator[Act]:
            yield self._notice(notice)

        return tell

    def membership(self, it: Exchange) -> Iterator[Act]:
        """Forget a chat that closes itself to the bot."""
        change = it.update.my_chat_member
        if change and change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}:
            it.memory.forget()
        yield from ()

    def say(self, it: Exchange, reply: Reply) -> Act:
        """Return a reply as what to send, and remember what the next question may hang on."""
        topics = topics_answered(reply)
        it.memory.left_open = left_open(reply)
        if topics or isinstance(reply, Urgent):
            # After an urgent card alone, "it" is the danger and no topic from before.
            it.memory.notes_topic(topics[0].id if topics else None, it.at)
        return Say(message=self._renderer.reply(reply), told=kind_of(reply))

    def _reply_to(self, it: Exchange, asked: str) -> Reply:
        return self._answers.reply_to(
            Question(text=asked, left_open=it.memory.left_open, topic_before=it.memory.topic_at(it.at)),
            it.screened_in(asked),
        )

    def _notice(self, notice: Notice) -> Act:
        return Say(message=self._renderer.notice(notice))

    def _admit(self, limit: Notice | None) -> Iterator[Act]:
        if limit:
            yield self._notice(limit)


def _limit_in(it: Exchange) -> Notice | None:
    # Ten pictures sent together are ten messages: one notice is enough.
    limit = limit_of(it.message)
    return limit if limit and it.memory.notes_album(it.message.media_group_id) else None


def _adds_nothing(reply: Reply) -> bool:
    # "I cannot see pictures, please type" covers a caption such as "what is this?".
    return isinstance(reply, Unknown) and not reply.medicine_named
