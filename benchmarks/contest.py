"""The contest: this project's matcher and its rivals, on its own asks and on labelled questions."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter
from typing import Final, NamedTuple, TypeVar

from benchmarks.metrics import Judged, Outcomes, percentiles
from benchmarks.mutations import VARIANTS
from benchmarks.own_matcher import BACKGROUND
from benchmarks.rivals import Asks, Contestant, Scored
from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.matching.corpus import Corpus
from bot.core.model import Line, Topic
from bot.maintain.evaluate import Outcome, accepts, outcome_of
from bot.maintain.labelled import Labelled, Reserved, Urgency

FOLDS: Final = 5
MILLISECONDS: Final = 1_000
RIGHT: Final = "\0right"
"""Stands for any of the topics that a question may be answered by."""
SEED: Final = 13

Sampled = TypeVar("Sampled")
MakeContestant = Callable[[Knowledge], Contestant]


class Figures(NamedTuple):
    """What a contestant is worth on some questions; None where there are none to count."""

    in_scope: int
    out_of_scope: int
    top_1: float | None
    top_3: float | None
    auroc: float | None
    oscr: float | None
    ms_p50: float
    ms_p99: float


class Ladder(NamedTuple):
    """What the bot does with the questions, as shares; None where there are none to count."""

    answered_right: float | None
    asked_with_right: float | None
    asked_without: float | None
    declined: float | None
    card_alone: float | None
    """An urgent card that no label calls for; many of this base's own asks do deserve one."""
    wrong: float | None
    out_of_scope_answered: float | None
    out_of_scope_asked: float | None


class Asked(NamedTuple):
    """A question of the contest."""

    text: str
    accepted: frozenset[str]
    """The topics that answer it; empty when it is out of scope."""


class Fold(NamedTuple):
    """A knowledge base without some of its asks, and those asks."""

    knowledge: Knowledge
    held_out: tuple[Labelled, ...]


class OwnMatcher:
    """The matcher as the bot runs it, with synonyms, medicines, background and guards."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index the knowledge base."""
        self._corpus = Corpus(knowledge)

    def ranked(self, question: str) -> tuple[Scored, ...]:
        """Return the likeliest topics and the background, best first."""
        ranked = self._corpus.questions.ranked(self._corpus.reader.read(question))
        return tuple(
            Scored(BACKGROUND if one.key in self._corpus.background else one.key, one.score) for one in ranked
        )


def asks_of(knowledge: Knowledge) -> Asks:
    """Return what a rival learns: the title and asks of each topic, and the background as one more entry."""
    small_talk = [line for talk in knowledge.phrases.small_talk for line in talk.says]
    return {
        **{topic.id: (topic.title, *topic.asks) for topic in knowledge.topics},
        BACKGROUND: (*knowledge.everyday, *small_talk),
    }


