"""A small knowledge base that a test can spoil in one place."""

from pathlib import Path
from typing import Final

from bot.content import loading
from bot.content.problems import ContentError, Problem
from bot.core.knowledge import Knowledge, Phrases
from tests.pictures.words import WORDS
from tests.telegram import calendar_words
from tests.telegram.desk_words import DESK

NUMBNESS: Final = """\
id: numbness
kind: complication
title: Numb skin
asks:
  - my cheek is numb
  - i feel nothing on one side
answer: |
  Skin can feel numb. Ask {clinic}.
safety_net:
  uncertain: Nobody can tell from a message why.
  look_for:
    - one side of the face droops
  get_help: Call {emergency_number} if your face droops.
  time_course: Ask again after 2 days.
related: [arnica]
source:
  section: complication 5
  facts: [C5a]
review:
  by: not yet reviewed by a clinician
  on: not yet
  due: "2027-02-28"
"""

ARNICA: Final = """\
id: arnica
kind: medication
title: Arnica
covered: false
asks:
  - can i use arnica
answer: Ask {clinic}.
safety_net:
  uncertain: Nobody can tell from a message what is safe for you.
  look_for: [a rash]
  get_help: Ask a pharmacist.
  time_course: Ask today.
source:
  section: not in the article
review:
  by: Dr Ada Example
  on: "2026-01-31"
  due: "2027-01-31"
"""

RED_FLAGS: Final = """\
flags:
  - id: breathing
    level: emergency
    card: Call {emergency_number} now.
    signs: [cannot breathe]
    source: a guideline
lists:
  breath: breathe, breathing
numbers: two 2
lowerings:
  - id: fine
    reach: itself
    signs: [breathe fine]
scope:
  through: more
  joins: or
  listed: chills
  ends: but
"""

MEDICINES: Final = """\
medicines:
  - topic: arnica
    names:
      - arnica
      - mountain daisy
"""

PHRASES: Final = """\
urgent_line: Trouble breathing? Call {emergency_number} now.
doctor_prompt: Please ask your doctor or {clinic}.
kinds:
  procedure: Procedure
  side-effect: Side effects
  complication: Complications
  medication: Medicines
  recovery: Recovery
commands:
  start: Begin
  help: How to ask
  topics: All topics
  urgent: When to call
  about: Who I am
  privacy: What I keep
  day: My day
  timeline: My calendar
  stop: No messages
  clinic: Ask the staff
  close: End it
  forget: Forget all
small_talk:
  - id: hello
    says: [hello, hi]
    reply: Hello!
"""
PICTURES: Final = f"pictures: {WORDS.model_dump_json()}\n"
"""JSON is YAML as well."""
OWN_CALENDAR: Final = "".join(
    f"{name}: {words.model_dump_json()}\n"
    for name, words in (
        ("desk", DESK),
        ("calendar", calendar_words.CALENDAR),
        ("privacy", calendar_words.PRIVACY),
        ("erasure", calendar_words.ERASURE),
    )
)
CLINIC_WORDS: Final = """\
watch_for: "Watch for:"
clinic_words:
  own_words: "{clinic_name} says:"
  contact: I cannot book visits.
  being_reviewed: Ask {clinic}.
  check_due: Due for a check.
  answers_due: "Due for a check:"
  reference: Ref.
"""
CHANNEL: Final = """\
channel:
  guide: Ask in private. In an emergency call {emergency_number} now. If you are worried, contact {clinic}.
  main_topics: [numbness, arnica]
  ask_privately: Ask in private
  urgent_title: This cannot wait
  urgent_summary: Whom to call.
  group_number: "This group:"
  too_quick: You are quicker than I can answer.
  helpful: Helpful
  not_helpful: Not helpful
  voted: Thank you.
"""

GIVEN: Final = {
    line.partition(":")[0]
    for line in (PHRASES + PICTURES + CLINIC_WORDS + CHANNEL + OWN_CALENDAR).splitlines()
}
OTHER_PHRASES: Final = "".join(
    f"{name}: Ask {{clinic}}.\n"
    for name, field in Phrases.model_fields.items()
    if field.is_required() and name not in GIVEN
)

LANGUAGE: Final = """\
joiners: [and]
synonyms:
  - name: numb
    words: [numb, dead feeling]
"""

WORDING: Final = """\
lists:
  unit: [mg, drops]
  take: [take, use]
rules:
  - id: dose
    wrong: names a dose
    cure: leave it out
    says: ["# <unit>"]
  - id: order
    wrong: gives an order
    cure: write that a doctor may choose it
    says: [<take> .. <medicine-name>]
    unless: [not .. <take>]
    allowed_in: [recovery]
  - id: comfort
    wrong: comforts without a limit
    cure: add a safety_net
    says: [it will fade]
    limited_by_safety_net: true
syllables:
  vowels: aeiouy
  silent: [e]
"""

DANGER: Final = """\
danger:
  breathing:
    - i am gasping
    - no air gets in
look_alikes:
  - the view takes my breath away
"""

CALENDAR: Final = """\
stages:
  - id: numb
    label: Numb skin
    first_day: "0"
    last_day: "14"
    note: up to 2 weeks
milestones:
  - id: two-weeks
    day: "14"
    title: 2 weeks
    check_in: Numb still? Ask {clinic}.
    topics: [numbness]
    source:
      section: complication 5
"""

EVERYDAY: Final = """\
everyday:
  - what about my dog
"""


class SmallBase:
    """A knowledge base in a temporary folder, complete and without a problem until a test changes it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "en"
        (self.folder / "topics").mkdir(parents=True)
        for name, text in {
            "topics/numbness.yaml": NUMBNESS,
            "topics/arnica.yaml": ARNICA,
            "red_flags.yaml": RED_FLAGS,
            "danger.yaml": DANGER,
            "medicines.yaml": MEDICINES,
            "phrases.yaml": PHRASES + OTHER_PHRASES + PICTURES + CLINIC_WORDS + CHANNEL + OWN_CALENDAR,
            "everyday.yaml": EVERYDAY,
            "calendar.yaml": CALENDAR,
            "language.yaml": LANGUAGE,
            "wording.yaml": WORDING,
        }.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> Path:
        """Write one file of the language, and return its path."""
        path = (self.folder / name).resolve()
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a piece of a file that stands there exactly once."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def load(self, clinic: str | None = None) -> Knowledge:
        """Load the base, with a clinic's own file when its text is given."""
        return loading.load(self.folder, self._clinic_file(clinic))

    def problems(self, clinic: str | None = None) -> tuple[Problem, ...]:
        """Return what loading complains of."""
        try:
            self.load(clinic)
        except ContentError as error:
            return error.problems
        return ()

    def complaints(self, clinic: str | None = None) -> list[str]:
        """Return the problems as their readers see them, with paths from the language's folder."""
        return [str(problem).removeprefix(f"{self.folder}/") for problem in self.problems(clinic)]

    def _clinic_file(self, clinic: str | None) -> Path | None:
        return None if clinic is None else self.write("../clinic.yaml", clinic)
