"""Learning from missed questions: what a group asks, what an ask would change, what a person says to it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bot.content.conversations import Line
from bot.content.folders import TOPICS
from bot.content.loading import load
from bot.content.problems import ContentError
from bot.core.answering import Question
from bot.core.text import normalise
from bot.maintain.person import Person
from bot.maintain.suggest_effects import Move, Standing, Track, moves
from bot.maintain.suggest_groups import Group, grouped
from bot.maintain.topic_new import Place, begin_topic
from bot.maintain.trial_base import knowledge_with
from bot.maintain.yaml_edit import EditError, add_asks, with_asks

MOST_SHOWN: Final = 5
"""Questions of a group, and things that would move, of which each is shown."""
QUESTION: Final = "[y]es, [e]dit it, other [t]opic, [b]egin a topic, [n]o, [s]kip, [q]uit"
_LEFT_OPEN: Final = ("nothing", "clarify")


class Suggestion(NamedTuple):
    """An ask for a topic, and the base as it would be with it."""

    topic: str
    ask: str
    after: Standing
    moves: tuple[Move, ...]


class Suggesting:
    """Goes through the groups with a person; writes only what they say yes to."""

    def __init__(self, person: Person, place: Place, lines: Sequence[Line], track: Track) -> None:
        """Take the person, the base, its conversation tests, and what shows the progress through lines."""
        self._person = person
        self._place = place
        self._tests = tuple(lines)
        self._track = track
        self._lines: tuple[Line, ...] = ()
        self._standing: Standing | None = None
        self._done = dict.fromkeys(("added", "new topic", "no", "skipped"), 0)

    def go_through(self, asked: Mapping[str, int], most: int, *, is_asked: bool) -> None:
        """Show the groups, the most frequent first; ask what to do with each, if the person can answer."""
        knowledge = load(self._place.folder)
        groups = grouped(asked, knowledge)
        missed = tuple(Line("missed question", it, None) for group in groups for it in group.questions)
        self._lines = (*self._tests, *missed)
        self._standing = Standing(knowledge, self._lines, self._track)
        is_open = [group for group in groups if self._is_open(group)]
        self._person.tell(
            f"{_counted(len(groups), 'group')} of questions, {len(groups) - len(is_open)} answered by now."
        )
        for number, group in enumerate(is_open[:most], start=1):
            if not self._is_open(group):
                continue
            self._person.tell()
            self._person.tell(f"Group {number} of {len(is_open)}, asked {_counted(group.times, 'time')}:")
            if not self._deal_with(group, is_asked=is_asked):
                break
        if is_asked:
            self._tell_end()

    @property
    def _now(self) -> Standing:
        if self._standing is None:
            self._standing = Standing(load(self._place.folder), self._lines, self._track)
        return self._standing

    def _is_open(self, group: Group) -> bool:
        return self._now.meaning(group.questions[0]).startswith(_LEFT_OPEN)

    def _deal_with(self, group: Group, *, is_asked: bool) -> bool:
        """Show a group and do what the person wants with it; return whether to go on with the next."""
        for question in group.questions[:MOST_SHOWN]:
            self._person.tell(f"  {question}")
        topic = self._tell_nearest(group)
        ask = next(iter(group.phrasings), None)
        if ask is None:
            self._person.tell("  Something was blotted out in each; write it anew before it can be an ask.")
        suggestion = self._tell_suggestion(topic, ask) if topic and ask else None
        return self._ask(topic, ask, suggestion) if is_asked else True

    def _tell_nearest(self, group: Group) -> str | None:
        question = group.questions[0]
        candidates = self._now.answerer.why(Question(text=question)).candidates
        self._person.tell(f"  Today: {self._now.meaning(question)}")
        near = next((it for it in candidates if it.is_topic), None)
        if near is None:
            self._person.tell("  Nearest topic: none")
            return None
        self._person.tell(
            f"  Nearest topic: {near.title} ({near.key}, {near.confidence:.0%} sure), which has:"
        )
        self._person.tell(f"    {near.nearest_ask}")
        return near.key

    def _tell_suggestion(self, topic: str, ask: str) -> Suggestion | None:
        """Show what would change with an ask; None where it cannot be one."""
        if normalise(ask) in {normalise(line.says) for line in self._tests}:
            self._person.tell(
                "  A conversation test says the same, and would prove nothing. Write it otherwise."
            )
            return None
        try:
            suggestion = self._suggestion(topic, ask)
        except EditError as error:
            self._person.tell(f"  {error}")
            return None
        except ContentError as error:
            self._person.tell(f"  {error.problems[0].text}")
            return None
        self._person.tell(f'  With "{ask}" as an ask of {topic}, this question would be:')
        self._person.tell(f"    {suggestion.after.meaning(ask)}")
        self._tell_moves(suggestion.moves)
        return suggestion

    def _suggestion(self, topic: str, ask: str) -> Suggestion:
        file = self._file_of(topic)
        knowledge = knowledge_with(self._place.folder, {file: with_asks(file.read_bytes(), (ask,))})
        after = Standing(knowledge, self._lines, self._track)
        found = moves(self._now, after, topic, (ask,))
        return Suggestion(topic, ask, after, tuple(it for it in found if it.text != ask))

    def _tell_moves(self, found: Sequence[Move]) -> None:
        if not found:
            self._person.tell("  Nothing else would move.")
            return
        self._person.tell(f"  {_counted(len(found), 'other')} would move:")
        for move in found[:MOST_SHOWN]:
            self._person.tell(f"    {move.before} -> {move.after}: {move.text}")
            self._person.tell(f"      ({move.where})")
        if len(found) > MOST_SHOWN:
            self._person.tell(f"    … and {len(found) - MOST_SHOWN} more")

    def _ask(self, topic: str | None, ask: str | None, suggestion: Suggestion | None) -> bool:
        """Ask until the group is dealt with; return whether to go on."""
        while True:
            choice = self._person.answer_to(QUESTION, "s").lower()[:1]
            if choice in {"e", "t"}:
                topic, ask = self._changed(choice, topic, ask)
                suggestion = self._tell_suggestion(topic, ask) if topic and ask else None
                continue
            if choice == "y" and suggestion is None:
                self._person.tell("  There is nothing to add yet: edit it, or name a topic.")
                continue
            if choice in self._ends:
                return self._ends[choice](ask, suggestion)

    @property
    def _ends(self) -> Mapping[str, Callable[[str | None, Suggestion | None], bool]]:
        return {
            "y": self._add,
            "b": self._begin,
            "n": lambda *_: self._noted("no"),
            "s": lambda *_: self._noted("skipped"),
            "q": lambda *_: False,
        }

    def _changed(self, choice: str, topic: str | None, ask: str | None) -> tuple[str | None, str | None]:
        if choice == "e":
            return topic, self._person.answer_to("  The ask", ask or "") or ask
        given = self._person.answer_to("  The topic's id", topic or "")
        if self._now.knowledge.topic(given) is None:
            self._person.tell(f"  there is no topic {given}; [b] begins one")
            return topic, ask
        return given, ask

    def _add(self, _: str | None, suggestion: Suggestion | None) -> bool:
        if suggestion:
            file = self._file_of(suggestion.topic)
            add_asks(file, (suggestion.ask,))
            self._person.tell(f"  Added to {file.name}.")
            self._standing = suggestion.after
            self._noted("added")
        return True

    def _begin(self, ask: str | None, _: Suggestion | None) -> bool:
        begin_topic(self._person, self._place, self._now.knowledge, (ask,) if ask else ())
        self._standing = None
        return self._noted("new topic")

    def _noted(self, what: str) -> bool:
        self._done[what] += 1
        return True

    def _file_of(self, topic: str) -> Path:
        return self._place.folder / TOPICS / f"{topic}.yaml"

    def _tell_end(self) -> None:
        told = ", ".join(f"{number} {what}" for what, number in self._done.items() if number)
        self._person.tell()
        self._person.tell(
            f"Done: {told or 'nothing changed'}. Run `aftercare check`, and read what git shows."
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
