"""Every message ends as it must, fits Telegram's limits and holds balanced markup."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering import MOST_BESIDE_DOSE_LINE
from bot.core.clinic import Clinic
from bot.core.model import (
    CARD_ROOM,
    COURSE_ROOM,
    MOST_TOPICS,
    REFERENCE_WORD,
    TOPIC_ROOM,
    Course,
    Kind,
    Pleasantry,
    SafetyNet,
    Topic,
)
from bot.core.own_words import OverlaidTopic, OwnWords
from bot.core.phrases_clinic import ClinicPhrases
from bot.core.phrases_privacy import PrivacyPhrases
from bot.core.replies import Answer, Clarify, NotCovered, Reply, SmallTalk, Unknown, Urgent
from bot.core.safety.red_flags import Level, RedFlag
from bot.telegram.buttons import ShowKind, ShowMenu, ShowTopic, TurnBack, decode
from bot.telegram.messages import Link, Message, Tap
from bot.telegram.notices import Notice, Operation
from bot.telegram.rendering import Renderer
from tests.telegram import content
from tests.telegram.content import (
    COST,
    DIMPLES,
    EMERGENCY,
    HELLO,
    NERVE,
    OINTMENT,
    PHRASES,
    SAME_DAY,
    SPORT,
    SWELLING,
    TOPICS,
)
from tests.telegram.reading import MOST_BUTTONS, MOST_CHARACTERS, MOST_DATA_BYTES, shown, units

RENDERER = Renderer(content.knowledge())
LINE = PHRASES.urgent_line
PROMPT = PHRASES.doctor_prompt

SOME_TOPICS = st.lists(st.sampled_from(TOPICS), min_size=1, max_size=MOST_TOPICS, unique=True).map(tuple)
REPLIES: st.SearchStrategy[Reply] = st.one_of(
    st.builds(Urgent, flag=st.sampled_from([EMERGENCY, SAME_DAY]), topics=SOME_TOPICS | st.just(())),
    st.builds(Answer, topics=SOME_TOPICS, medicine_named=st.booleans()),
    st.builds(NotCovered, topics=SOME_TOPICS, again=st.booleans(), medicine_named=st.booleans()),
    st.builds(Clarify, options=SOME_TOPICS.filter(lambda topics: len(topics) > 1), again=st.booleans()),
    st.builds(Unknown, again=st.booleans(), medicine_named=st.booleans()),
    st.builds(SmallTalk, pleasantry=st.just(HELLO), medicine_named=st.booleans()),
)


def labels(message: Message) -> list[str]:
    """Return what stands on the buttons."""
    return [button.label for row in message.buttons for button in row]


def choices(message: Message) -> list[object]:
    """Return what the buttons mean."""
    return [decode(button.data) for row in message.buttons for button in row if isinstance(button, Tap)]


def links(message: Message) -> list[str]:
    """Return where the buttons lead."""
    return [button.url for row in message.buttons for button in row if isinstance(button, Link)]


def told(message: Message) -> list[str]:
    """Return the paragraphs of a message."""
    return message.text.split("\n\n")


# --- The closing lines ---


@given(reply=REPLIES, in_group=st.booleans())
def test_clinical_replies_end_with_the_doctor_prompt(reply: Reply, in_group: bool) -> None:  # noqa: FBT001
    """A red flag, a named medicine, a medication or a complication ends with the prompt; no other does."""
    message = RENDERER.in_group(reply, "a_bot") if in_group else RENDERER.reply(reply)
    topics = getattr(reply, "topics", ())
    clinical = any(topic.kind in {Kind.COMPLICATION, Kind.MEDICATION} for topic in topics)
    expected = isinstance(reply, Urgent) or reply.medicine_named or clinical

    assert message.text.endswith(PROMPT) is expected
    assert message.text.count(PROMPT) == expected


@given(reply=REPLIES, in_group=st.booleans())
def test_the_urgent_line_is_there_exactly_once(reply: Reply, in_group: bool) -> None:  # noqa: FBT001
    """Every reply carries the urgent line once; only an emergency card in private stands in for it."""
    message = RENDERER.in_group(reply, "a_bot") if in_group else RENDERER.reply(reply)
    card = isinstance(reply, Urgent) and reply.flag.level is Level.EMERGENCY and not in_group

    assert message.text.count(LINE) == (0 if card else 1)


@given(reply=REPLIES, in_group=st.booleans())
def test_markup_is_balanced_and_reads_as_the_plain_text(reply: Reply, in_group: bool) -> None:  # noqa: FBT001
    """An independent parser reads the HTML as exactly the plain text."""
    message = RENDERER.in_group(reply, "a_bot") if in_group else RENDERER.reply(reply)

    assert shown(message.html) == message.text


@pytest.mark.parametrize("reply", [Unknown(), Unknown(again=True), Clarify(options=(COST, NERVE))])
def test_the_urgent_line_comes_first_when_the_bot_did_not_understand(reply: Reply) -> None:
    """A patient who was not understood reads the signs of danger before anything else."""
    assert told(RENDERER.reply(reply))[0] == LINE


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_carries_the_urgent_line_last(notice: Notice) -> None:
    """Whatever the bot says of itself ends with the urgent line, in private and in a group."""
    for message in (RENDERER.notice(notice), RENDERER.notice_in_group(notice, "a_bot")):
        assert told(message)[-1] == LINE
        assert message.text.count(LINE) == 1


@pytest.mark.parametrize(
    ("topic", "kind"), [(topic, kind) for topic in TOPICS for kind in Kind if kind is not topic.kind]
)
def test_the_prompt_follows_the_kind(topic: Topic, kind: Kind) -> None:
    """The same topic gains or loses its prompt with its kind alone."""
    changed = topic.model_copy(update={"kind": kind, "safety_net": content.NET})

    message = RENDERER.reply(Answer(topics=(changed,)))

    assert message.text.endswith(PROMPT) is (kind in {Kind.COMPLICATION, Kind.MEDICATION})


# --- The order of a message ---


def test_an_answer_tells_title_answer_safety_net_and_closing_lines_in_order() -> None:
    """A patient reads title, answer, the safety net's four parts, the urgent line and the prompt."""
    assert RENDERER.reply(Answer(topics=(NERVE,))).text == (
        "Title of nerve\n"
        "Answer of nerve, where 1 < 2.\n\n"
        "Second paragraph.\n\n"
        "Nobody can tell from here.\n\n"
        "Watch for:\n• it gets hotter\n• it hurts more & more\n\n"
        "Call your clinic today.\n\n"
        "It should settle within 7 days.\n"
        f"Ref. {NERVE.reference}\n\n"
        f"{LINE}\n\n{PROMPT}"
    )


