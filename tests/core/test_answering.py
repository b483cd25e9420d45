"""The policy, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering import MOST_BESIDE_DOSE_LINE, Answerer, Question, Screened
from bot.core.knowledge import Knowledge
from bot.core.model import Kind
from bot.core.replies import (
    Answer,
    Clarify,
    LeftOpen,
    NotCovered,
    Reply,
    SmallTalk,
    Unknown,
    Urgent,
    day_of,
    left_open,
    needs_doctor_prompt,
    on_day,
    topics_answered,
)
from bot.core.safety.red_flags import Level


def test_danger_comes_before_everything(answerer: Answerer) -> None:
    """An emergency in the middle of questions and thanks gets its card, and no other answer."""
    reply = answerer.reply_to(
        Question(text="hi! thanks, is swelling normal? also i cant breathe. how much is it")
    )

    assert isinstance(reply, Urgent)
    assert reply.flag.level is Level.EMERGENCY
    assert reply.topics == ()


def test_a_same_day_flag_brings_the_answer_along(answerer: Answerer) -> None:
    """Under a same-day card the question is answered as well."""
    reply = answerer.reply_to(Question(text="pus is coming out of the hole and it is hot. is it infected?"))

    assert isinstance(reply, Urgent)
    assert reply.flag.level is Level.SAME_DAY
    assert "infection" in {topic.id for topic in reply.topics}


def test_several_questions_are_answered_together(answerer: Answerer) -> None:
    """Two questions in one message get both answers, each once."""
    reply = answerer.reply_to(Question(text="how much does it cost and how long does it last"))

    assert isinstance(reply, Answer)
    assert {topic.id for topic in reply.topics} == {"cost", "loss-of-effect"}


def test_what_was_screened_need_not_be_heard_again(answerer: Answerer) -> None:
    """With what the screen found and heard, a question has the answer that it has without."""
    for text in (
        "is swelling normal",
        "i cant breathe",
        "there is pus, can i take advil",
        "what about my dog",
    ):
        screened = answerer.screened(text)

        assert answerer.reply_to(Question(text=text), screened) == answerer.reply_to(Question(text=text))
        assert answerer.reply_to(Question(text=text), Screened(screened.flag)) == answerer.reply_to(
            Question(text=text)
        )


def test_the_most_urgent_topic_comes_first(answerer: Answerer) -> None:
    """Answers stand in order of urgency, whatever was asked first."""
    reply = answerer.reply_to(Question(text="what does it cost? and a thread is poking out of my cheek"))

    assert isinstance(reply, Answer)
    assert [topic.kind for topic in reply.topics] == [Kind.COMPLICATION, Kind.PROCEDURE]


def test_at_most_three_topics_answer(answerer: Answerer) -> None:
    """Five questions in one message get three answers."""
    text = (
        "how much is it? do threads dissolve? is bruising normal? a thread is sticking out. can i take advil?"
    )

    reply = answerer.reply_to(Question(text=text))

    assert isinstance(reply, Answer)
    assert len(reply.topics) == 3


def test_a_named_medicine_always_brings_the_prompt(answerer: Answerer) -> None:
    """A medicine in the question brings the doctor prompt, also when nothing is understood."""
    assert needs_doctor_prompt(answerer.reply_to(Question(text="what does ibuprofen cost at the moon")))
    assert needs_doctor_prompt(answerer.reply_to(Question(text="can i take advil for brusing")))


def test_small_talk_is_answered_in_kind(answerer: Answerer) -> None:
    """A greeting or a thank-you is no question."""
    for said in ("hello", "THANK YOU!!", "are you human?", "ok thanks, bye"):
        assert isinstance(answerer.reply_to(Question(text=said)), SmallTalk), said


def test_a_greeting_hides_no_question(answerer: Answerer) -> None:
    """A question behind a greeting is answered."""
    reply = answerer.reply_to(Question(text="Hi! Is swelling normal?"))

    assert isinstance(reply, Answer)
    assert [topic.id for topic in reply.topics] == ["pain-and-swelling"]


def test_uncovered_topics_are_declined_by_name(answerer: Answerer) -> None:
    """A question that the article does not answer is recognised, and declined."""
    reply = answerer.reply_to(Question(text="when can i go back to the gym"))

    assert isinstance(reply, NotCovered)
    assert [topic.id for topic in reply.topics] == ["exercise"]


def test_the_unknown_is_admitted_once_in_each_way(answerer: Answerer) -> None:
    """What nobody can answer is declined, and the second time in other words."""
    first = answerer.reply_to(Question(text="what about my dog"))
    second = answerer.reply_to(Question(text="and my cat?", left_open=LeftOpen(kind="unknown")))

    assert first == Unknown(again=False)
    assert second == Unknown(again=True)


def test_the_same_uncovered_topic_is_declined_in_other_words(answerer: Answerer) -> None:
    """Whoever asks twice about what the article does not cover reads other words the second time."""
    first = answerer.reply_to(Question(text="when can i go back to the gym"))
    assert isinstance(first, NotCovered)

    again = answerer.reply_to(Question(text="but when can i go to the gym", left_open=left_open(first)))
    other = answerer.reply_to(Question(text="which pillow to sleep on", left_open=left_open(first)))

    assert again == first.model_copy(update={"again": True})
    assert isinstance(other, NotCovered)
    assert not other.again


def test_every_title_finds_its_topic(answerer: Answerer, knowledge: Knowledge) -> None:
    """A topic answers to its own title, or is at least offered."""
    for topic in knowledge.topics:
        reply = answerer.reply_to(Question(text=topic.title))
        answered = isinstance(reply, Answer | NotCovered | Urgent) and topic in reply.topics
        offered = isinstance(reply, Clarify) and topic in reply.options
        assert answered or offered, topic.id


def test_a_chosen_topic_needs_no_matching(answerer: Answerer, knowledge: Knowledge) -> None:
    """A button's topic is answered as it is; an id that does not exist is answered by nothing."""
    for topic in knowledge.topics:
        reply = answerer.reply_about(topic.id)
        assert isinstance(reply, Answer if topic.covered else NotCovered)
    assert answerer.reply_about("no-such-topic") is None


