"""One chat's messages are answered in order; other chats do not wait for them."""

from bot.playground.faults import Broken, Slow
from bot.playground.patients import Patient
from tests.telegram.content import TOPICS
from tests.telegram.stage import Stage, acting


async def test_answers_come_in_the_order_of_the_questions(telegram: Stage) -> None:
    """Even when the first answer must be sent again after a while, the others do not overtake it."""
    async with acting(telegram):
        anna = telegram.patient("Anna")
        telegram.faults.next("sendMessage", Broken(502))
        for topic in TOPICS:
            anna.says(f"/start {topic.id}")
        heard = [(await anna.hears()).text for _ in TOPICS]

    assert all(topic.title in text for topic, text in zip(TOPICS, heard, strict=True))


async def test_a_busy_chat_does_not_hold_up_another(telegram: Stage, anna: Patient) -> None:
    """Of a hundred waiting messages of one patient, most still wait when another patient has her answer."""
    telegram.faults.next("sendMessage", Slow(0.3))
    for _ in range(100):
        anna.says("hello")
    await anna.hears()
    ben = telegram.patient("Ben")
    ben.says("hello")
    await ben.hears()
    answered = len(anna.history())
    for _ in range(99):
        await anna.hears()

    assert answered < 50
