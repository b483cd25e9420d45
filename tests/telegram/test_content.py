"""Content is exchanged as a whole, between two updates, and Telegram is told what it shows of it."""

from bot.core.answering import Answerer, Question, Screened
from bot.core.knowledge import Knowledge
from bot.core.replies import Reply
from bot.playground.patients import Patient
from bot.telegram.application import BotApplication
from bot.telegram.content import Content
from bot.telegram.rendering import Renderer
from tests.telegram import content
from tests.telegram.content import HELLO, PHRASES
from tests.telegram.stage import Stage, acting

CALLS = ("setMyCommands", "setMyDescription", "setMyShortDescription")


class Failing(Answerer):
    """An answerer with a bug."""

    def reply_to(self, question: Question, screened: Screened | None = None) -> Reply:
        """Fail."""
        raise ZeroDivisionError(f"{type(question).__name__} {screened is None}")


def made_of(knowledge: Knowledge) -> Content:
    """Put content together as a test has it."""
    return Content.of(knowledge, Answerer(knowledge), Renderer(knowledge))


def with_phrases(**phrases: object) -> Knowledge:
    """Return the knowledge with some sentences said otherwise."""
    knowledge = content.knowledge()
    return knowledge.model_copy(update={"phrases": knowledge.phrases.model_copy(update=phrases)})


async def greeting(anna: Patient) -> str:
    """Greet the bot, and return what it says."""
    anna.says("hello")
    return (await anna.hears()).text


async def test_the_next_update_is_answered_from_other_content(bot: BotApplication, anna: Patient) -> None:
    """An answer that was kept for the same words is forgotten with the content that it came from."""
    other = HELLO.model_copy(update={"reply": "Good day!"})
    before = await greeting(anna)
    await bot.renew(made_of(with_phrases(small_talk=(other,))))

    assert before.startswith(HELLO.reply)
    assert (await greeting(anna)).startswith("Good day!")


async def test_notices_and_apologies_are_exchanged_too(telegram: Stage) -> None:
    """What the bot says of itself, and before a late answer, comes from the same content as all the rest."""
    anna, now = telegram.patient("Anna"), 1_900_000_000.0
    async with acting(telegram, clock=lambda: now) as bot:
        await bot.renew(made_of(with_phrases(late="Sorry, that took long.", welcome="Welcome back!")))
        anna.says("/start", sent_at=int(now) - 3600)
        answer = (await anna.hears()).text

    assert answer.startswith("Sorry, that took long.\n\nWelcome back!")


async def test_the_fallback_is_exchanged_too(bot: BotApplication, anna: Patient) -> None:
    """When answering fails with other content, the patient is told so in its words."""
    knowledge = with_phrases(failed="Something broke. Call us.")
    await bot.renew(Content.of(knowledge, Failing(knowledge), Renderer(knowledge)))

    assert (await greeting(anna)).startswith("Something broke. Call us.")


async def test_what_telegram_shows_is_told_again_only_where_it_changed(
    telegram: Stage, bot: BotApplication
) -> None:
    """A new description is told once; commands that stayed are not sent again."""
    before = [len(telegram.calls_of(method)) for method in CALLS]
    await bot.renew(made_of(with_phrases(welcome="Welcome back!")))
    unchanged = [len(telegram.calls_of(method)) for method in CALLS]
    await bot.renew(made_of(with_phrases(description="Ask me.", commands=PHRASES.commands)))
    changed = [len(telegram.calls_of(method)) for method in CALLS]

    assert unchanged == before
    assert changed == [before[0], before[1] + 1, before[2]]
    assert telegram.calls_of("setMyDescription")[-1].parameters["description"] == "Ask me."
