"""The whole knowledge base by every path: a clinical reply ends with the doctor prompt."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.core.answering import Answerer
from bot.core.model import MOST_TOPICS, Kind, Topic
from bot.core.replies import Answer, NotCovered, Reply, Urgent
from bot.core.safety.red_flags import Level, RedFlag
from bot.core.text import normalise
from bot.playground.conversations import NothingHeard
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer
from tests.telegram.reading import MOST_BUTTONS, MOST_CHARACTERS, shown, units
from tests.telegram.stage import Stage, acting

KNOWLEDGE = load(DEFAULT_BASE / "en")
ANSWERER = Answerer(KNOWLEDGE)
RENDERER = Renderer(KNOWLEDGE)
LINE = KNOWLEDGE.phrases.urgent_line
PROMPT = KNOWLEDGE.phrases.doctor_prompt
CLINICAL = {Kind.COMPLICATION, Kind.MEDICATION}
MEDICINES = {name for group in KNOWLEDGE.medicines for name in group.names}


def names_a_medicine(topic: Topic) -> bool:
    """Whether the answer has the name of a medicine in it."""
    answer = f" {normalise(topic.answer)} "
    return any(f" {name} " in answer for name in MEDICINES)


NAME_A_MEDICINE = {topic.id for topic in KNOWLEDGE.topics if names_a_medicine(topic)}


def reply_about(*topics: Topic) -> Reply:
    """Return the reply about some topics."""
    named = any(topic.id in NAME_A_MEDICINE for topic in topics)
    reply = Answer if any(topic.covered for topic in topics) else NotCovered
    return reply(topics=topics, medicine_named=named)


def is_clinical(topic: Topic) -> bool:
    """Whether a reply about the topic must end with the doctor prompt."""
    return topic.kind in CLINICAL or topic.id in NAME_A_MEDICINE


def ends_as_it_must(text: str, *topics: Topic) -> bool:
    """Whether a message about these topics has the right closing lines, each once."""
    prompt = any(map(is_clinical, topics))
    closing = f"\n\n{LINE}\n\n{PROMPT}" if prompt else f"\n\n{LINE}"
    return text.endswith(closing) and text.count(LINE) == 1 and text.count(PROMPT) == prompt


async def linked_and_tapped(anna: Patient, topic: Topic) -> tuple[str, str]:
    """Return what a patient reads of a topic behind a deep link, and at the end of the menu."""
    with about(topic):
        anna.says(f"/start {topic.id}")
        linked = await anna.hears()
        anna.says("/topics")
        anna.taps(await anna.hears(), KNOWLEDGE.phrases.kinds[topic.kind])
        anna.taps(await anna.hears(), topic.title)
        tapped = await anna.hears()
    return linked.text, tapped.text


async def typed_captioned_and_grouped(anna: Patient, group: Group, topic: Topic) -> tuple[str, str, str]:
    """Return what is read of a topic that is asked about as text, under a picture and in a group."""
    ask = topic.asks[0]
    with about(topic):
        anna.says(ask)
        typed = await anna.hears()
        # Asked twice in a row, a question that is declined gets other words.
        anna.says("hello")
        await anna.hears()
        anna.sends_photo(caption=ask)
        captioned = await anna.hears()
        await anna.hears()
        group.says(anna, f"@rehearsal_bot {ask}")
        grouped = await group.hears()
    return typed.text, captioned.text, grouped.text


@contextmanager
def about(topic: Topic) -> Iterator[None]:
    """Name the topic in whatever goes wrong meanwhile."""
    try:
        yield
    except (AssertionError, LookupError, NothingHeard) as wrong:
        raise AssertionError(f"{topic.id}: {wrong}") from wrong


async def test_a_topic_ends_as_it_must_by_every_path() -> None:
    """Behind a deep link and at the end of the menu, a topic is the same reply with the same closing."""
    async with Stage() as telegram:
        async with acting(telegram, ANSWERER, KNOWLEDGE):
            read = {it.id: await linked_and_tapped(telegram.patient("Anna"), it) for it in KNOWLEDGE.topics}
        await telegram.is_left_in_order()

    for topic in KNOWLEDGE.topics:
        reply = RENDERER.reply(reply_about(topic)).text
        assert read[topic.id] == (reply, reply), topic.id
        assert ends_as_it_must(reply, topic), topic.id


async def test_a_typed_question_ends_as_it_must_wherever_it_is_typed() -> None:
    """As text, as a caption and in a group, a question gets a reply with the right closing lines."""
    async with Stage() as telegram:
        async with acting(telegram, ANSWERER, KNOWLEDGE):
            read = {}
            for topic in KNOWLEDGE.topics:
                anna = telegram.patient("Anna")
                group = telegram.group("After the lift", anna)
                read[topic.id] = await typed_captioned_and_grouped(anna, group, topic)
        await telegram.is_left_in_order()

    for topic in KNOWLEDGE.topics:
        typed, captioned, grouped = read[topic.id]
        assert captioned == typed, topic.id
        assert topic.title in typed, topic.id
        if is_clinical(topic):
            assert typed.endswith(PROMPT), topic.id
            assert grouped.endswith(PROMPT), topic.id


@pytest.mark.parametrize("topic", KNOWLEDGE.topics, ids=lambda topic: topic.id)
def test_a_topic_in_a_group_ends_as_it_must(topic: Topic) -> None:
    """In a group a topic about anybody's health is named, not told, and keeps its prompt; others are told."""
    message = RENDERER.in_group(reply_about(topic), "a_bot")

    assert ends_as_it_must(message.text, topic)
    assert (topic.answer in message.text) is (topic.kind in {Kind.PROCEDURE, Kind.RECOVERY})


@pytest.mark.parametrize("flag", KNOWLEDGE.red_flags.flags, ids=lambda flag: flag.id)
def test_a_card_names_the_number_at_once_and_ends_with_the_prompt(flag: RedFlag) -> None:
    """Every card comes first; an emergency's tells whom to call within 120 characters."""
    text = RENDERER.reply(Urgent(flag=flag)).text

    assert text.startswith(flag.card)
    assert text.endswith(PROMPT)
    if flag.level is Level.EMERGENCY:
        assert KNOWLEDGE.clinic.emergency_number in text[:120]


def test_whatever_is_asked_together_fits_one_message_and_ends_as_it_must() -> None:
    """Every three of the longest topics fit one message under the longest same-day card, late or not."""
    apology = f"{RENDERER.phrases.late}\n\n"
    card = max(
        (it for it in KNOWLEDGE.red_flags.flags if it.level is Level.SAME_DAY), key=lambda it: len(it.card)
    )
    longest = sorted(KNOWLEDGE.topics, key=lambda topic: topic.length)[-12:]
    for topics in combinations(longest, MOST_TOPICS):
        assert ends_as_it_must(RENDERER.reply(reply_about(*topics)).text, *topics)
        message = RENDERER.reply(Urgent(flag=card, topics=topics))
        assert units(apology + message.text) <= MOST_CHARACTERS
        assert shown(message.html) == message.text


def test_no_placeholder_is_left_in_what_the_bot_says() -> None:
    """Every notice, page and answer has the clinic's words in place of placeholders."""
    pages = [RENDERER.menu(), *(RENDERER.menu_of(kind) for kind in Kind)]
    notices = [RENDERER.notice(notice) for notice in Notice]
    answers = [RENDERER.reply(reply_about(topic)) for topic in KNOWLEDGE.topics]
    for message in (*pages, *notices, *answers):
        assert "{" not in message.text
        assert sum(map(len, message.buttons)) <= MOST_BUTTONS
        assert units(message.text) <= MOST_CHARACTERS
