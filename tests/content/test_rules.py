"""Rules across pages: what no single field can keep."""

import pytest

from tests.content.base import ARNICA, SmallBase


@pytest.mark.parametrize(
    ("name", "old", "new", "complaints"),
    [
        (
            "topics/numbness.yaml",
            "id: numbness",
            "id: dimpling",
            [
                (
                    "topics/numbness.yaml:1: dimpling > id: the id differs from the file's name; "
                    "rename the file to dimpling.yaml, or correct the id"
                )
            ],
        ),
        (
            "topics/arnica.yaml",
            "title: Arnica",
            "title: numb SKIN",
            [
                (
                    'topics/numbness.yaml:3: numbness > title: "Numb skin" is also the title in '
                    "topics/arnica.yaml:3; "
                    "patients must see a difference on the menu"
                )
            ],
        ),
        (
            "topics/arnica.yaml",
            "  - can i use arnica\n",
            "  - can i use arnica\n  - My cheek is NUMB?!\n",
            [
                (
                    'topics/numbness.yaml:5: numbness > asks[1]: "my cheek is numb" is also claimed by '
                    "arnica "
                    "(topics/arnica.yaml:7); keep it in one of the two"
                )
            ],
        ),
        (
            "topics/numbness.yaml",
            "  - i feel nothing on one side",
            "  - my cheek is numb!!",
            [
                (
                    'topics/numbness.yaml:6: numbness > asks[2]: "my cheek is numb!!" stands in '
                    "topics/numbness.yaml:5 "
                    "already; delete one"
                )
            ],
        ),
        (
            "topics/numbness.yaml",
            "  - i feel nothing on one side",
            '  - "???"',
            ['topics/numbness.yaml:6: numbness > asks[2]: "???" holds no word; delete it'],
        ),
        (
            "topics/numbness.yaml",
            "related: [arnica]",
            "related: [arnca]",
            [
                (
                    "topics/numbness.yaml:15: numbness > related[1]: there is no topic arnca "
                    "(did you mean arnica?); correct the id, or delete it here"
                )
            ],
        ),
        (
            "topics/numbness.yaml",
            "related: [arnica]",
            "related:\n  - arnica\n  - numbness",
            [
                (
                    "topics/numbness.yaml:17: numbness > related[2]: the topic is related to itself; "
                    "delete it here"
                )
            ],
        ),
        (
            "topics/numbness.yaml",
            "  facts: [C5a]\n",
            "",
            [
                (
                    "topics/numbness.yaml:16: numbness > source.facts: the answer names no fact of the "
                    "article; "
                    "list the facts it tells, or write covered: false"
                )
            ],
        ),
        (
            "topics/arnica.yaml",
            "not in the article",
            "not in the article\n  facts: [M1]",
            [
                (
                    "topics/arnica.yaml:15: arnica > source.facts: an uncovered topic tells no fact of "
                    "the article; "
                    "delete the facts, or the line covered: false"
                )
            ],
        ),
        (
            "medicines.yaml",
            "topic: arnica",
            "topic: aspirin",
            [
                (
                    "medicines.yaml:2: medicines > medicines[1].topic: there is no topic aspirin; "
                    "correct the id, or delete it here"
                )
            ],
        ),
        (
            "medicines.yaml",
            "topic: arnica",
            "topic: numbness",
            [
                (
                    "medicines.yaml:2: medicines > medicines[1].topic: numbness is of the kind complication; "
                    "name a topic of the kind medication"
                )
            ],
        ),
        (
            "medicines.yaml",
            "      - mountain daisy\n",
            "  - topic: arnica\n    names: [ARNICA]\n",
            [
                (
                    'medicines.yaml:6: medicines > medicines[2].names[1]: "ARNICA" stands in '
                    "medicines.yaml:4 already; "
                    "a name belongs to one group, once"
                )
            ],
        ),
        (
            "phrases.yaml",
            "  recovery: Recovery\n",
            "",
            ["phrases.yaml:3: phrases > kinds: recovery is missing; add a line that begins with recovery:"],
        ),
        (
            "phrases.yaml",
            "  recovery: Recovery\n",
            "  recovery: Recovery\n  recovry: x\n",
            [
                (
                    'phrases.yaml:9: phrases > kinds.recovry: "recovry" is not possible here (did you '
                    "mean recovery?); "
                    "write procedure, side-effect, complication, medication or recovery"
                )
            ],
        ),
        (
            "phrases.yaml",
            "  privacy: What I keep\n",
            "",
            ["phrases.yaml:9: phrases > commands: privacy is missing; add a line that begins with privacy:"],
        ),
        (
            "phrases.yaml",
            "  privacy: What I keep\n",
            "  privacy: What I keep\n  settings: x\n",
            [
                (
                    "phrases.yaml:16: phrases > commands.settings: the bot has no such command; its "
                    "commands are "
                    "start, help, topics, urgent, about, day, timeline, stop, clinic, close, privacy, forget"
                )
            ],
        ),
        (
            "phrases.yaml",
            "says: [hello, hi]",
            "says: [hello, hi, CAN I USE ARNICA]",
            [
                (
                    'phrases.yaml:24: phrases > small_talk[1].says[3]: "CAN I USE ARNICA" is also '
                    "claimed by arnica "
                    "(topics/arnica.yaml:6); keep it in one of the two"
                )
            ],
        ),
        (
            "phrases.yaml",
            "says: [hello, hi]",
            "says: [hello, Hello]",
            [
                (
                    'phrases.yaml:24: phrases > small_talk[1].says[2]: "Hello" stands in phrases.yaml:24 '
                    "already; delete one"
                )
            ],
        ),
        (
            "everyday.yaml",
            "  - what about my dog\n",
            "  - what about my dog\n  - hello\n",
            [
                (
                    'everyday.yaml:3: everyday > everyday[2]: "hello" is also claimed by phrases '
                    "(phrases.yaml:24); "
                    "keep it in one of the two"
                )
            ],
        ),
        (
            "danger.yaml",
            "  breathing:\n",
            "  breath:\n",
            [
                (
                    "danger.yaml:2: danger > danger.breath: there is no red flag breath; "
                    "correct the id, or delete its examples"
                )
            ],
        ),
        (
            "danger.yaml",
            "    - no air gets in",
            "    - I am GASPING!",
            [
                (
                    'danger.yaml:4: danger > danger.breathing[2]: "I am GASPING!" stands in danger.yaml:3 '
                    "already; delete one"
                )
            ],
        ),
        (
            "danger.yaml",
            "  - the view takes my breath away",
            "  - the view takes my breath away\n  - No air gets in?",
            [
                (
                    'danger.yaml:7: danger > look_alikes[2]: "No air gets in?" is also claimed by danger '
                    "(danger.yaml:4); keep it in one of the two"
                )
            ],
        ),
        (
            "danger.yaml",
            "    - no air gets in",
            '    - "!!!"',
            ['danger.yaml:4: danger > danger.breathing[2]: "!!!" holds no word; delete it'],
        ),
        (
            "danger.yaml",
            "  - the view takes my breath away",
            '  - the view takes my breath away\n  - "..."',
            ['danger.yaml:7: danger > look_alikes[2]: "..." holds no word; delete it'],
        ),
        (
            "medicines.yaml",
            "mountain daisy",
            '"!!!"',
            ['medicines.yaml:5: medicines > medicines[1].names[2]: "!!!" holds no word; delete it'],
        ),
        (
            "language.yaml",
            "    words: [numb, dead feeling]",
            '    words: [numb, "!!!"]',
            ['language.yaml:4: language > synonyms[1].words[2]: "!!!" holds no word; delete it'],
        ),
        (
            "topics/numbness.yaml",
            "related: [arnica]",
            'never: ["!!!"]\nrelated: [arnica]',
            ['topics/numbness.yaml:15: numbness > never[1]: "!!!" holds no word; delete it'],
        ),
        (
            "topics/numbness.yaml",
            "related: [arnica]",
            'needs: [numb, "!!!"]\nrelated: [arnica]',
            ['topics/numbness.yaml:15: numbness > needs[2]: "!!!" holds no word; delete it'],
        ),
        (
            "language.yaml",
            "    words: [numb, dead feeling]",
            "    words: [numb, Numb]",
            [
                (
                    'language.yaml:4: language > synonyms[1].words[2]: "Numb" stands in language.yaml:4 '
                    "already; "
                    "a word belongs to one group, once"
                )
            ],
        ),
        (
            "phrases.yaml",
            "{emergency_number} now.\ndoctor",
            "{emergency_nr} now.\ndoctor",
            [
                (
                    "phrases.yaml:1: phrases > urgent_line: {emergency_nr} is no placeholder, did you mean "
                    "{emergency_number}; known are {clinic}, {clinic_name}, {emergency_number} "
                    "and {crisis_line}"
                )
            ],
        ),
        (
            "red_flags.yaml",
            "card: Call {emergency_number} now.",
            "card: Call {phone} now.",
            [
                (
                    "red_flags.yaml:4: red_flags > flags[1].card: {phone} is no placeholder ({clinic} "
                    "shows the number as "
                    "well); known are {clinic}, {clinic_name}, {emergency_number} and {crisis_line}"
                )
            ],
        ),
    ],
)
def test_each_broken_rule_has_its_cure(
    base: SmallBase, name: str, old: str, new: str, complaints: list[str]
) -> None:
    """A base that breaks one rule gets one sentence at the line of the field, naming the other place."""
    base.change(name, old, new)

    assert [complaint.replace(f"{base.folder}/", "") for complaint in base.complaints()] == complaints


