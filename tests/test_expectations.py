"""Conversation files are read strictly, and a reply meets only what it should."""

from pathlib import Path

import pytest

from bot.core.knowledge import Knowledge
from bot.core.replies import Answer, Clarify, Reply, SmallTalk, Unknown, Urgent
from bot.core.safety.red_flags import Level
from tests.expectations import (
    ALLOWED,
    Answered,
    AskedBack,
    DoseDeclined,
    Expected,
    Flagged,
    MisunderstoodError,
    Plain,
    is_met,
    parse,
    read,
)


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ("cost", (Answered(topics=frozenset({"cost"})),)),
        ("cost + travel", (Answered(topics=frozenset({"cost", "travel"})),)),
        ("nothing or small-talk or calm", (Plain.NOTHING, Plain.SMALL_TALK, Plain.CALM)),
        ("clarify or clarify cost", (AskedBack(), AskedBack(offering="cost"))),
        (
            "urgent or urgent airway",
            (Flagged(level=Level.EMERGENCY), Flagged(level=Level.EMERGENCY, flag="airway")),
        ),
        ("dose or dose cost", (DoseDeclined(), DoseDeclined(showing="cost"))),
        ("same-day parotid", (Flagged(level=Level.SAME_DAY, flag="parotid"),)),
    ],
)
def test_a_meaning_is_read(means: str, expected: tuple[Expected, ...]) -> None:
    """Each phrase of the language becomes one closed value."""
    assert parse(means) == expected


@pytest.mark.parametrize(
    "means",
    [
        "",
        "cost,travel",
        "cost travel",
        "cost + nothing",
        "cost +",
        "clarify cost travel",
        "dose cost travel",
        "urgent calm",
        "Cost",
    ],
)
def test_a_meaning_outside_the_language_is_refused(means: str) -> None:
    """What is not in the language is refused with what is allowed."""
    with pytest.raises(MisunderstoodError) as refused:
        parse(means)

    assert str(refused.value) == f"{means!r} is no expectation: {ALLOWED}"


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("says: hello", "odd.yaml: write a list of items, each with says and means"),
        (
            "- says: hello\n  means: small-talk\n- says: hm",
            "odd.yaml:3: write says and means, and perhaps after, each followed by text",
        ),
        ("- just text", "odd.yaml:1: write says and means, and perhaps after, each followed by text"),
        ("- says: hm\n  means: maybe?", f"odd.yaml:1: 'maybe?' is no expectation: {ALLOWED}"),
    ],
)
def test_a_bad_file_is_refused_by_place(tmp_path: Path, written: str, complaint: str) -> None:
    """A mistake names its file and line."""
    path = tmp_path / "odd.yaml"
    path.write_text(written, "utf-8")

    with pytest.raises(MisunderstoodError) as refused:
        read(path)

    assert str(refused.value) == complaint


def test_a_line_may_follow_an_answer(tmp_path: Path) -> None:
    """A line names the topic that was answered before it, or none."""
    path = tmp_path / "lines.yaml"
    path.write_text("- {says: why, after: cost, means: cost}\n- {says: hm, means: nothing}", "utf-8")

    assert [line.after for line in read(path)] == ["cost", None]


def replies(knowledge: Knowledge) -> dict[str, Reply]:
    """Return one reply of each nature, over the first topics of the base."""
    first, second, third, *_ = knowledge.topics
    same_day = next(flag for flag in knowledge.red_flags.flags if flag.level is Level.SAME_DAY)
    return {
        "answer": Answer(topics=(first,)),
        "both": Answer(topics=(first, second)),
        "clarify": Clarify(options=(first, third)),
        "dose": Answer(topics=(second, third), dose_asked=True),
        "unknown": Unknown(),
        "small-talk": SmallTalk(pleasantry=knowledge.phrases.small_talk[0]),
        "emergency": Urgent(flag=knowledge.red_flags.flags[0]),
        "same-day": Urgent(flag=same_day, topics=(first,)),
    }


@pytest.mark.parametrize(
    ("means", "met_by"),
    [
        ("FIRST", {"answer", "same-day"}),
        ("SECOND + FIRST", {"both"}),
        ("SECOND", set()),
        ("clarify", {"clarify"}),
        ("clarify FIRST", {"clarify"}),
        ("clarify SECOND", set()),
        ("dose", {"dose"}),
        ("dose SECOND", {"dose"}),
        ("dose FIRST", set()),
        ("nothing", {"unknown"}),
        ("small-talk", {"small-talk"}),
        ("calm", {"answer", "both", "clarify", "dose", "unknown", "small-talk"}),
        ("urgent", {"emergency"}),
        ("urgent FLAG", {"emergency"}),
        ("urgent other-flag", set()),
        ("same-day", {"same-day"}),
    ],
)
def test_a_reply_meets_what_it_should(knowledge: Knowledge, means: str, met_by: set[str]) -> None:
    """An expectation is met by the replies it describes and by no other."""
    first, second, *_ = knowledge.topics
    names = {"FIRST": first.id, "SECOND": second.id, "FLAG": knowledge.red_flags.flags[0].id}
    for name, topic_or_flag in names.items():
        means = means.replace(name, topic_or_flag)
    (expected,) = parse(means)

    assert {name for name, reply in replies(knowledge).items() if is_met(expected, reply)} == met_by
