"""YAML is read strictly: nothing turns quietly into something else."""

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content.strict_yaml import MOST_FAULTS, Document, read

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LARGE = 3 * 1024 * 1024


def faults(document: Document) -> list[str]:
    """Return each fault as line and text."""
    return [f"{fault.line}: {fault.text}" for fault in document.faults]


def test_values_are_texts_lists_and_fields() -> None:
    """A file becomes texts, lists and fields, and each knows its line."""
    document = read(b"id: numbness\nasks:\n  - one\n  - two: 'three'\nanswer: |\n  A\n  B\ncovered: false\n")

    assert document.values == {
        "id": "numbness",
        "asks": ["one", {"two": "three"}],
        "answer": "A\nB\n",
        "covered": False,
    }
    assert document.lines == {
        ("id",): 1,
        ("asks",): 2,
        ("asks", 0): 3,
        ("asks", 1): 4,
        ("asks", 1, "two"): 4,
        ("answer",): 5,
        ("covered",): 8,
    }
    assert document.faults == ()


def test_a_missing_place_has_the_line_of_what_is_around_it() -> None:
    """A field that is not there has the line of the nearest field around it."""
    document = read(b"id: x\nsource:\n  section: y\n")

    assert document.line_of(("source", "facts")) == 2
    assert document.line_of(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("000", "the number 0"),
        ("0755", "the number 493"),
        ("113", "the number 113"),
        ("+44", "the number 44"),
        ("10:30", "the number 630"),
        ("1_000", "the number 1000"),
        ("0x1F", "the number 31"),
        (".5", "the number 0.5"),
        ("38.5", "the number 38.5"),
        (".inf", "the number inf"),
        ("NO", "yes-or-no"),
        ("no", "yes-or-no"),
        ("Off", "yes-or-no"),
        ("y", "yes-or-no"),
        ("True", "yes-or-no"),
        ("2027-02-28", "a date"),
        ("2027-02-28 10:00:00", "a date"),
        ("2027-02-30", "a date"),
        ("~", "nothing"),
        ("null", "nothing"),
    ],
)
def test_a_word_with_another_meaning_is_refused(word: str, meaning: str) -> None:
    """An unquoted word that YAML takes for something else is refused, and the quotes are shown."""
    unquoted, quoted = read(f"a: b\nphone: {word}\n".encode()), read(f'phone: "{word}"\n'.encode())

    assert faults(unquoted) == [f'2: {word} would turn into {meaning}; put quotes around it: "{word}"']
    assert quoted.values == {"phone": word}
    assert quoted.faults == ()


@pytest.mark.parametrize("word", ["0800", "0o17", "1e3", "9" * 200])
def test_a_word_that_some_yaml_takes_for_a_number_is_refused(word: str) -> None:
    """A word that one version of YAML or another reads as a number is refused."""
    (complaint,) = faults(read(f"a: {word}\n".encode()))

    assert "may turn into a number; put quotes around it" in complaint


@pytest.mark.parametrize("sign", ["=", "<<"])
def test_a_sign_with_a_meaning_is_refused(sign: str) -> None:
    """The two signs that YAML gives a meaning are refused as texts."""
    document = read(f"a: {sign}\n".encode())

    assert faults(document) == [
        f'1: {sign} is a sign with a meaning of its own; put quotes around it: "{sign}"'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“a” and “b”",
        "rock ’n’ roll",
        "a#b",
        "24/7",
        "020 7946 0000",
        "1.2.3",
        "day 4",
        "not yet",
        "nothing",
        "2 %",
        ".",
        "-",
    ],
)
def test_a_text_with_digits_stays_a_text(text: str) -> None:
    """What only looks a little like a number or a date needs no quotes."""
    document = read(f"a: {text}\n".encode()) if text != "-" else read(b"a: '-'\n")

    assert document.values == {"a": text}
    assert document.faults == ()


@pytest.mark.parametrize("note", ["# a note", "#", "# 1"])
def test_a_note_may_follow_a_text(note: str) -> None:
    """A sign # with a space after it, or with nothing, begins a note for authors."""
    document = read(f"a: b {note}\n".encode())

    assert document.values == {"a": "b"}
    assert document.faults == ()


@given(st.from_regex(r"[-+.0-9a-fxo_:eE~=<TtZnNyYuUlLsrRoOFfA ]{1,12}", fullmatch=True))
def test_no_word_escapes_that_yaml_would_convert(word: str) -> None:
    """Whatever PyYAML's own loader turns into anything but text is refused."""
    try:
        converted = yaml.safe_load(f"a: {word}\n")
    except (yaml.YAMLError, ValueError):
        return
    document = read(f"a: {word}\n".encode())

    text_kept = isinstance(converted, dict) and isinstance(converted.get("a"), str)
    assert text_kept or converted == document.values == {"a": word.strip() == "true"} or document.faults


