"""The maker of word vectors writes what the bot reads, and says what it lacks."""

from pathlib import Path

import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from benchmarks import word_vectors
from benchmarks.sentence_model import is_installed
from bot.content.folders import DEFAULT_BASE
from bot.content.word_vectors import FILE, load_word_vectors


def test_the_bot_reads_what_is_written(tmp_path: Path) -> None:
    """Words and rows come back in their order."""
    rows = np.array([[1, -2], [3, 127]], dtype=np.int8)
    word_vectors.write(tmp_path / FILE, ("sore", "café"), rows)

    read = load_word_vectors(tmp_path)

    assert read.numbers == {"sore": 0, "café": 1}
    assert (read.rows == rows).all()


def test_the_strongest_directions_stay() -> None:
    """Two directions hold all that differs in these vectors, so distances stay; rounding keeps one scale."""
    vectors = np.array([[4, 0, 1], [0, 2, 1], [-4, -2, 1]], dtype=np.float32)

    projected = word_vectors.projected(vectors, 2)
    rounded = word_vectors.rounded(projected)

    assert np.linalg.norm(projected[0] - projected[1]) == pytest.approx(
        np.linalg.norm(vectors[0] - vectors[1])
    )
    assert np.abs(rounded).max() == 127
    assert rounded[0] == pytest.approx(projected[0] * (127 / np.abs(projected).max()), abs=0.5)


def test_lists_whole_words_and_those_of_the_base() -> None:
    """Pieces of words are no words; the base adds its own, and no stems of red flags."""
    words = list(word_vectors.usual_words(DEFAULT_BASE / "en", ("the", "##ing", "!", "38", "a", "thread")))

    assert words[:3] == ["the", "38", "thread"]
    assert {"paracetamol", "dimpling"} <= set(words)
    assert not any("*" in word for word in words)


@pytest.mark.skipif(is_installed(), reason="the sentence model's library is here")
def test_says_what_it_lacks(tmp_path: Path) -> None:
    """Without the library nothing is written, and a sentence says how to get it."""
    command = Typer()
    command.command()(word_vectors.main)

    ran = CliRunner().invoke(command, ["--out", str(tmp_path / FILE)])

    assert ran.exit_code == 1
    assert "pip install sentence-transformers" in ran.output
    assert not (tmp_path / FILE).exists()
