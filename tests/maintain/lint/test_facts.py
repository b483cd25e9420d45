"""The article's facts are told, each by its topic."""

from bot.maintain.lint.facts import LOST_FACT, MISSING_FACT, UNKNOWN_FACT
from tests.content.base import SmallBase
from tests.maintain.lint.linted import linted, severities, told

RULES = (MISSING_FACT, UNKNOWN_FACT, LOST_FACT)


def test_a_fact_that_is_told_is_no_finding(base: SmallBase) -> None:
    """Any of the wordings tells a fact, with any ending where one may stand."""
    assert told(base, *RULES) == []


def test_a_missing_fact_names_what_to_write(base: SmallBase) -> None:
    """A topic that leaves a fact out is told which, and in what words it can be told."""
    base.change("facts.yaml", "[numb*, no feeling]", "[tingl*, pins and needles]")

    assert told(base, *RULES) == [
        (
            "numbness.yaml:7: warning: numbness > answer: the fact C5a is not told (Skin can be numb); "
            'write "tingl" or "pins and needles"'
        )
    ]


def test_a_topic_lists_the_facts_that_it_tells(base: SmallBase) -> None:
    """The ids in a topic and in the list of facts are the same."""
    base.change("facts.yaml", "id: C5a", "id: C5b")

    assert told(base, *RULES) == [
        (
            "numbness.yaml:18: warning: numbness > source.facts: the list lacks C5b of facts.yaml; add "
            "what the answer tells"
        ),
        (
            "numbness.yaml:18: warning: numbness > source.facts[1]: facts.yaml knows no fact C5a of this "
            "topic; correct the id, or delete it here"
        ),
    ]


def test_a_fact_needs_a_topic(base: SmallBase) -> None:
    """A fact whose topic does not exist is told where it stands."""
    base.change("facts.yaml", "topic: numbness", "topic: feeling")

    assert told(base, LOST_FACT) == [
        (
            "facts.yaml:4: warning: facts > facts[1].topic: there is no topic feeling to tell C5a; correct "
            "the id, or add the topic"
        )
    ]


def test_what_a_clinic_leaves_out_is_a_note(base: SmallBase) -> None:
    """A clinic has signed for its own answer, so a fact that it does not tell is only noted."""
    base.change("facts.yaml", "[numb*, no feeling]", "[feel numb]")
    clinic = 'topics: {numbness: {answer: "Ask {clinic}.", signed: {by: Dr Rose, on: "2026-11-01"}}}\n'

    assert [line.split(": ")[:2] for line in told(base, *RULES, clinic=clinic)] == [["clinic.yaml:1", "note"]]


def test_a_language_without_a_list_of_facts_has_none_missing(base: SmallBase) -> None:
    """The list is a help, and no condition."""
    (base.folder / "facts.yaml").unlink()

    assert told(base, *RULES) == []


def test_the_list_itself_is_read_strictly(base: SmallBase) -> None:
    """A mistake in the list is an error with its line, like any other mistake."""
    base.change("facts.yaml", "tells:", "tels:")
    findings = [it for it in linted(base) if it.problem.file.endswith("facts.yaml")]

    assert [it.problem.field for it in findings] == ["facts[1].tels"]
    assert set(severities(findings)) == {"error"}
