"""A topic is told with the clinic's words marked and its reference last, while its review allows it."""

from datetime import date, timedelta

import pytest

from bot.core.model import Kind, Topic
from bot.core.own_words import OverlaidTopic, OwnWords
from bot.core.replies import Answer, NotCovered, Reply, Urgent
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer
from tests.telegram import content
from tests.telegram.content import COST, DIMPLES, NERVE, OINTMENT, PHRASES, SAME_DAY, SPORT, SWELLING

DUE = content.REVIEW.due
LONG_AFTER = DUE + timedelta(days=91)
WORDS = PHRASES.clinic_words
SAYS = "Rose says:"


def renderer(today: date = DUE) -> Renderer:
    """Return a renderer for a day."""
    return Renderer(content.knowledge(), today=lambda: today)


def laid_over(topic: Topic, **own: object) -> Topic:
    """Return the topic with a clinic's own words."""
    words = OwnWords.model_validate({"says": SAYS, **own})
    return OverlaidTopic.model_validate({**dict(topic), "own": words})


def told(reply: Reply, today: date = DUE) -> list[str]:
    """Return the paragraphs of a reply in a private chat."""
    return renderer(today).reply(reply).text.split("\n\n")


# --- The reference ---


@pytest.mark.parametrize("topic", [COST, SWELLING, NERVE, OINTMENT, SPORT])
def test_every_text_ends_with_its_reference(topic: Topic) -> None:
    """The last line of a topic names its id and revision, before the closing lines."""
    reply = Answer(topics=(topic,)) if topic.covered else NotCovered(topics=(topic,))
    before_closing = renderer().reply(reply).text.partition(f"\n\n{PHRASES.urgent_line}")[0]

    assert before_closing.endswith(f"\nRef. {topic.reference}")


def test_each_of_several_topics_has_its_reference() -> None:
    """Three answers have three references."""
    text = renderer().reply(Urgent(flag=SAME_DAY, topics=(NERVE, SWELLING, COST))).text

    assert [text.count(f"Ref. {topic.reference}") for topic in (NERVE, SWELLING, COST)] == [1, 1, 1]
    assert text.endswith(PHRASES.doctor_prompt)


# --- The clinic's own words ---


def test_a_replaced_answer_is_marked() -> None:
    """The line with the clinic's name stands between the title and the clinic's answer."""
    assert told(Answer(topics=(laid_over(COST, parts=("title", "answer")),)))[0].startswith(
        f"Title of cost\n{SAYS}\nAnswer of cost"
    )


def test_an_addition_is_marked_once_and_the_shared_answer_is_not() -> None:
    """What the clinic adds follows the answer under the clinic's name."""
    paragraphs = told(Answer(topics=(laid_over(NERVE, added=("Call us.", "Or come.")),)))

    assert paragraphs[0] == "Title of nerve\nAnswer of nerve, where 1 < 2."
    assert paragraphs[2:5] == [f"{SAYS}\nCall us.", "Or come.", "Nobody can tell from here."]


@pytest.mark.parametrize(
    ("part", "paragraph"),
    [
        ("uncertain", f"{SAYS}\nNobody can tell from here."),
        ("look_for", f"{SAYS}\nWatch for:\n• it gets hotter\n• it hurts more & more"),
        ("get_help", f"{SAYS}\nCall your clinic today."),
    ],
)
def test_a_replaced_part_of_the_safety_net_is_marked(part: str, paragraph: str) -> None:
    """Exactly the part that is the clinic's has the clinic's name before it."""
    paragraphs = told(Answer(topics=(laid_over(NERVE, parts=(part,)),)))

    assert [it for it in paragraphs if SAYS in it] == [paragraph]


@pytest.mark.parametrize(("parts", "marked"), [((), 1), (("answer",), 1), (("title",), 1)])
def test_a_whole_safety_net_is_marked_once(parts: tuple[str, ...], marked: int) -> None:
    """A clinic whose words go on to the end of the topic is named once, where they begin."""
    topic = laid_over(NERVE, parts=(*parts, "uncertain", "look_for", "get_help", "time_course"))

    assert "\n".join(told(Answer(topics=(topic,)))).count(SAYS) == marked


