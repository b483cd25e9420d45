"""Makes the word vectors of a language (`knowledge/<language>/words.npz`) with a sentence model.

    python benchmarks/word_vectors.py [--language FOLDER] [--model NAME] [--words FILE] [--out FILE]

Each word is given to the model alone. The vectors are centred, turned into their strongest principal
directions, and rounded to 8 bits of one scale, so that the length of a vector keeps its meaning.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import numpy.typing as npt
import typer

from benchmarks.sentence_model import DEFAULT_MODEL, Floats, NotInstalledError, SentenceModel
from bot.content.folders import DEFAULT_BASE
from bot.content.loading import read_pages
from bot.content.parsing import parse
from bot.content.placeholders import Words
from bot.content.problems import ContentError, shown
from bot.content.schemas import LANGUAGE, MEDICINES, RED_FLAGS, TOPIC
from bot.content.word_vectors import FILE
from bot.core import text
from bot.core.clinic import Clinic

WRONG: Final = 1
"""Exit code when the model, a file or the content cannot be used."""
DIRECTIONS: Final = 128
LARGEST: Final = 127
_WORD: Final = re.compile(r"[^\W\d_]{2,}|\d{1,4}")


def main(
    language: Annotated[Path, typer.Option(help="Folder of the language.")] = DEFAULT_BASE / "en",
    model: Annotated[str, typer.Option(help="Name or folder of the sentence model.")] = DEFAULT_MODEL,
    words: Annotated[Path | None, typer.Option(help="Words, one a line, instead of the usual ones.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; the language's own without it.")] = None,
) -> None:
    """Make the word vectors of a language."""
    target = out or language / FILE
    try:
        sentence_model = SentenceModel(model)
        listed = (
            words.read_text("utf-8").split() if words else usual_words(language, sentence_model.vocabulary())
        )
        kept = tuple(dict.fromkeys(word for word in map(text.normalise, listed) if _WORD.fullmatch(word)))
        rows = rounded(projected(sentence_model.vectors(list(kept)), DIRECTIONS))
        write(target, kept, rows)
    except (NotInstalledError, ContentError, OSError, UnicodeDecodeError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(WRONG) from None
    typer.echo(f"{shown(target)}: {len(kept)} words, {rows.shape[1]} numbers each")


def usual_words(folder: Path, vocabulary: Iterable[str]) -> Iterator[str]:
    """Yield the whole words that the model knows, then those of the language's own files."""
    yield from (piece for piece in vocabulary if _WORD.fullmatch(piece))
    for line in _lines(folder):
        yield from text.words(line)


def _lines(folder: Path) -> Iterator[str]:
    """Yield what the knowledge base spells well; read without the vectors, which may be broken or absent."""
    pages, general = read_pages(folder), Words(Clinic())
    language = parse(pages.language, LANGUAGE, general).trusted()
    yield language.well_spelt
    for synonyms in language.synonyms:
        yield from synonyms.words
    for page in pages.topics:
        topic = parse(page, TOPIC, general).trusted()
        yield from (topic.title, topic.answer)
    for group in parse(pages.medicines, MEDICINES, general).trusted().medicines:
        yield from group.names
    for entries in parse(pages.red_flags, RED_FLAGS, general).trusted().entries.values():
        # "swell*" and "38..43" are no words.
        yield from (entry for entry in entries if entry.replace(" ", "").isalpha())


def projected(vectors: Floats, count: int) -> Floats:
    """Return the vectors, centred, along the `count` directions in which they differ most."""
    centred = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    strongest: Floats = directions[:, ::-1][:, :count]
    along: Floats = centred @ strongest
    return along


def rounded(vectors: Floats) -> npt.NDArray[np.int8]:
    """Return the vectors in whole numbers of one scale, from -127 to 127."""
    largest = float(np.abs(vectors).max()) or 1.0
    return np.round(vectors * (LARGEST / largest)).astype(np.int8)


def write(path: Path, words: tuple[str, ...], rows: npt.NDArray[np.int8]) -> None:
    """Write the file as the bot reads it."""
    letters = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    np.savez(path, words=letters, rows=rows)


if __name__ == "__main__":
    typer.run(main)
