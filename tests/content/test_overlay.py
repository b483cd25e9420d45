"""A clinic's own words are laid over the shared knowledge: checked like it, marked, and never less."""

from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from bot.content import loading
from bot.content.clinic_file import ClinicFile, OwnFlag, OwnSafetyNet, OwnTopic
from bot.content.folders import DEFAULT_BASE
from bot.content.problems import ContentError
from bot.content.strict_yaml import Plain, read
from bot.core.clinic import OpeningHours
from bot.core.knowledge import Knowledge
from bot.core.model import TOPIC_ROOM, Kind, MedicineGroup, Topic
from bot.core.own_words import OverlaidTopic, OwnWords, Signature
from bot.core.safety.red_flags import Level
from tests.content.base import SmallBase

BY = '{by: Dr Rose, on: "2026-11-01"}'
SIGNED = f"signed: {BY}"
COST = """\
id: cost
kind: procedure
title: Price
asks: [how much is it]
answer: Prices differ. Ask {clinic}.
source: {section: overview, facts: [O4]}
review: {by: Dr Ada Example, on: "2026-01-31", due: "2027-01-31"}
"""
CONTACT = (
    COST.replace("id: cost", "id: contact-clinic")
    .replace("Price\n", "Contact\n")
    .replace("how much is it", "phone number")
    .replace("{section: overview, facts: [O4]}", "{section: not in the article}\ncovered: false")
)


@pytest.fixture
def rich(base: SmallBase) -> SmallBase:
    """The small base with a topic about the price and one about the way to the clinic."""
    base.write("topics/cost.yaml", COST)
    base.write("topics/contact-clinic.yaml", CONTACT)
    return base


def topic(knowledge: Knowledge, topic_id: str) -> Topic:
    """Return a topic that is there."""
    found = knowledge.topic(topic_id)
    assert found is not None
    return found


def own(base: SmallBase, clinic: str, topic_id: str) -> OwnWords:
    """Return what of a topic is the clinic's own."""
    found = topic(base.load(clinic), topic_id)
    assert isinstance(found, OverlaidTopic)
    return found.own


def said(topic_id: str, *fields: str) -> str:
    """Return a clinic's file with these fields, a line each, about one topic."""
    return f"name: Rose\ntopics:\n  {topic_id}:\n" + "".join(f"    {field}\n" for field in fields)


def listed(name: str, items: list[dict[str, str]]) -> str:
    """Return a list of mappings as YAML."""
    lines = ["  - {" + ", ".join(f"{key}: {value}" for key, value in item.items()) + "}" for item in items]
    return "\n".join([f"{name}:", *lines, ""]) if items else ""


# --- What a clinic may say ---


def test_an_answer_replaces_the_shared_one(base: SmallBase) -> None:
    """A clinic's answer stands in for the shared one, its placeholders filled, and rests on the clinic."""
    knowledge = base.load(said("numbness", "answer: Ask {clinic} soon.", SIGNED))

    assert topic(knowledge, "numbness").answer == "Ask Rose soon."
    assert topic(knowledge, "numbness").source.section == "the clinic's own words"
    assert own(base, said("numbness", "answer: Ask {clinic} soon.", SIGNED), "numbness").parts == ("answer",)


def test_an_addition_leaves_the_shared_answer(base: SmallBase) -> None:
    """What a clinic adds follows the shared answer, marked by a line with its name."""
    words = own(base, said("numbness", "add: We call you on day 3.", SIGNED), "numbness")

    assert (words.says, words.added) == ("Rose says:", ("We call you on day 3.",))
    assert topic(base.load(), "numbness").answer.startswith("Skin can feel numb.")


def test_an_own_answer_stands_without_the_articles_time(base: SmallBase) -> None:
    """What the article says of a day belongs to its own answer, and goes with it; an addition leaves it."""
    base.change(
        "topics/numbness.yaml",
        "related:",
        'course:\n  usual: "Day {day}: it can be so. Ask {clinic} if it gets worse."\nrelated:',
    )

    replaced = topic(base.load(said("numbness", "answer: Ask us.", SIGNED)), "numbness")
    added = topic(base.load(said("numbness", "add: Ask us.", SIGNED)), "numbness")

    assert replaced.course is None
    assert added.course is not None


