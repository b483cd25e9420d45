"""Safe wording: what patients read harms nobody by its words, and is easy to read."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from bot.content.pages import Page
from bot.content.placeholders import Words, texts
from bot.content.problems import FieldPath, Problem, shortened
from bot.content.readability import (
    HARDEST_GRADE,
    LEAST_GRADED,
    MOST_SENTENCES,
    MOST_WORDS,
    Syllables,
    grade,
    paragraphs,
    sentences,
)
from bot.content.rules import Pages
from bot.content.uniqueness import every
from bot.content.wordings import Watch, Wording, WordingRule
from bot.core.clinic import Clinic
from bot.core.text import words

_Texts: TypeAlias = list[tuple[FieldPath, str]]

# Authors cannot change what a clinic fills in, and its numbers are shorter than the general words.
_FILLED: Final = Words(Clinic(emergency_number="112", crisis_line="Listeners (116 123)"))


def harmful_or_hard(pages: Pages, wording: Wording) -> Iterator[Problem]:
    """Yield every text that patients read and that could harm by its words, or is hard to read."""
    groups = pages.medicines.items("medicines")
    names = [name for at in groups for _, _, name in every(pages.medicines, "medicines", at, "names")]
    watch = Watch(wording, names)
    for topic in pages.topics:
        told = _texts(topic, _is_told)
        yield from _problems(topic, told, watch)
        yield from _harmful(topic, _texts(topic, _is_detail), watch)
        whole: FieldPath = () if topic.origins else ("answer",)
        yield from _hard(topic, [(whole, _together(told))], wording.syllables)
    for page, is_read in (
        (pages.red_flags, _is_card),
        (pages.phrases, _is_said),
        (pages.calendar, _is_dated),
    ):
        read = _texts(page, is_read)
        yield from _problems(page, read, watch)
        yield from _hard(page, read, wording.syllables)


def _is_told(path: FieldPath) -> bool:
    return path[0] in {"title", "answer", "safety_net", "course"} or path[:2] == ("own", "added")


def _is_detail(path: FieldPath) -> bool:
    # An address may be long, and no sentence; harmful it must not be.
    return path[:2] == ("own", "details")


def _is_card(path: FieldPath) -> bool:
    return path[-1] == "card"


def _is_dated(path: FieldPath) -> bool:
    return path[-1] in {"label", "note", "title", "check_in"}


def _is_said(path: FieldPath) -> bool:
    return "says" not in path and "main_topics" not in path and path[-1] != "id"


def _texts(page: Page, is_read: Callable[[FieldPath], bool]) -> _Texts:
    found = texts(page.document.values) if page.document.values else []
    return [(path, _FILLED.fill(text)) for path, text in found if is_read(path)]


def _together(told: _Texts) -> str:
    return "\n".join(text for path, text in told if path != ("title",))


def _harmful(page: Page, read: _Texts, watch: Watch) -> Iterator[Problem]:
    for path, text in read:
        for sentence in sentences(text):
            for breach in watch.breaches(sentence):
                if not _may(page, breach.rule):
                    yield page.problem(
                        path, f'"{shortened(breach.words)}" {breach.rule.wrong}; {breach.rule.cure}'
                    )


def _problems(page: Page, read: _Texts, watch: Watch) -> Iterator[Problem]:
    yield from _harmful(page, read, watch)
    for path, text in read:
        for sentence in sentences(text):
            if (length := len(words(sentence))) > MOST_WORDS:
                yield page.problem(path, _too_long(f"the sentence has {length} words", MOST_WORDS, sentence))
        for paragraph in paragraphs(text):
            if (count := len(paragraph)) > MOST_SENTENCES:
                yield page.problem(
                    path, _too_long(f"the paragraph has {count} sentences", MOST_SENTENCES, paragraph[0])
                )


def _may(page: Page, rule: WordingRule) -> bool:
    """Whether the rule lets this page speak so."""
    limited = rule.limited_by_safety_net and bool(page.names("safety_net"))
    return limited or page.value("kind") in rule.allowed_in


def _too_long(found: str, most: int, beginning: str) -> str:
    return f'{found} and {most} are easy to read; divide or shorten "{shortened(beginning)}"'


def _hard(
    page: Page, read: Iterable[tuple[FieldPath, str]], syllables: Syllables | None
) -> Iterator[Problem]:
    for path, text in read:
        if (
            syllables
            and len(words(text)) >= LEAST_GRADED
            and (found := grade(text, syllables)) > HARDEST_GRADE
        ):
            yield page.problem(
                path,
                f"the text reads at grade {found:.1f}, and up to {HARDEST_GRADE:.0f} is easy to read; "
                "use shorter sentences and shorter words",
            )
