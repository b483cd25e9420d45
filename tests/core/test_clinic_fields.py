"""What a clinic writes of itself is refused where patients could not use it, with its cure."""

import pytest
from pydantic import ValidationError

from bot.core.clinic import Clinic


def complaint(**fields: object) -> str:
    """Return what is wrong with a clinic that says this of itself."""
    with pytest.raises(ValidationError) as refused:
        Clinic.model_validate(fields)
    return str(refused.value)


@pytest.mark.parametrize("phone", ["+44 20 7946 0000", "١١٢", "112"])
def test_a_number_has_digits(phone: str) -> None:
    """A phone number is taken in the digits of any script, and words alone are not."""
    assert Clinic(phone=phone).phone == phone
    assert "this is no number" in complaint(phone="see our website")


@pytest.mark.parametrize("language", ["English", "EN", "../en", "e", ""])
def test_a_language_is_the_name_of_a_folder(language: str) -> None:
    """Only what can be a folder of the base is taken for a language."""
    assert "such as en" in complaint(language=language)


@pytest.mark.parametrize("zone", ["GMT+1", "Etc/GMT+25"])
def test_no_zone_without_a_city_is_guessed(zone: str) -> None:
    """A difference in hours, which ignores summer time, is never the guess."""
    assert "did you mean" not in complaint(time_zone=zone)


@pytest.mark.parametrize("link", ["https://[clinic", "http://clinic.example"])
def test_a_link_that_cannot_be_read_has_the_same_cure(link: str) -> None:
    """However an address is broken, one sentence tells what to write."""
    assert "begins with https://" in complaint(booking_link=link)