def test_one_part_of_the_safety_net_can_be_replaced(base: SmallBase) -> None:
    """The parts that the clinic leaves out stay the shared ones."""
    net = topic(
        base.load(said("numbness", "safety_net: {get_help: Call us.}", SIGNED)), "numbness"
    ).safety_net

    assert net is not None
    assert (net.get_help, net.time_course) == ("Call us.", "Ask again after 2 days.")


def test_an_uncovered_topic_with_an_answer_is_covered(base: SmallBase) -> None:
    """Where the article is silent and the clinic is not, the topic is answered."""
    knowledge = base.load(said("arnica", "answer: Ask {clinic} first.", SIGNED))

    assert topic(base.load(), "arnica").covered is False
    assert topic(knowledge, "arnica").covered is True


def test_asks_are_added_to_the_shared_ones(base: SmallBase) -> None:
    """A clinic's phrasings come after the shared ones, and need no signature."""
    knowledge = base.load(said("numbness", "asks: [no feeling in my chin]"))

    assert topic(knowledge, "numbness").asks == (
        "my cheek is numb",
        "i feel nothing on one side",
        "no feeling in my chin",
    )


def test_a_procedure_needs_no_signature(rich: SmallBase) -> None:
    """Prices and visits are the clinic's business."""
    assert rich.complaints(said("cost", "answer: It costs 900 pounds.")) == []


def test_a_price_follows_the_shared_answer_about_cost(rich: SmallBase) -> None:
    """The clinic's own price is its own words under the topic about cost, before what it adds there."""
    clinic = "price: It costs 900 pounds.\n" + said("cost", "add: We take cards.")

    assert own(rich, clinic, "cost").added == ("It costs 900 pounds.", "We take cards.")


def test_contact_details_answer_the_question_for_them(rich: SmallBase) -> None:
    """A phone number alone makes the way to the clinic a covered topic."""
    knowledge = rich.load('name: Rose\nphone: "020 7946 0000"\n')

    assert own(rich, 'name: Rose\nphone: "020 7946 0000"\n', "contact-clinic").details == ("020 7946 0000",)
    assert topic(knowledge, "contact-clinic").answer == "I cannot book visits."
    assert topic(knowledge, "contact-clinic").covered is True


def test_an_own_answer_about_contact_stands_alone(rich: SmallBase) -> None:
    """A clinic that wrote its own answer is not doubled by its details."""
    words = own(
        rich, 'phone: "020 7946 0000"\n' + said("contact-clinic", "answer: Ring us."), "contact-clinic"
    )

    assert words.details == ()


def test_who_signs_for_a_whole_text_has_reviewed_it(base: SmallBase) -> None:
    """Answer and safety net all the clinic's own: the review is whoever signed, for a year."""
    net = (
        "safety_net: {uncertain: Nobody knows., look_for: [heat], get_help: Call us., time_course: Ask soon.}"
    )
    whole = topic(base.load(said("arnica", "answer: Ask {clinic}.", net, SIGNED)), "arnica").review
    part = topic(base.load(said("arnica", "answer: Ask {clinic}.", SIGNED)), "arnica").review

    assert (whole.by, whole.on, whole.due) == ("Dr Rose", date(2026, 11, 1), date(2027, 11, 1))
    assert part.by == "Dr Ada Example"


def test_signs_are_added_to_a_red_flag(base: SmallBase) -> None:
    """A known flag keeps its signs, its level and its card, and gets further signs."""
    (flag,) = base.load("red_flags:\n  - {id: breathing, signs: [throat + closing]}\n").red_flags.flags

    assert flag.signs == ("cannot breathe", "throat + closing")
    assert (flag.level, flag.card) == (Level.EMERGENCY, "Call your local emergency number now.")


def test_a_flag_of_the_clinic_stands_in_order_of_urgency(base: SmallBase) -> None:
    """Own flags come after the shared ones of their level."""
    base.change("red_flags.yaml", "lists:\n", SAME_DAY + "lists:\n")
    flags = [
        {"id": "own-today", "level": "same-day", "card": "'Call {clinic} today.'", "signs": "[band]"},
        {"id": "own-now", "level": "emergency", "card": "'Call {emergency_number} now.'", "signs": "[blue]"},
    ]
    clinic = listed("red_flags", [{**flag, "signed": BY} for flag in flags])

    assert [flag.id for flag in base.load(clinic).red_flags.flags] == [
        "breathing",
        "own-now",
        "pus",
        "own-today",
    ]


