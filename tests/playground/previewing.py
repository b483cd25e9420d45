"""A preview that a test can tell apart from the real one: two topics, and an account of every message."""

from collections.abc import Sequence
from typing import Any

from bot.playground.preview import TopicSeen, Turn

COST = TopicSeen(
    id="cost",
    kind="About the lift",
    title="How much it costs",
    covered=True,
    asks=("how much is it", "price of <b>threads</b>"),
    texts=("It costs less than surgery.", "A whole corpus says so."),
    facts=(("Source", "Cost"), ("Review", "not yet reviewed")),
    html="<b>How much it costs</b>\nIt costs less than surgery.\n\nA corpus of closing lines.",
    keyboard=(({"text": "Pus and fever", "callback_data": "1:t:infection"},),),
)
INFECTION = TopicSeen(
    id="infection",
    kind="Complications",
    title="Pus and fever",
    covered=False,
    asks=("it smells",),
    texts=("The article says nothing of it.",),
    facts=(("Source", "not in the article"),),
    html="<b>Pus and fever</b>\nThe article says nothing of it.",
    keyboard=(({"text": "Ask the clinic", "callback_data": "1:a"},),),
)


def account(text: str) -> dict[str, Any]:
    """Return an account in which everything occurs that an account can hold."""
    return {
        "text": text,
        "words": [
            {"typed": "pirce", "read_as": "price", "concepts": ["cost"]},
            {"typed": "pls", "read_as": "pls", "concepts": []},
        ],
        "flags": [
            {
                "id": "infection",
                "level": "same-day",
                "verdict": "near, not raised",
                "net": "signs",
                "because": ["the sign <pus> is not there"],
            }
        ],
        "candidates": [
            {
                "key": "cost",
                "title": COST.title,
                "is_topic": True,
                "confidence": 0.93,
                "score": 0.88,
                "nearest_ask": "how much is it",
                "evidence": [{"words": "price", "share": 0.8}, {"words": "pls", "share": -0.1}],
            },
            {
                "key": "thanks",
                "title": "thanks",
                "is_topic": False,
                "confidence": 0.04,
                "score": 0.1,
                "nearest_ask": "thank you",
                "evidence": [],
            },
        ],
        "lead": 0.89,
        "parts": [
            {"words": "pirce pls", "key": "cost", "confidence": 0.9},
            {"words": "thx", "key": None, "confidence": 0.0},
        ],
        "rule": "one entry is sure enough",
        "below": "nothing but small talk",
        "thresholds": [["answer_from", 0.6]],
        "kind": "answer",
        "topics": ["cost"],
    }


class MadeUp:
    """Previews two topics, and notes which turns it was asked about."""

    def __init__(self) -> None:
        self.asked: list[Turn] = []
        self.seen: Sequence[TopicSeen] = (COST, INFECTION)

    def topics(self) -> Sequence[TopicSeen]:
        """Return the topics that are to be seen."""
        return self.seen

    def why(self, turns: Sequence[Turn]) -> dict[str, Any] | None:
        """Return the account of the last turn, unless it is a command."""
        self.asked = list(turns)
        return None if turns[-1].text.startswith("/") else account(turns[-1].text)

    def as_test(self, turns: Sequence[Turn]) -> str:
        """Return one line for each turn."""
        return "".join(f"{'bot' if turn.by_bot else 'patient'}: {turn.text}\n" for turn in turns)
