"""A topic is a file: nothing else has to change for patients to find it."""

import shutil
from pathlib import Path

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.core.answering import Answerer, Question
from bot.core.replies import Answer
from tests.telegram.stage import Stage, acting

TOPIC = """\
id: hiccups
kind: complication
title: Hiccups that do not end
asks:
  - i have hiccups since the procedure
  - hiccups
  - hiccuping for two days
answer: Hiccups are not named by anybody here. This text stands in for an answer.
safety_net:
  uncertain: Nobody can tell from a message why they come.
  look_for: [they last longer than 2 days]
  get_help: Call {clinic}.
  time_course: They should end within 1 day.
source:
  section: made up
  facts: [X1]
review:
  by: not yet reviewed by a clinician
  on: not yet
  due: "2030-01-01"
"""


async def test_a_new_file_is_a_new_topic(tmp_path: Path) -> None:
    """One YAML file brings a topic into matching, the menu and deep links, with its prompt."""
    folder = tmp_path / "en"
    shutil.copytree(DEFAULT_BASE / "en", folder)
    (folder / "topics" / "hiccups.yaml").write_text(TOPIC, encoding="utf-8")
    knowledge = load(folder)
    answerer = Answerer(knowledge)
    phrases = knowledge.phrases

    reply = answerer.reply_to(Question(text="these hicups will not stop!!"))
    assert isinstance(reply, Answer)
    assert [topic.id for topic in reply.topics] == ["hiccups"]

    async with Stage() as telegram, acting(telegram, answerer, knowledge):
        anna = telegram.patient("Anna")
        anna.says("/start hiccups")
        linked = await anna.hears()
        anna.says("/topics")
        anna.taps(await anna.hears(), phrases.kinds[reply.topics[0].kind])
        anna.taps(await anna.hears(), "Hiccups that do not end")
        chosen = await anna.hears()
        await telegram.delivered()
        await telegram.is_left_in_order()

    for message in (linked, chosen):
        assert message.text.startswith("Hiccups that do not end")
        assert message.text.endswith(phrases.doctor_prompt)
