"""A misspelt field is compared with the fields that may stand at its place."""

import pytest
from pydantic import BaseModel

from bot.content.clinic_file import ClinicFile, OwnTopic
from bot.content.fields import known_fields, nearest
from bot.content.problems import FieldPath
from bot.content.schemas import Medicines
from bot.core.knowledge import Phrases
from bot.core.model import MedicineGroup, Pleasantry, SafetyNet, Topic
from bot.core.own_words import Signature


@pytest.mark.parametrize(
    ("schema", "path", "owner"),
    [
        (Topic, ("titel",), Topic),
        (Topic, ("safety_net", "get-help"), SafetyNet),
        (Medicines, ("medicines", 3, "nmaes"), MedicineGroup),
        (Phrases, ("small_talk", 0, "sayz"), Pleasantry),
        (ClinicFile, ("topics", "infection", "anser"), OwnTopic),
        (ClinicFile, ("topics", "signed", "signed", "bye"), Signature),
    ],
)
def test_each_place_knows_its_fields(
    schema: type[BaseModel], path: FieldPath, owner: type[BaseModel]
) -> None:
    """Fields are known within fields, lists and named entries, optional ones too."""
    assert known_fields(schema, path) == tuple(owner.model_fields)


@pytest.mark.parametrize("path", [("title", "x"), ("nowhere", "x"), ("asks", 0, "x")])
def test_a_place_without_fields_knows_none(path: FieldPath) -> None:
    """Below a text or an unknown field, no field is known."""
    assert known_fields(Topic, path) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("safety-net", "safety_net"),
        ("SAFETYNET", "safety_net"),
        ("title", "title"),
        ("price", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_the_field_that_was_meant_is_guessed(written: str, meant: str | None) -> None:
    """Slips, capitals and hyphens lead to the field that was meant; what is far from all leads nowhere."""
    assert nearest(written, ("id", "title", "answer", "safety_net")) == meant
