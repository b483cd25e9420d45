"""A follow-up has no subject of its own; a full question is never one."""

import pytest

from bot.core import text
from bot.core.knowledge import Knowledge
from bot.core.matching.follow_up import LONGEST, FollowUps, NewSubject, SameTopic
from bot.core.matching.reading import Reader


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """What reads patients' messages."""
    return Reader.of(knowledge)


@pytest.fixture(scope="module")
def follow_ups(knowledge: Knowledge) -> FollowUps:
    """What tells follow-ups, with the English words."""
    return FollowUps(knowledge)


@pytest.mark.parametrize(
    "message",
    [
        "how long does it last?",
        "is that normal on day 9?",
        "and at night?",
        "How long??",
        "why",
        "will it go away",
        "is it dangerous",
        "what should i do about it",
        "is it permanent or temporary",
        "thanks! how long does it take?",
        "how long does it take, thank you",
        "ok and when will it stop",
        "when does it get better",
        "should i be worried?",
        "can it come back",
        "is 3 weeks normal",
        "do i need to see a doctor",
    ],
)
def test_a_message_without_a_subject_asks_on(follow_ups: FollowUps, reader: Reader, message: str) -> None:
    """Anaphors, ellipses and bare questions are about the topic before."""
    assert follow_ups.read(reader.hear(message)) == SameTopic()


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("and the pain?", "the pain"),
        ("what about ibuprofen", "ibuprofen"),
        ("ok, and what about the bruises? thanks", "the bruises"),
        ("or yoga", "yoga"),
        ("But how much is it", "how much is it"),
    ],
)
def test_a_tie_is_cut_off_a_subject(
    follow_ups: FollowUps, reader: Reader, message: str, subject: str
) -> None:
    """A message that brings its own subject is about that, without the words that tie it."""
    assert follow_ups.read(reader.hear(message)) == NewSubject(words=tuple(subject.split()))


@pytest.mark.parametrize(
    "message",
    [
        "is swelling normal",
        "how much is it",
        "does it hurt",
        "what can i take for it",
        "when can i go back to the gym",
        "is it infected",
        "numb",
        "9",
        "day 9",
        "no",
        "",
        "😭",
    ],
)
def test_a_full_question_stands_alone(follow_ups: FollowUps, reader: Reader, message: str) -> None:
    """One word that names a subject is enough; a message that asks nothing is no follow-up either."""
    assert follow_ups.read(reader.hear(message)) is None


def test_small_talk_is_no_follow_up(follow_ups: FollowUps, reader: Reader, knowledge: Knowledge) -> None:
    """A pleasantry asks nothing on, alone or with another one."""
    said = [said for talk in knowledge.phrases.small_talk for said in talk.says]

    assert [it for it in (*said, "ok good", "ok, thanks, bye") if follow_ups.read(reader.hear(it))] == []


def test_a_long_message_stands_alone(follow_ups: FollowUps, reader: Reader) -> None:
    """Who types many words says what they are about, whatever the words are."""
    words = ("and", *["it"] * (LONGEST - 1))

    assert follow_ups.read(reader.hear(" ".join(words))) == SameTopic()
    assert follow_ups.read(reader.hear(" ".join((*words, "it")))) is None


def test_the_title_of_a_topic_is_a_subject(
    follow_ups: FollowUps, reader: Reader, knowledge: Knowledge
) -> None:
    """No topic is named by nothing but words that mean no subject."""
    empty = [
        it.id for it in knowledge.topics if follow_ups.names_no_subject(reader.hear(it.title).whole.words)
    ]

    assert empty == []


def test_the_words_of_the_lists_are_heard_as_written(reader: Reader, knowledge: Knowledge) -> None:
    """No word by which a follow-up, a mention or a dose is known is taken for a misspelt one."""
    language = knowledge.language
    lists = [language.follow_ups, language.mentions, language.dose_questions]
    terms = {term for it in lists for name in type(it).model_fields for term in getattr(it, name)}

    assert {term for term in terms if reader.hear(term).whole.words != text.words(term)} == set()
