"""Every rule has its numbers, or goes by words alone."""

import pytest

from bot.core.explaining.thresholds import thresholds_of
from bot.core.explaining.values import Rule
from bot.core.matching.ladder import WHOLE


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_is_known(rule: Rule) -> None:
    """The numbers of each rule have names, each once."""
    names = [name for name, _ in thresholds_of(rule)]

    assert len(names) == len(set(names))


def test_asking_back_was_compared_with_the_whole_ladder() -> None:
    """Who was neither sure nor unlikely was compared with every number of the ladder."""
    assert {number for _, number in thresholds_of(Rule.ASK_BACK)} == set(WHOLE.model_dump().values())
