"""The command line: sentences, JSON lines and exit codes."""

import asyncio
import json
import os
import subprocess
import sys
from contextlib import chdir
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from bot.__main__ import BUG, app, ended
from bot.commands.base import WRONG
from bot.content.problems import ContentError, Problem
from bot.core.knowledge import Knowledge
from bot.playground.server import Telegram
from bot.storage.changes import Count
from bot.storage.opening import open_store
from bot.storage.records import Arrival, Finished

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz0123456"


class Run(NamedTuple):
    """What a command has printed, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def aftercare(*words: str, typed: str = "", **environment: str) -> Run:
    """Run a command without a process of its own, which would take longer to start than to work."""
    runner = CliRunner(charset="utf-8")
    with chdir(ROOT), runner.isolation(input=typed, env=environment) as (stdout, stderr, _):
        try:
            code = ended(partial(app, list(words), prog_name="aftercare"))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        return Run(code, stdout.getvalue().decode(), stderr.getvalue().decode())


def as_a_process(*words: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=60,
        check=False,
    )


def test_ask_prints_the_reply() -> None:
    """A question in quotes is answered with the whole message, the doctor prompt last."""
    run = as_a_process("ask", "can i take advil for brusing")

    assert run.returncode == 0
    assert "ibuprofen" in run.stdout
    assert "see your doctor" in run.stdout.strip().splitlines()[-1]


def test_ask_answers_json_lines() -> None:
    """Each line, JSON or plain, gets one JSON object; other keys pass through."""
    typed = '{"q": "how much does it cost", "id": 7}\n\ni cant breathe\nwhat about my dog\nhello\n'

    run = aftercare("ask", "--jsonl", typed=typed)
    cost, urgent, unknown, hello = map(json.loads, run.stdout.splitlines())

    assert cost["id"] == 7
    assert (cost["kind"], cost["topics"], cost["level"]) == ("answer", ["cost"], "none")
    assert (urgent["kind"], urgent["level"], urgent["doctor_prompt"]) == ("urgent", "emergency", True)
    assert (unknown["kind"], unknown["topics"], unknown["doctor_prompt"]) == ("unknown", [], False)
    assert hello["kind"] == "small-talk"
    assert set(cost) == {"q", "id", "kind", "level", "topics", "offered", "text", "doctor_prompt", "ms"}
    assert isinstance(cost["ms"], float)


def test_why_tells_what_decided() -> None:
    """A question's account is a page for a reader, and one JSON object for a program, after a topic too."""
    page = aftercare("why", "can i take advil for brusing")
    figures = json.loads(aftercare("why", "how often?", "--after", "pain-relief-medicines", "--json").stdout)

    assert "a medicine is named" in page.stdout
    assert "brusing → bruising" in page.stdout
    assert (figures["kind"], figures["topics"]) == ("answer", ["pain-relief-medicines"])


def test_a_clinic_speaks_with_its_own_number(tmp_path: Path) -> None:
    """The clinic's name, phone and emergency number stand in the reply."""
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text('name: Rose Clinic\nphone: "020 7946 0000"\nemergency_number: "000"\n')

    run = aftercare("ask", "can i take advil", CLINIC_FILE=str(clinic))

    assert "Rose Clinic (020 7946 0000)" in run.stdout
    assert "call 000 now" in run.stdout


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["ask"], ""),
        (["ask", "--jsonl", "question"], ""),
        (["dance"], ""),
        (["ask", "--loud"], ""),
        (["evaluate"], ""),
        (["why"], ""),
        (["why", "and at night?", "--after", "nowhere"], ""),
    ],
)
def test_wrong_usage_is_told(words: list[str], typed: str) -> None:
    """A command that cannot be meant ends with 2 and says how it goes."""
    run = aftercare(*words, typed=typed)

    assert run.returncode == 2
    assert "Usage" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_broken_line_is_named() -> None:
    """A line that is no question ends with 1 and its number."""
    run = aftercare("ask", "--jsonl", typed='hello\n{"question": "hi"}\n')

    assert run.returncode == WRONG
    assert run.stderr.startswith("line 2: ")


def test_wrong_settings_are_a_sentence() -> None:
    """A wrong setting ends with 1, without a traceback."""
    run = as_a_process("ask", "hi", CLINIC_FILE="nowhere.yaml")

    assert run.returncode == WRONG
    assert run.stderr.startswith("CLINIC_FILE")
    assert "Traceback" not in run.stderr


def test_check_names_file_line_and_cure(tmp_path: Path) -> None:
    """A mistake in a topic is told with its place, and ends with 1."""
    draft = tmp_path / "dimples.yaml"
    draft.write_text("id: dimples\nkind: complication\ntitel: Dimples\n")

    run = aftercare("check", str(draft))

    assert run.returncode == WRONG
    assert f"{draft}:3: dimples > titel:" in run.stdout
    assert "title" in run.stdout