def test_titles_and_the_watch_for_heading_are_bold_and_content_is_escaped() -> None:
    """The title and the heading stand out, and signs of markup in content stay text."""
    html = RENDERER.reply(Answer(topics=(NERVE,))).html

    assert html.startswith("<b>Title of nerve</b>\nAnswer of nerve, where 1 &lt; 2.")
    assert "<b>Watch for:</b>\n• it gets hotter\n• it hurts more &amp; more" in html


def test_several_topics_follow_one_another_under_one_closing() -> None:
    """Three answers share one message, each under its title, with the closing lines once at the end."""
    text = RENDERER.reply(Answer(topics=(NERVE, SWELLING, COST))).text

    assert text.index("Title of nerve") < text.index("Title of swelling") < text.index("Title of cost")
    assert text.endswith(f"{LINE}\n\n{PROMPT}")


def test_an_emergency_card_stands_alone_with_the_prompt() -> None:
    """In an emergency nothing stands beside the card and the prompt, not even a button."""
    message = RENDERER.reply(Urgent(flag=EMERGENCY, topics=(COST,)))

    assert message.text == f"{EMERGENCY.card}\n\n{PROMPT}"
    assert message.buttons == ()


def test_a_same_day_card_comes_above_the_answers() -> None:
    """A same-day card is followed by the topics asked about, the urgent line and the prompt."""
    text = RENDERER.reply(Urgent(flag=SAME_DAY, topics=(COST,))).text

    assert text.startswith(f"{SAME_DAY.card}\n\nTitle of cost\n")
    assert text.endswith(f"{LINE}\n\n{PROMPT}")


