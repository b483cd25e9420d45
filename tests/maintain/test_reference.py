"""A reference leads to today's text, or to the history in which another one stands."""

import pytest

from bot.maintain.reference import NoSuchTextError, topic_with
from tests.telegram.content import COST, knowledge


@pytest.mark.parametrize("written", ["{}", "Ref. {}", "ref {}", " {} "])
@pytest.mark.parametrize("sign", ["·", ".", ":", "#", " ", "-", "/"])
def test_a_reference_of_today_is_found(written: str, sign: str) -> None:
    """However the reference is copied or typed, it leads to its topic."""
    reference = written.format(COST.reference.replace("·", sign))

    assert topic_with(reference, knowledge()).id == "cost"
    assert topic_with(reference.upper(), knowledge()).id == "cost"


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("cost·000000", f"the text of cost is cost·{COST.revision} today; look for 000000 in the history"),
        ("nothing·000000", "there is no topic nothing today; look for its file in the history"),
        ("cost", "this is no reference; write it as in the message"),
        ("", "this is no reference"),
        ("cost·00000", "this is no reference"),
    ],
)
def test_another_reference_tells_where_to_look(written: str, sentence: str) -> None:
    """An old text is in the history of the repository, and the sentence says which one is today's."""
    with pytest.raises(NoSuchTextError) as told:
        topic_with(written, knowledge())

    assert str(told.value).startswith(sentence)
