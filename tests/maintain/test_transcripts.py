"""A chat becomes lines of a conversation test that mean what the bot made of it."""

from pathlib import Path

import pytest

from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.replies import Clarify
from bot.maintain.transcripts import HEAD, Said, meaning_of, written
from tests import expectations


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("how much does it cost", "cost"),
        ("i cant breathe", "urgent airway"),
        ("there is pus and it smells", "same-day infection"),
        ("how many ibuprofen can i take", "dose pain-relief-medicines"),
        ("hello", "small-talk"),
        ("who won the football", "nothing"),
    ],
)
def test_a_reply_is_met_by_its_own_meaning(answerer: Answerer, text: str, means: str) -> None:
    """What is written after `means` is read by the tests as exactly this reply."""
    reply = answerer.reply_to(Question(text=text))

    assert meaning_of(reply) == means
    assert any(expectations.is_met(expected, reply) for expected in expectations.parse(means))


def test_what_was_asked_back_names_a_topic(knowledge: Knowledge) -> None:
    """A reply that asks back is written with the likeliest of the topics that it offers."""
    reply = Clarify(options=knowledge.topics[:3])

    assert meaning_of(reply) == f"clarify {knowledge.topics[0].id}"
    assert expectations.is_met(expectations.parse(meaning_of(reply))[0], reply)


@pytest.mark.parametrize(
    "says", ['my "smile"\nis # crooked: 🍾', "tab\tand \x7f \x85 \u2028 \ufeff", "- a: b"]
)
def test_whatever_was_typed_is_read_back(tmp_path: Path, says: str) -> None:
    """Quotes, line breaks and characters that YAML does not print survive being written."""
    file = tmp_path / "rehearsal.yaml"
    file.write_text(written([Said(says=says, means="cost", after="infection")]), "utf-8")
    (line,) = expectations.read(file)

    assert (line.says, line.after, line.means) == (says, "infection", expectations.parse("cost"))


def test_an_ask_is_named_and_left_out() -> None:
    """A line that is an ask of its topic would prove nothing, and the same line twice neither."""
    ask, line = Said(says="price?", means="cost", is_ask=True), Said(says="is it dear", means="cost")

    assert written([ask, line, line]) == (
        f'{HEAD}# "price?" stands among the asks, so it would prove nothing here.\n'
        '- says: "is it dear"\n  means: cost\n'
    )
