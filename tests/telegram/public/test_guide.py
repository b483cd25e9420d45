"""The guide of a channel is posted once, follows the content, and is never doubled, whatever ends a run."""

import time
from pathlib import Path
from typing import Final

import pytest
from telegram import Bot

from bot.playground.channels import Channel
from bot.playground.chats import CHANNEL_RIGHTS
from bot.playground.conversations import Message
from bot.playground.faults import ANY, Broken, Dropped, Fault, Garbled
from bot.playground.refusals import bad_request
from bot.storage.failures import CannotOpen
from bot.storage.guides import Guides, guides_in
from bot.storage.posts import Post
from bot.telegram.public.channel import CannotPublish, name_of
from bot.telegram.public.guide import Guide
from bot.telegram.public.publishing import publish
from bot.telegram.rendering import Renderer
from tests.telegram import content
from tests.telegram.content import CHANNEL, COST, PHRASES
from tests.telegram.stage import Stage, acting

STEPS: Final = ("getMe", "getChat", "getChatMember", "sendMessage", "pinChatMessage")
"""The calls of a first run, in their order."""
ENDS: Final[list[Fault]] = [Dropped(), Dropped(after_effect=True), Broken(502), Garbled()]
RENAMED: Final = content.knowledge(
    [it.model_copy(update={"title": "What it costs"}) if it is COST else it for it in content.TOPICS]
)


class Killed(BaseException):
    """The program ends here."""


class Dying:
    """Notes of a program that ends when it writes one of them, before or after that is on the disk."""

    def __init__(self, notes: Guides, dies_at: int, *, is_noted: bool) -> None:
        self.of, self.forget = notes.of, notes.forget
        self._notes = notes
        self._left = dies_at
        self._is_noted = is_noted

    async def note(self, post: Post) -> None:
        """Note a post, or die."""
        self._left -= 1
        if self._left or self._is_noted:
            await self._notes.note(post)
        if not self._left:
            raise Killed


@pytest.fixture
def news(telegram: Stage) -> Channel:
    """A channel that the bot administers."""
    return telegram.channel("Clinic news", "clinic_news")


class Desk:
    """A command line with one database."""

    def __init__(self, telegram: Stage, database: Path) -> None:
        self.telegram = telegram
        self.url = f"sqlite:///{database}"

    async def publishes(
        self, chat: str = "@clinic_news", *, renderer: Renderer | None = None, again: bool = False
    ) -> str:
        """Publish, and return what is told."""
        return await publish(
            chat,
            renderer or Renderer(content.knowledge()),
            token=self.telegram.token,
            base_url=self.telegram.base_url,
            database_url=self.url,
            again=again,
        )


@pytest.fixture
def desk(telegram: Stage, tmp_path: Path) -> Desk:
    """A command line with a fresh database."""
    return Desk(telegram, tmp_path / "data" / "bot.db")


def standing(channel: Channel) -> list[Message]:
    """Return the guides that stand in a channel."""
    return [it for it in channel.history() if it.text.startswith(CHANNEL.guide)]


async def heard(channel: Channel) -> None:
    """Read everything that the bot has said there."""
    while channel._heard:
        await channel.hears()


async def follows_the_advice(desk: Desk, channel: Channel) -> None:
    """Publish once more, and do as one is told: look into the channel, and pin what is there."""
    try:
        await desk.publishes()
    except CannotPublish:
        if guides := standing(channel):
            channel.chat.pinned.append(guides[0].id)
        await desk.publishes(again=not guides)


async def test_the_guide_leads_into_the_private_chat(desk: Desk, news: Channel) -> None:
    """It tells what the bot is and whom to call, and two buttons a row open topics; it is pinned."""
    told = await desk.publishes()
    guide = await news.hears()

    assert told == "The guide stands in Clinic news."
    assert guide.text == f"{CHANNEL.guide}\n\n{PHRASES.urgent_line}"
    assert [[key.label.removeprefix("Title of ") for key in row] for row in guide.buttons] == [
        ["swelling", "nerve"],
        ["ointment", "sport"],
        ["cost", CHANNEL.ask_privately],
    ]
    assert guide.buttons[0][0].url == "https://t.me/rehearsal_bot?start=swelling"
    assert guide.buttons[2][1].url == "https://t.me/rehearsal_bot"
    assert [it.id for it in news.pinned()] == [guide.id]