def test_an_uncovered_topic_says_so_above_its_text() -> None:
    """The bot says that the article is silent, then what the topic says."""
    assert told(RENDERER.reply(NotCovered(topics=(SPORT,))))[:2] == [
        PHRASES.not_covered,
        "Title of sport\nAnswer of sport, where 1 < 2.",
    ]


def test_an_uncovered_complication_keeps_its_safety_net() -> None:
    """An uncovered complication still tells what to watch for."""
    assert "Watch for:" in RENDERER.reply(NotCovered(topics=(DIMPLES,))).text


def test_a_second_miss_is_worded_differently() -> None:
    """Nobody reads the same "I do not know" twice in a row."""
    assert told(RENDERER.reply(Unknown()))[1] == PHRASES.unknown
    assert told(RENDERER.reply(Unknown(again=True)))[1] == PHRASES.unknown_again


def test_a_second_question_back_is_worded_differently() -> None:
    """Nobody is asked twice in the same words which topic is meant."""
    options = (COST, NERVE)

    assert told(RENDERER.reply(Clarify(options=options)))[1] == PHRASES.clarify
    assert told(RENDERER.reply(Clarify(options=options, again=True)))[1] == PHRASES.clarify_again


def test_a_second_refusal_of_a_topic_repeats_its_warnings_alone() -> None:
    """Asked again, an uncovered topic offers a person, keeps its safety net and leaves its text out."""
    text = RENDERER.reply(NotCovered(topics=(DIMPLES,), again=True)).text

    assert text.startswith(f"Title of dimples\n{PHRASES.not_covered_again}\n\n{content.NET.uncertain}")
    assert PHRASES.not_covered not in text
    assert "Answer of dimples" not in text
    assert text.endswith(f"{LINE}\n\n{PROMPT}")


# --- Buttons ---


def test_an_answer_offers_its_related_topics_and_the_menu() -> None:
    """Under an answer stand its related topics by title, then all topics."""
    message = RENDERER.reply(Answer(topics=(SWELLING,)))

    assert labels(message) == ["Title of cost", "Title of nerve", "All topics"]
    assert choices(message) == [ShowTopic(topic_id="cost"), ShowTopic(topic_id="nerve"), ShowMenu()]


def test_related_topics_already_answered_are_not_offered_and_at_most_three_are() -> None:
    """No button leads to what the message already tells, and no topic is offered twice."""
    message = RENDERER.reply(Answer(topics=(COST, SWELLING)))

    assert labels(message) == ["Title of nerve", "Title of ointment", "All topics"]


def test_asking_back_offers_one_button_for_each_option() -> None:
    """The patient chooses among titles, or opens all topics."""
    message = RENDERER.reply(Clarify(options=(COST, NERVE)))

    assert choices(message) == [ShowTopic(topic_id="cost"), ShowTopic(topic_id="nerve"), ShowMenu()]


@pytest.mark.parametrize("reply", [Unknown(), SmallTalk(pleasantry=HELLO)])
def test_every_other_reply_leads_to_the_menu(reply: Reply) -> None:
    """A patient without an answer is one tap from all topics."""
    assert choices(RENDERER.reply(reply)) == [ShowMenu()]


def test_every_topic_is_two_taps_from_the_menu() -> None:
    """The menu shows the kinds, each kind its topics and the way back; no topic is missing."""
    reached: list[object] = []
    for choice in choices(RENDERER.menu()):
        assert isinstance(choice, ShowKind)
        page = choices(RENDERER.menu_of(choice.kind))
        assert page.pop() == TurnBack()
        reached += page

    assert sorted(reached, key=str) == sorted((ShowTopic(topic_id=it.id) for it in TOPICS), key=str)


def test_a_kind_without_topics_has_no_button() -> None:
    """No tap on the menu leads to an empty page."""
    assert labels(Renderer(content.knowledge([COST])).menu()) == ["Kind procedure"]


# --- Groups ---


@pytest.mark.parametrize("flag", [EMERGENCY, SAME_DAY])
def test_a_red_flag_in_a_group_quotes_no_symptom(flag: RedFlag) -> None:
    """In a group a red flag brings general words, the urgent line and the prompt; neither card nor topic."""
    message = RENDERER.in_group(Urgent(flag=flag, topics=(COST,)), "a_bot")

    assert told(message) == [PHRASES.urgent_in_group, LINE, PROMPT]
    assert message.buttons == ()