SAME_DAY = "  - {id: pus, level: same-day, card: 'Call {clinic} today.', signs: [pus], source: x}\n"


def test_medicine_names_are_added(base: SmallBase) -> None:
    """A clinic's names join those of the topic."""
    groups = base.load("medicines:\n  - {topic: arnica, names: [wolfsbane]}\n").medicines

    assert [(group.topic, group.names) for group in groups] == [
        ("arnica", ("arnica", "mountain daisy")),
        ("arnica", ("wolfsbane",)),
    ]


def test_the_shared_text_alone_can_be_loaded(base: SmallBase) -> None:
    """For a comparison, the shared text is given with the clinic's name in it and nothing laid over it."""
    base.write("../clinic.yaml", said("numbness", "answer: Ask {clinic} soon.", SIGNED))

    shared = loading.load(base.folder, base.root / "clinic.yaml", overlaid=False)

    assert topic(shared, "numbness").answer == "Skin can feel numb. Ask Rose."


# --- What it may not ---


@pytest.mark.parametrize(
    ("clinic", "complaint"),
    [
        (
            said("numbness", "answer: Ask us."),
            "4: clinic > topics.numbness.answer: patients rely on these words",
        ),
        (said("numbness", "add: Ask us."), "4: clinic > topics.numbness.add: patients rely on these words"),
        (said("numbness", "title: Numb"), "4: clinic > topics.numbness.title: patients rely on these words"),
        (
            said("arnica", "covered: false"),
            "4: clinic > topics.arnica.covered: patients rely on these words",
        ),
        (
            said("arnica", SIGNED, "covered: true"),
            "5: clinic > topics.arnica.covered: the shared text says that there is no answer; add answer",
        ),
        (
            said("numbness", "related: []", "safety_net: {get_help: Call us.}"),
            "5: clinic > topics.numbness.safety_net: patients rely on these words",
        ),
        (said("numbness", SIGNED), "3: clinic > topics.numbness: nothing is said differently here"),
        (
            said("numbnes", "asks: [x]"),
            "3: clinic > topics.numbnes: there is no topic numbnes (did you mean numbness?)",
        ),
        (
            said("numbness", "kind: recovery"),
            "4: clinic > topics.numbness.kind: kind is no field of topics.numbness; ",
        ),
        (
            said("numbness", "answer: Ask us.", "add: Ask us.", SIGNED),
            "3: clinic > topics.numbness: answer replaces the shared text and add follows it",
        ),
        (
            said("numbness", "answer: Ask us.", 'signed: {by: "!", on: "2026-11-01"}'),
            "5: clinic > topics.numbness.signed: a signature needs a name",
        ),
        (
            said("numbness", "answer: Ask us.", 'signed: {by: Dr Rose, on: "today"}'),
            '5: clinic > topics.numbness.signed.on: "today" is no date',
        ),
        (
            said("numbness", "answer: Ask us.", SIGNED, "related: [nowhere]"),
            "6: clinic > topics.numbness.related[1]: there is no topic nowhere",
        ),
        (
            said("numbness", SIGNED, "answer: Ask {clinc}."),
            "5: clinic > topics.numbness.answer: {clinc} is no placeholder",
        ),
        (
            said("numbness", SIGNED, "answer: It takes 5 mg."),
            '5: clinic > topics.numbness.answer: "5 mg" names a dose',
        ),
        (
            said("numbness", SIGNED, "add: |", f"  {'word ' * 21}."),
            "5: clinic > topics.numbness.add: the sentence has 21 words",
        ),
        (
            said(
                "numbness",
                SIGNED,
                "answer: |",
                f"  {'Ask {clinic} about paraesthesia, erythema, ischaemia and necrosis. ' * 3}",
            ),
            "3: clinic > topics.numbness: the text reads at grade",
        ),
        (
            said("numbness", SIGNED, "answer: |", *["  Ask us soon.", ""] * 80),
            "3: clinic > topics.numbness: title, answer and safety_net have",
        ),
        (
            said("arnica", SIGNED, "covered: false", "answer: Nobody knows."),
            "6: clinic > topics.arnica.answer: the text does not say whom to ask instead",
        ),
        (
            said("arnica", "asks: [my cheek is numb]"),
            '4: clinic > topics.arnica.asks[1]: "my cheek is numb" is also claimed by numbness (',
        ),
        (
            said("numbness", "asks: [no feeling, No feeling!]"),
            '4: clinic > topics.numbness.asks[2]: "No feeling!" stands in clinic.yaml:4 already',
        ),
        (
            said("arnica", SIGNED, "title: Numb skin"),
            '5: clinic > topics.arnica.title: "Numb skin" is also the title in topics/numbness.yaml:3',
        ),
        (
            "red_flags:\n  - id: breathing\n    level: same-day\n    signs: [x]\n",
            "3: clinic > red_flags[1].level: breathing is known and keeps its level",
        ),
        (
            "red_flags:\n  - id: breathing\n    signs: [x]\n    card: All is well.\n",
            "4: clinic > red_flags[1].card: breathing is known and keeps its card",
        ),
        (
            "red_flags:\n  - signs: [x]\n    id: breathin\n",
            "3: clinic > red_flags[1].id: there is no red flag breathin (did you mean breathing?)",
        ),
        (
            "red_flags:\n  - id: breathing\n    signs:\n      - x\n      - a + b > c\n",
            "5: clinic > red_flags[1].signs[2]: sign 'a + b > c': join up to 4 terms",
        ),
        (
            "red_flags:\n  - id: breathing\n    signs:\n      - <breath> + x\n      - <nowhere> + x\n",
            "5: clinic > red_flags[1].signs[2]: there is no list called nowhere",
        ),
        *(
            (
                f"red_flags:\n  - id: breathing\n    signs:\n      - x\n      - '{sign}'\n",
                f'5: clinic > red_flags[1].signs[2]: no message holds "{odd}"; write words only',
            )
            for sign, odd in (("+ too tight", "+"), ("a (bad) band", "("), ("face/neck", "/"), ("a, b", ","))
        ),
        (
            "red_flags:\n  - id: own\n    level: emergency\n    signs: [x]\n    card: Do call.\n    "
            + SIGNED,
            "5: clinic > red_flags[1].card: the text does not say which number to call",
        ),
        (
            "red_flags:\n  - id: own\n    level: same-day\n    signs: [x]\n    card: Ask {clinic}.\n",
            "5: clinic > red_flags[1].card: patients rely on these words for their health; add signed",
        ),
        (
            "red_flags:\n  - id: breathing\n    signs: [x]\n    signed: {by: Dr A, on: '2026-11-02'}\n",
            "4: clinic > red_flags[1].signed: breathing is known and keeps its signed",
        ),
        (
            listed(
                "red_flags",
                [
                    {
                        "id": "own",
                        "level": "same-day",
                        "signs": sign,
                        "card": "'Ask {clinic}.'",
                        "signed": SIGNED[8:],
                    }
                    for sign in ("[x]", "[z]")
                ],
            ),
            "3: clinic > red_flags[2].id: own is also the id in clinic.yaml:2",
        ),
        (
            "medicines:\n  - topic: numbness\n    names: [x]\n",
            "2: clinic > medicines[1].topic: numbness is of the kind complication",
        ),
        (
            "medicines:\n  - topic: nowhere\n    names: [x]\n",
            "2: clinic > medicines[1].topic: there is no topic nowhere",
        ),
        (
            "medicines:\n  - topic: arnica\n    names: [x, Arnica]\n",
            '3: clinic > medicines[1].names[2]: "Arnica" stands in medicines.yaml:4 already',
        ),
        ("name: Rose\nlanguage: fr\n", "2: clinic > language: the clinic speaks fr and this base en"),
        (
            "name: Rose\nopening_hours:\n  monday: [0900]\n",
            "3: clinic > opening_hours.monday[1]: 0900 may turn",
        ),
        (
            "opening_hours:\n  sunday: closed\n  monday: ['09:00-17:00']\n",
            "2: clinic > opening_hours.sunday: write the times in brackets",
        ),
        (
            "language: English\n",
            "1: clinic > language: this is no language of the bot; write the name of its",
        ),
        (
            "phone: see our website\n",
            "1: clinic > phone: this is no number; write the one that patients call",
        ),
        ("readers: the nurses of {clinic}\n", "1: clinic > readers: patients would read the { and } here"),
        ('answers_within: "{soon}"\n', "1: clinic > answers_within: patients would read the { and } here"),
        ('name: "{clinic}"\n', "1: clinic > name: patients would read the { and } here"),
        ("name: Rose\n\taddress: 1 High Street\n", "2: clinic: a tab stands here"),
        ("phone: '1'\nname: Rose\nname: Rosa\n", "3: clinic > name: name stands here and in line 2"),
        ("time_zone: Londn\n", "1: clinic > time_zone: this is no time zone"),
        (
            "booking_link: http://x.example\n",
            "1: clinic > booking_link: write an address that begins with https",
        ),
    ],
)
def test_each_breach_is_told_at_its_own_line(base: SmallBase, clinic: str, complaint: str) -> None:
    """What is wrong with a clinic's words is told once, at their line of the clinic's own file."""
    (told,) = [
        told.replace(f"{base.folder}/", "").replace(f"{base.root.resolve()}/", "")
        for told in base.complaints(clinic)
    ]

    assert told.startswith(f"clinic.yaml:{complaint}")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("address: 5 mg Street", 'clinic.yaml:1: clinic > address: "5 mg" names a dose'),
        ("price: It takes 5 mg.", 'clinic.yaml:1: clinic > price: "5 mg" names a dose'),
        ('address: "{call}"', "clinic.yaml:1: clinic > address: {call} is no placeholder"),
    ],
)
def test_details_are_checked_where_they_are_shown(rich: SmallBase, line: str, complaint: str) -> None:
    """What a clinic says of itself is read by patients, and held against the wording like every text."""
    (told,) = [told.rpartition("/")[2] for told in rich.complaints(f"{line}\n")]

    assert told.startswith(complaint)


