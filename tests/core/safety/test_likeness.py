"""What reads like the examples of a red flag raises it, wherever it stands in a message."""

from collections.abc import Callable
from typing import Final

import pytest

from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.matching.corpus import Corpus
from bot.core.matching.index import Asked
from bot.core.model import Kind
from bot.core.replies import Urgent
from bot.core.safety.examples import Examples
from bot.core.safety.likeness import CALM_BELOW, RAISED_FROM, Likeness
from bot.core.safety.red_flags import RedFlag
from tests.telegram.content import EMERGENCY, SAME_DAY, topic
from tests.telegram.content import knowledge as small_base

BREATHING: Final = (
    "i am gasping for air",
    "my throat is closing up",
    "he is choking and turns blue",
    "every breath is a struggle",
    "there is not enough air for me",
)
PUS: Final = (
    "yellow stuff leaks from the stitch",
    "the wound smells and weeps",
    "green liquid comes out of the thread hole",
    "a hot lump oozes on my cheek",
    "cloudy fluid drips from my temple",
)
LOOK_ALIKES: Final = (
    "this view takes my breath away",
    "i can breathe well and sleep well",
    "does anybody choke on the cost",
    "no liquid comes out of anything",
    "my perfume smells good on my cheek",
)
ASKS: Final = {
    "swelling": ("is swelling normal", "my cheek is swollen", "swollen face", "how long am i swollen"),
    "cost": ("how much does it cost", "what is the price", "is it expensive", "price of a lift"),
    "sport": ("can i run", "when may i go to the gym", "is yoga allowed", "sport after the lift"),
    "sleep": ("how do i sleep", "can i sleep on my side", "which pillow is best", "may i lie flat"),
}
EVERYDAY: Final = ("what about my dog", "who won the match", "tell me a joke", "the weather was nice")
CHAT: Final = "We had a nice summer with the children and the dog. The weather was good, and the food too. "
UNENDING: Final = "and then we went to the sea and to the hills and had food and games " * 15


def base(danger: dict[str, tuple[str, ...]]) -> Knowledge:
    """Return a small knowledge base with these examples of danger."""
    topics = [
        topic(key, Kind.SIDE_EFFECT).model_copy(update={"title": key, "asks": asks})
        for key, asks in ASKS.items()
    ]
    return small_base(topics).model_copy(
        update={"everyday": EVERYDAY, "examples": Examples(danger=danger, look_alikes=LOOK_ALIKES)}
    )


def likeness(knowledge: Knowledge) -> Callable[[str], RedFlag | None]:
    """Return what finds the flag whose examples in a knowledge base a message reads like."""
    corpus = Corpus(knowledge)
    compared = Likeness(corpus, knowledge.red_flags.flags)
    return lambda message: compared.flag_in(corpus.reader.hear(message))


FLAG_IN: Final = likeness(base({EMERGENCY.id: BREATHING, SAME_DAY.id: PUS}))


@pytest.mark.parametrize(
    ("flag", "example"),
    [(flag, line) for flag, lines in ((EMERGENCY, BREATHING), (SAME_DAY, PUS)) for line in lines],
)
def test_an_example_raises_its_flag(flag: object, example: str) -> None:
    """A message that is an example of danger raises the flag that it is an example of."""
    assert FLAG_IN(example) == flag


@pytest.mark.parametrize(
    "message",
    [
        "GASPING for air!!!",
        "gaspng for air",
        "is my throat closing",
        "i struggle for every breath, not enough air",
    ],
)
def test_danger_in_other_words_is_seen(message: str) -> None:
    """What reads like the examples raises their flag, with other words around and with typos."""
    assert FLAG_IN(message) == EMERGENCY


@pytest.mark.parametrize(
    "message", [*LOOK_ALIKES, *EVERYDAY, *(ask for asks in ASKS.values() for ask in asks)]
)
def test_what_is_no_danger_raises_nothing(message: str) -> None:
    """Look-alikes, everyday talk and questions raise no flag, though they share words with the examples."""
    assert FLAG_IN(message) is None


