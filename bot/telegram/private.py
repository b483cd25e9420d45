"""A patient's private chat: danger, questions, commands and what is not text."""

from collections.abc import Iterator

from telegram import ChatMember

from bot.core.answering import Question
from bot.core.replies import Reply, Unknown, Urgent, kind_of, left_open, topics_answered
from bot.storage.changes import DropReminders
from bot.telegram.answers import Answers
from bot.telegram.exchange import Exchange, Handler
from bot.telegram.letters import Act, Effect, Say
from bot.telegram.media import limit_of
from bot.telegram.memory import CHECK_IN
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer
from bot.telegram.wording import payload_in, question_in, words_in


class PrivateChat:
    """Speaks with one patient at a time."""

    def __init__(self, answers: Answers, renderer: Renderer) -> None:
        self._answers = answers
        self._renderer = renderer

    def danger(self, it: Exchange) -> Iterator[Effect]:
        """Answer a red flag, wherever in a message it stands; an edit brings the card alone, and once."""
        if it.flag is None or not it.memory.notes_card(it.message.message_id, it.flag.id):
            return
        if it.update.edited_message:
            yield self.say(it, Urgent(flag=it.flag))
            return
        yield self.say(it, self._reply_to(it, words_in(it.message)))
        yield from self._admit(it, _limit_in(it))

    def question(self, it: Exchange) -> Iterator[Effect]:
        """Answer what was typed."""
        yield self.say(it, self._reply_to(it, question_in(it.message)))

    def attachment(self, it: Exchange) -> Iterator[Effect]:
        """Answer the caption, and admit that nobody looks at the rest."""
        asked, limit = question_in(it.message), _limit_in(it)
        reply = self._reply_to(it, asked) if asked else None
        if reply and not (limit and _adds_nothing(reply)):
            yield self.say(it, reply)
        yield from self._admit(it, limit)

    def start(self, it: Exchange) -> Iterator[Effect]:
        """Open the topic that a deep link names; anything else is a plain start."""
        payload = payload_in(it.message)
        reply = self.about(it, payload) if payload else None
        yield self.say(it, reply) if reply else self._notice(Notice.WELCOME)

    def command(self, it: Exchange) -> Iterator[Effect]:
        """Read what follows a command nobody knows as a question; alone it brings the help text."""
        if question_in(it.message):
            yield from self.question(it)
        else:
            yield self._notice(Notice.HELP)

    def topics(self, _: Exchange) -> Iterator[Effect]:
        """Show the menu."""
        yield Say(message=self._renderer.menu())

    def telling(self, notice: Notice) -> Handler:
        """Return a handler that shows one notice."""

        def tell(_: Exchange) -> Iterator[Effect]:
            yield self._notice(notice)

        return tell

    def membership(self, it: Exchange) -> Iterator[Effect]:
        """Forget a chat that closes itself to the bot, and write to it no more by oneself."""
        change = it.update.my_chat_member
        if change and change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}:
            it.memory.forget()
        if change and it.kept.check_ins:
            # Neither from a chat that is shut, nor after it has been opened again: that takes another tap.
            it.kept.check_ins = False
            yield DropReminders(chat_id=change.chat.id, names=(CHECK_IN,))

    def about(self, it: Exchange, topic_id: str) -> Reply | None:
        """Return the reply about a topic chosen by a button or a link, on the patient's day."""
        return self._answers.reply_about(topic_id, self._day(it))

    def say(self, it: Exchange, reply: Reply) -> Act:
        """Return a reply as what to send, and remember what the next question may hang on."""
        topics = topics_answered(reply)
        it.memory.left_open = left_open(reply)
        if topics or isinstance(reply, Urgent):
            # After an urgent card alone, "it" is the danger and no topic from before.
            it.memory.notes_topic(topics[0].id if topics else None, it.at)
        ids = tuple(topic.id for topic in topics)
        message = self._renderer.reply(reply)
        return Say(message=message, told=kind_of(reply), topics=ids, under=self._asked_by(it))

    def _reply_to(self, it: Exchange, asked: str) -> Reply:
        return self._answers.reply_to(
            Question(
                text=asked,
                left_open=it.memory.left_open,
                topic_before=it.memory.topic_at(it.at),
                day=self._day(it),
            ),
            it.screened_in(asked),
        )

    def _day(self, it: Exchange) -> int | None:
        return it.kept.day_at(it.at, self._renderer.zone)

    def _notice(self, notice: Notice) -> Act:
        return Say(message=self._renderer.notice(notice))

    def _admit(self, it: Exchange, limit: Notice | None) -> Iterator[Effect]:
        if limit:
            yield Say(message=self._renderer.notice(limit), under=self._asked_by(it))

    def _asked_by(self, it: Exchange) -> int | None:
        """Return the patient's message, under which a button finds their words again; nothing keeps them."""
        asked = it.update.message if self._renderer.has_staff else None
        return asked.message_id if asked else None


def _limit_in(it: Exchange) -> Notice | None:
    # Ten pictures sent together are ten messages: one notice is enough.
    limit, album = limit_of(it.message), it.message.media_group_id
    if album is not None:
        it.memory.desk.notes_album(album, it.message.message_id)
    return limit if limit and it.memory.notes_album(album) else None


def _adds_nothing(reply: Reply) -> bool:
    # "I cannot see pictures, please type" covers a caption such as "what is this?".
    return isinstance(reply, Unknown) and not reply.medicine_named