def test_a_long_address_is_no_long_sentence(rich: SmallBase) -> None:
    """An address, which is no sentence, may have as many words as it needs."""
    assert rich.complaints(f"address: {'Long ' * 30}Street\n") == []


def test_a_shared_fault_is_told_of_the_shared_file(base: SmallBase) -> None:
    """A clinic is not told of what is wrong with the shared text."""
    base.change("topics/numbness.yaml", "title: Numb skin", "titel: Numb skin")

    assert [
        it.file for it in base.problems(said("numbness", "add: Ask us.", SIGNED)) if "clinic" in it.file
    ] == []


def test_the_label_takes_room(base: SmallBase) -> None:
    """The line before a clinic's words counts as part of the topic."""
    plain = topic(base.load(), "numbness").length
    laid = topic(base.load(said("numbness", "add: Ask us.", SIGNED)), "numbness").length

    assert laid - plain == len("Rose says:\n") + len("Ask us.\n\n") - len("your clinic") + len("Rose")
    assert laid < TOPIC_ROOM


def test_the_revision_follows_the_overlay(base: SmallBase) -> None:
    """Any change of what is shown changes the revision; new phrasings do not."""
    plain = topic(base.load("name: Rose\n"), "numbness").revision
    asked = topic(base.load(said("numbness", "asks: [no feeling]")), "numbness").revision
    added = topic(base.load(said("numbness", "add: Ask us.", SIGNED)), "numbness").revision

    assert len({plain, added}) == 2
    assert asked == plain