def test_an_id_belongs_to_one_topic(base: SmallBase) -> None:
    """A second topic with the same id is told where the first one stands."""
    base.write(
        "topics/herbs.yaml",
        ARNICA.replace("title: Arnica", "title: Herbs").replace("use arnica", "use herbs"),
    )
    told = "\n".join(base.complaints())

    assert "topics/herbs.yaml:1: arnica > id: the id differs from the file's name" in told
    assert f"arnica is also the id in {base.folder}/topics/arnica.yaml:1; every topic needs its own" in told


def test_an_id_belongs_to_one_red_flag(base: SmallBase) -> None:
    """A second red flag with the same id is told where the first one stands."""
    text = (base.folder / "red_flags.yaml").read_text("utf-8")
    flag = text[text.index("  - id:") : text.index("source: a guideline")] + "source: a guideline\n"
    base.change("red_flags.yaml", flag, flag * 2)

    assert base.complaints() == [
        (
            "red_flags.yaml:7: red_flags > flags[2].id: breathing is also the id in "
            f"{base.folder}/red_flags.yaml:2; every red flag needs its own"
        )
    ]


def test_an_id_belongs_to_one_pleasantry(base: SmallBase) -> None:
    """A second pleasantry with the same id is told where the first one stands."""
    base.change(
        "phrases.yaml", "    reply: Hello!\n", "    reply: Hello!\n  - {id: hello, says: [hey], reply: Hey}\n"
    )

    assert base.complaints() == [
        (
            f"phrases.yaml:26: phrases > small_talk[2].id: hello is also the id in "
            f"{base.folder}/phrases.yaml:23; "
            "every pleasantry needs its own"
        )
    ]


