"""Every reply knows which topics it shows and whether the see-your-doctor lines must end it."""

from typing import Final

import pytest
from pydantic import ValidationError

from bot.core.model import MOST_TOPICS, Course, Kind, Topic
from bot.core.replies import (
    Answer,
    Clarify,
    NotCovered,
    Reply,
    SmallTalk,
    Unanswered,
    Unknown,
    Urgent,
    day_of,
    in_other_words,
    kind_of,
    left_open,
    needs_doctor_prompt,
    on_day,
    told_of_day,
    topics_answered,
)
from tests.telegram.content import COST, EMERGENCY, HELLO, NERVE, OINTMENT, SAME_DAY, SPORT, SWELLING, topic

OF_KIND: Final = {kind: topic(f"of-{kind}", kind) for kind in Kind}
HARMLESS: Final[tuple[Reply, ...]] = (
    Answer(topics=(COST,)),
    NotCovered(topics=(COST,)),
    Clarify(options=(NERVE, OINTMENT)),
    Unknown(),
    Unknown(again=True),
    SmallTalk(pleasantry=HELLO),
)
KINDS: Final[tuple[tuple[Reply, str], ...]] = (
    (Urgent(flag=EMERGENCY), "urgent"),
    (Answer(topics=(COST,)), "answer"),
    (Clarify(options=(COST, NERVE)), "clarify"),
    (NotCovered(topics=(SPORT,)), "not-covered"),
    (Unknown(), "unknown"),
    (SmallTalk(pleasantry=HELLO), "small-talk"),
)


@pytest.mark.parametrize("flag", [EMERGENCY, SAME_DAY], ids=lambda flag: flag.level)
@pytest.mark.parametrize("topics", [(), (COST,)], ids=len)
def test_a_red_flag_always_needs_the_prompt(flag: object, topics: tuple[Topic, ...]) -> None:
    """A red flag of either level ends with the doctor prompt, whatever is answered below it."""
    assert needs_doctor_prompt(Urgent.model_validate({"flag": flag, "topics": topics}))


@pytest.mark.parametrize("variant", [Answer, NotCovered])
@pytest.mark.parametrize("kind", Kind)
def test_a_topic_needs_what_its_kind_needs(variant: type[Answer | NotCovered], kind: Kind) -> None:
    """A topic that is shown, covered or not, brings the prompt exactly when its kind asks for it."""
    assert needs_doctor_prompt(variant(topics=(OF_KIND[kind],))) == kind.needs_doctor_prompt


@pytest.mark.parametrize("place", range(MOST_TOPICS))
def test_one_clinical_topic_among_others_is_enough(place: int) -> None:
    """One clinical topic brings the prompt to a reply about several, wherever it stands."""
    topics = [COST, SWELLING]
    topics.insert(place, NERVE)

    assert needs_doctor_prompt(Answer(topics=tuple(topics)))


@pytest.mark.parametrize("reply", HARMLESS, ids=lambda reply: type(reply).__name__)
def test_a_question_about_a_dose_brings_the_prompt_to_any_reply(reply: Reply) -> None:
    """Whoever asks for a dose reads the doctor prompt, also where nothing else is understood."""
    assert needs_doctor_prompt(reply.model_copy(update={"dose_asked": True}))


@pytest.mark.parametrize("reply", HARMLESS, ids=lambda reply: type(reply).__name__)
def test_only_a_named_medicine_brings_the_prompt_to_a_harmless_reply(reply: Reply) -> None:
    """A reply that shows nothing clinical needs no prompt, until a medicine was named."""
    named = reply.model_copy(update={"medicine_named": True})

    assert (needs_doctor_prompt(reply), needs_doctor_prompt(named)) == (False, True)


@pytest.mark.parametrize(
    ("reply", "topics"),
    [
        (Urgent(flag=EMERGENCY), ()),
        (Urgent(flag=SAME_DAY, topics=(NERVE, COST)), (NERVE, COST)),
        (Answer(topics=(COST, SWELLING)), (COST, SWELLING)),
        (NotCovered(topics=(COST,)), (COST,)),
        (Clarify(options=(COST, NERVE)), ()),
        (Unknown(), ()),
        (SmallTalk(pleasantry=HELLO), ()),
    ],
)
def test_the_topics_answered_are_those_shown(reply: Reply, topics: tuple[Topic, ...]) -> None:
    """Topics count as answered when their text is shown, in its order; a title offered is no answer."""
    assert topics_answered(reply) == topics


@pytest.mark.parametrize(
    ("variant", "field", "least"),
    [(Urgent, "topics", 0), (Answer, "topics", 1), (NotCovered, "topics", 1), (Clarify, "options", 2)],
)
def test_a_reply_holds_as_many_topics_as_fit(variant: type[Reply], field: str, least: int) -> None:
    """An answer has one to three topics, a question back two or three, a card at most three."""
    accepted = []
    for count in range(MOST_TOPICS + 2):
        flag = {"flag": SAME_DAY} if variant is Urgent else {}
        try:
            variant.model_validate({field: (COST,) * count, **flag})
        except ValidationError:
            continue
        accepted.append(count)

    assert accepted == list(range(least, MOST_TOPICS + 1))


