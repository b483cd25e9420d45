"""The hazard log is complete, keeps to its own matrix, and every control names a test that exists."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import pytest
import yaml
from pydantic import Field, model_validator

from bot.core.model import Line, Value

ROOT: Final = Path(__file__).resolve().parents[1]
LOG: Final = ROOT / "docs" / "clinical-safety" / "hazard-log.yaml"
NOT_BUILT: Final = "not built yet"
ACCEPTABLE: Final = 3
LIKELIHOODS: Final = ("very low", "low", "medium", "high", "very high")

Severity = Literal["minor", "significant", "considerable", "major", "catastrophic"]
Risk = Annotated[int, Field(ge=1, le=5)]
TestName = Annotated[str, Field(pattern=r"^tests/(?:\w+/)*test_\w+\.py::test_\w+$")]


class Rating(Value):
    """How bad, how likely, and the risk of both."""

    severity: Severity
    likelihood: Literal["very low", "low", "medium", "high", "very high"]
    risk: Risk


class Control(Value):
    """What stands against a hazard: proven by tests, or not built yet and replaced for the time being."""

    does: Line
    tests: tuple[TestName, ...] = ()
    meanwhile: Line | None = None

    @model_validator(mode="after")
    def _is_proven_or_honest(self) -> Self:
        if (self.does == NOT_BUILT) != (self.meanwhile is not None) or bool(self.tests) == bool(
            self.meanwhile
        ):
            raise ValueError(f'name tests, or write does: "{NOT_BUILT}" with meanwhile')
        return self


class Hazard(Value):
    """One thing that could go wrong."""

    id: Annotated[str, Field(pattern=r"^H\d\d$")]
    hazard: Line
    cause: Line
    harm: Line
    initial: Rating
    controls: Annotated[tuple[Control, ...], Field(min_length=1)]
    residual: Rating
    open: tuple[Line, ...] = ()
    owner: Line


class HazardLog(Value):
    """All hazards, and how they are rated."""

    matrix: dict[Severity, Annotated[tuple[Risk, ...], Field(min_length=5, max_length=5)]]
    hazards: tuple[Hazard, ...]


@pytest.fixture(scope="module")
def log() -> HazardLog:
    """The hazard log; a field that is missing or unknown fails here."""
    return HazardLog.model_validate(yaml.safe_load(LOG.read_text(encoding="utf-8")))


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names of the tests that a file defines, read without running it."""
    path = ROOT / file
    body = ast.parse(path.read_text(encoding="utf-8")).body if path.is_file() else []
    return frozenset(it.name for it in body if isinstance(it, ast.FunctionDef | ast.AsyncFunctionDef))


def test_every_named_test_exists(log: HazardLog) -> None:
    """A control is proven by a test that is there, under that name, in that file."""
    named = {name for hazard in log.hazards for control in hazard.controls for name in control.tests}

    missing = sorted(name for name in named if name.split("::")[1] not in names_in(name.split("::")[0]))

    assert named
    assert missing == []


def test_every_hazard_is_met(log: HazardLog) -> None:
    """A hazard has a control that a test proves, or an open action."""
    bare = [it.id for it in log.hazards if not it.open and not any(control.tests for control in it.controls)]

    assert bare == []


def test_no_high_risk_is_left_without_an_action(log: HazardLog) -> None:
    """A residual risk above 3 stands only with an open action."""
    high = [it.id for it in log.hazards if it.residual.risk > ACCEPTABLE and not it.open]

    assert high == []


def test_ids_are_unique(log: HazardLog) -> None:
    """Each hazard has an id of its own."""
    twice = [name for name, count in Counter(it.id for it in log.hazards).items() if count > 1]

    assert twice == []


def test_ratings_follow_the_matrix(log: HazardLog) -> None:
    """A risk is what the matrix makes of severity and likelihood, and no control raises it."""
    for hazard in log.hazards:
        for rating in (hazard.initial, hazard.residual):
            assert rating.risk == log.matrix[rating.severity][LIKELIHOODS.index(rating.likelihood)], hazard.id
        assert hazard.residual.risk <= hazard.initial.risk, hazard.id
