"""The overlay: a clinic's own words laid over the shared pages, so that every check reads what patients will.

What comes from the clinic's file keeps its place there, and is complained of there. Red flags, medicines and
asks are only ever added.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.content.clinic_file import ClinicFile, OwnFlag, OwnTopic
from bot.content.own_topics import LaidOver
from bot.content.pages import Page, Place
from bot.content.parsing import parse
from bot.content.placeholders import Words
from bot.content.problems import FieldPath
from bot.content.rules import Pages
from bot.content.schemas import MEDICINES, RED_FLAGS, TOPIC
from bot.content.strict_yaml import Plain
from bot.core.safety.red_flags import Level

PRICE_TOPIC: Final = "cost"
CONTACT_TOPIC: Final = "contact-clinic"
OWN_SOURCE: Final = "the clinic"


@dataclass(frozen=True, slots=True)
class Overlay:
    """A clinic's own file, as it was written and as it was understood."""

    page: Page
    file: ClinicFile

    def laid_over(self, pages: Pages, words: Words) -> Pages:
        """Return the pages with the clinic's own words in them; a broken page stays as it is."""
        red_flags, medicines = pages.red_flags, pages.medicines
        if self.file.red_flags and not parse(red_flags, RED_FLAGS, words).problems:
            red_flags = self._with_flags(red_flags)
        if self.file.medicines and not parse(medicines, MEDICINES, words).problems:
            medicines = self._with_medicines(medicines)
        topics = tuple(
            self._with_own_words(topic, pages.phrases)
            if topic.topic in self._topics and not parse(topic, TOPIC, words).problems
            else topic
            for topic in pages.topics
        )
        return replace(pages, topics=topics, red_flags=red_flags, medicines=medicines)

    @property
    def _topics(self) -> set[str]:
        by_details = {PRICE_TOPIC: self.file.price, CONTACT_TOPIC: self.file.contact_told}
        return {*self.file.topics, *(topic for topic, given in by_details.items() if given)}

    def _with_own_words(self, shared: Page, phrases: Page) -> Page:
        topic, contact = shared.topic, [*self._contact()] if shared.topic == CONTACT_TOPIC else []
        root: FieldPath = ("topics", topic)
        if topic not in self.file.topics:
            root = contact[0][1] if contact else ("price",)
        laid = LaidOver(shared, self.page, self.file.topics.get(topic, OwnTopic()), root)
        if topic == PRICE_TOPIC and self.file.price:
            laid.add(self.file.price, ("price",))
        if contact:
            laid.tell_details(contact, _phrase(phrases, "contact"))
        return laid.page(_phrase(phrases, "own_words"))

    def _contact(self) -> Iterator[tuple[str, FieldPath]]:
        """Yield each line about the way to the clinic, and the field that it comes from."""
        fields = {self.file.phone: "phone", self.file.address: "address"}
        fields |= dict.fromkeys(self.file.hours_told, "opening_hours")
        for line in self.file.contact_told:
            yield line, (fields.get(line, "booking_link"),)

    def _with_medicines(self, shared: Page) -> Page:
        groups = [*_items(shared, "medicines"), *_items(self.page, "medicines")]
        first = len(shared.items("medicines"))
        origins: dict[FieldPath, Place] = {
            ("medicines", first + at): Place(self.page, ("medicines", at))
            for at in self.page.items("medicines")
        }
        return _page(shared, {"medicines": groups}, origins)

    def _with_flags(self, shared: Page) -> Page:
        """Return the red flags with further signs and further flags, in order of urgency."""
        flags = [self._with_signs(shared, at) for at in shared.items("flags")]
        known = {flag["id"] for flag, _ in flags}
        new: list[tuple[dict[str, Plain], dict[FieldPath, Place]]] = [
            (_flag(flag), {(): Place(self.page, ("red_flags", at))})
            for at, flag in enumerate(self.file.red_flags)
            if flag.id not in known
        ]
        ordered = sorted([*flags, *new], key=lambda flag: flag[0].get("level") != Level.EMERGENCY)
        origins = {
            ("flags", at, *path): place
            for at, (_, places) in enumerate(ordered)
            for path, place in places.items()
        }
        root: FieldPath = ("red_flags",)
        return _page(
            shared, {"flags": [flag for flag, _ in ordered]}, {**origins, (): Place(self.page, root)}
        )

    def _with_signs(self, shared: Page, at: int) -> tuple[dict[str, Plain], dict[FieldPath, Place]]:
        """Return a shared flag with the clinic's signs after its own, and where each part stands."""
        flag = shared.value("flags", at)
        values = {**flag} if isinstance(flag, dict) else {}
        signs = [*_items(shared, "flags", at, "signs")]
        places: dict[FieldPath, Place] = {(): Place(shared, ("flags", at))}
        for number, own in enumerate(self.file.red_flags):
            if own.id != values["id"]:
                continue
            for sign, written in enumerate(own.signs):
                places["signs", len(signs)] = Place(self.page, ("red_flags", number, "signs", sign))
                signs.append(written)
        return {**values, "signs": signs}, places


def _phrase(phrases: Page, name: str) -> Plain:
    # A base that lacks the phrase is told so of phrases.yaml.
    return phrases.value("clinic_words", name) or "…"


def _flag(own: OwnFlag) -> dict[str, Plain]:
    return {"source": OWN_SOURCE, **own.model_dump(mode="json", exclude_none=True, exclude={"signed"})}


def _items(page: Page, *path: str | int) -> list[Plain]:
    found = page.value(*path)
    return found if isinstance(found, list) else []


def _page(shared: Page, values: dict[str, Plain], origins: dict[FieldPath, Place]) -> Page:
    document = shared.document
    laid = replace(document, values={**(document.values or {}), **values})
    return Page(shared.path, laid, origins)