@pytest.mark.parametrize("reply", [Unknown(), Clarify(options=(COST, NERVE)), NotCovered(topics=(COST,))])
def test_no_words_come_twice_in_a_row(reply: Unanswered) -> None:
    """However often nothing can be answered, each refusal has other words than the one before."""
    said: list[Reply] = [reply]
    for _ in range(3):
        said.append(in_other_words(reply, left_open(said[-1])))

    assert [getattr(it, "again", None) for it in said] == [False, True, False, True]


@pytest.mark.parametrize(
    ("reply", "before"),
    [
        (Unknown(), None),
        (Unknown(), Clarify(options=(COST, NERVE))),
        (Clarify(options=(COST, NERVE)), Unknown()),
        (NotCovered(topics=(COST,)), NotCovered(topics=(SWELLING,))),
        (NotCovered(topics=(COST,)), NotCovered(topics=(COST, SWELLING))),
        (Answer(topics=(COST,)), NotCovered(topics=(COST,))),
    ],
)
def test_what_says_something_else_keeps_its_words(reply: Reply, before: Unanswered | None) -> None:
    """A refusal keeps its first words when the one before was of another nature or about another topic."""
    assert in_other_words(reply, left_open(before) if before else None) == reply


@pytest.mark.parametrize(
    ("reply", "held"),
    [
        (Unknown(), True),
        (Clarify(options=(COST, NERVE)), True),
        (NotCovered(topics=(COST,)), True),
        (Answer(topics=(COST,)), False),
        (Urgent(flag=EMERGENCY), False),
        (SmallTalk(pleasantry=HELLO), False),
    ],
)
def test_what_holds_no_answer_is_known(reply: Reply, *, held: bool) -> None:
    """Only a refusal and a question back hold no answer."""
    assert (left_open(reply) is not None) == held


@pytest.mark.parametrize(("reply", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_every_reply_has_its_kind(reply: Reply, kind: str) -> None:
    """Each variant of a reply has the name that tools know it by."""
    assert kind_of(reply) == kind


COURSE: Final = Course(usual="Day {day} is usual.", until_day=14, past="Day {day} is past.")
LASTING: Final = SWELLING.model_copy(update={"course": COURSE})


@pytest.mark.parametrize("reply", [Answer(topics=(LASTING,)), Urgent(flag=SAME_DAY, topics=(LASTING,))])
def test_a_reply_about_topics_has_its_day(reply: Reply) -> None:
    """What shows topics knows the days since the procedure, and changes nothing else for them."""
    dated = on_day(reply, 20)

    assert day_of(dated) == 20
    assert dated == reply.model_copy(update={"day": 20})
    assert topics_answered(dated) == topics_answered(reply)


@pytest.mark.parametrize("reply", [Unknown(), Clarify(options=(COST, NERVE)), SmallTalk(pleasantry=HELLO)])
def test_other_replies_have_no_use_for_a_day(reply: Reply) -> None:
    """What shows no topic stays as it is."""
    assert on_day(reply, 20) == reply
    assert day_of(on_day(reply, 20)) is None


@pytest.mark.parametrize(("day", "needed"), [(None, False), (0, False), (14, False), (15, True), (900, True)])
def test_a_day_past_its_time_needs_the_prompt(day: int | None, *, needed: bool) -> None:
    """Whatever the topic's kind, somebody whose day is past the article's time reads the doctor prompt."""
    assert needs_doctor_prompt(on_day(Answer(topics=(LASTING,)), day)) is needed
    assert needs_doctor_prompt(on_day(Answer(topics=(COST, SPORT, LASTING)), day)) is needed


@pytest.mark.parametrize("day", [None, 0, 14, 15, 900])
def test_no_day_takes_the_prompt_away(day: int | None) -> None:
    """A complication, a medicine and a red flag keep their prompt on every day."""
    for reply in (
        Answer(topics=(NERVE,)),
        Answer(topics=(LASTING,), medicine_named=True),
        Urgent(flag=SAME_DAY, topics=(LASTING,)),
        Urgent(flag=EMERGENCY),
    ):
        assert needs_doctor_prompt(on_day(reply, day))


def test_a_day_tells_of_topics_that_have_a_time() -> None:
    """A topic with a time course gets its line, another none, and without a day there is none."""
    answer = Answer(topics=(COST, LASTING), day=3)

    assert told_of_day(answer, LASTING) == "Day 3 is usual."
    assert told_of_day(answer, COST) is None
    assert told_of_day(on_day(answer, None), LASTING) is None


def test_no_comfort_stands_under_a_red_flag() -> None:
    """Under a card a day within the usual time is not told of; a day past it is."""
    assert told_of_day(Urgent(flag=SAME_DAY, topics=(LASTING,), day=3), LASTING) is None
    assert told_of_day(Urgent(flag=SAME_DAY, topics=(LASTING,), day=20), LASTING) == "Day 20 is past."


def test_beside_three_answers_the_day_has_no_room() -> None:
    """Three answers fill a message; the prompt is there all the same."""
    answer = Answer(topics=(COST, SPORT, LASTING), day=20)

    assert told_of_day(answer, LASTING) is None
    assert needs_doctor_prompt(answer)
