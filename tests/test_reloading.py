"""What is saved is answered from a moment later, however it is saved; what is broken changes no answer."""

import asyncio
import logging
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.assembly import contents
from bot.content.watching import Watching
from bot.core.knowledge import Knowledge
from bot.playground.patients import Patient
from bot.reloading import MOST_NAMED, Reloading, changed_topics, told_of
from bot.settings import Settings
from bot.storage.opening import open_store
from bot.telegram.application import BotApplication
from bot.telegram.connection import Connection
from bot.telegram.content import Content
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse
from tests.content.base import SmallBase
from tests.telegram.stage import AT_ONCE, Stage

PATIENCE = 20.0
ASKED = "my cheek is numb"
OLD, NEW = "Skin can feel numb.", "Skin may well feel numb."


class Heeded(Metrics):
    """Numbers whose changes a test can wait for."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes = asyncio.Queue[str]()

    def content_read(self, at: float, reviews_overdue: int) -> None:
        """Note that content is served."""
        super().content_read(at, reviews_overdue)
        self.outcomes.put_nowait("served")

    def content_refused(self) -> None:
        """Note that content is refused."""
        super().content_refused()
        self.outcomes.put_nowait("refused")


@dataclass(frozen=True)
class Live:
    """A bot at work over a base that a test saves."""

    base: SmallBase
    bot: BotApplication
    reloading: Reloading
    metrics: Heeded
    anna: Patient

    async def outcome(self) -> str:
        """Wait until the files have been read again, and return what came of it."""
        return await asyncio.wait_for(self.metrics.outcomes.get(), PATIENCE)

    async def answer(self) -> str:
        """Return what a patient is answered."""
        self.anna.says(ASKED)
        return (await self.anna.hears()).text


@asynccontextmanager
async def at_work(
    base: SmallBase, build: Callable[[Callable[[Knowledge], Content]], Callable[[Knowledge], Content]]
) -> AsyncIterator[Live]:
    """Run the whole bot over a base; `build` may lay something around what builds the content."""
    watching, metrics = Watching(base.root, base.root / "clinic.yaml"), Heeded()
    knowledge = watching.first()
    async with Stage() as telegram, open_store("sqlite://") as store:
        settings = Settings(_env_file=None, rate_limit=5)
        builder = build(contents(settings, telegram.token, store, staff_chat=None))
        connection = Connection(base_url=telegram.base_url, intervals=AT_ONCE)
        bot = BotApplication(
            telegram.token, builder(knowledge), store, connection, metrics=metrics, pulse=Pulse()
        )
        reloading = Reloading(watching, builder, bot, metrics)
        async with bot.at_work(), reloading.going_on():
            yield Live(base, bot, reloading, metrics, telegram.patient("Anna"))


@pytest.fixture
def base(tmp_path: Path) -> SmallBase:
    """A small base with a clinic's own file."""
    base = SmallBase(tmp_path / "knowledge")
    base.write("../clinic.yaml", "name: Rose Clinic\n")
    return base


@pytest.fixture
async def live(base: SmallBase) -> AsyncIterator[Live]:
    """The bot over that base."""
    async with at_work(base, lambda build: build) as live:
        yield live


def topic_of(base: SmallBase) -> Path:
    """Return the file of the topic that is asked about."""
    return base.folder / "topics" / "numbness.yaml"


def in_place(base: SmallBase, text: str) -> None:
    """Write over the file, as plain editors do."""
    topic_of(base).write_text(text, "utf-8")


def renamed_over(base: SmallBase, text: str) -> None:
    """Write another file and give it the name, as careful editors do."""
    fresh = topic_of(base).with_name(".numbness.yaml.tmp")
    fresh.write_text(text, "utf-8")
    fresh.replace(topic_of(base))


def moved_aside(base: SmallBase, text: str) -> None:
    """Keep the old file as a backup, and write a fresh one."""
    topic_of(base).rename(topic_of(base).with_suffix(".yaml~"))
    in_place(base, text)


def link_swapped(base: SmallBase, text: str) -> None:
    """Lead a link over to another folder with all files, as a mount of a container does."""
    fresh = base.root / "..fresh"
    shutil.copytree(base.folder, fresh)
    (fresh / "topics" / "numbness.yaml").write_text(text, "utf-8")
    link = base.root / "..link"
    link.symlink_to(fresh)
    base.folder.rename(base.root / "..before")
    link.rename(base.folder)