def test_codes_tell_whose_fault_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """What a user can mend is a sentence and 1; what is our bug is a traceback and 3."""

    def wrong() -> None:
        raise ContentError((Problem("topic.yaml", 3, "topic", "title", "the title is missing; add it"),))

    def bug() -> None:
        raise ZeroDivisionError

    assert ended(wrong) == WRONG
    assert capsys.readouterr().err == "topic.yaml:3: topic > title: the title is missing; add it\n"
    assert ended(bug) == BUG
    assert "Traceback" in capsys.readouterr().err


def test_evaluate_prints_a_scorecard(tmp_path: Path) -> None:
    """Labelled questions of all files are scored in one report, with the misses on request."""
    questions, flags = tmp_path / "questions.jsonl", tmp_path / "flags.jsonl"
    questions.write_text('{"q": "how much does it cost", "labels": ["numbness"], "urgency": "routine"}\n')
    flags.write_text('{"q": "i cant breathe", "label": "emergency"}\n{"q": "x", "lang": "xx"}\n')

    run = aftercare("evaluate", str(questions), str(flags), "--lang", "en", "--misses")

    assert run.returncode == 0, run.stderr
    assert "Questions about a topic" in run.stdout
    assert "Red flags" in run.stdout
    assert run.stdout.splitlines()[-1].startswith(f"{questions}:1: wrong topic | ")


def test_evaluate_prints_json(tmp_path: Path) -> None:
    """Programs get one JSON object, with the misses on request."""
    flags = tmp_path / "flags.jsonl"
    flags.write_text('{"q": "i cant breathe", "label": "emergency"}\n')

    figures = json.loads(aftercare("evaluate", "--json", str(flags)).stdout)
    with_misses = json.loads(aftercare("evaluate", "--json", "--misses", str(flags)).stdout)

    assert figures["red_flags"]["recall"]["per_cent"] == 100
    assert with_misses == {**figures, "misses": []}


def test_evaluate_fails_on_a_drop(tmp_path: Path) -> None:
    """Numbers that are worse than the kept ones end with 1, and a sentence for each."""
    flags, kept = tmp_path / "flags.jsonl", tmp_path / "kept.json"
    flags.write_text('{"q": "what about my dog", "label": "emergency", "class": "dogs"}\n')
    run = aftercare(
        "evaluate", str(flags), "--kept", str(kept), "--keep", "--html", str(tmp_path / "card.html")
    )
    kept.write_text(kept.read_text().replace('"count": 0', '"count": 1'))

    fell = aftercare("evaluate", str(flags), "--kept", str(kept), "--fail-on-drop")

    assert run.returncode == 0, run.stderr
    assert "what about my dog" in (tmp_path / "card.html").read_text()
    assert fell.returncode == WRONG
    assert "drop: dogs: raised fell by 100.0 points" in fell.stderr
    assert "A DROP" in fell.stdout


def test_evaluate_needs_numbers_to_compare_with(tmp_path: Path) -> None:
    """Without kept numbers of these questions, nothing can be said about a drop."""
    flags = tmp_path / "flags.jsonl"
    flags.write_text('{"q": "i cant breathe", "label": "emergency"}\n')

    run = aftercare("evaluate", str(flags), "--fail-on-drop")

    assert run.returncode == WRONG
    assert run.stderr.startswith("benchmarks/scorecard.json holds no numbers of these questions")


def test_schema_finds_nothing_to_write() -> None:
    """The schemas beside the knowledge base are there; where they are current, none is written."""
    run = aftercare("schema")

    assert run.returncode == 0, run.stderr
    assert set(run.stdout.split()) <= {str(file) for file in (ROOT / "knowledge/schema").glob("*.json")}


def test_evaluate_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    """A label that is no topic ends with 1, and its file and line."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"q": "how much", "labels": ["prices"], "urgency": "routine"}\n')

    run = aftercare("evaluate", str(questions))

    assert (run.returncode, run.stdout) == (WRONG, "")
    assert run.stderr.startswith(f"{questions}:1: labels: 'prices' is no topic of the knowledge base; ")


def test_overlay_diff_shows_what_a_clinic_changes() -> None:
    """The example's own words stand beside the shared text, in plain lines where there is no terminal."""
    run = aftercare("overlay", "diff", CLINIC_FILE="knowledge/clinic.example.yaml")

    assert run.returncode == 0
    assert "exercise (recovery): signed by Dr A. Example on 2026-11-02" in run.stdout
    assert "    + throat + closing up" in run.stdout.splitlines()
    assert "not signed: contact-clinic, cost" in run.stdout
    assert "\x1b" not in run.stdout