def test_details_come_first() -> None:
    """Whoever asks for the way to the clinic reads the number at once."""
    topic = laid_over(COST, details=("020 7946 0000", "Monday: 9:00 to 17:00"))

    assert told(Answer(topics=(topic,)))[:2] == [
        "Title of cost\n020 7946 0000\nMonday: 9:00 to 17:00",
        "Answer of cost, where 1 < 2.",
    ]


# --- Reviews that are overdue ---


@pytest.mark.parametrize("topic", [NERVE, OINTMENT, DIMPLES])
@pytest.mark.parametrize("beside", [(), (COST,)])
@pytest.mark.parametrize("urgent", [True, False])
def test_an_overdue_text_about_health_is_withdrawn(
    topic: Topic,
    beside: tuple[Topic, ...],
    urgent: bool,  # noqa: FBT001 - a row
) -> None:
    """Nothing of the text is shown, alone or beside others; the clinic is named, and the prompt is last."""
    topics = (topic, *beside)
    reply: Reply = Answer(topics=topics) if topic.covered or beside else NotCovered(topics=topics)
    text = renderer(LONG_AFTER).reply(Urgent(flag=SAME_DAY, topics=topics) if urgent else reply).text

    assert f"{topic.title}\n{WORDS.being_reviewed}" in text
    assert topic.answer not in text
    assert content.NET.get_help not in text.replace(SAME_DAY.card, "")
    assert topic.reference not in text
    assert text.endswith(PHRASES.doctor_prompt)


@pytest.mark.parametrize("topic", [NERVE, OINTMENT])
def test_a_reference_is_told_as_it_was_said(topic: Topic) -> None:
    """What proves an answer shows the text itself, though it has been withdrawn since."""
    assert topic.answer in renderer(date.min).reply(Answer(topics=(topic,))).text


def test_a_withdrawn_text_is_not_told_on_a_second_question_either() -> None:
    """Asked again, the patient does not read what to watch for from a text that nobody has checked."""
    text = renderer(LONG_AFTER).reply(NotCovered(topics=(DIMPLES,), again=True)).text

    assert content.NET.time_course not in text


@pytest.mark.parametrize("topic", [COST, SWELLING, SPORT])
def test_other_overdue_texts_say_so(topic: Topic) -> None:
    """A text that is not about health is shown with a line that its check is due, once."""
    reply = Answer(topics=(topic,)) if topic.covered else NotCovered(topics=(topic,))

    assert told(reply, LONG_AFTER).count(WORDS.check_due) == 1
    assert topic.reference in "\n".join(told(reply, LONG_AFTER))
    assert WORDS.check_due not in told(reply, DUE + timedelta(days=90))


@pytest.mark.parametrize("kind", [Kind.COMPLICATION, Kind.MEDICATION])
def test_a_text_is_shown_to_the_last_day(kind: Kind) -> None:
    """Until 90 days after the due day, patients read the whole text."""
    topic = NERVE.model_copy(update={"kind": kind})

    assert topic.answer in renderer(DUE + timedelta(days=90)).reply(Answer(topics=(topic,))).text


def test_the_day_is_asked_anew_for_each_message() -> None:
    """A bot that runs for months withdraws a text on its day."""
    days = [DUE, LONG_AFTER]
    aging = Renderer(content.knowledge(), today=lambda: days[0])
    before = aging.reply(Answer(topics=(NERVE,))).text
    del days[0]

    assert NERVE.answer in before
    assert NERVE.answer not in aging.reply(Answer(topics=(NERVE,))).text


def test_about_counts_the_answers_that_are_due() -> None:
    """The bot tells how many of its answers are due for a check, and nothing while none is."""
    due = renderer(DUE + timedelta(days=1)).notice(Notice.ABOUT).text

    assert f"{WORDS.answers_due}\n{len(content.TOPICS)} / {len(content.TOPICS)}" in due
    assert WORDS.answers_due not in renderer().notice(Notice.ABOUT).text
