"""Whatever is saved, what is read is whole: one save, all of it, or a list of what is wrong."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.content.problems import ContentError
from bot.content.watching import EVERY, MOST_TRIES, SETTLED, Reading, Watching
from tests.content.base import ARNICA, SmallBase


class Disturbed(Watching):
    """Somebody saves again each time when the files have been read, as long as there is something to save."""

    def __init__(self, base: Path, saves: Iterator[Callable[[], object]]) -> None:
        super().__init__(base)
        self._saves = saves

    def _loaded(self) -> Reading:
        reading = super()._loaded()
        next(self._saves, lambda: None)()
        return reading


def waits(most: int) -> Callable[[float], bool]:
    """Return what waits for nothing, and tells to stop after so many times."""
    times = iter(range(most))
    return lambda _: next(times, None) is None


@pytest.fixture
def watching(base: SmallBase) -> Watching:
    """A small base, read for the first time."""
    watching = Watching(base.root)
    watching.first()
    return watching


def test_nothing_is_read_twice(watching: Watching) -> None:
    """While nobody saves anything there is nothing to tell."""
    assert watching.reading() is None


def test_what_is_saved_is_read(base: SmallBase, watching: Watching) -> None:
    """The next reading holds what was saved."""
    base.change("topics/arnica.yaml", "title: Arnica", "title: Arnica gel")
    reading = watching.reading()

    assert reading
    assert reading.knowledge
    topic = reading.knowledge.topic("arnica")
    assert topic
    assert topic.title == "Arnica gel"


def test_a_broken_file_is_told_once(base: SmallBase, watching: Watching) -> None:
    """What is wrong is told with file and line, and not again until somebody saves."""
    base.write("topics/arnica.yaml", "id: [")
    reading = watching.reading()

    assert reading
    assert reading.knowledge is None
    assert reading.problems[0].file.endswith("topics/arnica.yaml")
    assert watching.reading() is None


def test_a_step_back_needs_no_reading(base: SmallBase, watching: Watching) -> None:
    """Content that is put back as it was served is the very same, so that nothing is indexed anew."""
    served = watching.first()
    base.write("topics/arnica.yaml", "id: [")
    watching.reading()
    base.write("topics/arnica.yaml", ARNICA)
    reading = watching.reading()

    assert reading
    assert reading.knowledge is served


def test_a_save_while_files_are_read_is_read_whole(base: SmallBase) -> None:
    """When a file changes under the reader's hands, all of them are read again."""

    def save() -> None:
        base.change("topics/numbness.yaml", "title: Numb skin", "title: Numb cheek")

    watching = Disturbed(base.root, iter([save]))
    knowledge = watching.first()
    topic = knowledge.topic("numbness")

    assert topic
    assert topic.title == "Numb cheek"


def test_files_that_never_rest_are_not_served(base: SmallBase) -> None:
    """What changes again during every try is left for the next look, and read once it rests."""
    names = iter(range(1_000))

    def save() -> None:
        base.write("everyday.yaml", f"everyday:\n  - line {next(names)}\n")

    saves = iter([lambda: None, *[save] * MOST_TRIES])
    watching = Disturbed(base.root, saves)
    watching.first()
    save()

    assert watching.reading() is None
    reading = watching.reading()
    assert reading
    assert reading.knowledge
    assert reading.knowledge.everyday == (f"line {MOST_TRIES}",)


def test_a_broken_base_is_not_begun_with(base: SmallBase) -> None:
    """At the first reading there is no last good content to fall back on."""
    base.write("topics/arnica.yaml", "id: [")

    with pytest.raises(ContentError, match=r"arnica\.yaml:1"):
        Watching(base.root).first()


def test_a_base_that_is_gone_is_told_and_comes_back(base: SmallBase, tmp_path: Path) -> None:
    """While a folder is made anew, which takes a moment, what is missing is told; then it is read."""
    clinic = tmp_path / "own.yaml"
    clinic.write_text('language: "en"\n', "utf-8")
    watching = Watching(base.root / "base", clinic)
    shutil.copytree(base.folder, base.root / "base" / "en")
    served = watching.first()
    (base.root / "base").rename(tmp_path / "aside")
    gone = watching.reading()
    (tmp_path / "aside").rename(base.root / "base")
    back = watching.reading()

    assert gone
    assert gone.problems
    assert back
    assert back.knowledge is served


def test_it_waits_between_looks_and_until_files_rest(base: SmallBase, watching: Watching) -> None:
    """A change is read after a moment in which nothing else changed; the watch ends when told to."""
    waited = []
    stop = waits(3)

    def stopped(seconds: float) -> bool:
        waited.append(seconds)
        return stop(seconds)

    base.change("everyday.yaml", "my dog", "my cat")
    readings = list(watching.readings(stopped))

    assert len(readings) == 1
    assert waited == [EVERY, SETTLED, EVERY, EVERY]


def test_files_that_do_not_rest_are_looked_at_later(base: SmallBase, watching: Watching) -> None:
    """While somebody saves one file after the other, nothing is read; then all of them at once."""
    stop, names = waits(5), iter("abc")

    def stopped(seconds: float) -> bool:
        if name := next(names, ""):
            base.write("everyday.yaml", f"everyday:\n  - line {name}\n")
        return stop(seconds)

    readings = list(watching.readings(stopped))

    assert [reading.knowledge.everyday for reading in readings if reading.knowledge] == [("line c",)]
