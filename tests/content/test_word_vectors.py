"""The word vectors of a language are read as they were written, or refused with a cure."""

import io
import pickle
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.content.problems import ContentError
from bot.content.word_vectors import FILE, load_word_vectors
from bot.core.knowledge import Knowledge
from bot.core.matching.meanings import NO_VECTORS, WordVectors
from tests.content.base import SmallBase

ROWS: Final = np.array([(90, -10, 0), (88, 14, -2), (0, 92, 6)], dtype=np.int8)
WORDS: Final = ("sore", "œdème", "price")


def archive(**arrays: npt.NDArray[np.generic]) -> bytes:
    """Return the bytes of a file with these arrays."""
    file = io.BytesIO()
    # The stubs take keyword arguments for the flag beside them.
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    return file.getvalue()


def as_bytes(*words: str) -> npt.NDArray[np.uint8]:
    """Return words as the file holds them."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


GOOD: Final = archive(words=as_bytes(*WORDS), rows=ROWS)
START: Final = 30 + GOOD[26] + GOOD[28]
TORN: Final = GOOD[:START] + b"\xff" + GOOD[START + 1 :]
"""The same, with a first byte of compressed words that no compressor writes."""
FLAGS: Final = GOOD.index(b"PK\x01\x02") + 8
LOCKED: Final = GOOD[:FLAGS] + b"\x01" + GOOD[FLAGS + 1 :]
"""The same, but the archive says of itself that a password is needed."""


def read(folder: Path, content: bytes) -> WordVectors:
    """Return the vectors of a folder with a file of this content."""
    (folder / FILE).write_bytes(content)
    return load_word_vectors(folder)


def test_words_come_with_their_rows(tmp_path: Path) -> None:
    """Each word has the row that was written for it."""
    vectors = read(tmp_path, GOOD)

    assert {word: vectors.rows[number].tolist() for word, number in vectors.numbers.items()} == dict(
        zip(WORDS, ROWS.tolist(), strict=True)
    )


def test_a_language_may_do_without(tmp_path: Path) -> None:
    """A language without the file has no word vectors, and that is no error."""
    assert load_word_vectors(tmp_path) is NO_VECTORS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no archive",
        GOOD[: len(GOOD) // 2],
        TORN,
        LOCKED,
        archive(rows=ROWS),
        archive(words=as_bytes(*WORDS)),
        archive(words=as_bytes("sore", "price"), rows=ROWS),
        archive(words=as_bytes("sore", "sore", "price"), rows=ROWS),
        archive(words=np.frombuffer(b"\xff\n\xfe\na", dtype=np.uint8), rows=ROWS),
        archive(words=as_bytes(*WORDS), rows=ROWS[:, 0]),
        archive(words=as_bytes(*WORDS), rows=ROWS.astype(np.float64)),
    ],
    ids=[
        "empty",
        "text",
        "cut off",
        "torn",
        "locked",
        "without words",
        "without rows",
        "a row too many",
        "a word twice",
        "no UTF-8",
        "rows without columns",
        "rows of another kind",
    ],
)
def test_anything_else_is_refused_with_a_cure(tmp_path: Path, content: bytes) -> None:
    """A file that holds something else is one problem, which names the file and says what to do."""
    with pytest.raises(ContentError, match=r"words\.npz: .*restore it, or make it anew") as caught:
        read(tmp_path, content)

    assert len(caught.value.problems) == 1


def test_a_single_array_is_refused(tmp_path: Path) -> None:
    """A file with one bare array in it is no archive of two."""
    file = io.BytesIO()
    np.save(file, ROWS)

    with pytest.raises(ContentError):
        read(tmp_path, file.getvalue())


def test_nothing_in_the_file_is_run(tmp_path: Path) -> None:
    """A file that would run code when it is opened is refused, and its code is not run."""
    traces = tmp_path / "ran"

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str, ...]]:
            return (Path.touch, (str(traces),))

    with pytest.raises(ContentError):
        read(tmp_path, pickle.dumps(Trap()))
    with pytest.raises(ContentError):
        read(tmp_path, archive(words=np.array([Trap()]), rows=ROWS))

    assert not traces.exists()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(place=0, changed=0, kept=len(GOOD))
@given(place=st.integers(0, len(GOOD) - 1), changed=st.integers(0, 255), kept=st.integers(0, len(GOOD)))
def test_a_damaged_file_is_read_right_or_refused(tmp_path: Path, place: int, changed: int, kept: int) -> None:
    """A file with a wrong byte or a missing end gives the same vectors, or a problem, and nothing else."""
    damaged = (GOOD[:place] + bytes([changed]) + GOOD[place + 1 :])[:kept]
    try:
        vectors = read(tmp_path, damaged)
    except ContentError:
        return

    assert tuple(vectors.numbers) == WORDS
    assert vectors.rows.tolist() == ROWS.tolist()


def test_a_language_is_loaded_with_its_vectors(base: SmallBase) -> None:
    """The knowledge of a language holds the vectors in its folder."""
    base.write(FILE, GOOD)

    assert tuple(base.load().word_vectors.numbers) == WORDS


def test_damaged_vectors_are_told_like_every_other_problem(base: SmallBase) -> None:
    """A language whose vectors cannot be read is not loaded without them."""
    base.write(FILE, b"no archive")

    assert [line.partition(": ")[0] for line in base.complaints()] == [f"{FILE}:1"]


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("sore", "painful", "price"), ("price", "cost", "swelling"), ("swollen", "puffy", "gym")],
)
def test_the_english_vectors_know_what_is_alike(knowledge: Knowledge, word: str, near: str, far: str) -> None:
    """In the vectors that come with the program, words of a kind are nearer than others."""
    vectors = knowledge.word_vectors

    def cosine(one: str, other: str) -> float:
        first, second = (vectors.rows[vectors.numbers[name]].astype(float) for name in (one, other))
        return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))

    assert cosine(word, near) > cosine(word, far) + 0.1