@pytest.mark.parametrize(
    "reply",
    [
        Answer(topics=(NERVE,)),
        Answer(topics=(OINTMENT,)),
        NotCovered(topics=(DIMPLES,)),
        Answer(topics=(COST,), medicine_named=True),
    ],
)
def test_a_clinical_answer_in_a_group_is_given_in_private(reply: Answer | NotCovered) -> None:
    """A group sees the title and a link that opens exactly that topic in the private chat."""
    message = RENDERER.in_group(reply, "a_bot")
    (topic,) = reply.topics

    assert told(message) == [topic.title, PHRASES.in_group, LINE, PROMPT]
    assert links(message) == [f"https://t.me/a_bot?start={topic.id}"]


def test_a_side_effect_is_told_in_private() -> None:
    """How somebody's face looks or feels is nobody else's business, though it needs no prompt."""
    message = RENDERER.in_group(Answer(topics=(SWELLING,)), "a_bot")

    assert told(message) == [SWELLING.title, PHRASES.in_group, LINE]


def test_several_clinical_answers_in_a_group_have_one_link_each() -> None:
    """Each topic asked about in a group can be opened in private."""
    message = RENDERER.in_group(Answer(topics=(NERVE, COST)), "a_bot")

    assert links(message) == ["https://t.me/a_bot?start=nerve", "https://t.me/a_bot?start=cost"]
    assert "Answer of" not in message.text


def test_other_answers_are_given_in_full_in_a_group() -> None:
    """What is about nobody's health is answered where it was asked."""
    text = RENDERER.in_group(Answer(topics=(COST,)), "a_bot").text

    assert text == RENDERER.reply(Answer(topics=(COST,))).text


@given(REPLIES)
def test_buttons_in_a_group_only_lead_out_of_it(reply: Reply) -> None:
    """No button of a group message can be tapped by the wrong person: all are links."""
    assert choices(RENDERER.in_group(reply, "a_bot")) == []


# --- Doses ---


@pytest.mark.parametrize(
    ("reply", "before"),
    [
        (Answer(topics=(OINTMENT,), dose_asked=True), []),
        (NotCovered(topics=(OINTMENT,), dose_asked=True), []),
        (Unknown(dose_asked=True), [LINE]),
        (Clarify(options=(COST, OINTMENT), dose_asked=True), [LINE]),
        (SmallTalk(pleasantry=HELLO, dose_asked=True), []),
        (Urgent(flag=SAME_DAY, topics=(OINTMENT,), dose_asked=True), [SAME_DAY.card]),
    ],
)
def test_a_dose_is_declined_before_anything_is_told(reply: Reply, before: list[str]) -> None:
    """That the bot says no dose stands first, behind danger only, and the doctor prompt ends the message."""
    paragraphs = told(RENDERER.reply(reply))

    assert paragraphs[: len(before) + 1] == [*before, PHRASES.dose_asked]
    assert paragraphs[-1] == PROMPT


def test_a_dose_is_declined_only_when_it_is_asked_for() -> None:
    """An answer about a medicine alone says nothing of doses."""
    assert PHRASES.dose_asked not in told(RENDERER.reply(Answer(topics=(OINTMENT,))))


# --- What the bot says of itself ---


def test_privacy_is_told_from_the_settings() -> None:
    """The privacy notice says what is kept, what is logged, what Telegram keeps and who runs the bot."""
    named = Renderer(content.knowledge(), Operation(operator="Clinic <A&B>", logs_replies=False))

    words = PHRASES.privacy

    assert told(RENDERER.notice(Notice.PRIVACY))[:-1] == [
        words.nobody_reads,
        words.stored,
        words.remembered,
        words.counted,
        words.logged,
        words.erasure,
        words.telegram,
        words.operator_unnamed,
    ]
    assert told(named.notice(Notice.PRIVACY))[4:-1] == [
        words.not_logged,
        words.erasure,
        words.telegram,
        "Run by:\nClinic <A&B>",
    ]


def test_about_names_who_reviewed_the_answers() -> None:
    """The bot never looks more reviewed than its content is."""
    assert told(RENDERER.notice(Notice.ABOUT))[1] == "Clinical review:\nnot yet reviewed by a clinician"


