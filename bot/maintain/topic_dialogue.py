"""Beginning a topic by asking: each answer is held against the rules of the base before the next question."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from bot.content.folders import TOPICS
from bot.content.pages import ID
from bot.content.problems import Problem
from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.matching.ladder import WHOLE
from bot.core.model import Kind
from bot.core.replies import Urgent, kind_of, topics_answered, topics_offered
from bot.core.text import normalise
from bot.maintain.person import Person, agrees
from bot.maintain.topic_file import NOT_COVERED, Draft, NetDraft, as_yaml, header
from bot.maintain.trial_base import knowledge_with, problems_with
from bot.maintain.yaml_edit import quoted

FEWEST_ASKS: Final = 8
MOST_SIGNS: Final = 5
MOST_RELATED: Final = 3
YEAR: Final = timedelta(days=365)
_PLAINLY: Final = "  Most important first, 20 words a sentence at most. {clinic} names the clinic."
_WHOM_TO_ASK: Final = "Ask {clinic}."


class TopicDialogue:
    """Puts one topic together with a person; nothing is written until they are done."""

    def __init__(self, person: Person, folder: Path, knowledge: Knowledge, today: date) -> None:
        """Take the person, the language's folder, what is known in it, and the day for the review."""
        self._person = person
        self._folder = folder
        self._knowledge = knowledge
        self._answerer = Answerer(knowledge)
        self._claimed = claims(knowledge)
        self._draft = Draft(due=today + YEAR)
        self._header = header(folder / TOPICS)
        self._near: dict[str, int] = {}
        self._steps: Mapping[str, Callable[[], None]] = {
            "id": self._ask_id,
            "title": self._ask_title,
            "kind": self._ask_kind,
            "source": self._ask_source,
            "answer": self._ask_answer,
            "safety_net": self._ask_net,
            "asks": self._ask_asks,
            "related": self._ask_related,
        }

    @property
    def file(self) -> Path:
        """Where the topic is to stand."""
        return self._folder / TOPICS / f"{self._draft.id}.yaml"

    def topic(self, asks: tuple[str, ...] = ()) -> tuple[Draft, bytes]:
        """Return the topic that the person wants, and its file; it begins with these asks.

        What breaks a rule of the base is asked again, so the file is in order.
        """
        self._draft = self._draft.model_copy(update={"asks": asks})
        for step in self._steps.values():
            step()
        while problems := self._problems():
            for problem in problems:
                self._person.tell(f"  {problem.field or 'topic'}: {problem.text}")
            first = problems[0].field.replace("[", ".").partition(".")[0]
            self._steps.get(first, self._ask_answer)()
        return self._draft, self._written()

    def tried(self, line: str) -> str | None:
        """Return what a line would mean in a conversation test; None when it leads to another topic."""
        answerer = self._with_topic
        reply = answerer.reply_to(Question(text=line))
        answered = [topic.id for topic in topics_answered(reply)]
        offered = [topic.id for topic in topics_offered(reply)]
        self._person.tell(f"    {kind_of(reply)}: {', '.join(answered or offered) or 'nothing'}")
        if answered == [self._draft.id] and not isinstance(reply, Urgent):
            return self._draft.id
        return f"{self._draft.id} or clarify {self._draft.id}" if self._draft.id in offered else None

    @property
    def _with_topic(self) -> Answerer:
        if self._tried is None or self._tried[0] != self._draft:
            self._tried = self._draft, Answerer(knowledge_with(self._folder, {self.file: self._written()}))
        return self._tried[1]

    _tried: tuple[Draft, Answerer] | None = None

    def _ask_id(self) -> None:
        def wrong(given: str) -> str | None:
            if not ID.fullmatch(given):
                return "write 2 to 40 small letters, digits and hyphens, such as track-itch"
            if self._knowledge.topic(given) or (self._folder / TOPICS / f"{given}.yaml").exists():
                return f"there is a topic {given} already; `aftercare suggest` adds asks to it"
            return None

        given = self._until_right("Id, small letters and hyphens", wrong)
        self._note(id=given)

    def _ask_title(self) -> None:
        owners = {normalise(topic.title): topic.id for topic in self._knowledge.topics}

        def wrong(given: str) -> str | None:
            owner = owners.get(normalise(given))
            taken = f"{owner} has that title; patients must see a difference on the menu" if owner else None
            return taken or self._told("title", {"title": given})

        self._note(title=self._until_right("Title, in patients' words", wrong))

    def _ask_kind(self) -> None:
        kinds = {str(number): kind for number, kind in enumerate(Kind, start=1)}
        self._person.tell("Kinds: " + ", ".join(f"{number} {kind}" for number, kind in kinds.items()))
        self._person.tell("  Unsure? Choose complication: then the see-your-doctor lines end its answer.")
        known = {**kinds, **{str(kind): kind for kind in Kind}}
        given = self._until_right(
            "Kind", lambda it: None if it in known else "type one of the numbers", default="3"
        )
        self._note(kind=known[given])
        if self._draft.net and not self._draft.kind.needs_doctor_prompt:
            self._note(net=None)

    def _ask_source(self) -> None:
        if not agrees(self._person, "Does the article answer it?", default=False):
            self._note(covered=False, section=NOT_COVERED, facts=())
            return
        section = self._until_right("Section of the article, such as: side effect 3", _missing)
        facts = self._until_right("Its facts in that section, such as: S3a S3b", _missing)
        self._note(covered=True, section=section, facts=tuple(facts.replace(",", " ").split()))

    def _ask_answer(self) -> None:
        self._person.tell("Answer, one paragraph a line; an empty line ends it.")
        self._person.tell(_PLAINLY)
        self._note(paragraphs=())
        while True:
            written = self._draft.paragraphs
            given = self._person.answer_to(f"  Paragraph {len(written) + 1}")
            # Whom to ask may still follow, and is missed only in the end.
            tried = (*written, given, _WHOM_TO_ASK) if given else written
            wrong = self._told("answer", {"paragraphs": tried})
            if given and not self._tell_wrong(wrong):
                self._note(paragraphs=(*written, given))
            elif not given and written and not self._tell_wrong(wrong):
                return

    def _ask_net(self) -> None:
        if not self._draft.kind.needs_doctor_prompt:
            return
        self._person.tell("Safety net, which every complication and medication has.")
        self._note(net=NetDraft())
        for part, question in (
            ("uncertain", "  What can nobody tell from a message?"),
            ("look_for", "  What to look for, one sign a line; an empty line ends it"),
            ("get_help", "  How to get help, and how soon?"),
            ("time_course", "  What course to expect, and when to ask again?"),
        ):
            if part == "look_for":
                self._ask_signs(question)
            else:
                given = self._until_right(question, partial(self._told_of_net, part))
                self._note(net=self._net.model_copy(update={part: given}))

    def _ask_signs(self, question: str) -> None:
        self._person.tell(question)
        while len(signs := self._net.look_for) < MOST_SIGNS:
            given = self._person.answer_to(f"    Sign {len(signs) + 1}")
            if not given and signs:
                return
            if given and not self._tell_wrong(self._told_of_net("look_for", (*signs, given))):
                self._note(net=self._net.model_copy(update={"look_for": (*signs, given)}))

    def _ask_asks(self) -> None:
        self._person.tell(f"Asks, as patients type them; {FEWEST_ASKS} or more. An empty line ends them.")
        warned = False
        while True:
            asks = self._draft.asks
            given = self._person.answer_to(f"  Ask {len(asks) + 1}")
            if given and self._is_wanted(given):
                self._note(asks=(*asks, given))
            elif not given and asks and (warned or len(asks) >= FEWEST_ASKS):
                return
            elif not given and asks:
                warned = True
                self._person.tell(
                    f"  {len(asks)} so far, {FEWEST_ASKS} find it better. Another empty line ends them."
                )

    def _is_wanted(self, ask: str) -> bool:
        owner = self._claimed.get(normalise(ask))
        if not normalise(ask):
            self._person.tell("  it holds no word")
        elif normalise(ask) in map(normalise, self._draft.asks):
            self._person.tell("  you have that one already")
        elif owner:
            self._person.tell(f"  {owner} claims it already; a question can only have one answer")
        elif not self._tell_wrong(self._told("asks", {"asks": (*self._draft.asks, ask)})):
            return self._is_kept_though_pulled(ask)
        return False

    def _is_kept_though_pulled(self, ask: str) -> bool:
        why = self._answerer.why(Question(text=ask))
        near = next((it for it in why.candidates if it.is_topic), None)
        if near:
            self._near[near.key] = self._near.get(near.key, 0) + 1
        if near is None or near != why.candidates[0] or near.confidence < WHOLE.answer_from:
            return True
        self._person.tell(f"  pulls towards {near.key} ({near.confidence:.0%}), which has:")
        self._person.tell(f"    {near.nearest_ask}")
        return agrees(self._person, "  Keep it?", default=True)

    def _ask_related(self) -> None:
        nearest = sorted(self._near, key=lambda key: (-self._near[key], key))[:MOST_RELATED]
        known = {topic.id for topic in self._knowledge.topics}

        def wrong(given: str) -> str | None:
            strangers = [it for it in _ids(given) if it not in known]
            if strangers:
                return f"there is no topic {strangers[0]}"
            return "3 at most" if len(_ids(given)) > MOST_RELATED else None

        given = self._until_right(
            "Related topics, offered as buttons, or none", wrong, default=" ".join(nearest)
        )
        self._note(related=() if given == "none" else tuple(_ids(given)))

    def _until_right(self, question: str, wrong: Callable[[str], str | None], default: str = "") -> str:
        while True:
            given = self._person.answer_to(question, default)
            if not self._tell_wrong(wrong(given) if given else "something must stand here"):
                return given

    def _tell_wrong(self, wrong: str | None) -> bool:
        if wrong:
            self._person.tell(f"  {wrong}")
        return bool(wrong)

    def _told_of_net(self, part: str, given: object) -> str | None:
        return self._told(f"safety_net.{part}", {"net": self._net.model_copy(update={part: given})})

    def _told(self, field: str, given: Mapping[str, object]) -> str | None:
        """Return the first problem that a field would have, were it written so."""
        draft = self._draft.model_copy(update=dict(given))
        own = (it for it in self._problems(draft) if Path(it.file).stem == draft.id)
        return next((it.text for it in own if it.field.startswith(field)), None)

    def _problems(self, draft: Draft | None = None) -> tuple[Problem, ...]:
        draft = draft or self._draft
        file = self._folder / TOPICS / f"{draft.id}.yaml"
        return problems_with(self._folder, file, as_yaml(draft, self._header).encode())

    def _written(self) -> bytes:
        return as_yaml(self._draft, self._header).encode()

    @property
    def _net(self) -> NetDraft:
        return self._draft.net or NetDraft()

    def _note(self, **given: object) -> None:
        self._draft = self._draft.model_copy(update=given)


def claims(knowledge: Knowledge) -> dict[str, str]:
    """Return who has claimed each phrasing of the base."""
    claimed = {normalise(line): "everyday talk" for line in knowledge.everyday}
    for talk in knowledge.phrases.small_talk:
        claimed |= dict.fromkeys(map(normalise, talk.says), f"small talk ({talk.id})")
    for topic in knowledge.topics:
        claimed |= dict.fromkeys(map(normalise, topic.asks), topic.id)
    return claimed


def conversation(lines: Mapping[str, str]) -> str:
    """Return the file of conversation tests in which each line has its meaning."""
    written = (f"- says: {quoted(says)}\n  means: {means}\n" for says, means in lines.items())
    return "".join(written) or "[]\n"


def _ids(given: str) -> list[str]:
    return [it for it in given.replace(",", " ").split() if it != "none"]


def _missing(given: str) -> str | None:
    return None if given else "something must stand here"