@given(st.text(max_size=300))
def test_every_text_gets_a_reply(answerer: Answerer, text: str) -> None:
    """Whatever is typed, a reply is decided."""
    answerer.reply_to(Question(text=text))


def test_very_long_messages_are_read_for_danger_to_the_end(answerer: Answerer) -> None:
    """A red flag after thousands of characters is found."""
    story = "we went to the seaside and the weather was lovely. " * 150

    reply = answerer.reply_to(Question(text=f"{story} i cant breathe. {story}"))

    assert isinstance(reply, Urgent)


def test_a_medicine_hides_no_question(answerer: Answerer) -> None:
    """A question beside the name of a medicine is answered too."""
    reply = answerer.reply_to(Question(text="is it painful afterwards. iodophor?"))

    assert isinstance(reply, Answer)
    assert {topic.id for topic in reply.topics} == {"pain-and-swelling", "wound-antiseptic"}


def test_a_medicine_does_not_come_before_an_emergency(answerer: Answerer) -> None:
    """An emergency card stands alone, also when the message asks about a medicine."""
    reply = answerer.reply_to(Question(text="can i take ibuprofen, i cant breathe"))

    assert isinstance(reply, Urgent)
    assert reply.flag.level is Level.EMERGENCY
    assert reply.topics == ()


# --- Follow-ups ---


def answered(reply: Reply) -> list[str]:
    """Return the ids of the topics that a reply answers."""
    return [topic.id for topic in topics_answered(reply)]


