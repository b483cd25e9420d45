"""Reading the word vectors of a language: the one file of the knowledge base that no person writes."""

import zipfile
import zlib
from pathlib import Path
from typing import Final

import numpy as np

from bot.content.problems import ContentError, Problem, shown
from bot.core.matching.meanings import NO_VECTORS, WordVectors

FILE: Final = "words.npz"
"""Holds `words`, one line each as bytes, and `rows`, one row of 8-bit numbers a word."""

_UNREADABLE: Final = (
    OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What numpy and zipfile raise for files that are damaged, or are something else."""


def load_word_vectors(folder: Path) -> WordVectors:
    """Return the word vectors of a language's folder; a language without the file has none.

    Raises:
        ContentError: The file holds something else.
    """
    path = folder / FILE
    if not path.exists():
        return NO_VECTORS
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            words = bytes(arrays["words"]).decode("utf-8").split("\n")
            return WordVectors({word: number for number, word in enumerate(words)}, arrays["rows"])
    except _UNREADABLE:
        cure = "this is no file of word vectors; restore it, or make it anew with benchmarks/word_vectors.py"
        raise ContentError((Problem(shown(path), 1, FILE, "", cure),)) from None