def folds(knowledge: Knowledge, questions: int) -> Iterator[Fold]:
    """Yield the base without one fifth of each topic's asks and of the everyday sentences, five times.

    Of what is left out, so many `questions` are asked in all.
    """
    for fold in range(FOLDS):
        topics = tuple(
            topic.model_copy(update={"asks": _others(topic.asks, fold, topic.id)})
            for topic in knowledge.topics
        )
        everyday = _others(knowledge.everyday, fold, BACKGROUND)
        held_out = [
            *(
                _labelled(ask, topic.id)
                for topic in knowledge.topics
                for ask in _part(topic.asks, fold, topic.id)
            ),
            *(_labelled(line, Reserved.OFF_TOPIC) for line in _part(knowledge.everyday, fold, BACKGROUND)),
        ]
        yield Fold(
            knowledge.model_copy(update={"topics": topics, "everyday": everyday}),
            sample(held_out, questions // FOLDS),
        )


def asked_in(lines: Iterable[Labelled], topics: Sequence[Topic]) -> tuple[Asked, ...]:
    """Return the labelled questions with every topic that answers them; off-topic ones have none.

    A question that no topic answers, and which is not off-topic, shows nothing of a ranking, and is left out.
    """
    asked = (
        (line, Asked(line.text, frozenset(topic.id for topic in topics if accepts(line.labels, topic))))
        for line in lines
        if line.labels
    )
    return tuple(
        Asked(one.text, frozenset()) if line.best == Reserved.OFF_TOPIC else one
        for line, one in asked
        if one.accepted or line.best == Reserved.OFF_TOPIC
    )


def judge(contestant: Contestant, asked: Asked) -> Judged:
    """Return what a contestant says of a question.

    The certainty is the score of the best topic, less what the background stands above it.
    """
    ranked = contestant.ranked(asked.text)
    topics = [one for one in ranked if one.label != BACKGROUND]
    best = topics[0].score if topics else 0.0
    background = max((one.score for one in ranked if one.label == BACKGROUND), default=best)
    labels = tuple(RIGHT if one.label in asked.accepted else one.label for one in topics)
    return Judged(RIGHT if asked.accepted else None, labels, best - max(0.0, background - best))


def figures(answers: Iterable[tuple[Contestant, Sequence[Asked]]]) -> Figures:
    """Return what contestants, each with its own questions, are worth together."""
    judged, milliseconds = [], []
    for contestant, questions in answers:
        for asked in questions:
            started = perf_counter()
            judged.append(judge(contestant, asked))
            milliseconds.append((perf_counter() - started) * MILLISECONDS)
    outcomes = Outcomes(judged)
    return Figures(
        outcomes.in_scope,
        outcomes.out_of_scope,
        outcomes.top(1),
        outcomes.top(3),
        outcomes.auroc(),
        outcomes.oscr(),
        *percentiles(milliseconds),
    )


def robustness(contestant: Contestant, questions: Sequence[Asked]) -> dict[str, float | None]:
    """Return the top-1 accuracy in scope on the same questions, typed in different ways."""
    in_scope = [asked for asked in questions if asked.accepted]
    return {
        name: Outcomes(
            [judge(contestant, asked._replace(text=change(asked.text))) for asked in in_scope]
        ).top(1)
        for name, change in VARIANTS.items()
    }


def robustness_of_bot(answerer: Answerer, lines: Sequence[Labelled]) -> dict[str, float]:
    """Return how often the whole bot answers or offers the right topic on these, typed in different ways."""
    shares = {}
    for name, change in VARIANTS.items():
        typed = [line.model_copy(update={"text": change(line.text)}) for line in lines]
        counted = ladder([(answerer, typed)])
        shares[name] = (counted.answered_right or 0) + (counted.asked_with_right or 0)
    return shares


def sample(questions: Sequence[Sampled], count: int) -> tuple[Sampled, ...]:
    """Return so many of the questions, the same in every run."""
    return tuple(random.Random(SEED).sample(questions, min(count, len(questions))))  # noqa: S311 - no secret


def ladder(answers: Iterable[tuple[Answerer, Sequence[Labelled]]]) -> Ladder:
    """Return what the whole bot does with labelled questions, as `aftercare evaluate` counts it."""
    worth = [
        (line, outcome_of(line, answerer.reply_to(Question(text=line.text))))
        for answerer, lines in answers
        for line in lines
        if line.labels
    ]
    inside = [outcome for line, outcome in worth if not line.is_out_of_scope]
    outside = [outcome for line, outcome in worth if line.is_out_of_scope]
    return Ladder(
        _share(inside, Outcome.RIGHT),
        _share(inside, Outcome.ASKED_RIGHT),
        _share(inside, Outcome.ASKED_WRONG),
        _share(inside, Outcome.DECLINED),
        _share(inside, Outcome.NEEDLESS_CARD),
        _share(inside, Outcome.WRONG),
        _share(outside, Outcome.WRONG),
        _share(outside, Outcome.ASKED_WRONG, Outcome.ASKED_RIGHT),
    )


def _share(outcomes: Sequence[Outcome], *wanted: Outcome) -> float | None:
    return sum(outcome in wanted for outcome in outcomes) / len(outcomes) if outcomes else None


def _labelled(line: Line, label: str) -> Labelled:
    return Labelled(place="own asks", text=line, labels=(label,), urgency=Urgency.ROUTINE)


def _part(lines: Sequence[Line], fold: int, name: str) -> tuple[Line, ...]:
    """Return one fifth of the lines; a topic's only ask stays where it is."""
    if len(lines) < FOLDS:
        return ()
    shuffled = random.Random(f"{SEED} {name}").sample(lines, len(lines))  # noqa: S311 - no secret
    return tuple(shuffled[fold::FOLDS])


def _others(lines: Sequence[Line], fold: int, name: str) -> tuple[Line, ...]:
    held_out = frozenset(_part(lines, fold, name))
    return tuple(line for line in lines if line not in held_out)
