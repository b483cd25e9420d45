"""The schema's refusals are told in plain words, at the line of the field, with a cure."""

import pytest

from tests.content.base import SmallBase

JARGON = (
    "pydantic",
    "http",
    "Input",
    "Field required",
    "Extra inputs",
    "valid",
    "tuple",
    "string",
    "NoneType",
    "dict",
)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("title: Numb skin\n", "", "1: numbness > title: the field is missing; add it"),
        (
            "title: Numb skin",
            "titel: Numb skin",
            "3: numbness > titel: titel is no field of a topic; did you mean title?",
        ),
        (
            "title: Numb skin",
            "title: Numb skin\ntitel: Numb",
            "4: numbness > titel: titel is no field of a topic; did you mean title?",
        ),
        (
            "title: Numb skin",
            "title: Numb skin\nzzz: x",
            (
                "4: numbness > zzz: zzz is no field of a topic; delete it, or use one of: id, kind, "
                "title, covered, "
                "asks, needs, never, answer, safety_net, course, related, source, review"
            ),
        ),
        (
            "  get_help:",
            "  get-help:",
            "13: numbness > safety_net.get-help: get-help is no field of safety_net; did you mean get_help?",
        ),
        (
            "  time_course: Ask again after 2 days.\n",
            "",
            "9: numbness > safety_net.time_course: the field is missing; add it",
        ),
        (
            "kind: complication",
            "kind: complicaton",
            (
                '2: numbness > kind: "complicaton" is not possible here (did you mean complication?); '
                "write procedure, side-effect, complication, medication or recovery"
            ),
        ),
        (
            "title: Numb skin",
            "title: true",
            '3: numbness > title: true would turn into yes-or-no; put quotes around it: "true"',
        ),
        (
            "title: Numb skin",
            "title: [a, b]",
            "3: numbness > title: one text belongs here, not a list; remove the dashes or brackets",
        ),
        (
            "title: Numb skin",
            "title: '  '",
            "3: numbness > title: the text is empty; write it, or delete the line",
        ),
        (
            "title: Numb skin",
            f"title: {'x' * 72}",
            "3: numbness > title: the text has 72 characters and at most 60 fit; shorten it by 12",
        ),
        (
            "title: Numb skin",
            "title: |\n  a\n  b",
            "3: numbness > title: the text must be one line; remove the line breaks",
        ),
        (
            "title: Numb skin",
            "title: Numb skin\ncovered: 'no'",
            "4: numbness > covered: yes-or-no belongs here; write true or false, without quotes",
        ),
        (
            "  - i feel nothing on one side",
            "  - question: is it normal",
            (
                "6: numbness > asks[2]: a colon makes a field of this; put quotes around the whole "
                "text, or delete the colon"
            ),
        ),
        (
            "related: [arnica]",
            "related: arnica",
            (
                "15: numbness > related: a list belongs here; "
                "write each item on its own line, after a dash and a space"
            ),
        ),
        (
            "related: [arnica]",
            "related: [arnica, Arnica!]",
            (
                '15: numbness > related[2]: "Arnica!" is no id; write 2 to 40 small letters, digits '
                "and hyphens, "
                "a letter first, such as track-marks"
            ),
        ),
        (
            "    - one side of the face droops",
            "    []",
            (
                "11: numbness > safety_net.look_for: at least 1 item is needed; add a line that "
                "begins with a dash"
            ),
        ),
        (
            "    - one side of the face droops",
            "    [a, b, c, d, e, f, g]",
            (
                "11: numbness > safety_net.look_for: there are 7 items and at most 5 fit; delete the "
                "least useful ones"
            ),
        ),
        (
            'due: "2027-02-28"',
            "due: next year",
            (
                '22: numbness > review.due: "next year" is no date; write year, month and day in '
                'quotes, such as "2027-02-28"'
            ),
        ),
        (
            'due: "2027-02-28"',
            'due: "20270228"',
            (
                '22: numbness > review.due: "20270228" is no date; write year, month and day in '
                'quotes, such as "2027-02-28"'
            ),
        ),
        (
            "on: not yet",
            "on: soon",
            (
                '21: numbness > review.on: "soon" is not possible here; write not yet, or write '
                "year, month and day in "
                'quotes, such as "2027-02-28"'
            ),
        ),
        (
            "on: not yet",
            'on: "2026-01-01"',
            (
                "19: numbness > review: write by: not yet reviewed by a clinician with on: not yet, "
                'or a name with a quoted "date"'
            ),
        ),
        (
            "  Skin can feel numb. Ask {clinic}.",
            f"  {'x' * 999}",
            (
                "1: numbness: title, answer and safety_net have 1146 characters together; 950 fit "
                "beside two other "
                "answers in one message, so shorten them"
            ),
        ),
    ],
)
def test_each_refusal_has_its_cure(base: SmallBase, old: str, new: str, complaint: str) -> None:
    """A topic with one fault gets one sentence: the line, the field, what is wrong, what to do."""
    base.change("topics/numbness.yaml", old, new)

    assert base.complaints() == [f"topics/numbness.yaml:{complaint}"]


def test_a_kind_that_needs_advice_says_so(base: SmallBase) -> None:
    """A complication without its safety net is told which parts it needs."""
    text = (base.folder / "topics/numbness.yaml").read_text("utf-8")
    before, _, rest = text.partition("safety_net:")
    base.write("topics/numbness.yaml", before + rest[rest.index("related:") :])

    assert base.complaints() == [
        (
            "topics/numbness.yaml:1: numbness: a complication topic needs a safety_net with "
            "uncertain, look_for, "
            "get_help and time_course"
        )
    ]


def test_no_word_of_the_machinery_reaches_an_author(base: SmallBase) -> None:
    """A file in which nothing fits is described without a word of the schema's library."""
    base.write(
        "phrases.yaml",
        "urgent_line: [x]\ndoctor_prompt: {a: b}\nwatch_for: true\nkinds: [x]\ncommands:\n  "
        "Start!: x\n  help: [x]\n"
        "small_talk:\n  - x\n  - id: [x]\n    says: x\n    reply: true\nfoo: x\n",
    )
    told = base.problems()

    assert len(told) > 30
    assert not [problem for problem in told for word in JARGON if word in problem.text]


def test_a_list_is_not_called_short_for_its_items_faults(base: SmallBase) -> None:
    """When the only item of a list is wrong, the item is told and not the list."""
    base.change("topics/numbness.yaml", "    - one side of the face droops", "    - look: at the face")

    assert [problem.field for problem in base.problems()] == ["safety_net.look_for[1]"]


def test_a_wrong_field_is_told_beside_its_misspelt_twin(base: SmallBase) -> None:
    """A misspelt field hides only the missing one that was meant, not one that is there and wrong."""
    base.change("topics/numbness.yaml", "title: Numb skin", "title: [x]\ntitel: Numb skin")

    assert [problem.field for problem in base.problems()] == ["title", "titel"]


def test_a_fault_of_the_file_is_told_once(base: SmallBase) -> None:
    """A word that is refused as YAML is not refused a second time by the schema."""
    base.change("topics/numbness.yaml", "title: Numb skin", "title:")

    assert base.complaints() == [
        "topics/numbness.yaml:3: numbness > title: there is no value; write one, or delete the line"
    ]
