"""A text that sends a patient to somebody says to whom."""

import pytest

from tests.content.base import SmallBase


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        (
            "topics/arnica.yaml",
            "answer: Ask {clinic}.",
            "answer: Nobody knows.",
            "topics/arnica.yaml:7: arnica > answer: the text does not say whom to ask instead; add {clinic}",
        ),
        (
            "phrases.yaml",
            "ask your doctor or {clinic}",
            "ask your doctor",
            "phrases.yaml:2: phrases > doctor_prompt: the text does not say whom to contact; add {clinic}",
        ),
        (
            "phrases.yaml",
            "Call {emergency_number} now.",
            "Call now.",
            (
                "phrases.yaml:1: phrases > urgent_line: the text does not say which number to call; "
                "add {emergency_number}"
            ),
        ),
        (
            "red_flags.yaml",
            "Call {emergency_number} now.",
            "Call now.",
            (
                "red_flags.yaml:4: red_flags > flags[1].card: the text does not say which number to call; "
                "add {emergency_number}"
            ),
        ),
        (
            "red_flags.yaml",
            "Call {emergency_number} now.",
            (
                "Something bad can be happening to you at this very moment. Please read this slowly, "
                "to its very end. Call {emergency_number} now."
            ),
            (
                "red_flags.yaml:4: red_flags > flags[1].card: the emergency number stands too late; "
                "put it into the first 120 characters"
            ),
        ),
        (
            "red_flags.yaml",
            "level: emergency\n    card: Call {emergency_number} now.",
            "level: same-day\n    card: Call somebody today.",
            (
                "red_flags.yaml:4: red_flags > flags[1].card: the text does not say whom to call today; "
                "add {clinic}"
            ),
        ),
    ],
)
def test_a_text_that_leaves_a_patient_alone_is_told(
    base: SmallBase, name: str, old: str, new: str, complaint: str
) -> None:
    """A refusal, a prompt, the urgent line or a card without its contact is told with what to add."""
    base.change(name, old, new)

    assert base.complaints() == [complaint]


def test_a_wrong_placeholder_is_told_once(base: SmallBase) -> None:
    """A misspelt placeholder is not also a missing one."""
    base.change("topics/arnica.yaml", "answer: Ask {clinic}.", "answer: Ask {clinc}.")

    assert len(base.complaints()) == 1