@pytest.mark.parametrize(
    "message",
    [
        f"{CHAT * 5} My throat is closing up. {CHAT * 5}",
        f"{CHAT * 30} My throat is closing up.",
        f"My throat is closing up. {CHAT * 30}",
        f"{UNENDING} my throat is closing up {UNENDING}",
        f"{CHAT}\nMy throat\nis closing up\n{CHAT}",
        f"{'Oh. ' * 60}my throat is closing up. {'Oh. ' * 60}",
    ],
)
def test_chat_around_danger_does_not_hide_it(message: str) -> None:
    """Danger is seen at the beginning, in the middle and at the end of a long message."""
    assert FLAG_IN(message) == EMERGENCY


def test_danger_told_in_two_sentences_is_read_together() -> None:
    """A sentence and the next one say together what neither says alone."""
    assert FLAG_IN(f"{CHAT * 3} There is a lump. And it is hot and oozes. {CHAT * 3}") == SAME_DAY


def test_chat_alone_is_no_danger() -> None:
    """A long message without danger raises nothing."""
    assert FLAG_IN(CHAT * 10) is None
    assert FLAG_IN(UNENDING) is None


@pytest.mark.parametrize("message", ["", "😭😭", "?!", "zzzz", "Привет, как дела"])
def test_nothing_is_raised_in_nothing(message: str) -> None:
    """A message without a known word reads like no danger."""
    assert FLAG_IN(message) is None


@pytest.mark.parametrize("message", [BREATHING[0], "hello", ""])
def test_without_examples_nothing_is_raised(message: str) -> None:
    """A language without examples of danger leaves the screen to the signs."""
    assert likeness(base({}))(message) is None


def test_likeness_reaches_the_patient() -> None:
    """A message without any sign, but like an emergency, gets the urgent card."""
    answerer = Answerer(base({EMERGENCY.id: BREATHING, SAME_DAY.id: PUS}))

    reply = answerer.reply_to(Question(text="I am gasping for air"))

    assert isinstance(reply, Urgent)
    assert reply.flag == EMERGENCY


def test_an_emergency_goes_before_a_sign_of_less() -> None:
    """A sign hides no worse likeness, and a likeness hides no worse sign."""
    answerer = Answerer(base({EMERGENCY.id: BREATHING, SAME_DAY.id: PUS}))

    assert answerer.red_flag_in("There is pus. I am gasping for air.") == EMERGENCY
    assert answerer.red_flag_in("I cant breathe. The wound smells and weeps.") == EMERGENCY
    assert answerer.red_flag_in("There is pus. The wound smells and weeps.") == SAME_DAY


def test_no_example_is_too_calm_to_be_compared(knowledge: Knowledge) -> None:
    """The words of every example of danger are far from those that are passed over unread."""
    corpus = Corpus(knowledge)
    compared = Likeness(corpus, knowledge.red_flags.flags)
    lines = (line for of_flag in knowledge.examples.danger.values() for line in of_flag)
    asked = (Asked(corpus.reader.read(line), corpus.everything.index) for line in lines)

    assert min(map(compared.alarm, asked)) > CALM_BELOW / 2


@pytest.mark.parametrize("message", ["", "😭", "Привет, как дела", "1"])
def test_the_english_base_sees_no_danger_in_nothing(answerer: Answerer, message: str) -> None:
    """A message that says nothing in English raises no flag over the base that patients meet."""
    assert answerer.red_flag_in(message) is None


def test_what_is_less_than_likely_is_judged_too() -> None:
    """The most alarming passage is told with its chance and its flag, also below what raises a flag."""
    corpus = Corpus(base({EMERGENCY.id: BREATHING, SAME_DAY.id: PUS}))
    compared = Likeness(corpus, (EMERGENCY, SAME_DAY))
    sure = compared.judged(corpus.reader.hear("i am gasping for air"))
    doubtful = compared.judged(corpus.reader.hear("liquid on my pillow"))

    assert sure is not None
    assert sure.flag == EMERGENCY
    assert sure.chance >= RAISED_FROM
    assert doubtful is not None
    assert 0 < doubtful.chance < RAISED_FROM
    assert compared.judged(corpus.reader.hear("")) is None
