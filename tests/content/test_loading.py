"""A folder of content becomes one checked value, or one list of problems."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content import loading
from bot.content.folders import DEFAULT_BASE, languages
from bot.content.problems import ContentError
from bot.core.clinic import Clinic
from bot.core.model import TOPIC_ROOM, Kind
from tests.content.base import ARNICA, NUMBNESS, SmallBase

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
PIECES = (
    b"id: numbness\n",
    b"kind: complication\n",
    b"title: x\n",
    b"asks:\n",
    b"  - a\n",
    b"answer: b\n",
    b"- ",
    b": ",
    b"\n",
    b"  ",
    b"[",
    b"]",
    b"{",
    b"}",
    b"&a ",
    b"*a ",
    b"!x ",
    b"'",
    b'"',
    b"|\n",
    b"<<",
    b"~",
    b"000",
    b"\t",
    b"\xff",
    b"#",
    b"---\n",
    b"...\n",
    b"%",
    b"\xef\xbb\xbf",
    b"? ",
    b"\x00",
    b"\r",
    b"\\u",
)


def test_a_folder_becomes_knowledge(base: SmallBase) -> None:
    """Every file of a language ends up in its place."""
    knowledge = base.load()

    assert [topic.id for topic in knowledge.topics] == ["arnica", "numbness"]
    assert [topic.covered for topic in knowledge.topics] == [False, True]
    assert [flag.id for flag in knowledge.red_flags.flags] == ["breathing"]
    assert knowledge.examples.danger == {"breathing": ("i am gasping", "no air gets in")}
    assert knowledge.examples.look_alikes == ("the view takes my breath away",)
    assert knowledge.medicines[0].names == ("arnica", "mountain daisy")
    assert knowledge.phrases.kinds[Kind.SIDE_EFFECT] == "Side effects"
    assert knowledge.everyday == ("what about my dog",)
    assert knowledge.language.joiners == ("and",)
    assert knowledge.clinic == Clinic()


def test_general_words_stand_in_for_an_unknown_clinic(base: SmallBase) -> None:
    """Without a clinic's own file the texts speak of "your clinic" and "your local emergency number"."""
    knowledge = base.load()

    assert knowledge.topics[1].answer == "Skin can feel numb. Ask your clinic."
    assert knowledge.red_flags.flags[0].card == "Call your local emergency number now."
    assert knowledge.phrases.doctor_prompt == "Please ask your doctor or your clinic."


def test_a_clinic_fills_in_its_own_words(base: SmallBase) -> None:
    """A clinic's name, phone and emergency number stand in topics, cards and phrases."""
    knowledge = base.load('name: Bright Clinic\nphone: 020 7946 0000\nemergency_number: "000"\n')

    assert knowledge.topics[1].answer == "Skin can feel numb. Ask Bright Clinic (020 7946 0000)."
    assert knowledge.topics[1].safety_net is not None
    assert knowledge.topics[1].safety_net.get_help == "Call 000 if your face droops."
    assert knowledge.red_flags.flags[0].card == "Call 000 now."
    assert knowledge.phrases.urgent_line == "Trouble breathing? Call 000 now."
    assert knowledge.clinic.emergency_number == "000"


def test_only_cards_of_red_flags_have_placeholders(base: SmallBase) -> None:
    """Braces in a sign are left to the sign's own language."""
    base.change("red_flags.yaml", "[cannot breathe]", "['{clinic}']")

    assert base.load("name: Bright Clinic\n").red_flags.flags[0].signs == ("{clinic}",)


def test_lengths_count_after_filling(base: SmallBase) -> None:
    """A text that only fits without the clinic's long name is refused for that clinic."""
    room = TOPIC_ROOM - base.load().topics[1].length
    base.change("topics/numbness.yaml", "Skin can feel numb.", f"Skin can feel numb. {'x' * (room - 1)}")

    assert base.complaints() == []
    assert [line.partition(" have ")[0] for line in base.complaints(f"name: {'Long ' * 11}\n")] == [
        "topics/numbness.yaml:1: numbness: title, answer and safety_net"
    ]


def test_a_clinic_with_a_fault_is_told_with_the_rest(base: SmallBase) -> None:
    """The clinic's own file is checked like every other, in the same run."""
    base.change("topics/arnica.yaml", "title: Arnica\n", "")
    told = "\n".join(base.complaints("name: Bright Clinic\nemergency_number: 000\nopen: 10:30\n"))

    assert (
        "clinic.yaml:2: clinic > emergency_number: 000 would turn into the number 0; put quotes around it"
        in told
    )
    assert "clinic.yaml:3: clinic > open: open is no field of a clinic" in told or "10:30 would turn" in told
    assert "topics/arnica.yaml:1: arnica > title: the field is missing; add it" in told


