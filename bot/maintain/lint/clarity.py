"""Clarity: texts that everybody understands, whatever their schooling and the colour of their skin."""

from collections.abc import Iterator
from typing import Final

from bot.content.pages import Page
from bot.content.plain_language import MedicalWord, first_said
from bot.content.problems import FieldPath
from bot.content.readability import EASY_GRADE, HARDEST_GRADE, graded, sentences
from bot.content.safe_wording import READING_GRADE
from bot.content.told import Texts, told_by, wholes
from bot.maintain.lint.findings import Finding
from bot.maintain.lint.subject import Subject

MEDICAL_WORD: Final = "medical-word"
REDNESS: Final = "redness-alone"
VAGUE: Final = "vague-word"

NEARBY: Final = 2
"""Sentences between a medical word and its plain one; what a colon announces is one by itself."""

_Sentences = list[tuple[FieldPath, str]]


def hard_to_read(subject: Subject) -> Iterator[Finding]:
    """Yield the texts that are harder than they should be, and still can be read."""
    for page, told in told_by(subject.pages):
        for path, text in wholes(page, told):
            found = graded(text, subject.syllables)
            if found and EASY_GRADE < found <= HARDEST_GRADE:
                wrong = f"the text reads at grade {found:.1f}, and {EASY_GRADE:.0f} is the target"
                cure = "use shorter sentences and shorter words"
                yield Finding(page.problem(path, f"{wrong}; {cure}", READING_GRADE))


def unexplained(subject: Subject) -> Iterator[Finding]:
    """Yield the medical words that no plain word stands beside."""
    for page, told in told_by(subject.pages):
        for piece in _pieces(page, told):
            for word in subject.plain_language.medical_words:
                yield from _unexplained(page, piece, word, subject.plain_language.explained_by)


def redness_alone(subject: Subject) -> Iterator[Finding]:
    """Yield the texts that rely on redness, which is hard to see on dark skin."""
    redness = subject.plain_language.redness
    for page, told in told_by(subject.pages):
        for path, text in _without_titles(told):
            if redness and (said := first_said(redness.says, text)) and not first_said(redness.signs, text):
                wrong = f'"{said}" is hard to see on dark skin, and no other sign stands beside it'
                cure = 'add one, such as "darker, purple or grey", heat, pain or swelling'
                yield Finding(page.problem(path, f"{wrong}; {cure}", REDNESS))


def vague(subject: Subject) -> Iterator[Finding]:
    """Yield the words that stand where the article gives a number."""
    lists = {words.of: words.says for words in subject.plain_language.vague_words}
    for page, told in told_by(subject.pages):
        figures = [fact.figure for fact in subject.facts_of(page) if fact.figure]
        for figure in figures:
            for path, sentence in _sentences(_without_titles(told)):
                if (said := first_said(lists.get(figure.of, ()), sentence)) and not _has_figure(sentence):
                    wrong = f'"{said}" is vague, and the article gives a number'
                    yield Finding(page.problem(path, f"{wrong}; write {figure.says}", VAGUE))


def _unexplained(
    page: Page, piece: _Sentences, word: MedicalWord, announced: tuple[str, ...]
) -> Iterator[Finding]:
    said = [
        (at, path, found) for at, (path, text) in enumerate(piece) if (found := first_said(word.says, text))
    ]
    explained = {at for at, (_, text) in enumerate(piece) if first_said((*word.plain, *announced), text)}
    if said and not any(abs(at - near) <= NEARBY for at, _, _ in said for near in explained):
        _, path, found = said[0]
        plain = " or ".join(f'"{term.rstrip("*")}"' for term in word.plain[:2])
        wrong = f'"{found}" is a medical word without a plain one beside it'
        yield Finding(page.problem(path, f"{wrong}; say {plain} first, or instead", MEDICAL_WORD))


def _pieces(page: Page, told: Texts) -> Iterator[_Sentences]:
    """Yield what patients read in one go: a topic is one piece, and any other text is one by itself."""
    if page.value("asks") is not None:
        yield _sentences(_without_titles(told))
    else:
        yield from (_sentences([text]) for text in told)


def _sentences(told: Texts) -> _Sentences:
    return [(path, sentence) for path, text in told for sentence in sentences(text)]


def _without_titles(told: Texts) -> Texts:
    return [(path, text) for path, text in told if path != ("title",)]


def _has_figure(sentence: str) -> bool:
    return any(letter.isdigit() for letter in sentence)