# --- Limits ---

LONG_OVERDUE = content.REVIEW.model_copy(update={"due": date(2020, 1, 1)})
NASTY = st.text(alphabet=st.sampled_from("<>&\"'/b;#éßﷺ—\u200d\u202e😀👩x"), min_size=1, max_size=7)


@st.composite
def filled(draw: st.DrawFn, length: int) -> str:
    """Return a text of exactly that many UTF-16 units, made of what breaks careless markup."""
    pattern = draw(NASTY)
    text = (pattern * length)[:length]
    while units(text) > length:
        text = text[:-1]
    return text + "x" * (length - units(text))


@st.composite
def longest_topics(draw: st.DrawFn, topic_id: str) -> Topic:
    """Return a topic that takes all the room of a topic, split between its parts in any way."""
    signs = draw(st.integers(1, 5))
    lengths = [draw(st.integers(1, 80)) for _ in range(3 + signs)]
    advice = [draw(filled(length)) for length in lengths]
    kind, is_overdue = draw(st.sampled_from([(Kind.COMPLICATION, False), (Kind.SIDE_EFFECT, True)]))
    topic = content.topic(topic_id.ljust(40, "x"), kind).model_copy(
        update={
            "title": draw(filled(draw(st.integers(1, 60)))),
            "safety_net": SafetyNet(
                uncertain=advice[0], get_help=advice[1], time_course=advice[2], look_for=tuple(advice[3:])
            ),
            "review": LONG_OVERDUE if is_overdue else content.REVIEW,
            "answer": "",
            "course": Course(usual=draw(filled(COURSE_ROOM))),
        }
    )
    if draw(st.booleans()):
        own = {"says": "s" * 30, "parts": ("answer", "get_help", "look_for"), "added": ("a", "b" * 40)}
        topic = OverlaidTopic.model_construct(**dict(topic), own=OwnWords.model_validate(own))
    return topic.model_copy(update={"answer": draw(filled(TOPIC_ROOM - topic.length))})


def longest_clinic_words(label: str, line: str) -> ClinicPhrases:
    """Return phrases about texts that are due, as long as the schema lets them be."""
    words = {"being_reviewed": line, "check_due": label, "answers_due": label}
    return PHRASES.clinic_words.model_copy(update={**words, "reference": "R" * REFERENCE_WORD})


def longest_privacy(line: str, label: str) -> PrivacyPhrases:
    """Return the words of /privacy, as long as the schema lets them be."""
    lines = dict.fromkeys(PrivacyPhrases.model_fields, line)
    return PHRASES.privacy.model_copy(update=lines | dict.fromkeys(("readers", "operator"), label))


@st.composite
def longest_messages(draw: st.DrawFn) -> Message:
    """Return a message of the longest content that the schema accepts."""
    closing, notice, label, line, heading = (draw(filled(length)) for length in (240, 1_500, 60, 400, 24))
    lengths: dict[str, object] = {"urgent_line": closing, "doctor_prompt": closing, "not_covered": closing}
    lengths |= {"menu": line, "watch_for": heading, "clinic_words": longest_clinic_words(label, line)}
    lengths |= {"not_covered_again": line, "clarify_again": notice, "dose_asked": line, "forgotten": notice}
    lengths |= dict.fromkeys(("all_topics", "continue_privately"), label)
    lengths |= dict.fromkeys(("clarify", "unknown", "unknown_again", "in_group", "urgent_in_group"), notice)
    lengths |= dict.fromkeys(("cannot_see", "failed", "welcome", "help", "about", "urgent"), notice)
    lengths |= {"privacy": longest_privacy(draw(filled(300)), label)}
    phrases = PHRASES.model_copy(update=lengths)
    topics = tuple(draw(longest_topics(name)) for name in ("one", "two", "three"))
    clinic = Clinic.model_construct(**(dict(Clinic()) | {"readers": line}))
    renderer = Renderer(
        content.knowledge(topics, phrases).model_copy(update={"clinic": clinic}),
        Operation(
            operator=draw(st.sampled_from([label, None])), has_staff=True, keeps_days=True, keeps_missed=True
        ),
    )
    flag = SAME_DAY.model_copy(update={"card": draw(filled(CARD_ROOM))})
    greeting = Pleasantry(id="hello", says=("hello",), reply=notice)
    replies: list[Reply] = [
        Urgent(flag=flag, topics=topics),
        Urgent(flag=flag, topics=topics[:MOST_BESIDE_DOSE_LINE], dose_asked=True),
        Urgent(flag=flag.model_copy(update={"level": Level.EMERGENCY})),
        Answer(topics=topics, day=1),
        Answer(topics=topics[:MOST_BESIDE_DOSE_LINE], day=1, dose_asked=True),
        NotCovered(topics=topics),
        NotCovered(topics=topics, again=True),
        NotCovered(topics=topics[:MOST_BESIDE_DOSE_LINE], dose_asked=True),
        Clarify(options=topics),
        Clarify(options=topics, again=True),
        Unknown(again=True, medicine_named=True, dose_asked=True),
        SmallTalk(pleasantry=greeting, medicine_named=True),
    ]
    reply = draw(st.sampled_from(replies))
    username = "b" * 32
    return draw(
        st.sampled_from(
            [
                renderer.reply(reply),
                renderer.in_group(reply, username),
                renderer.menu(),
                renderer.menu_of(Kind.COMPLICATION),
                *(renderer.notice(notice) for notice in Notice),
            ]
        )
    )