def test_a_page_with_a_fault_is_still_compared(base: SmallBase) -> None:
    """One run tells a field's fault, a rule's breach and a neighbour's quarrel together."""
    base.change("topics/arnica.yaml", "title: Arnica", "titel: Arnica")
    base.change("topics/arnica.yaml", "  - can i use arnica", "  - my cheek is numb\n  - 112")
    base.write("medicines.yaml", "medicines: [")

    assert [complaint.split(": ")[0] for complaint in base.complaints()] == [
        "medicines.yaml:1",
        "topics/arnica.yaml:3",
        "topics/arnica.yaml:7",
        "topics/numbness.yaml:5",
    ]


def test_one_sentence_may_be_an_example_and_an_ask(base: SmallBase) -> None:
    """What raises a flag may also be what a topic is asked: the two do not quarrel."""
    base.change("danger.yaml", "    - no air gets in", "    - my cheek is numb")

    assert base.complaints() == []


def test_examples_are_not_blamed_for_unreadable_red_flags(base: SmallBase) -> None:
    """Examples of flags that cannot be read are not told to be of no flag."""
    base.write("red_flags.yaml", "flags: [")

    assert [complaint.split(": ")[0] for complaint in base.complaints()] == ["red_flags.yaml:1"]


def test_an_unreadable_topic_is_not_also_an_unknown_one(base: SmallBase) -> None:
    """Topics that refer to a file which cannot be read are not blamed for it."""
    base.write("topics/arnica.yaml", "id: [")

    assert [complaint.split(": ")[0] for complaint in base.complaints()] == ["topics/arnica.yaml:1"]


def test_the_guides_topics_are_known_and_stand_there_once(base: SmallBase) -> None:
    """A button of the guide that leads nowhere, and one that stands there twice, are told."""
    base.change(
        "phrases.yaml", "main_topics: [numbness, arnica]", "main_topics: [numbness, dimpling, numbness]"
    )
    told = [complaint.partition(" > ")[2] for complaint in base.complaints()]

    assert told[0].startswith("channel.main_topics[2]: there is no topic dimpling; correct the id")
    assert told[1].startswith("channel.main_topics[3]: numbness stands in ")
