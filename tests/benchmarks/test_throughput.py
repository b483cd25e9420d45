"""The comparison asks every bot the same, counts each answer once, and repeats itself."""

import asyncio

import pytest

from benchmarks.loopback import Loopback, question
from benchmarks.throughput import AGAIN, OURS, POLLING, STOCK, WEBHOOK, measure, questions


def test_questions_are_unlike_each_other() -> None:
    """However many are wanted, no two are the same, and the same seed brings the same ones."""
    texts = questions(2_000, again=False, seed=1)

    assert len(set(texts)) == len(texts) == 2_000
    assert texts == questions(2_000, again=False, seed=1)


def test_questions_may_come_again() -> None:
    """Some questions are asked by many, most by few."""
    texts = questions(2_000, again=True, seed=1)

    assert 100 < len(set(texts)) < 1_000


@pytest.mark.soak
@pytest.mark.parametrize("name", [POLLING, WEBHOOK, STOCK])
async def test_a_bot_is_measured(name: str) -> None:
    """Every question of the flood and of the stream is answered, by our bot and by a stock one."""
    figures = await measure(name, 20, 1, seed=1)

    assert figures.rate > 0
    assert 0 < figures.p50 <= figures.p99


def test_our_rows_are_told_apart() -> None:
    """Polling, webhook and repeated questions are rows of their own."""
    assert len({POLLING, WEBHOOK, AGAIN, STOCK}) == len(OURS) + 1


async def test_what_is_confirmed_is_forgotten() -> None:
    """A poll brings what waits from its offset on, at most a hundred."""
    telegram = Loopback()
    for number in range(1, 151):
        telegram.push(question(number, number, "hello"))
    first = await telegram.poll(b'{"offset": 0, "timeout": 0}')
    second = await telegram.poll(b"offset=101&timeout=0")
    third = await telegram.poll(b"timeout=0&offset=151")

    assert (first.count(b"update_id"), second.count(b"update_id"), third) == (100, 50, b"[]")


async def test_an_answer_is_timed_once_for_each_chat() -> None:
    """The first message into a chat is its answer, whatever follows."""
    telegram = Loopback()
    telegram.answer(b"sendmessage", b'{"chat_id": 5, "text": "a"}')
    first = dict(telegram.sent)
    telegram.answer(b"sendmessage", b"chat_id=5&text=b")

    assert telegram.sent == first
    assert telegram.messages == 2
    assert await asyncio.wait_for(telegram.reached(1, 1), 2)