# --- Languages ---


def test_the_clinics_language_chooses_the_folder(base: SmallBase) -> None:
    """A base is loaded in the clinic's language, English without a file."""
    clinic = base.write("../clinic.yaml", "name: Rose\n")

    assert loading.load_base(base.root, clinic).clinic.name == "Rose"
    assert loading.load_base(base.root).clinic.name == "your clinic"


def test_a_language_that_is_not_there_is_told(base: SmallBase) -> None:
    """A language needs its folder, and the cure names those that there are."""
    clinic = base.write("../clinic.yaml", "name: Rose\nlanguage: fr\n")

    with pytest.raises(
        ContentError, match=r"clinic.yaml:2: clinic > language: the bot does not speak fr; .* en$"
    ):
        loading.load_base(base.root, clinic)


@pytest.mark.parametrize("language", ["../en", "[en]", "EN"])
def test_a_language_is_no_path(base: SmallBase, language: str) -> None:
    """What is no name of a language is refused, and never looked up on the disk."""
    clinic = base.write("../clinic.yaml", f"language: {language}\n")

    with pytest.raises(ContentError, match="clinic > language"):
        loading.load_base(base.root, clinic)


# --- Whatever a clinic writes ---

WORDS = st.sampled_from(["Ask us.", "Call {clinic}.", "x", "5 mg", "{", "my cheek is numb", "arnica"])
OWN_TOPIC = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "answer": WORDS,
        "add": WORDS,
        "covered": st.sampled_from(["true", "false"]),
        "kind": st.sampled_from(list(Kind)),
        "related": st.just("[]"),
        "asks": WORDS.map(lambda words: f"['{words}']"),
        "safety_net": WORDS.map(lambda words: f"{{get_help: '{words}'}}"),
        "signed": st.just('{by: Dr Rose, on: "2026-11-01"}'),
    },
)
OWN_FLAG = st.fixed_dictionaries(
    {"id": st.sampled_from(["breathing", "own"]), "signs": WORDS.map(lambda words: f"['{words}']")},
    optional={
        "level": st.sampled_from(list(Level)),
        "card": st.sampled_from(["'Call {clinic}.'", "'Call {emergency_number} now.'"]),
    },
)
OWN_NAMES = st.fixed_dictionaries(
    {"topic": st.sampled_from(["arnica", "numbness"]), "names": WORDS.map(lambda words: f"['{words}']")}
)