async def test_a_second_run_changes_nothing(desk: Desk, news: Channel) -> None:
    """With the same content nothing is posted and nothing edited."""
    await desk.publishes()
    await news.hears()
    told = await desk.publishes("https://t.me/clinic_news")

    assert told.startswith("There is nothing to change")
    await news.hears_nothing(for_=0)
    assert len(standing(news)) == 1


async def test_changed_content_changes_the_post(desk: Desk, news: Channel) -> None:
    """The post that stands there gets the present titles; no other one is posted."""
    await desk.publishes()
    before = await news.hears()
    told = await desk.publishes(renderer=Renderer(RENAMED))
    after = await news.hears()

    assert told == "The guide in Clinic news has the present text."
    assert (after.id, after.edited) == (before.id, True)
    assert "What it costs" in after.labels


async def test_a_deleted_guide_is_posted_anew(desk: Desk, news: Channel) -> None:
    """Whoever deletes the guide and publishes again wants it back."""
    await desk.publishes()
    news.deletes((await news.hears()).id)
    await desk.publishes()

    assert [it.id for it in news.pinned()] == [(await news.hears()).id]
    assert len(standing(news)) == 1


async def test_a_guide_is_known_without_notes(
    telegram: Stage, desk: Desk, news: Channel, tmp_path: Path
) -> None:
    """With an empty database the pinned guide is known by its buttons, and edited."""
    await desk.publishes()
    await news.hears()
    told = await Desk(telegram, tmp_path / "other.db").publishes(renderer=Renderer(RENAMED))

    assert told == "The guide in Clinic news has the present text."
    assert (await news.hears()).edited
    assert len(standing(news)) == 1


async def test_a_pinned_post_of_other_people_is_left_alone(desk: Desk, news: Channel) -> None:
    """What the clinic has pinned itself is no guide, and stays as it is."""
    theirs = news.posts("Opening hours at https://t.me/rehearsal_bot?start=cost")
    news.chat.pinned.append(theirs)
    await desk.publishes()
    guide = await news.hears()

    assert [it.id for it in news.pinned()] == [theirs, guide.id]
    assert news.sees(theirs).text.startswith("Opening hours")


async def test_it_works_while_the_bot_runs(telegram: Stage, desk: Desk, news: Channel) -> None:
    """The running bot and the command line share one database, and the bot answers on."""
    async with acting(telegram, database=desk.url):
        told = await desk.publishes()
        anna = telegram.patient("Anna")
        anna.says("tell me about cost")

        assert "Answer of cost" in (await anna.hears()).text
        assert (await desk.publishes()).startswith("There is nothing to change")
    assert told == "The guide stands in Clinic news."
    await news.hears()


@pytest.mark.parametrize("end", ENDS, ids=str)
@pytest.mark.parametrize("step", STEPS)
async def test_a_run_that_fails_at_any_call_leaves_one_guide_in_the_end(
    telegram: Stage, desk: Desk, news: Channel, step: str, end: Fault
) -> None:
    """Whatever call fails, and however, following the advice ends with exactly one guide, pinned."""
    telegram.faults.next(step, end)
    with pytest.raises(CannotPublish):
        await desk.publishes()
    await follows_the_advice(desk, news)
    await heard(news)

    assert [it.id for it in news.pinned()] == [it.id for it in standing(news)]
    assert len(standing(news)) == 1


@pytest.mark.parametrize("dies_at", [1, 2])
@pytest.mark.parametrize("is_noted", [True, False])
async def test_a_killed_run_never_leads_to_a_second_guide(
    desk: Desk, news: Channel, dies_at: int, *, is_noted: bool
) -> None:
    """Killed on either side of either note, the next run finds the guide or refuses to guess."""
    bot = Bot(desk.telegram.token, base_url=desk.telegram.base_url)
    guide = Renderer(content.knowledge()).guide("rehearsal_bot")
    async with bot, guides_in(desk.url) as notes:
        dying = Dying(notes, dies_at, is_noted=is_noted)
        with pytest.raises(Killed):
            await Guide(bot, dying, time.time).publish("@clinic_news", guide)
    await follows_the_advice(desk, news)
    await heard(news)

    assert len(standing(news)) == 1
    assert [it.id for it in news.pinned()] == [standing(news)[0].id]


