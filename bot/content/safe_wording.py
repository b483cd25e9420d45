"""Safe wording: what patients read harms nobody by its words, and is easy to read."""

from collections.abc import Iterator
from typing import Final

from bot.content.pages import Page
from bot.content.problems import Problem, shortened
from bot.content.readability import (
    HARDEST_GRADE,
    MOST_SENTENCES,
    MOST_WORDS,
    Syllables,
    graded,
    paragraphs,
    sentences,
)
from bot.content.rules import Pages
from bot.content.told import Texts, details, told_by, wholes
from bot.content.uniqueness import every
from bot.content.wordings import Watch, Wording, WordingRule
from bot.core.text import words

LONG_SENTENCE: Final = "long-sentence"
LONG_PARAGRAPH: Final = "long-paragraph"
READING_GRADE: Final = "reading-grade"


def harmful_or_hard(pages: Pages, wording: Wording) -> Iterator[Problem]:
    """Yield every text that patients read and that could harm by its words, or is hard to read."""
    groups = pages.medicines.items("medicines")
    names = [name for at in groups for _, _, name in every(pages.medicines, "medicines", at, "names")]
    watch = Watch(wording, names)
    for page, told in told_by(pages):
        yield from _harmful(page, told, watch)
        # An address may be long, and no sentence; harmful it must not be.
        yield from _harmful(page, details(page), watch)
        yield from _long(page, told)
        yield from _hard(page, told, wording.syllables)


def _harmful(page: Page, told: Texts, watch: Watch) -> Iterator[Problem]:
    for path, text in told:
        for sentence in sentences(text):
            for breach in watch.breaches(sentence):
                if not _may(page, breach.rule):
                    wrong = f'"{shortened(breach.words)}" {breach.rule.wrong}; {breach.rule.cure}'
                    yield page.problem(path, wrong, breach.rule.id)


def _long(page: Page, told: Texts) -> Iterator[Problem]:
    for path, text in told:
        for sentence in sentences(text):
            if (length := len(words(sentence))) > MOST_WORDS:
                wrong = _too_long(f"the sentence has {length} words", MOST_WORDS, sentence)
                yield page.problem(path, wrong, LONG_SENTENCE)
        for paragraph in paragraphs(text):
            if (count := len(paragraph)) > MOST_SENTENCES:
                wrong = _too_long(f"the paragraph has {count} sentences", MOST_SENTENCES, paragraph[0])
                yield page.problem(path, wrong, LONG_PARAGRAPH)


def _may(page: Page, rule: WordingRule) -> bool:
    """Whether the rule lets this page speak so."""
    limited = rule.limited_by_safety_net and bool(page.names("safety_net"))
    return limited or page.value("kind") in rule.allowed_in


def _too_long(found: str, most: int, beginning: str) -> str:
    return f'{found} and {most} are easy to read; divide or shorten "{shortened(beginning)}"'


def _hard(page: Page, told: Texts, syllables: Syllables | None) -> Iterator[Problem]:
    for path, text in wholes(page, told):
        found = graded(text, syllables)
        if found and found > HARDEST_GRADE:
            yield page.problem(
                path,
                f"the text reads at grade {found:.1f}, and {HARDEST_GRADE:.0f} is the most; "
                "use shorter sentences and shorter words",
                READING_GRADE,
            )