def test_overlay_diff_needs_a_clinics_file(tmp_path: Path) -> None:
    """Without a file there is nothing to compare; a wrong one is told like by every command."""
    wrong = tmp_path / "clinic.yaml"
    wrong.write_text("fone: '1'\n")

    for file, told in (
        ("", "there is no clinic's own file to compare"),
        (str(wrong), "clinic.yaml:1: clinic > fone"),
    ):
        run = aftercare("overlay", "diff", CLINIC_FILE=file)
        assert (run.returncode, run.stdout) == (WRONG, "")
        assert told in run.stderr


def test_a_reference_leads_to_its_text(knowledge: Knowledge) -> None:
    """What stood under an answer prints that answer; another revision leads to the history (exit code 1)."""
    cost = knowledge.topic("cost")
    assert cost is not None

    found, lost = aftercare("reference", cost.reference), aftercare("reference", "cost·000000")

    assert (found.returncode, lost.returncode) == (0, WRONG)
    assert cost.answer in found.stdout
    assert f"the text of cost is {cost.reference} today" in lost.stderr


def test_check_finds_only_reviews_in_our_base() -> None:
    """The base that comes with the program is in order; open reviews are warnings, and the exit code is 0."""
    run = aftercare("check", "--strict")

    assert run.returncode == 0, run.stdout
    assert "warning: 32 of 32 topics are not yet reviewed by a clinician" in run.stdout


def test_check_tells_tools_what_it_found(tmp_path: Path) -> None:
    """A warning is told to GitHub and in SARIF, ends with 1 only if that is asked, and may be mended."""
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("name: Rose  \n")

    annotated = aftercare("check", str(clinic), "--format", "github")
    log = aftercare("check", str(clinic), "--format", "sarif", "--strict")
    mended = aftercare("check", str(clinic), "--fix", "--strict")

    assert (annotated.returncode, log.returncode, mended.returncode) == (0, WRONG, 0)
    assert f"::warning file={clinic},line=1,title=needless-spaces::" in annotated.stdout
    assert json.loads(log.stdout)["runs"][0]["results"][0]["level"] == "warning"
    assert clinic.read_text() == "name: Rose\n"
    assert mended.stderr == f"mended: {clinic}\n"


def test_stats_prints_tables_and_writes_rows(tmp_path: Path) -> None:
    """The counts of the last weeks are told as tables, and written as rows; the database is only read."""
    url, rows = f"sqlite:///{tmp_path / 'bot.db'}", tmp_path / "numbers.csv"
    today = datetime.now(UTC).date().isoformat()

    async def count() -> None:
        async with open_store(url) as store:
            await store.take_in([Arrival(update_id=1, lane=7, body="{}")])
            [update] = await store.next_updates()
            counted = Count(day=today, name="answer", topic="cost")
            await store.finish([Finished(claim=update.claim, changes=(counted,))])

    asyncio.run(count())
    run = aftercare("stats", "--weeks", "1", "--csv", str(rows), DATABASE_URL=url)

    assert run.returncode == 0, run.stderr
    assert "How much a thread lift costs" in run.stdout
    assert rows.read_text(encoding="utf-8").splitlines()[1].endswith(",answer,cost,1")


def test_stats_without_a_database_is_a_sentence(tmp_path: Path) -> None:
    """Before the bot has run there are no numbers, and none are made up."""
    run = aftercare("stats", DATABASE_URL=f"sqlite:///{tmp_path / 'bot.db'}")

    assert run.returncode == WRONG
    assert run.stderr.startswith("There are no numbers yet")
    assert not list(tmp_path.iterdir())


def test_publish_needs_a_token() -> None:
    """Only the bot can post the guide; without its token a sentence says so."""
    run = aftercare("publish", "--chat", "@clinic_news", TELEGRAM_BOT_TOKEN="", TELEGRAM_BOT_TOKEN_FILE="")

    assert run.returncode == WRONG
    assert run.stderr.startswith("TELEGRAM_BOT_TOKEN")


async def test_publish_posts_the_guide(tmp_path: Path) -> None:
    """The command posts in the channel, and tells what it did or why it could not."""
    async with Telegram(token=TOKEN) as telegram:
        channel = telegram.channel("Clinic news", "clinic_news")

        async def published(chat: str) -> subprocess.CompletedProcess[str]:
            return await asyncio.to_thread(
                as_a_process, "publish", "--chat", chat, TELEGRAM_BOT_TOKEN=telegram.token,
                TELEGRAM_API_URL=telegram.page_url, DATABASE_URL=f"sqlite:///{tmp_path / 'bot.db'}",
            )  # fmt: skip

        run, wrong = await published("@clinic_news"), await published("@nowhere")
        guide = await channel.hears()

    assert (run.returncode, wrong.returncode) == (0, WRONG)
    assert run.stdout == "The guide stands in Clinic news.\n"
    assert "finds no channel @nowhere" in wrong.stderr
    assert guide.buttons[0][0].label == "Pain, swelling or a tight face"