async def test_an_uncertain_guide_is_not_posted_twice(telegram: Stage, desk: Desk, news: Channel) -> None:
    """While nobody knows whether the guide is there, only --again posts; it says why."""
    telegram.faults.next("sendMessage", Dropped(after_effect=True))
    with pytest.raises(CannotPublish, match="nobody knows"):
        await desk.publishes()
    with pytest.raises(CannotPublish, match="publish with --again"):
        await desk.publishes()
    assert len(standing(news)) == 1
    await desk.publishes(again=True)
    await heard(news)

    assert len(standing(news)) == 2
    assert (await desk.publishes(again=True)).startswith("There is nothing to change")


async def test_a_refusal_leaves_no_doubt(telegram: Stage, desk: Desk, news: Channel) -> None:
    """What Telegram refused for certain was not posted, so the next run simply posts."""
    telegram.faults.next("sendMessage", bad_request("CHAT_WRITE_FORBIDDEN"))
    with pytest.raises(CannotPublish, match="Wait a minute"):
        await desk.publishes()
    await desk.publishes()
    await heard(news)

    assert len(standing(news)) == 1


async def test_a_missing_right_to_pin_is_told(desk: Desk, news: Channel) -> None:
    """The guide stands there all the same, and once the right is given it is pinned."""
    news.chat.rights = frozenset({"can_post_messages"})
    told = await desk.publishes()
    await news.hears()
    news.chat.rights = CHANNEL_RIGHTS
    again = await desk.publishes()

    assert "It is not pinned: allow the bot to edit messages" in told
    assert again.startswith("There is nothing to change")
    assert len(news.pinned()) == 1


async def test_a_bot_without_the_right_to_post_is_told(desk: Desk, news: Channel) -> None:
    """A member, and an administrator who may not post, are told what to allow; nothing is noted."""
    for rights in (None, frozenset({"can_edit_messages"})):
        news.chat.rights = rights
        with pytest.raises(CannotPublish, match="may not post in Clinic news: open the channel"):
            await desk.publishes()
    async with guides_in(desk.url) as notes:
        noted = await notes.of(news.id)

    assert noted is None


async def test_a_channel_that_is_none_is_told(telegram: Stage, desk: Desk) -> None:
    """A wrong name and a group are told in a sentence each."""
    group = telegram.group("After the lift", telegram.patient("Anna"), supergroup=True)
    with pytest.raises(CannotPublish, match="finds no channel @nowhere"):
        await desk.publishes("@nowhere")
    with pytest.raises(CannotPublish, match="is a supergroup chat and no channel"):
        await desk.publishes(str(group.id))

    await group.hears_nothing(for_=0)


async def test_a_guide_that_cannot_be_changed_is_told(telegram: Stage, desk: Desk, news: Channel) -> None:
    """A guide that another bot had posted stays; nothing is posted beside it without --again."""
    await desk.publishes()
    await heard(news)
    guide = standing(news)[0]
    news.chat.posted[guide.id].by_bot = False
    news.chat.rights = frozenset({"can_post_messages"})
    with pytest.raises(CannotPublish, match="does not let the bot change"):
        await desk.publishes(renderer=Renderer(RENAMED))
    await desk.publishes(renderer=Renderer(RENAMED), again=True)

    assert "What it costs" in (await news.hears()).labels
    assert not telegram.faults.taken


async def test_an_unreachable_telegram_is_told(telegram: Stage, desk: Desk, news: Channel) -> None:
    """Without a connection the sentence says so, and holds no token."""
    telegram.faults.next(ANY, Dropped())
    with pytest.raises(CannotPublish, match="cannot be reached") as refusal:
        await desk.publishes()

    assert telegram.token not in str(refusal.value)
    assert not standing(news)


async def test_a_database_in_memory_keeps_no_guide(telegram: Stage, tmp_path: Path) -> None:
    """What is gone with the program cannot know the guide next time, so nothing is posted."""
    desk = Desk(telegram, tmp_path)
    desk.url = "sqlite://"

    with pytest.raises(CannotOpen, match="name a file"):
        await desk.publishes()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("@clinic_news", "@clinic_news"),
        ("clinic_news", "@clinic_news"),
        ("https://t.me/clinic_news", "@clinic_news"),
        ("t.me/clinic_news/", "@clinic_news"),
        ("-1001234567890", -1001234567890),
    ],
)
def test_a_channel_goes_by_its_name_its_link_or_its_number(typed: str, name: int | str) -> None:
    """Whatever people copy from Telegram is understood."""
    assert name_of(typed) == name
