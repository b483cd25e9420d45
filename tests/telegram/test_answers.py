"""An answer is worked out once, and is the same each time."""

import pytest

from bot.core.answering import Answerer, Question, Screened
from bot.core.replies import LeftOpen, Reply
from bot.telegram.answers import Answers
from tests.telegram import content


class Counting(Answerer):
    """An answerer that knows how often it was asked, and fails when it is told to."""

    asked = 0
    fails = False
    handed_over: Screened | None = None

    def reply_to(self, question: Question, screened: Screened | None = None) -> Reply:
        """Count the question."""
        self.asked += 1
        self.handed_over = screened
        if self.fails:
            raise RuntimeError
        return super().reply_to(question, screened)


@pytest.fixture
def answerer() -> Counting:
    """An answerer that counts."""
    return Counting(content.knowledge())


@pytest.mark.parametrize("text", ["tell me about cost", "i cant breathe", "my zebra", "", "\ud800"])
def test_the_same_question_has_the_same_answer(answerer: Counting, text: str) -> None:
    """Asked twice, the second answer is the first one, and nothing is worked out for it."""
    answers = Answers(answerer)
    first, second = answers.reply_to(Question(text=text)), answers.reply_to(Question(text=text))

    assert first == second == Answerer(content.knowledge()).reply_to(Question(text=text))
    assert answers.red_flag_in(text) == answers.red_flag_in(text) == answerer.red_flag_in(text)
    assert answerer.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        Question(text="hello "),
        Question(text="hello", left_open=LeftOpen(kind="unknown")),
        Question(text="hello", topic_before="cost"),
        Question(text="hello", day=4),
    ],
    ids=["text", "left open", "topic before", "day"],
)
def test_another_question_is_worked_out(answerer: Counting, other: Question) -> None:
    """Whatever a reply depends on makes another question."""
    answers = Answers(answerer)
    answers.reply_to(Question(text="hello"))
    answers.reply_to(other)

    assert answerer.asked == 2


def test_only_so_many_answers_are_kept(answerer: Counting) -> None:
    """The answer that nobody asked for longest is worked out again."""
    answers = Answers(answerer, most=2)
    for text in ("one", "two", "one", "three", "one", "two"):
        answers.reply_to(Question(text=text))

    assert answerer.asked == 4


def test_a_failure_is_not_kept(answerer: Counting) -> None:
    """A question whose answer failed is worked out when it comes again."""
    answers = Answers(answerer)
    answerer.fails = True
    with pytest.raises(RuntimeError):
        answers.reply_to(Question(text="hello"))
    answerer.fails = False

    answers.reply_to(Question(text="hello"))

    assert answerer.asked == 2


def test_what_was_heard_is_handed_over_and_not_kept(answerer: Counting) -> None:
    """What the screen heard of a text goes to its answer and stays nowhere."""
    answers = Answers(answerer)
    screened = answers.screened("my zebra")
    answers.reply_to(Question(text="my zebra"), screened)

    assert answerer.handed_over is screened
    assert screened.heard is not None
    assert answers.screened("my zebra") == Screened(screened.flag)


def test_no_text_is_kept(answerer: Counting) -> None:
    """What a patient typed is in none of what is kept, and two programs know it by different digests."""
    one, other = Answers(answerer), Answers(answerer)
    for answers in (one, other):
        answers.reply_to(Question(text="my zebra"), answers.screened("my zebra"))

    assert "zebra" not in repr(vars(one._replies))
    assert not vars(one._replies)["_values"].keys() & vars(other._replies)["_values"].keys()


def test_what_has_been_screened_is_not_screened_again(answerer: Counting) -> None:
    """The screen's finding for a text goes along with the question, and with no other text."""
    answers = Answers(answerer)
    flag = answers.red_flag_in("i cant breathe")
    answers.reply_to(Question(text="i cant breathe"))
    handed_over = answerer.handed_over
    answers.reply_to(Question(text="i cant breathe now"))

    assert handed_over == Screened(flag)
    assert answerer.handed_over is None