@st.composite
def clinic_files(draw: st.DrawFn) -> str:
    """Return what a clinic might write, right or wrong."""
    topics = draw(st.dictionaries(st.sampled_from(["numbness", "arnica"]), OWN_TOPIC, max_size=2))
    text = listed("red_flags", draw(st.lists(OWN_FLAG, max_size=2)))
    text += listed("medicines", draw(st.lists(OWN_NAMES, max_size=2)))
    text += "name: Rose\n" + ("topics:\n" if any(topics.values()) else "")
    for name, fields in topics.items():
        lines = (
            f"    {key}: {value if value[0] in '[{tf' else repr(str(value))}\n"
            for key, value in fields.items()
        )
        text += f"  {name}:\n{''.join(lines)}" if fields else ""
    return text


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clinic=clinic_files())
def test_no_overlay_takes_anything_away(base: SmallBase, clinic: str) -> None:
    """Whatever a clinic writes, its file is refused, or every sign, name, ask and kind is still there."""
    shared = base.load("name: Rose\n")
    problems = base.problems(clinic)
    if problems:
        assert all(problem.file.endswith("clinic.yaml") for problem in problems)
        return
    laid = base.load(clinic)
    flags = {flag.id: flag for flag in laid.red_flags.flags}

    assert {it.id: it.kind for it in laid.topics} == {it.id: it.kind for it in shared.topics}
    assert all(set(it.asks) <= set(topic(laid, it.id).asks) for it in shared.topics)
    assert laid.medicines[: len(shared.medicines)] == shared.medicines
    assert laid.red_flags.lowerings == shared.red_flags.lowerings
    for flag in shared.red_flags.flags:
        assert flags[flag.id].signs[: len(flag.signs)] == flag.signs
        assert (flags[flag.id].level, flags[flag.id].card) == (flag.level, flag.card)


# --- The example ---


def test_the_example_loads_as_it_is() -> None:
    """A clinic that copies the example has a file without a mistake."""
    knowledge = loading.load_base(DEFAULT_BASE, DEFAULT_BASE / "clinic.example.yaml")

    assert knowledge.clinic.name == "Example Clinic"
    assert topic(knowledge, "exercise").covered


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        (ClinicFile.model_fields, ()),
        (OpeningHours.model_fields, ("opening_hours",)),
        (OwnTopic.model_fields, ("topics", "*")),
        (OwnSafetyNet.model_fields, ("topics", "*", "safety_net")),
        (Signature.model_fields, ("topics", "*", "signed")),
        (OwnFlag.model_fields, ("red_flags", "*")),
        (MedicineGroup.model_fields, ("medicines", "*")),
    ],
)
def test_the_example_shows_every_field(fields: dict[str, FieldInfo], place: tuple[str, ...]) -> None:
    """Whatever a clinic may write stands in the example."""
    values = read((DEFAULT_BASE / "clinic.example.yaml").read_bytes()).values
    assert values is not None

    assert {name for names in named(values, place) for name in names} == set(fields)


def named(value: Plain, place: tuple[str, ...]) -> Iterator[Iterable[str]]:
    """Yield the names of the fields at a place; a star stands for each item."""
    if not place:
        yield value if isinstance(value, dict) else ()
    elif place[0] == "*" and isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from named(item, place[1:])
    elif isinstance(value, dict) and place[0] in value:
        yield from named(value[place[0]], place[1:])
