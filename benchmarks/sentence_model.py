"""The sentence model that two benchmarks use, from a library that the project itself does not need."""

from importlib import import_module
from importlib.util import find_spec
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

LIBRARY: Final = "sentence_transformers"
DEFAULT_MODEL: Final = "sentence-transformers/all-MiniLM-L6-v2"
"""Licence: Apache-2.0."""
BATCH: Final = 256

Floats = npt.NDArray[np.float32]


class NotInstalledError(Exception):
    """The library is not here; the message says how to get it."""


class _Tokenizer(Protocol):
    def get_vocab(self) -> dict[str, int]: ...


class _Model(Protocol):
    tokenizer: _Tokenizer

    def encode(
        self, sentences: list[str], *, batch_size: int, normalize_embeddings: bool, show_progress_bar: bool
    ) -> Floats: ...


class SentenceModel:
    """Turns texts into vectors of length 1, on the processor."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        """Load a model by its name or its folder.

        Raises:
            NotInstalledError: The library is not here.
        """
        if not is_installed():
            cure = "install it with: pip install sentence-transformers"
            raise NotInstalledError(f"this needs {LIBRARY}, which is not installed; {cure}")
        # On small machines the threads of torch and of numpy fight for the cores.
        import_module("torch").set_num_threads(1)
        self._model: _Model = import_module(LIBRARY).SentenceTransformer(name, device="cpu")

    def vectors(self, texts: list[str]) -> Floats:
        """Return one row a text."""
        return self._model.encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)

    def vocabulary(self) -> tuple[str, ...]:
        """Return the pieces of text that the model knows, the most frequent first."""
        numbers = self._model.tokenizer.get_vocab()
        return tuple(sorted(numbers, key=lambda piece: numbers[piece]))


def is_installed() -> bool:
    """Whether the library is here."""
    return find_spec(LIBRARY) is not None
