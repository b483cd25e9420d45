"""The page previews what the bot itself would say, with the content that it has at that moment."""

from datetime import date

import pytest

from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.model import Kind
from bot.playground.preview import Turn
from bot.rehearsal import Rehearsal
from bot.telegram.content import Content
from bot.telegram.rendering import Renderer

TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def content(knowledge: Knowledge, answerer: Answerer) -> Content:
    """Return the content that is rehearsed."""
    return Content.of(knowledge, answerer, Renderer(knowledge))


@pytest.fixture
def rehearsal(content: Content) -> Rehearsal:
    """Return a rehearsal of it."""
    return Rehearsal(lambda: content, today=lambda: TODAY)


def patient(text: str, at: int = 0) -> Turn:
    """Return what a patient said."""
    return Turn(text, by_bot=False, at=at)


def answered(content: Content, topic_id: str, at: int = 0) -> Turn:
    """Return what the bot said about a topic."""
    reply = content.answerer.reply_about(topic_id)
    assert reply is not None
    return Turn(content.renderer.reply(reply).text, by_bot=True, at=at)


def test_every_topic_is_seen_by_kind_with_its_answer(rehearsal: Rehearsal, content: Content) -> None:
    """The topics stand in the order of the menu, each with the message that a button would bring."""
    seen = {topic.id: topic for topic in rehearsal.topics()}
    reply = content.answerer.reply_about("infection")

    assert reply is not None
    assert seen["infection"].html == content.renderer.reply(reply).html
    assert seen.keys() == {topic.id for topic in content.knowledge.topics}
    assert [*dict.fromkeys(topic.kind for topic in seen.values())] == [
        content.knowledge.phrases.kinds[kind] for kind in Kind
    ]


def test_a_topic_tells_where_it_comes_from(rehearsal: Rehearsal, content: Content) -> None:
    """Source, facts and the state of its review are told with the reference that patients see."""
    infection = content.knowledge.topic("infection")
    facts = next(dict(topic.facts) for topic in rehearsal.topics() if topic.id == "infection")

    assert infection is not None
    assert facts["Reference"] == infection.reference
    assert facts["Source"].startswith(infection.source.section)
    assert facts["Review"].endswith(infection.review.state_on(TODAY))


def test_an_account_is_the_answerers(rehearsal: Rehearsal, answerer: Answerer) -> None:
    """The account of a message by itself is the one that `aftercare why` gives."""
    text = "is a litle swelng ok"

    assert rehearsal.why([patient(text)]) == answerer.why(Question(text=text)).model_dump(mode="json")


def test_a_follow_up_hangs_on_the_topic_that_stands_above(rehearsal: Rehearsal, content: Content) -> None:
    """A question for how long is about what the bot told last, unless that is half an hour ago."""
    told = answered(content, "redness-and-bruising")
    soon = rehearsal.why([patient("x"), told, patient("how long does it last", at=60)])
    late = rehearsal.why([patient("x"), told, patient("how long does it last", at=3600)])

    assert soon is not None
    assert late is not None
    assert soon["topics"] == ["redness-and-bruising"]
    assert late["topics"] != ["redness-and-bruising"]


def test_nothing_hangs_on_an_emergency(rehearsal: Rehearsal, content: Content) -> None:
    """After the card of an emergency no topic from before is meant."""
    flag = content.knowledge.red_flags.flags[0]
    card = Turn(f"{flag.card}\n\nCall now.", by_bot=True, at=1)
    turns = [answered(content, "redness-and-bruising"), card, patient("how long does it last", at=2)]

    assert rehearsal.why(turns) == rehearsal.why(turns[1:])


def test_a_command_asks_nothing(rehearsal: Rehearsal) -> None:
    """A command alone has no account; what is asked after one has."""
    asked = rehearsal.why([patient("/faq how much does it cost")])

    assert rehearsal.why([patient("/help")]) is None
    assert asked is not None
    assert asked["topics"] == ["cost"]


def test_a_chat_is_written_as_it_was_understood(rehearsal: Rehearsal, content: Content) -> None:
    """Commands are left out, and a follow-up names the topic on which it hangs."""
    turns = [
        patient("/start"),
        patient("purple round my eyes since the threads!!"),
        answered(content, "redness-and-bruising"),
        patient("how long does it last"),
    ]
    told = rehearsal.as_test(turns)

    assert "/start" not in told
    assert told.endswith(
        '- says: "how long does it last"\n  after: redness-and-bruising\n  means: redness-and-bruising\n'
    )


def test_the_preview_follows_the_content(content: Content) -> None:
    """After a renewal the topics and the accounts are those of the content that answers then."""
    present = [content]
    rehearsal = Rehearsal(lambda: present[-1])
    before = len(rehearsal.topics())
    fewer = content.knowledge.model_copy(update={"topics": content.knowledge.topics[:5]})
    present.append(Content(fewer, content.answerer, content.renderer, content.routing))

    assert (before, len(rehearsal.topics())) == (len(content.knowledge.topics), 5)
