"""What patients read is refused when its words could harm, or when it is hard to read."""

import pytest

from tests.content.base import SmallBase

OVER_20 = "word " * 20 + "word"


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        (
            "topics/numbness.yaml",
            "Skin can feel numb.",
            "Use 5 mg.",
            'topics/numbness.yaml:7: numbness > answer: "5 mg" names a dose; leave it out',
        ),
        (
            "topics/numbness.yaml",
            "one side of the face droops",
            "you use mountain daisy",
            (
                'topics/numbness.yaml:12: numbness > safety_net.look_for[1]: "use mountain daisy" gives '
                "an order; write that a doctor may choose it"
            ),
        ),
        (
            "red_flags.yaml",
            "now.\n",
            "now. Use 3 drops.\n",
            'red_flags.yaml:4: red_flags > flags[1].card: "3 drops" names a dose; leave it out',
        ),
        (
            "phrases.yaml",
            "reply: Hello!",
            "reply: Use 3 drops.",
            'phrases.yaml:25: phrases > small_talk[1].reply: "3 drops" names a dose; leave it out',
        ),
        (
            "topics/arnica.yaml",
            "get_help: Ask a pharmacist.",
            f"get_help: {OVER_20}.",
            (
                "topics/arnica.yaml:11: arnica > safety_net.get_help: the sentence has 21 words and 20 are "
                'easy to read; divide or shorten "word word word word word word word word …"'
            ),
        ),
        (
            "topics/numbness.yaml",
            "Skin can feel numb.",
            "Skin is numb. Wait. Look.",
            (
                "topics/numbness.yaml:7: numbness > answer: the paragraph has 4 sentences and 3 are easy to "
                'read; divide or shorten "Skin is numb."'
            ),
        ),
        (
            "topics/numbness.yaml",
            "Skin can feel numb.",
            "Paraesthesia occasionally necessitates interdisciplinary professional evaluation.",
            (
                "topics/numbness.yaml:7: numbness > answer: the text reads at grade 8.7, and 8 is the most; "
                "use shorter sentences and shorter words"
            ),
        ),
    ],
)
def test_each_unsafe_wording_has_its_cure(
    base: SmallBase, name: str, old: str, new: str, complaint: str
) -> None:
    """A wording that could harm or is hard to read is told with file, line, field, words and cure."""
    base.change(name, old, new)

    assert base.complaints() == [complaint]


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("topics/numbness.yaml", "i feel nothing on one side"),
        ("topics/numbness.yaml", "complication 5"),
        ("phrases.yaml", "hello, hi"),
        ("red_flags.yaml", "a guideline"),
        ("everyday.yaml", "what about my dog"),
    ],
)
def test_what_patients_do_not_read_is_free(base: SmallBase, name: str, old: str) -> None:
    """Patients may ask for a dose, and a source may name one: only what the bot says is watched."""
    base.change(name, old, f"can i use 5 mg of arnica, {OVER_20}")

    assert base.complaints() == []


def test_a_safety_net_limits_a_comfort(base: SmallBase) -> None:
    """A comfort needs the time and the return advice that a safety net holds."""
    base.change("topics/numbness.yaml", "Skin can feel numb.", "It will fade.")
    limited = base.complaints()
    net = (base.folder / "topics/numbness.yaml").read_text("utf-8")
    base.write("topics/numbness.yaml", net.replace("complication\n", "recovery\n").split("safety_net")[0] + (
        "source: {section: s, facts: [C5a]}\nreview: {by: not yet reviewed by a clinician, on: not yet, "
        'due: "2027-02-28"}\n'
    ))  # fmt: skip

    assert limited == []
    assert base.complaints() == [
        'topics/numbness.yaml:7: numbness > answer: "it will fade" comforts without a limit; add a safety_net'
    ]


def test_a_kind_may_be_allowed_to_speak(base: SmallBase) -> None:
    """A rule that exempts a kind of topic says nothing against that kind."""
    base.change("topics/numbness.yaml", "Skin can feel numb.", "Use arnica.")
    told = base.complaints()
    base.change("topics/numbness.yaml", "kind: complication", "kind: recovery")

    assert len(told) == 1
    assert base.complaints() == []


def test_what_a_clinic_is_called_makes_no_text_harder(base: SmallBase) -> None:
    """A clinic's long name breaks no rule of wording."""
    base.change("topics/numbness.yaml", "numb. Ask {clinic}.", f"numb. {'word ' * 18}{{clinic}}.")

    assert base.complaints(f"name: {'Very ' * 8}long\n") == []


def test_a_language_without_syllables_has_no_grade(base: SmallBase) -> None:
    """Where the language counts no syllables, long words are no fault."""
    base.change("topics/numbness.yaml", "Skin can feel numb.", "Paraesthesia necessitates evaluation.")
    base.change("wording.yaml", "syllables:\n  vowels: aeiouy\n  silent: [e]\n", "")

    assert base.complaints() == []


def test_every_language_has_its_wording(base: SmallBase) -> None:
    """A language whose wording nobody watches is refused."""
    (base.folder / "wording.yaml").unlink()

    assert base.complaints() == [
        "wording.yaml:1: wording: there is no such file; create it, or correct the name"
    ]
