"""One topic with a clinic's own words laid over it; each of them keeps its place in the clinic's file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, get_args

from bot.content.clinic_file import OwnSafetyNet, OwnTopic
from bot.content.pages import Page, Place
from bot.content.problems import FieldPath
from bot.content.strict_yaml import Plain
from bot.core.own_words import Part

SOURCE: Final = "the clinic's own words"

_NET: Final = tuple(OwnSafetyNet.model_fields)


class LaidOver:
    """A shared topic's page while the clinic's words are laid over it."""

    def __init__(self, shared: Page, clinic: Page, own: OwnTopic, root: FieldPath) -> None:
        """Take the shared page, the clinic's own page and the place in it that stands for the whole topic."""
        self._shared, self._clinic, self._root = shared, clinic, root
        self._given: dict[str, Plain] = own.model_dump(mode="json", exclude_defaults=True)
        self._values: dict[str, Plain] = {**(shared.document.values or {})}
        self._origins: dict[FieldPath, Place] = {(): Place(clinic, root)}
        self._added: list[Plain] = []
        self._own: dict[str, Plain] = {}
        for name in {"title", "answer", "related"} & self._given.keys():
            self._put((name,), self._given[name], (*root, name))
        self._cover()
        self._replace_net()
        self._add_asks()
        self._sign()

    def add(self, paragraph: Plain, path: FieldPath) -> None:
        """Let a paragraph from a place in the clinic's file follow the answer."""
        self._origins["own", "added", len(self._added)] = Place(self._clinic, path)
        self._added.append(paragraph)

    def tell_details(self, lines: Sequence[tuple[str, FieldPath]], answer: Plain) -> None:
        """Show how the clinic is reached, unless it has an answer of its own; `answer` follows the lines."""
        if "answer" in self._given:
            return
        self._values |= {"answer": answer, "covered": True, "source": {"section": SOURCE}}
        self._own["details"] = [line for line, _ in lines]
        for number, (_, path) in enumerate(lines):
            self._origins["own", "details", number] = Place(self._clinic, path)

    def page(self, says: Plain) -> Page:
        """Return the page of the whole topic; `says` stands before each text of the clinic."""
        if "add" in self._given:
            self.add(self._given["add"], (*self._root, "add"))
        own: dict[str, Plain] = {**self._own, "says": says, "parts": [*self._parts], "added": self._added}
        document = self._shared.document
        values: dict[str, Plain] = {**self._values, "own": own}
        if "answer" in self._given or values.get("covered") is False:
            # The time that the article gives belongs to the article's answer.
            values.pop("course", None)
        return Page(self._shared.path, replace(document, values=values), self._origins)

    @property
    def _parts(self) -> tuple[str, ...]:
        net = self._given.get("safety_net")
        given = {*self._given, *(net if isinstance(net, dict) else ())}
        return tuple(part for part in get_args(Part) if part in given)

    def _cover(self) -> None:
        if "answer" in self._given:
            self._values |= {"covered": True, "source": {"section": SOURCE}}
        if "covered" in self._given:
            self._put(("covered",), self._given["covered"], (*self._root, "covered"))

    def _replace_net(self) -> None:
        shared, own = self._values.get("safety_net"), self._given.get("safety_net")
        if not isinstance(own, dict):
            return
        self._values["safety_net"] = {**(shared if isinstance(shared, dict) else {}), **own}
        if shared is None:
            self._origins["safety_net",] = Place(self._clinic, (*self._root, "safety_net"))
        for part in own:
            self._origins["safety_net", part] = Place(self._clinic, (*self._root, "safety_net", part))

    def _add_asks(self) -> None:
        shared, own = self._values.get("asks"), self._given.get("asks")
        if isinstance(shared, list) and isinstance(own, list):
            self._values["asks"] = [*shared, *own]
            for number in range(len(own)):
                place = Place(self._clinic, (*self._root, "asks", number))
                self._origins["asks", len(shared) + number] = place

    def _sign(self) -> None:
        signed = self._given.get("signed")
        if not isinstance(signed, dict):
            return
        self._own["signed"] = signed
        self._origins["own", "signed"] = Place(self._clinic, (*self._root, "signed"))
        whole = {"answer", *(_NET if self._values.get("safety_net") else ())}
        if whole <= {*self._parts}:
            # Nothing is left of the shared text, so who signed has reviewed all of it.
            due = _a_year_after(date.fromisoformat(str(signed["on"])))
            self._values["review"] = {**signed, "due": due.isoformat()}

    def _put(self, path: FieldPath, value: Plain, origin: FieldPath) -> None:
        self._values[str(path[0])] = value
        self._origins[path] = Place(self._clinic, origin)


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