def test_a_quoted_name_may_be_a_number() -> None:
    """Quotes make a name of anything."""
    document = read(b'"112": a\n')

    assert (document.values, document.faults) == ({"112": "a"}, ())


@pytest.mark.parametrize("word", ["on", "no", "yes"])
def test_a_name_is_a_word_whatever_yaml_makes_of_it(word: str) -> None:
    """A field may be called `on`: names are never converted."""
    assert read(f"{word}: x\n".encode()).values == {word: "x"}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "1: the file is empty; fill it in, or delete it"),
        (b" \n\n", "1: the file is empty; fill it in, or delete it"),
        (b"# later\n", "1: the file holds only comments; fill it in, or delete it"),
        (
            b"just words\n",
            "1: the file must consist of fields, each a name, a colon and a space, such as id: track-marks",
        ),
        (
            b"- a\n",
            "1: the file must consist of fields, each a name, a colon and a space, such as id: track-marks",
        ),
        (b"a: b\n---\nc: d\n", "2: a line of --- begins a second document; delete it"),
        (b"a: b\nc: \xff\n", "2: byte 9 of the file is not UTF-8; save the file with the encoding UTF-8"),
        ("a: b".encode("utf-16"), "1: the file is saved as UTF-16; save it again with the encoding UTF-8"),
        (
            b"a: b\nc: d\x07e\n",
            "2: an invisible control character (U+0007) stands here; delete it and type the text again",
        ),
        (
            'a: "b\u202ec"\n'.encode(),
            "1: an invisible control character (U+202E) stands here; delete it and type the text again",
        ),
        (
            b'a: "b\\u0000c"\n',
            "1: an invisible control character (U+0000) stands here; delete it and type the text again",
        ),
        (b"a:\nb: c\n", "1: there is no value; write one, or delete the line"),
        (b"a: b\na: c\n", "2: a stands here and in line 1; delete one of the two"),
        (b"?", "1: a field's name must be a plain word; correct or quote it"),
        (b"a: &x b\n", "1: &x names a place to copy from; delete it"),
        (b"a: *x\n", "1: * points to another place in the file; write the text out here"),
        (b"a: !!str 5\n", "1: ! changes the type of what follows; delete it, or put quotes around the text"),
        (
            b"a: !!python/name:os.system x\n",
            "1: ! changes the type of what follows; delete it, or put quotes around the text",
        ),
        (b"a: ! x\n", "1: ! changes the type of what follows; delete it, or put quotes around the text"),
        (
            b"a: !m {b: c}\n",
            "1: ! changes the type of what follows; delete it, or put quotes around the text",
        ),
        (b"<<: {a: b}\n", "1: a field's name must be a plain word; correct or quote it"),
        (b"112: a\n", "1: a field's name must be a plain word; correct or quote it"),
        (b"[a]: b\n", "1: a field's name must be a plain word; put quotes around a text with [ or {"),
        (
            b"asks:\n  - one\n    - two\n",
            "2: a dash inside joins two lines to one text; indent it like its neighbours",
        ),
        (
            b"a: b\nc: what now: tell me\n",
            "2: there is a colon inside the text; put quotes around the whole text",
        ),
        (b"a: b\nc:\n\td: e\n", "3: a tab stands here; indent with spaces only"),
        (b"a: b\nfoo\nc: d\n", "2: a field's name needs a colon after it; add it, or indent the line"),
        (
            b"a: b\nc:d\n\ne: f\n",
            "2: a space is missing after the colon; add it, or put quotes around the whole text",
        ),
        (
            b"a: b\nc:d\ne: f\n",
            "2: a space is missing after the colon; add it, or put quotes around the whole text",
        ),
        (
            b"# who\na:b\n# and where\nc: d\n",
            "2: the file must consist of fields, each a name, a colon and a space, such as id: track-marks",
        ),
        (
            b"a: b\nc: Clinic #1\n",
            (
                "2: all that follows # is lost; put quotes around the whole text, "
                "or for a note a space after #"
            ),
        ),
        (
            "a: b\nc: “112”\n".encode(),
            '2: patients would read these curly quotes; type straight ones in their place: "112"',
        ),
        (
            "a: [„112“]\n".encode(),
            '1: patients would read these curly quotes; type straight ones in their place: "112"',
        ),
        (
            "a:\n\u00a0\u00a0b: c\n".encode(),
            (
                "2: what looks like a space here is none (U+00A0), as copied from a web page; "
                "delete it and press the space bar"
            ),
        ),
        (
            "a:\u00a0b\n".encode(),
            (
                "1: what looks like a space here is none (U+00A0), as copied from a web page; "
                "delete it and press the space bar"
            ),
        ),
        *(
            (start + b"x", "1: this is a document of a word processor; save its words again as plain text")
            for start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1", b"{\\rtf1", b"%PDF-1.7")
        ),
        (b"a: @home\n", "1: a text cannot begin with this sign; put quotes around the whole text"),
        (b"a: b\nc: 'd\ne: f\n", "2: a quote is never closed; add it"),
        (
            b'a: b\nc: "112\n# note\nd: "e"\n',
            "2: the quote in this line is closed only in line 4; close it where the text ends",
        ),
        (b"a: ? b\n", "1: a text cannot begin with ?; put quotes around the whole text"),
        (
            b"  a: b\nc: d\n",
            "2: the line begins further left than the first field; indent both alike",
        ),
        (b'a: "\\u12"\n', "1: \\ has a meaning of its own between double quotes; use single quotes"),
        (b'a: "\\q"\n', "1: \\ has a meaning of its own between double quotes; use single quotes"),
        (b"a: |x\n  b\n", "1: the text after | or > begins on the next line; move it there"),
        (b"a: [b, c\nd: e\n", "1: the list lacks a comma or its closing ]; add it"),
        (
            b"a: b\nc: [\n",
            (
                "2: the line does not fit the lines above; indent it as they are, or put quotes "
                "around all of a text with quotes or brackets in it"
            ),
        ),
        (b"a: {b: c\nd: e\n", "1: the fields lack a comma or their closing }; add it"),
        (b"a: **bold**\n", "1: a text cannot begin with & or *; put quotes around the whole text"),
        (b"a: !x!y z\n", "1: a text cannot begin with ! or %; put quotes around the whole text"),
        (
            b"a: 'it's'\n",
            (
                "1: the line does not fit the lines above; indent it as they are, or put quotes "
                "around all of a text "
                "with quotes or brackets in it"
            ),
        ),
    ],
)
def test_what_is_refused_and_its_cure(content: bytes, complaint: str) -> None:
    """Each kind of fault has its line and one sentence with the cure."""
    assert faults(read(content)) == [complaint]


