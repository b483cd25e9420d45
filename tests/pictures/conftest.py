"""How tests look at a picture."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread
from numpy.typing import NDArray

Look = Callable[[bytes], NDArray[np.uint8]]


@pytest.fixture(scope="session")
def look() -> Look:
    """Return what reads a PNG picture as rows of red, green and blue."""

    def looked(picture: bytes) -> NDArray[np.uint8]:
        parts = np.asarray(imread(BytesIO(picture), format="png"))
        return np.asarray(np.rint(parts[..., :3] * 255), dtype=np.uint8)

    return looked