@given(longest_messages())
def test_nothing_exceeds_telegrams_limits(message: Message) -> None:
    """The longest content that the schema accepts fits one message, in balanced markup."""
    buttons = [button for row in message.buttons for button in row]

    assert 1 <= units(message.text) <= MOST_CHARACTERS
    assert shown(message.html) == message.text
    assert len(buttons) <= MOST_BUTTONS
    assert all(len(it.data.encode()) <= MOST_DATA_BYTES for it in buttons if isinstance(it, Tap))


@pytest.mark.parametrize("topics", [*combinations(TOPICS, 1), *combinations(TOPICS, 3)])
def test_whatever_is_asked_together_fits_one_message(topics: tuple[Topic, ...]) -> None:
    """Up to three topics fit one message under a same-day card."""
    text = RENDERER.reply(Urgent(flag=SAME_DAY, topics=topics)).text

    assert units(text) <= MOST_CHARACTERS


# --- The day since the procedure ---

COURSE = Course(usual="Day {day} is usual.", until_day=14, past="Day {day} is past.")
LASTING = SWELLING.model_copy(update={"course": COURSE})


def shown_on(day: int | None) -> list[str]:
    """Return the paragraphs about a topic with a time course on a day."""
    return told(RENDERER.reply(Answer(topics=(LASTING,), day=day)))


def test_the_day_stands_under_the_answer() -> None:
    """A patient whose day is known reads of it right after the answer."""
    opening = [*LASTING.answer.split("\n\n")]

    assert shown_on(4)[1 : len(opening) + 1] == [*opening[1:], shown_on(4)[len(opening)]]
    assert shown_on(4)[len(opening)].startswith("Day 4 is usual.")


def test_a_day_past_its_time_is_told_with_the_prompt() -> None:
    """A side effect that lasts too long is told so, and the message ends with the doctor prompt."""
    assert any("Day 20 is past." in paragraph for paragraph in shown_on(20))
    assert shown_on(20)[-2:] == [LINE, PROMPT]
    assert PROMPT not in shown_on(4)


@given(day=st.integers(0, 2_000), reply=REPLIES.filter(lambda reply: isinstance(reply, Urgent | Answer)))
def test_a_day_only_adds(day: int, reply: Answer | Urgent) -> None:
    """With a day a message says everything that it says without one, in the same order."""
    topics = tuple(LASTING if it is SWELLING else it for it in reply.topics)
    plain = reply.model_copy(update={"topics": topics})
    dated = iter(RENDERER.reply(plain.model_copy(update={"day": day})).text.splitlines())

    assert all(line in dated for line in RENDERER.reply(plain).text.splitlines())


def test_a_day_past_its_time_is_private() -> None:
    """In a group nobody reads how long somebody's trouble has lasted."""
    message = RENDERER.in_group(Answer(topics=(LASTING,), day=20), "a_bot")

    assert "Day 20" not in message.text
    assert message.text.endswith(PROMPT)