def folder_made_anew(base: SmallBase, text: str) -> None:
    """Delete the whole folder and write every file again, as a checkout may do."""
    files = {path: path.read_bytes() for path in base.folder.rglob("*.yaml")}
    shutil.rmtree(base.folder)
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    in_place(base, text)


def shut_and_opened(base: SmallBase, text: str) -> None:
    """Take away the right to read the file while it is written."""
    topic_of(base).chmod(0)
    renamed_over(base, text)
    topic_of(base).chmod(0o600)


def several_files(base: SmallBase, text: str) -> None:
    """Save several files one after the other."""
    base.change("topics/arnica.yaml", "title: Arnica", "title: Arnica gel")
    base.change("everyday.yaml", "my dog", "my cat")
    in_place(base, text)


@pytest.mark.parametrize(
    "save",
    [in_place, renamed_over, moved_aside, link_swapped, folder_made_anew, shut_and_opened, several_files],
)
async def test_however_it_is_saved_it_is_answered_from(
    live: Live, save: Callable[[SmallBase, str], None]
) -> None:
    """A patient who asked before gets the new answer, without a restart."""
    before = await live.answer()
    save(live.base, topic_of(live.base).read_text("utf-8").replace(OLD, NEW))
    while await live.outcome() != "served":
        pass

    assert OLD in before
    assert NEW in await live.answer()
    assert not live.reloading.problems


async def test_several_files_become_one_content(live: Live) -> None:
    """What is saved in a row is served as one, so that nobody is answered from half of it."""
    several_files(live.base, topic_of(live.base).read_text("utf-8").replace(OLD, NEW))
    await live.outcome()

    assert live.reloading.version == 2
    assert live.bot.content.knowledge.everyday == ("what about my cat",)


async def test_a_file_that_cannot_be_read_is_told(live: Live) -> None:
    """Where a link leads nowhere, the last good content is served, and the file is named."""
    topic_of(live.base).unlink()
    topic_of(live.base).symlink_to("nowhere")

    assert await live.outcome() == "refused"
    assert "numbness.yaml" in live.reloading.problems[0]
    assert OLD in await live.answer()


async def test_a_broken_file_changes_no_answer(live: Live, caplog: pytest.LogCaptureFixture) -> None:
    """The last good content answers, and the first problem is named in the log with its file and line."""
    in_place(live.base, "id: numbness\nid: numbness\nkind: [\n")
    outcome = await live.outcome()

    assert outcome == "refused"
    assert OLD in await live.answer()
    (told,) = (record.getMessage() for record in caplog.records if record.name == "bot.reloading")
    assert f": {live.reloading.problems[0]} (and " in told
    assert "numbness.yaml:2: " in told


async def test_the_same_problem_is_logged_once(live: Live, caplog: pytest.LogCaptureFixture) -> None:
    """An author who saves again without mending it fills no log."""
    for comment in ("", "# again\n"):
        in_place(live.base, f"id: numbness\nid: numbness\n{comment}")
        await live.outcome()

    assert len([record for record in caplog.records if record.name == "bot.reloading"]) == 1


async def test_a_mended_file_is_told_too(live: Live, caplog: pytest.LogCaptureFixture) -> None:
    """Once the file is in order there is no problem, and the log says which topics are others."""
    caplog.set_level(logging.INFO, "bot.reloading")
    sound = topic_of(live.base).read_text("utf-8")
    in_place(live.base, "id: [")
    await live.outcome()
    in_place(live.base, sound.replace(OLD, NEW))
    await live.outcome()

    assert not live.reloading.problems
    assert "content renewed: 1 topic changed: numbness" in caplog.messages


async def test_a_step_back_is_no_renewal(base: SmallBase) -> None:
    """Content that is put back as it was served is served on; nothing is built anew."""
    built: list[Knowledge] = []

    def noted(build: Callable[[Knowledge], Content]) -> Callable[[Knowledge], Content]:
        def builder(knowledge: Knowledge) -> Content:
            built.append(knowledge)
            return build(knowledge)

        return builder

    async with at_work(base, noted) as live:
        sound = topic_of(base).read_text("utf-8")
        in_place(base, "id: [")
        await live.outcome()
        in_place(base, sound)
        outcome = await live.outcome()

    assert outcome == "served"
    assert len(built) == 1
    assert (live.reloading.version, live.reloading.problems) == (1, ())


