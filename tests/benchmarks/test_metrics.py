"""The figures mean what they are called, on cases that can be counted by hand."""

import pytest

from benchmarks.metrics import Judged, Outcomes, percentiles

RIGHT_SURE = Judged("a", ("a", "b"), 0.9)
RIGHT_UNSURE = Judged("b", ("b", "a"), 0.3)
WRONG = Judged("c", ("a", "b", "c"), 0.6)
OUT_UNSURE = Judged(None, ("a",), 0.2)
OUT_SURE = Judged(None, ("b",), 0.5)
ALL = Outcomes([RIGHT_SURE, OUT_SURE, RIGHT_UNSURE, WRONG, OUT_UNSURE])


def test_top_counts_questions_in_scope_alone() -> None:
    """The right label must be among the best ones, however unsure the matcher is."""
    assert ALL.top(1) == pytest.approx(2 / 3)
    assert ALL.top(3) == 1.0
    assert (ALL.in_scope, ALL.out_of_scope) == (3, 2)


@pytest.mark.parametrize(
    ("threshold", "accuracy", "recall"),
    [
        (0.0, 2 / 3, 0.0),
        (0.2, 2 / 3, 0.0),
        (0.4, 1 / 3, 0.5),
        (0.5, 1 / 3, 0.5),
        (0.55, 1 / 3, 1.0),
        (1.0, 0.0, 1.0),
    ],
)
def test_a_threshold_silences_what_is_below_it(threshold: float, accuracy: float, recall: float) -> None:
    """An answer of exactly the threshold's certainty is given."""
    at = ALL.at(threshold)

    assert at.in_scope_accuracy == pytest.approx(accuracy)
    assert at.out_of_scope_recall == pytest.approx(recall)


def test_the_lowest_threshold_of_a_recall_is_chosen() -> None:
    """At half the recall the unsure right answer is still given; at all of it, it is not."""
    assert ALL.accuracy_at_recall(0.5) == pytest.approx(2 / 3)
    assert ALL.accuracy_at_recall(0.9) == pytest.approx(1 / 3)
    assert ALL.at(ALL.threshold_of_recall(0.7)).out_of_scope_recall == 1.0


def test_the_balanced_threshold_has_the_highest_sum() -> None:
    """It parts the surest question out of scope from the next one in scope here, halfway between them."""
    balanced = Outcomes([RIGHT_SURE, RIGHT_SURE, OUT_SURE, OUT_UNSURE, RIGHT_UNSURE]).balanced_threshold()

    assert balanced == pytest.approx(0.7)


def test_areas_count_pairs() -> None:
    """AUROC compares every question in scope with every one out of scope; OSCR only those answered right."""
    assert ALL.auroc() == pytest.approx((2 + 1 + 2) / 6)
    assert ALL.oscr() == pytest.approx((2 + 1) / 6)


def test_a_tie_counts_half() -> None:
    """A matcher that is always equally sure tells nothing."""
    tied = Outcomes([RIGHT_SURE._replace(certainty=0.5), OUT_SURE])

    assert (tied.auroc(), tied.oscr()) == (0.5, 0.5)


def test_no_questions_no_figures() -> None:
    """A figure without questions behind it is absent, and not zero."""
    inside, outside = Outcomes([RIGHT_SURE]), Outcomes([OUT_SURE])

    assert (inside.auroc(), inside.oscr(), inside.accuracy_at_recall(0.9)) == (None, None, None)
    assert inside.at(0.5).out_of_scope_recall is None
    assert (outside.top(1), outside.at(0.5).in_scope_accuracy) == (None, None)


def test_percentiles() -> None:
    """The median and the slowest hundredth."""
    assert percentiles(list(range(101))) == (50, 99)