def test_a_named_clinic_file_must_exist(base: SmallBase) -> None:
    """A clinic's file that is not there is an error, not an unknown clinic."""
    with pytest.raises(
        ContentError, match=r"mine\.yaml:1: mine: there is no such file; create it, or correct the name"
    ):
        loading.load(base.folder, base.root / "mine.yaml")


@pytest.mark.parametrize("name", ["medicines", "danger", "everyday", "language"])
def test_a_file_that_is_missing_is_told(base: SmallBase, name: str) -> None:
    """Every file of a language has to be there."""
    (base.folder / f"{name}.yaml").unlink()

    assert base.complaints() == [
        f"{name}.yaml:1: {name}: there is no such file; create it, or correct the name"
    ]


@pytest.mark.parametrize(
    "name", ["medicines", "danger", "everyday", "language", "red_flags", "phrases", "wording"]
)
def test_every_file_is_checked(base: SmallBase, name: str) -> None:
    """A field that nobody knows is told in whichever file it stands."""
    text = (base.folder / f"{name}.yaml").read_text("utf-8")
    base.write(f"{name}.yaml", f"{text}extra: x\n")

    assert [line.partition(" is no field")[0] for line in base.complaints()] == [
        f"{name}.yaml:{text.count(chr(10)) + 1}: {name} > extra: extra"
    ]


def test_a_folder_without_topics_is_told(base: SmallBase, tmp_path: Path) -> None:
    """A language needs at least one topic."""
    for path in (base.folder / "topics").iterdir():
        path.unlink()
    base.write("medicines.yaml", "medicines: []\n")
    base.write("calendar.yaml", "stages: []\nmilestones: []\n")

    assert base.complaints() == [
        "topics:1: topics: there is no topic here; add a file such as track-marks.yaml"
    ]
    with pytest.raises(ContentError):
        loading.load(tmp_path / "nowhere")


def test_other_files_in_the_folder_do_no_harm(base: SmallBase) -> None:
    """Notes and an editor's leftovers are not content; a misspelt ending is told."""
    for name in ("notes.txt", ".numbness.yaml.swp", ".#numbness.yaml", "numbness.yaml~"):
        base.write(f"topics/{name}", "[")

    assert base.complaints() == []

    base.write("topics/dimpling.yml", ARNICA.replace("arnica", "dimpling").replace("Arnica", "Dimples"))

    assert base.complaints() == [
        "topics/dimpling.yml:1: dimpling: the file must be called dimpling.yaml; rename it"
    ]


def test_windows_files_are_read_alike(base: SmallBase) -> None:
    """A byte order mark and Windows line ends make no difference."""
    plain = base.load().topics
    base.write("topics/numbness.yaml", BYTE_ORDER_MARK + NUMBNESS.replace("\n", "\r\n").encode())

    assert base.load().topics == plain


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join),
        st.tuples(st.integers(0, len(NUMBNESS)), st.sampled_from(PIECES)).map(
            lambda cut: NUMBNESS.encode()[: cut[0]] + cut[1] + NUMBNESS.encode()[cut[0] :]
        ),
        st.integers(0, len(NUMBNESS)).map(lambda cut: NUMBNESS.encode()[:cut]),
    )
)
def test_any_bytes_are_a_topic_or_told_problems(base: SmallBase, content: bytes) -> None:
    """Whatever a file holds, it is a valid topic or a list of problems, each a printable line."""
    base.write("topics/numbness.yaml", content)
    problems = base.problems()
    last_line = content.count(b"\n") + content.count(b"\r") + 1

    assert problems or base.load().topic("numbness")
    assert all(str(problem).isprintable() for problem in problems)
    assert all(problem.line <= last_line for problem in problems if problem.topic == "numbness")


def test_a_large_base_loads(base: SmallBase) -> None:
    """Forty topics with 2,000 asks are no more to the loader than two with four."""
    for number in range(40):
        asks = "".join(f"  - how long until sign {number} of kind {ask} goes away\n" for ask in range(50))
        text = NUMBNESS.replace("id: numbness", f"id: topic-{number}").replace(
            "Numb skin", f"Numb skin {number}"
        )
        base.write(
            f"topics/topic-{number}.yaml",
            text.replace("  - my cheek is numb\n  - i feel nothing on one side\n", asks),
        )
    knowledge = base.load()

    assert sum(len(topic.asks) for topic in knowledge.topics) > 2_000


def test_the_base_that_comes_with_the_program_is_found() -> None:
    """The default base lies beside the package and has English in it."""
    assert [folder.name for folder in languages(DEFAULT_BASE)] == ["en"]
