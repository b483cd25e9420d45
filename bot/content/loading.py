"""Loading: one language's folder, and a clinic's own file, become one checked `Knowledge`."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.content.clinic_file import ClinicFile
from bot.content.folders import TOPICS, is_language, languages, yaml_files
from bot.content.overlay import Overlay
from bot.content.overlay_rules import broken_overlay
from bot.content.pages import ID, Page, read_page
from bot.content.parsing import Parsed, parse
from bot.content.placeholders import Words
from bot.content.problems import ContentError, Problem, shown
from bot.content.rules import Pages, broken_across, broken_within
from bot.content.safe_wording import harmful_or_hard
from bot.content.schemas import (
    CALENDAR,
    CLINIC,
    EVERYDAY,
    EXAMPLES,
    LANGUAGE,
    MEDICINES,
    OVERLAID,
    PHRASES,
    RED_FLAGS,
    TOPIC,
    WORDING,
)
from bot.content.whom_to_call import nobody_to_call
from bot.content.word_vectors import load_word_vectors
from bot.content.wordings import Wording
from bot.core.clinic import Clinic
from bot.core.knowledge import Knowledge


class Loaded(NamedTuple):
    """One language's folder: the pages as patients get them, and what came of them."""

    pages: Pages
    """With the clinic's own words laid over them, if those are in order."""
    wording: Wording | None
    knowledge: Knowledge | None
    """None when there are problems."""
    problems: tuple[Problem, ...] = ()

    def trusted(self) -> Knowledge:
        """Return the knowledge; raises ContentError when there is none."""
        if self.knowledge is None:
            raise ContentError(self.problems)
        return self.knowledge


def load(folder: Path, clinic_file: Path | None = None, *, overlaid: bool = True) -> Knowledge:
    """Return the knowledge in one language's folder, with the clinic's own words filled in and laid over it.

    `overlaid=False` gives the shared texts alone, with the clinic's name and numbers in them.

    Raises:
        ContentError: Something is wrong; it carries every problem in every file.
    """
    return load_pages(folder, clinic_file, overlaid=overlaid).trusted()


def load_pages(folder: Path, clinic_file: Path | None = None, *, overlaid: bool = True) -> Loaded:
    """Return the pages in one language's folder with their knowledge, or with everything that is wrong.

    Raises:
        ContentError: The word vectors, which no person writes, cannot be read.
    """
    clinic_page = read_page(clinic_file) if clinic_file else None
    clinic = parse_clinic(clinic_page) if clinic_page else Parsed(ClinicFile())
    words, pages = Words(clinic.value or Clinic()), read_pages(folder)
    problems: list[Problem] = [*clinic.problems]
    if clinic_page and clinic.value and overlaid:
        overlay = Overlay(clinic_page, clinic.value)
        problems += broken_overlay(overlay, pages, parse(pages.red_flags, RED_FLAGS, words).value)
        pages = pages if problems else overlay.laid_over(pages, words)
    topics = [parse(page, OVERLAID if page.origins else TOPIC, words) for page in pages.topics]
    red_flags = parse(pages.red_flags, RED_FLAGS, words)
    examples = parse(pages.examples, EXAMPLES, words)
    medicines = parse(pages.medicines, MEDICINES, words)
    phrases = parse(pages.phrases, PHRASES, words)
    everyday = parse(pages.everyday, EVERYDAY, words)
    language = parse(pages.language, LANGUAGE, words)
    calendar = parse(pages.calendar, CALENDAR, words)
    wording = parse(pages.wording, WORDING, words)

    problems += [problem for topic in topics for problem in topic.problems]
    problems += [*red_flags.problems, *examples.problems, *medicines.problems]
    problems += [*phrases.problems, *everyday.problems, *language.problems]
    problems += [*calendar.problems, *wording.problems, *_broken_rules(folder, pages, wording.value)]
    if problems:
        return Loaded(pages, wording.value, None, tuple(problems))
    knowledge = Knowledge(
        topics=tuple(topic.trusted() for topic in topics),
        red_flags=red_flags.trusted(),
        examples=examples.trusted(),
        medicines=medicines.trusted().medicines,
        phrases=phrases.trusted(),
        everyday=everyday.trusted().everyday,
        language=language.trusted(),
        word_vectors=load_word_vectors(folder),
        calendar=calendar.trusted(),
        clinic=clinic.trusted().clinic,
    )
    return Loaded(pages, wording.value, knowledge)


def load_base(base: Path, clinic_file: Path | None = None, *, overlaid: bool = True) -> Knowledge:
    """Return the knowledge of a base in the clinic's language.

    Raises:
        ContentError: Something is wrong, or the base does not speak that language.
    """
    return load(language_folder(base, clinic_file), clinic_file, overlaid=overlaid)


def language_folder(base: Path, clinic_file: Path | None = None) -> Path:
    """Return the folder of the clinic's language.

    Raises:
        ContentError: The base does not speak it.
    """
    page = read_page(clinic_file) if clinic_file else None
    given = page.value("language") if page else None
    if page is None or not isinstance(given, str) or not ID.fullmatch(given):
        return base / Clinic().language
    if not is_language(base / given):
        known = ", ".join(folder.name for folder in languages(base))
        cure = f"correct it, or add the folder {shown(base / given)}; there is {known}"
        raise ContentError((page.problem(("language",), f"the bot does not speak {given}; {cure}"),))
    return base / given


def parse_clinic(page: Page) -> Parsed[ClinicFile]:
    """Return what a clinic's own file says, or what is wrong with it."""
    return parse(page, CLINIC, Words(Clinic()))


def read_pages(folder: Path) -> Pages:
    """Read all pages of one language; a page that is absent says so itself."""
    return Pages(
        topics=tuple(read_page(path) for path in yaml_files(folder / TOPICS)),
        red_flags=read_page(folder / "red_flags.yaml"),
        examples=read_page(folder / "danger.yaml"),
        medicines=read_page(folder / "medicines.yaml"),
        phrases=read_page(folder / "phrases.yaml"),
        everyday=read_page(folder / "everyday.yaml"),
        language=read_page(folder / "language.yaml"),
        calendar=read_page(folder / "calendar.yaml"),
        wording=read_page(folder / "wording.yaml"),
    )


def _broken_rules(folder: Path, pages: Pages, wording: Wording | None) -> Iterator[Problem]:
    if not pages.topics:
        text = "there is no topic here; add a file such as track-marks.yaml"
        yield Problem(shown(folder / TOPICS), 1, TOPICS, "", text)
    for topic in pages.topics:
        if topic.path.suffix != ".yaml":
            yield topic.problem((), f"the file must be called {topic.path.stem}.yaml; rename it")
        yield from broken_within(topic)
    yield from broken_across(pages)
    yield from nobody_to_call(pages)
    if wording:
        yield from harmful_or_hard(pages, wording)
