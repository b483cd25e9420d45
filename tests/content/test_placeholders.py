"""A clinic's own words are filled into texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.placeholders import Words
from bot.core.clinic import Clinic

KNOWN = "{clinic}, {clinic_name}, {emergency_number} and {crisis_line}"
CLINIC = Clinic(
    name="Bright Clinic", phone="020 7946 0000", emergency_number="999", crisis_line="Listeners (116 123)"
)


@pytest.mark.parametrize(
    ("clinic", "text", "filled"),
    [
        (CLINIC, "Call {clinic}.", "Call Bright Clinic (020 7946 0000)."),
        (Clinic(name="Bright Clinic"), "Call {clinic}.", "Call Bright Clinic."),
        (Clinic(phone="020 7946 0000"), "Call {clinic}.", "Call your clinic (020 7946 0000)."),
        (Clinic(), "Call {clinic}.", "Call your clinic."),
        (CLINIC, "{clinic_name} says:", "Bright Clinic says:"),
        (Clinic(), "{clinic_name} says:", "Your clinic says:"),
        (CLINIC, "Call {emergency_number} now.", "Call 999 now."),
        (Clinic(), "Call {emergency_number} now.", "Call your local emergency number now."),
        (CLINIC, "Call {crisis_line}.", "Call Listeners (116 123)."),
        (Clinic(), "Call {crisis_line}.", "Call a crisis line in your country."),
        (Clinic(), "{crisis_line} can help.", "A crisis line in your country can help."),
        (Clinic(), "{clinic} can help.", "Your clinic can help."),
        (Clinic(), "Wait. {clinic} can help.", "Wait. Your clinic can help."),
        (Clinic(), "Wait.\n\n{clinic} can help.", "Wait.\n\nYour clinic can help."),
        (Clinic(name="iSkin"), "{clinic} can help.", "iSkin can help."),
        (Clinic(name="{clinic}"), "Call {clinic}.", "Call {clinic}."),
        (CLINIC, "{nothing} here", "{nothing} here"),
    ],
)
def test_fills_in_words_that_read_well(clinic: Clinic, text: str, filled: str) -> None:
    """The clinic's name and number are filled in, and general words stand in for what is not known."""
    assert Words(clinic).fill(text) == filled


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "{clinc}",
            f"{{clinc}} is no placeholder, did you mean {{clinic}}; known are {KNOWN}",
        ),
        (
            "{x.__class__}",
            f"{{x.__class__}} is no placeholder; known are {KNOWN}",
        ),
        (
            "{phone}",
            f"{{phone}} is no placeholder ({{clinic}} shows the number as well); known are {KNOWN}",
        ),
        ("{}", f"{{}} is no placeholder; known are {KNOWN}"),
        (
            "Call {clinic now",
            f"a {{ stands alone; complete the placeholder ({KNOWN}) or delete the sign",
        ),
        (
            "Call clinic}",
            f"a }} stands alone; complete the placeholder ({KNOWN}) or delete the sign",
        ),
    ],
)
def test_other_braces_are_refused(text: str, complaint: str) -> None:
    """Braces that are no known placeholder are refused with a cure."""
    assert Words(CLINIC).fault_in(text) == complaint


@given(st.text(alphabet="{}clin e.\n"))
def test_an_accepted_text_has_no_brace_left(text: str) -> None:
    """A text without a fault shows no brace to a patient."""
    words = Words(CLINIC)

    assert words.fault_in(text) or not set("{}") & set(words.fill(text))