@pytest.mark.parametrize(
    "text",
    ["how long does it last?", "is that normal on day 9?", "and at night?", "why?", "what should i do"],
)
@pytest.mark.parametrize("topic", ["redness-and-bruising", "dimpling", "antibiotics"])
def test_a_follow_up_is_about_the_topic_before(answerer: Answerer, text: str, topic: str) -> None:
    """A message without a subject of its own brings the topic that was answered last, covered or not."""
    reply = answerer.reply_to(Question(text=text, topic_before=topic))

    assert answered(reply) == [topic]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("and the pain?", "pain-and-swelling"),
        ("what about ibuprofen", "pain-relief-medicines"),
        ("and yoga?", "exercise"),
        ("how much is it", "cost"),
        ("is bruising normal", "redness-and-bruising"),
        ("when can i go back to the gym", "exercise"),
    ],
)
def test_a_subject_is_about_itself(answerer: Answerer, text: str, topic: str) -> None:
    """A message that names its subject gets that, whatever was answered before."""
    reply = answerer.reply_to(Question(text=text, topic_before="dimpling"))

    assert answered(reply) == [topic]


@pytest.mark.parametrize("topic_before", [None, "no-such-topic"])
def test_nothing_is_asked_on_without_a_topic_before(answerer: Answerer, topic_before: str | None) -> None:
    """Without a topic before, a message is taken as it stands."""
    alone = answerer.reply_to(Question(text="how long does it last?"))

    assert answered(alone) == ["loss-of-effect"]
    assert answerer.reply_to(Question(text="how long does it last?", topic_before=topic_before)) == alone


def test_after_the_lift_in_general_it_is_the_lift(answerer: Answerer) -> None:
    """After an answer about the lift itself, "it" is the lift; what says too little is about that topic."""
    lasting = answerer.reply_to(Question(text="how long does it last?", topic_before="cost"))
    why = answerer.reply_to(Question(text="why?", topic_before="cost"))

    assert answered(lasting) == ["loss-of-effect"]
    assert answered(why) == ["cost"]


def test_danger_comes_before_a_follow_up(answerer: Answerer) -> None:
    """The screen reads what was typed; the topic before neither raises a flag nor lowers one."""
    reply = answerer.reply_to(Question(text="and i cant breathe", topic_before="cost"))

    assert isinstance(reply, Urgent)
    assert reply.topics == ()


# --- Medicines ---


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("how many advil can I take", ["pain-relief-medicines"]),
        ("can i take ibuprofen with my blood pressure tablets", ["pain-relief-medicines", "other-medicines"]),
        ("what is the maximum of amoxicillin a day", ["antibiotics"]),
        ("I'm on antibiotics, can i drink wine with dinner", ["antibiotics", "alcohol-and-smoking"]),
    ],
)
def test_a_dose_is_declined_with_the_medicines_topic(
    answerer: Answerer, text: str, topics: list[str]
) -> None:
    """How much, how often and what goes together is declined, and the medicine's own text is shown."""
    reply = answerer.reply_to(Question(text=text))

    assert reply.dose_asked
    assert answered(reply) == topics
    assert needs_doctor_prompt(reply)


def test_a_dose_without_a_medicine_is_declined_with_the_prompt(answerer: Answerer) -> None:
    """A unit of dose is enough, also where nothing else is understood."""
    reply = answerer.reply_to(Question(text="is 400mg ok"))

    assert reply.dose_asked
    assert needs_doctor_prompt(reply)


@pytest.mark.parametrize("text", ["how often?", "with alcohol", "is 400mg ok", "can i take more"])
def test_a_dose_is_asked_on_about_the_medicine_before(answerer: Answerer, text: str) -> None:
    """After an answer about a medicine, a few words about its dose decline that dose."""
    reply = answerer.reply_to(Question(text=text, topic_before="antibiotics"))

    assert reply.dose_asked
    assert answered(reply) == ["antibiotics"]


def test_no_dose_is_asked_on_about_a_symptom(answerer: Answerer) -> None:
    """After an answer about anything else, "how often?" asks for no dose."""
    assert not answerer.reply_to(Question(text="how often?", topic_before="dimpling")).dose_asked


