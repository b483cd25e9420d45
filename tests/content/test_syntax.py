"""YAML's complaints read alike whichever of its parsers makes them."""

import pytest
import yaml

from bot.content.decoding import RefusedError
from bot.content.syntax import in_plain_words

PARSERS = (yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else []))


def complaint(text: str, parser: type) -> tuple[int, str]:
    """Return the line and the advice for a text that this parser refuses."""
    with pytest.raises(yaml.YAMLError) as refused:
        list(yaml.parse(text, Loader=parser))
    plain = in_plain_words(refused.value, text)
    return plain.line, plain.text


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b\nc: what now: tell me\n", 2, "a colon inside the text"),
        ("a: b\nc:\n\td: e\n", 3, "a tab stands here"),
        ("a: b\nfoo\nc: d\n", 2, "needs a colon after it"),
        ("a: @home\n", 1, "cannot begin with this sign"),
        ("a: b\nc: 'd\ne: f\n", 2, "a quote is never closed"),
        ("a: ? b\n", 1, "cannot begin with ?"),
        ("  a: b\nc: d\n", 2, "further left than the first field"),
        ('a: "\\q"\n', 1, "between double quotes"),
        ("a: |x\n  b\n", 1, "begins on the next line"),
        ("a: b\nc: [d, e\nf: g\n", 2, "the list lacks a comma"),
        ("a: b\nc: {d: e\nf: g\n", 2, "the fields lack a comma"),
        ("a: **bold**\n", 1, "cannot begin with & or *"),
        ("a: !x!y z\n", 1, "cannot begin with ! or %"),
        ("a: 'it's'\n", 1, "does not fit the lines above"),
    ],
)
def test_every_parser_gets_the_same_advice(text: str, line: int, words: str) -> None:
    """PyYAML's own parser and the faster one in C, where there is one, lead to one line and one sentence."""
    told = {complaint(text, parser) for parser in PARSERS}

    assert len(told) == 1
    assert {(number, words in advice) for number, advice in told} == {(line, True)}


def test_an_error_without_a_place_is_told_at_the_beginning() -> None:
    """An error of which YAML says nothing has the first line and an advice that always fits."""
    plain = in_plain_words(yaml.YAMLError("secret"), "a: secret\n")

    assert isinstance(plain, RefusedError)
    assert (plain.line, plain.text) == (
        1,
        "this line cannot be read; compare it with the same place in another file",
    )


def test_a_complaint_that_nobody_knows_keeps_its_line() -> None:
    """An error in words that no advice knows is told at its line, without YAML's words."""
    mark = yaml.Mark("file", 7, 4, 2, "", 0)
    plain = in_plain_words(yaml.MarkedYAMLError("while frobbing", None, "found a grue", mark), "a\n" * 9)

    assert plain.line == 5
    assert "grue" not in plain.text