async def test_the_clinics_own_file_is_watched_too(live: Live) -> None:
    """A clinic that corrects its name is called by it at once."""
    live.base.write("../clinic.yaml", "name: Lily Clinic\n")
    await live.outcome()

    assert "Lily Clinic" in await live.answer()


async def test_what_was_counted_of_a_patient_is_kept(live: Live) -> None:
    """Saving a file gives nobody another five messages in the same minute."""
    at = int(time.time())
    for _ in range(5):
        live.anna.says("hello", sent_at=at)
    for _ in range(5):
        await live.anna.hears()
    in_place(live.base, topic_of(live.base).read_text("utf-8").replace(OLD, NEW))
    await live.outcome()
    live.anna.says(ASKED, sent_at=at)

    assert NEW not in (await live.anna.hears()).text


async def test_content_that_cannot_be_built_is_refused(base: SmallBase) -> None:
    """Whatever was saved, an index that fails over it does not reach a patient."""

    def fails_after_the_first(build: Callable[[Knowledge], Content]) -> Callable[[Knowledge], Content]:
        built: list[Content] = []

        def builder(knowledge: Knowledge) -> Content:
            if built:
                raise ZeroDivisionError("zebra")
            built.append(build(knowledge))
            return built[0]

        return builder

    async with at_work(base, fails_after_the_first) as live:
        in_place(base, topic_of(base).read_text("utf-8").replace(OLD, NEW))
        outcome = await live.outcome()

        assert outcome == "refused"
        assert "ZeroDivisionError" in live.reloading.problems[0]
        assert OLD in await live.answer()


async def test_answers_go_on_while_content_is_built(base: SmallBase) -> None:
    """A slow build holds up no patient, and what is saved meanwhile is served together with it."""
    begun, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow_after_the_first(build: Callable[[Knowledge], Content]) -> Callable[[Knowledge], Content]:
        waits = iter((False, True))

        def builder(knowledge: Knowledge) -> Content:
            if next(waits, False):
                loop.call_soon_threadsafe(begun.set)
                asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(PATIENCE)
            return build(knowledge)

        return builder

    async with at_work(base, slow_after_the_first) as live:
        in_place(base, topic_of(base).read_text("utf-8").replace(OLD, NEW))
        await asyncio.wait_for(begun.wait(), PATIENCE)
        meanwhile = await live.answer()
        base.change("everyday.yaml", "my dog", "my cat")
        go_on.set()
        await live.outcome()

        assert OLD in meanwhile
        assert NEW in await live.answer()
        assert live.bot.content.knowledge.everyday == ("what about my cat",)
        assert live.reloading.version == 2


async def test_content_in_no_file_stays(live: Live) -> None:
    """Without files to watch there is nothing to renew."""
    still = Reloading(None, lambda _: live.bot.content, live.bot, live.metrics)
    async with still.going_on():
        pass

    assert (still.version, still.problems) == (1, ())


def test_topics_that_changed_are_named(base: SmallBase) -> None:
    """A topic is named that is new, gone, or says something else; no word of it is."""
    before = base.load()
    base.change("topics/numbness.yaml", OLD, NEW)
    after = base.load()
    fewer = before.model_copy(update={"topics": before.topics[:1]})

    assert changed_topics(before, before) == ()
    assert changed_topics(before, after) == ("numbness",)
    assert changed_topics(before, fewer) == changed_topics(fewer, before) == (before.topics[1].id,)
    assert told_of(("numbness",)) == "1 topic changed: numbness"


def test_many_changed_topics_are_counted() -> None:
    """The log stays one line of sensible length."""
    ids = tuple(f"topic-{number}" for number in range(MOST_NAMED + 1))

    assert told_of(ids) == f"{MOST_NAMED + 1} topics changed: {', '.join(ids[:MOST_NAMED])}, …"
    assert "no topic" in told_of(())