def test_all_faults_are_told_at_once() -> None:
    """One reading tells every fault, each at its own line."""
    document = read(b"a: 000\nb:\n  - no\n  - fine\n  - &x y\na: z\n")

    assert [fault.line for fault in document.faults] == [1, 3, 5, 6]
    assert [fault.path for fault in document.faults] == [("a",), ("b", 0), ("b", 2), ("a",)]


def test_the_mark_of_windows_editors_is_tolerated() -> None:
    """A byte order mark at the beginning makes no difference."""
    assert read(BYTE_ORDER_MARK + b"a: b\r\nc: d\r\n").values == {"a": "b", "c": "d"}


def _alias_bomb() -> bytes:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("hostile", "word"),
    [
        (_alias_bomb, "copy from"),
        (lambda: b"a: " + b"[" * 500_000, "more than 20 times"),
        (lambda: b"a: " + b"{b: " * 300_000, "more than 20 times"),
        (lambda: b"".join(b" " * n + b"a:\n" for n in range(1_000)), "more than 20 times"),
        (lambda: b"- " * 500_000, "more than 20 times"),
        (lambda: b"a: " + b"x" * LARGE, "larger than 2 MB"),
        (lambda: b"a: [" + b"x, " * 500_000 + b"]", "more than 20,000 values"),
        (lambda: b"a: [" + b"no, " * 500_000 + b"]", f"more than {MOST_FAULTS} problems"),
        (lambda: b"a: " + b"9" * 2_000_000, "may turn into a number"),
        (lambda: b"a: 1" + b":59" * 600_000, "may turn into a number"),
        (
            lambda: b"? " + b"x" * 900_000 + b"\n: a\n? " + b"x" * 900_000 + b"\n: b\n",
            "delete one of the two",
        ),
        (lambda: b"a: &" + b"x" * 1_900_000 + b" b\n", "copy from"),
        (lambda: b"\x07" * 2_000_000, "control character"),
        (lambda: b"? " * 900_000, "more than 20 times"),
        (lambda: b'a: "' + b"\\" * 2_000_000, "never closed"),
    ],
)
def test_a_hostile_file_ends_in_a_sentence(hostile: Callable[[], bytes], word: str) -> None:
    """Bombs, deep nesting and large files, which would keep a trusting reader busy for hours, are refused."""
    document = read(hostile())

    assert any(word in fault.text for fault in document.faults), faults(document)[:3]
    assert len(document.faults) <= MOST_FAULTS + 2
    assert all(len(fault.text) < 300 for fault in document.faults)
