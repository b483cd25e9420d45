"""The crash trial loses nothing, in its short form, and its judge sees everything that may go wrong."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from benchmarks import crash
from benchmarks.crashing.checks import judge
from benchmarks.crashing.evidence import Asked, Evidence, Shown, Stored
from benchmarks.crashing.plan import Plan
from benchmarks.crashing.trial import Trial

ANNA, BEN = 1, 2
DONE = Stored(is_done=True, reason=None, is_blank=True)
SET_ASIDE = Stored(is_done=True, reason="unreadable", is_blank=True)

SOUND = Evidence(
    asked=(Asked(11, ANNA, "one"), Asked(12, ANNA, "two"), Asked(13, BEN, "three")),
    shown=(
        Shown(1.0, ANNA, "one", told=True),
        Shown(2.0, BEN, "three", told=True),
        Shown(30.0, ANNA, "two", told=True),
    ),
    kills=(10.0,),
    stored={11: DONE, 12: DONE, 13: DONE},
)


async def test_nothing_is_lost_when_the_bot_is_killed_again_and_again(tmp_path: Path) -> None:
    """Three kills, one call in ten wrong, updates twice, poison: 60 questions have their answers."""
    report = await Trial(Plan(questions=60, kills=3, patients=20, limit=150), tmp_path).run()

    assert not report.wrong
    assert report.kills.total() + report.own_ends == 3
    assert report.verdict.counts.answered == 60


@pytest.mark.soak
async def test_nothing_is_lost_behind_a_webhook_either(tmp_path: Path) -> None:
    """What Telegram brings while the bot is killed is answered as well."""
    plan = Plan(questions=60, kills=4, patients=30, webhook=True, limit=150)
    report = await Trial(plan, tmp_path).run()

    assert not report.wrong
    assert report.verdict.counts.answered == 60


def test_a_trial_is_told_as_a_table() -> None:
    """The command prints what was counted, and ends well when nothing is wrong."""
    app = Typer()
    app.command()(crash.main)
    told = CliRunner().invoke(app, ["--kills", "0", "--questions", "2", "--patients", "1", "--parts", "2"])

    assert told.exit_code == 0, told.output
    assert "seed 2: sound" in told.output
    assert "lost" in told.output


def test_replicas_need_a_database_that_can_be_shared() -> None:
    """Two bots on one file are refused before anything starts."""
    app = Typer()
    app.command()(crash.main)

    assert CliRunner().invoke(app, ["--replicas", "2"]).exit_code == 2


def test_a_sound_trial_has_nothing_wrong() -> None:
    """Every question answered once, in order: that is what counts as sound."""
    verdict = judge(SOUND)

    assert not verdict.wrong
    assert (verdict.counts.asked, verdict.counts.answered) == (3, 3)


def shown_again(evidence: Evidence, *, at: float, told: bool = True) -> Evidence:
    """Return the evidence with Ben's answer shown a second time; the bot was told of the first or not."""
    first, answer, last = evidence.shown
    messages = (first, replace(answer, told=told), replace(answer, time=at), last)
    return replace(evidence, shown=tuple(sorted(messages, key=lambda it: it.time)))


def in_order(*texts: str) -> tuple[Shown, ...]:
    """Return messages shown to Anna, a second apart, and the answer that Ben waits for."""
    to_anna = tuple(Shown(float(second), ANNA, text, told=True) for second, text in enumerate(texts))
    return (*to_anna, Shown(40.0, BEN, "three", told=True))


@pytest.mark.parametrize(
    ("spoilt", "complaint"),
    [
        (lambda it: replace(it, shown=it.shown[:-1]), "got no answer"),
        (lambda it: replace(it, shown=in_order("two", "one")), "another order"),
        (lambda it: replace(it, shown=in_order("one", "two", "one")), "another order"),
        (lambda it: replace(it, shown=in_order("one", "two", "three")), "nobody asked for"),
        (lambda it: replace(it, shown=in_order("one", "two", "what?")), "nobody asked for"),
        (lambda it: shown_again(it, at=2.5), "without a cause"),
        (lambda it: shown_again(it, at=11.0), "without a cause"),
        (lambda it: replace(it, stored={11: DONE, 12: DONE}), "update 13 is not finished"),
        (lambda it: replace(it, stored=it.stored | {13: replace(DONE, is_done=False)}), "is not finished"),
        (lambda it: replace(it, stored=it.stored | {13: replace(DONE, is_blank=False)}), "is not finished"),
        (lambda it: replace(it, asked=(*it.asked[:2], replace(it.asked[2], is_poison=True))), "no reason"),
        (lambda it: replace(it, letters=1), "wait to be delivered"),
        (lambda it: replace(it, complaints=("the file is broken",)), "the file is broken"),
    ],
)
def test_whatever_is_wrong_is_told(spoilt: Callable[[Evidence], Evidence], complaint: str) -> None:
    """A loss, a swap, a stranger's answer, a repetition out of nowhere, a row that is left: each is seen."""
    wrong = judge(spoilt(SOUND)).wrong

    assert any(complaint in told for told in wrong)


def test_a_question_that_was_set_aside_is_not_lost() -> None:
    """What ended without an answer counts as set aside when the database holds the reason."""
    verdict = judge(replace(SOUND, shown=SOUND.shown[:-1], stored=SOUND.stored | {12: SET_ASIDE}))

    assert not verdict.wrong
    assert (verdict.counts.set_aside, verdict.counts.lost) == (1, 0)


def test_an_urgent_card_may_overtake() -> None:
    """A card that comes before what was asked earlier is no disorder; it must come all the same."""
    asked = (*SOUND.asked, Asked(14, ANNA, "card", may_overtake=True))
    stored = SOUND.stored | {14: DONE}
    early = replace(SOUND, asked=asked, stored=stored, shown=in_order("card", "one", "two"))

    assert not judge(early).wrong
    assert judge(replace(early, shown=in_order("one", "two"))).counts.lost == 1


def test_a_kill_explains_one_repetition_in_each_chat() -> None:
    """What was shown just before a kill may come again; two in one chat were never under way together."""
    near = replace(SOUND, kills=(2.001,))
    excused = judge(shown_again(near, at=3.0))
    times = zip((1.9, 2.01, 2.02, 2.1), ("one", "one", "two", "two"), strict=True)
    twice = tuple(Shown(at, ANNA, text, told=True) for at, text in times)
    too_many = judge(replace(near, shown=(*twice, SOUND.shown[1])))

    assert not excused.wrong
    assert excused.counts.repeated_by_kills == excused.counts.most_repeated_by_one_kill == 1
    assert any("repeated 2 answers in one chat" in told for told in too_many.wrong)


def test_silence_of_telegrams_explains_a_repetition() -> None:
    """Where the bot was not told that its message was shown, it must send it again."""
    verdict = judge(shown_again(SOUND, at=2.5, told=False))

    assert not verdict.wrong
    assert (verdict.counts.repeated_untold, verdict.counts.repeated_by_kills) == (1, 0)
