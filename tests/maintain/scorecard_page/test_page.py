"""The page shows every figure, needs nothing from elsewhere, and can be used by everybody."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # It has no types.
from playwright.async_api import async_playwright

from bot.core.explaining.values import Rule, Why
from bot.core.replies import Answer, Clarify, Reply, Unknown, Urgent
from bot.maintain.evaluate import Scored, scored
from bot.maintain.kept_scores import Difference, compared, kept
from bot.maintain.labelled import Labelled, Urgency
from bot.maintain.scorecard import TopicRow, scorecard
from bot.maintain.scorecard_page.page import Evaluated, Segment, page, segments
from tests.browser import needs_chromium, started
from tests.telegram.content import COST, EMERGENCY, NERVE, SPORT

LINE: Final = "Call now if you cannot breathe."
NASTY: Final = "<script>alert(1)</script> & \ud83d"


def result(
    reply: Reply,
    *labels: str,
    text: str = "what",
    urgency: Urgency = Urgency.ROUTINE,
    danger: str | None = None,
) -> Scored:
    """Return a scored question that got this reply."""
    line = Labelled(place="q.jsonl:1", text=text, labels=labels, urgency=urgency, danger=danger)
    return scored(line, reply, LINE, LINE)


RESULTS: Final = (
    result(Answer(topics=(COST,)), "cost"),
    result(Answer(topics=(NERVE, SPORT)), "cost", text=NASTY),
    result(Clarify(options=(COST, NERVE)), "cost"),
    result(Unknown(), "off-topic"),
    result(Urgent(flag=EMERGENCY), urgency=Urgency.EMERGENCY, danger="stroke"),
    result(Unknown(), urgency=Urgency.EMERGENCY, danger="stroke", text="my face hangs"),
)
"""One of each kind, and two that cost points."""


def explain(text: str) -> Why:
    """Return an account that names the question."""
    return Why(
        text=text,
        words=(),
        flags=(),
        candidates=(),
        lead=0.0,
        rule=Rule.NOTHING,
        thresholds=(("answer_from", 0.62),),
        kind="unknown",
        topics=(),
    )


def filled(results: Sequence[Scored] = RESULTS, differences: Sequence[Difference] | None = None) -> str:
    """Return the page of these results."""
    evaluated = Evaluated(scorecard(results), results, ["q.jsonl"], differences)
    return page(evaluated, explain, date(2026, 11, 23))


def since_all_was_right() -> tuple[Difference, ...]:
    """Return what differs from an evaluation in which every danger raised its card."""
    right = [*RESULTS[:5], result(Urgent(flag=EMERGENCY), urgency=Urgency.EMERGENCY, danger="stroke")]
    right[5] = right[5].model_copy(update={"line": RESULTS[5].line})
    lines = [it.line for it in RESULTS]
    found = compared(kept(lines, scorecard(right)), kept(lines, scorecard(RESULTS)))
    assert found
    return found


def words(html: str) -> str:
    """Return what a reader sees, in one line."""
    body = html.partition("</style>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_figures_stand_with_count_and_interval() -> None:
    """Each share is told in per cent, as a count, and with its interval."""
    told = words(filled())

    assert "answered right 33.3 1 of 3 6.2 to 79.2" in told
    assert "of stroke 50.0 1 of 2 9.4 to 90.5" in told


def test_topics_and_mix_ups_are_told() -> None:
    """A topic's row tells what became of its questions; a mix-up stands in the grid and in the table."""
    html = filled()

    assert "cost 3 1 1 0 1 0" in words(html)
    assert "cost nerve 1 cost sport 1" in words(html)
    assert html.count('class="mixed"') == 2


def test_what_costs_points_is_told_with_its_account() -> None:
    """Each miss shows its faults, what was expected, what came, and why."""
    told = words(filled())

    assert "missed my face hangs Expected: emergency card (stroke) Got: unknown Stands in: q.jsonl:1" in told
    assert "unknown, because: no entry is likely enough: say so (answer_from 0.62)." in told


def test_a_question_cannot_change_the_page() -> None:
    """What somebody typed is text, whatever it looks like, and can always be written to a file."""
    html = filled()

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; ?" in html
    html.encode()


def test_nothing_comes_from_elsewhere() -> None:
    """The page names no address, and loads neither script nor style nor picture."""
    html = filled()

    assert "://" not in html
    assert not re.search(r"<(script|link|img|iframe)|@import|\bsrc=|\bhref=", html)


def test_a_drop_is_called_one() -> None:
    """What got worse by more than is tolerated is a drop; without kept numbers the page says so."""
    told = words(filled(differences=since_all_was_right()))

    assert "stroke: raised -50.0 a drop 2 of 2 1 of 2" in told
    assert "No numbers are kept for these questions." in words(filled())
    assert "No figure has changed." in words(filled(differences=()))


def test_what_was_not_asked_is_not_shown() -> None:
    """A list of emergencies gets no topics, and a faultless one no faults."""
    told = words(filled(RESULTS[4:5]))

    assert "Topic by topic" not in told
    assert "Questions about a topic" not in told
    assert "What costs points Nothing does." in told


def test_a_bar_is_as_long_as_its_counts() -> None:
    """The parts of a topic's bar follow each other, fill it, and leave out what is not there."""
    row = TopicRow(
        topic="cost", questions=4, right=2, asked=0, declined=1, wrong=1, needless_card=0, instead=None
    )

    assert segments(row) == (
        Segment("right", 0.0, 50.0),
        Segment("declined", 50.0, 25.0),
        Segment("wrong", 75.0, 25.0),
    )


@pytest.mark.browser
@needs_chromium
async def test_everybody_can_use_it(tmp_path: Path) -> None:
    """In light and dark, on a phone and a desk, axe-core finds nothing, and nothing is too wide."""
    (file := tmp_path / "scorecard.html").write_text(filled(differences=since_all_was_right()))
    found: list[object] = []
    widths: list[int] = []

    async with async_playwright() as playwright:
        browser = await started(playwright)
        for width in (360, 1280):
            for scheme in ("light", "dark"):
                view = await browser.new_page(viewport={"width": width, "height": 800})
                await view.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                await view.goto(file.as_uri())
                for details in await view.query_selector_all("summary"):
                    await details.click()
                found += (await Axe().run(view)).response["violations"]
                widths.append(await view.evaluate("document.documentElement.scrollWidth"))
        await browser.close()

    assert found == []
    assert widths == [360, 360, 1280, 1280]
