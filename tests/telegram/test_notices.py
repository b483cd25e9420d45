"""What the bot says of itself follows from the phrases, the reviews and how it is run."""

import pytest

from bot.core.clinic import Clinic
from bot.core.model import NOT_REVIEWED, Topic
from bot.telegram.messages import Paragraph, composed
from bot.telegram.notices import MOST_REVIEWERS, Notice, Operation, all_notices
from tests.telegram import content
from tests.telegram.calendar_words import PRIVACY as WORDS
from tests.telegram.content import COST, PHRASES


def told(notice: Notice, operation: Operation | None = None) -> list[str]:
    """Return the paragraphs of a notice as they are read."""
    return texts(all_notices(content.knowledge(), operation or Operation())[notice])


def texts(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    """Return what each paragraph says."""
    return [composed([paragraph]).text for paragraph in paragraphs]


def reviewed_by(*names: str) -> list[Topic]:
    """Return a topic for each reviewer."""
    return [
        COST.model_copy(
            update={"id": f"cost-{number}", "review": COST.review.model_copy(update={"by": name})}
        )
        for number, name in enumerate(names)
    ]


def reviewers_of(*names: str) -> list[str]:
    """Return the reviewers that /about names, when these people reviewed one topic each."""
    about = texts(all_notices(content.knowledge(reviewed_by(*names)), Operation())[Notice.ABOUT])[-1]
    heading, *reviewers = about.split("\n")
    assert heading == PHRASES.about_review
    return reviewers


@pytest.mark.parametrize("notice", Notice)
def test_each_notice_begins_with_its_own_phrase(notice: Notice) -> None:
    """No notice is missing, and none says the words of another."""
    elsewhere = {
        Notice.PRIVACY: PHRASES.privacy.nobody_reads,
        Notice.TOO_QUICK: PHRASES.channel.too_quick,
    }

    assert told(notice)[0] == (elsewhere.get(notice) or getattr(PHRASES, notice))


@pytest.mark.parametrize("operator", [None, "", "Rose Clinic"])
@pytest.mark.parametrize("logs_replies", [True, False])
def test_privacy_tells_of_the_log_and_of_the_operator(operator: str | None, *, logs_replies: bool) -> None:
    """Each setting is told by a sentence of its own, and a clinic without a name is not named."""
    log, _, _, run_by = told(Notice.PRIVACY, Operation(operator=operator, logs_replies=logs_replies))[-4:]

    assert log == (WORDS.logged if logs_replies else WORDS.not_logged)
    assert run_by == (f"{WORDS.operator}\n{operator}" if operator else WORDS.operator_unnamed)


@pytest.mark.parametrize("has_staff", [True, False])
@pytest.mark.parametrize("keeps_days", [True, False])
def test_privacy_tells_of_what_is_switched_on_and_of_nothing_else(
    *, has_staff: bool, keeps_days: bool
) -> None:
    """Conversations with the staff and kept days are told where they can be, and only there."""
    read = told(Notice.PRIVACY, Operation(has_staff=has_staff, keeps_days=keeps_days))

    assert (WORDS.staff in read, WORDS.staff_kept in read) == (has_staff, has_staff)
    assert (WORDS.nobody_reads in read) is not has_staff
    assert (WORDS.kept_day in read) is keeps_days


def test_privacy_names_who_reads_what_is_handed_over() -> None:
    """Where the clinic says who that is, and patients can hand something over, /privacy tells it."""
    clinic = Clinic(readers="our nurses")
    knowledge = content.knowledge().model_copy(update={"clinic": clinic})
    read = {
        has_staff: texts(all_notices(knowledge, Operation(has_staff=has_staff))[Notice.PRIVACY])
        for has_staff in (True, False)
    }

    assert f"{WORDS.readers}\nour nurses" in read[True]
    assert not [line for line in read[False] if "nurses" in line]


def test_every_reviewer_is_named_once_and_in_order() -> None:
    """However many topics somebody reviewed, the name stands there once."""
    assert reviewers_of("Dr Yu", "Dr Ames", "Dr Yu") == ["Dr Ames", "Dr Yu"]


def test_a_long_list_of_reviewers_is_cut_short() -> None:
    """A base with many reviewers still fits one message."""
    assert len(reviewers_of(*(f"Dr {letter}" for letter in "ABCDEFGH"))) == MOST_REVIEWERS


def test_what_nobody_reviewed_is_told_before_any_name() -> None:
    """However many names there are, a base never looks more reviewed than it is."""
    named = reviewers_of("Dr A", "Dr B", "Dr C", "Dr D", NOT_REVIEWED)

    assert named[0] == NOT_REVIEWED
