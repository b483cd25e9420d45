"""What the bot says of itself follows from the phrases, the reviews and how it is run."""

import pytest

from bot.core.model import NOT_REVIEWED, Topic
from bot.telegram.messages import Paragraph, composed
from bot.telegram.notices import MOST_REVIEWERS, Notice, Operation, all_notices
from tests.telegram import content
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
    assert told(notice)[0] == getattr(PHRASES, notice)


@pytest.mark.parametrize("operator", [None, "", "Rose Clinic"])
@pytest.mark.parametrize("logs_replies", [True, False])
def test_privacy_tells_of_the_log_and_of_the_operator(operator: str | None, *, logs_replies: bool) -> None:
    """Each setting is told by a sentence of its own, and a clinic without a name is not named."""
    log, _, run_by = told(Notice.PRIVACY, Operation(operator=operator, logs_replies=logs_replies))[3:]

    assert log == (PHRASES.privacy_logged if logs_replies else PHRASES.privacy_not_logged)
    assert run_by == (
        f"{PHRASES.privacy_operator}\n{operator}" if operator else PHRASES.privacy_operator_unnamed
    )


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