def test_a_declined_dose_leaves_room_for_its_line(answerer: Answerer) -> None:
    """However many medicines are named, two topics stand beside the line that declines."""
    text = "can i mix ibuprofen, amoxicillin, b12, betadine and arnica"

    assert len(answered(answerer.reply_to(Question(text=text)))) == MOST_BESIDE_DOSE_LINE


def test_a_same_day_flag_declines_the_dose_too(answerer: Answerer) -> None:
    """Under a same-day card a dose is declined as well."""
    reply = answerer.reply_to(
        Question(text="pus is coming out and it is hot. how many amoxicillin can i take")
    )

    assert isinstance(reply, Urgent)
    assert reply.dose_asked


def test_a_chats_day_goes_with_the_answer(answerer: Answerer) -> None:
    """The days since the procedure that the chat knows are part of the answer, also of one under a card."""
    for text in (
        "how long does swelling last",
        "pus is coming out of the hole and it is hot. is it infected?",
    ):
        reply = answerer.reply_to(Question(text=text, day=20))

        assert day_of(reply) == 20
        assert reply == on_day(answerer.reply_to(Question(text=text)), 20)


def test_a_day_in_the_question_counts_more(answerer: Answerer) -> None:
    """Who asks about day 4 is told of day 4, whatever the chat knows."""
    assert day_of(answerer.reply_to(Question(text="is swelling normal on day 4", day=20))) == 4
    assert day_of(answerer.reply_to(Question(text="is swelling normal on day 4"))) == 4
    assert day_of(answerer.reply_to(Question(text="is swelling normal"))) is None


@pytest.mark.parametrize("day", [None, 0, 4, 20, 900])
def test_no_day_lowers_a_red_flag(answerer: Answerer, day: int | None) -> None:
    """Time since the procedure never makes danger less: late infections and late bleeds exist."""
    for text in ("i cant breathe", "there is pus and it is hot", "my cheek swells fast and gets tight"):
        reply = answerer.reply_to(Question(text=text, day=day))

        assert isinstance(reply, Urgent)
        assert reply.flag == answerer.red_flag_in(text)
        assert isinstance(answerer.reply_to(Question(text=f"{text} it's been 3 weeks", day=day)), Urgent)


def test_a_chosen_topic_has_its_day_too(answerer: Answerer) -> None:
    """A button leads to the same answer as a question, day included."""
    reply = answerer.reply_about("pain-and-swelling", 20)

    assert reply is not None
    assert needs_doctor_prompt(reply)
    assert answerer.reply_about("no-such-topic", 20) is None


def test_a_day_removes_nothing(answerer: Answerer) -> None:
    """With a day every topic answers with everything that it answers with without one."""
    for text in ("how much does it cost and how long does it last", "is swelling normal", "can i take advil"):
        plain = answerer.reply_to(Question(text=text))
        dated = answerer.reply_to(Question(text=text, day=400))

        assert dated == on_day(plain, 400)


def test_the_likeliest_topics_come_one_by_one(answerer: Answerer) -> None:
    """A word brings the topic that it names first, then what is near to it, each in a reply of its own."""
    replies = answerer.likely("swelling", 5)
    ids = [topic.id for reply in replies for topic in reply.topics]

    assert ids[0] == "pain-and-swelling"
    assert 1 < len(replies) == len(set(ids)) <= 5


def test_no_more_than_asked_for_are_likely(answerer: Answerer) -> None:
    """However many topics a word may mean, the number is kept."""
    assert len(answerer.likely("lift", 2)) == 2


@pytest.mark.parametrize("text", ["hello", "", "what about my dog"])
def test_nothing_is_likely_where_nothing_is_near(answerer: Answerer, text: str) -> None:
    """Small talk and off-topic words bring no topic."""
    assert answerer.likely(text, 5) == ()


def test_a_dose_is_declined_in_whatever_is_likely(answerer: Answerer) -> None:
    """Each reply declines it, and ends with the doctor prompt."""
    replies = answerer.likely("how much ibuprofen can i take", 5)

    assert replies
    assert all(reply.dose_asked and needs_doctor_prompt(reply) for reply in replies)
