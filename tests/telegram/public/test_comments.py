"""Comments under a channel's posts: answered where the bot understands, left to people where it does not."""

from collections.abc import AsyncIterator, Sequence

import pytest

from bot.playground.channels import Channel
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.telegram.answers import Answers
from bot.telegram.features import Feature
from bot.telegram.public.comments import Comments
from bot.telegram.rendering import Renderer
from tests.telegram.content import PHRASES
from tests.telegram.stage import Stage, acting


def comments(answers: Answers, renderer: Renderer) -> Sequence[Feature]:
    """Build the feature under test."""
    return (Comments(answers, renderer),)


class Discussion:
    """A channel with its discussion group, in which the bot reads everything."""

    def __init__(self, telegram: Stage) -> None:
        self.anna: Patient = telegram.patient("Anna")
        self.group: Group = telegram.group("Talk", self.anna, supergroup=True)
        self.channel: Channel = telegram.channel("Clinic news", "clinic_news")
        self.channel.is_discussed_in(self.group)

    def comments(self, text: str, post: int | None = None) -> int:
        """Let Anna comment on a post, a fresh one unless it is named."""
        return self.channel.comment(self.anna, post or self.channel.posts("Our week"), text)


@pytest.fixture
async def talk() -> AsyncIterator[Discussion]:
    """A discussion, before the running bot."""
    async with Stage(privacy=False) as telegram:
        async with acting(telegram, features=comments):
            yield Discussion(telegram)
        await telegram.is_left_in_order()


async def test_a_comment_that_is_understood_is_answered(talk: Discussion) -> None:
    """Nobody has to name the bot under a post; the answer stands under the comment."""
    comment = talk.comments("tell me about cost")
    answer = await talk.group.hears()

    assert "Answer of cost" in answer.text
    assert answer.reply_to == comment


async def test_health_goes_to_the_private_chat(talk: Discussion) -> None:
    """Under a post stand the title, the closing lines and the way to the private chat."""
    talk.comments("tell me about nerve")
    answer = await talk.group.hears()
    talk.anna.taps(answer, PHRASES.continue_privately)

    assert "Answer of nerve" not in answer.text
    assert answer.text.endswith(PHRASES.doctor_prompt)
    assert "Answer of nerve" in (await talk.anna.hears()).text


@pytest.mark.parametrize("text", ["there is pus", "i cant breathe"])
async def test_danger_in_a_comment_is_answered(talk: Discussion, text: str) -> None:
    """Both kinds of red flag bring the general words, which quote no symptom."""
    talk.comments(text)

    assert (await talk.group.hears()).text.startswith(PHRASES.urgent_in_group)


@pytest.mark.parametrize("text", ["hello", "what a lovely zebra", "tell me"])
async def test_what_is_not_understood_is_left_to_people(talk: Discussion, text: str) -> None:
    """Neither small talk nor "I do not know" breaks into a conversation among people."""
    talk.comments(text)
    talk.group.says(talk.anna, "@rehearsal_bot tell me about sport")

    assert "Answer of sport" in (await talk.group.hears()).text


async def test_a_mention_is_answered_whatever_it_says(talk: Discussion) -> None:
    """Whoever names the bot hears from it, also that it does not know."""
    talk.comments("@rehearsal_bot what a lovely zebra")

    assert PHRASES.unknown in (await talk.group.hears()).text


async def test_an_answer_to_a_comment_belongs_to_the_discussion(talk: Discussion) -> None:
    """What replies to somebody's comment is a comment on the same post."""
    comment = talk.comments("what a lovely zebra")
    talk.group.says(talk.anna, "tell me about cost", reply_to=comment)

    assert "Answer of cost" in (await talk.group.hears()).text


async def test_other_talk_in_the_group_is_left_alone(talk: Discussion) -> None:
    """What stands under no post is no comment, be it a reply to a person or a post that people wrote."""
    said = talk.group.says(talk.anna, "tell me about cost")
    talk.group.says(talk.anna, "tell me about nerve", reply_to=said)
    talk.channel.posts("tell me about sport")
    talk.comments("tell me about ointment")

    assert "Title of ointment" in (await talk.group.hears()).text


async def test_nothing_is_posted_uninvited() -> None:
    """The bot says nothing when it is added to a channel or a group, made administrator or thrown out."""
    async with Stage(privacy=False) as telegram, acting(telegram, features=comments):
        anna = telegram.patient("Anna")
        channel = telegram.channel("Clinic news", "clinic_news")
        group = telegram.group("Talk", anna)
        group.adds_bot(frozenset({"can_delete_messages"}))
        group.removes_bot()
        group.adds_bot()
        channel.posts("tell me about cost")
        await telegram.delivered()
        anna.says("hello")
        await anna.hears()
        await channel.hears_nothing(for_=0)
        await group.hears_nothing(for_=0)

    assert len(telegram.calls_of("sendMessage")) == 1
