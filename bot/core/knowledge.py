"""Knowledge: everything that one language's folder holds, as one frozen value."""

from functools import cached_property
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from bot.core.clinic import Clinic
from bot.core.language import Language
from bot.core.matching.meanings import NO_VECTORS, WordVectors
from bot.core.model import (
    Kind,
    Label,
    Line,
    MedicineGroup,
    Notice,
    Pleasantry,
    Slug,
    Topic,
    Value,
)
from bot.core.phrases_calendar import CalendarPhrases
from bot.core.phrases_channel import ChannelPhrases
from bot.core.phrases_clinic import ClinicPhrases
from bot.core.phrases_desk import DeskPhrases
from bot.core.phrases_pictures import PictureWords
from bot.core.phrases_privacy import ErasurePhrases, PrivacyPhrases
from bot.core.recovery import NO_CALENDAR, Calendar
from bot.core.safety.examples import Examples
from bot.core.safety.red_flags import RedFlags

Closing = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=240)]
Apology = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=280)]
Heading = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=24)]
CommandText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=256)]


class Phrases(Value):
    """Every sentence that the bot says in its own voice."""

    urgent_line: Closing
    """The compact list of emergencies that every reply carries."""
    doctor_prompt: Closing
    """The see-your-doctor lines that end every reply about a medicine or a complication."""
    watch_for: Heading
    """The heading over what to look for."""
    clarify: Notice
    clarify_again: Notice
    """Said when the message before was asked back about too."""
    not_covered: Closing
    """Said above an uncovered topic: the article is silent about it."""
    not_covered_again: Line
    """Said when the message before was about the same uncovered topic."""
    dose_asked: Line
    """Said first when somebody asks how much of a medicine, how often, or what goes together."""
    unknown: Notice
    unknown_again: Notice
    """Said when the message before was not understood either."""
    cannot_see: Notice
    """The answer to a photo, a video or a sticker."""
    cannot_hear: Notice
    """The answer to a voice message or other sound."""
    cannot_open: Notice
    """The answer to a document, a place, a contact and whatever else is not text."""
    out_of_date: Label
    """The pop-up after a tap on a button that no longer exists."""
    failed: Notice
    """The fallback when the program itself fails."""
    late: Apology
    """Said first in an answer that comes more than 10 minutes after the question."""
    in_group: Notice
    """Said in a group instead of a clinical answer."""
    urgent_in_group: Notice
    """Said in a group on a red flag; quotes no symptom."""
    welcome: Notice
    help: Notice
    about: Notice
    about_review: Label
    """Stands before who reviewed the answers."""
    privacy: PrivacyPhrases
    """What /privacy says."""
    erasure: ErasurePhrases
    """What /forget says in a private chat."""
    forgotten: Notice
    """Said by /forget in a group."""
    urgent: Notice
    """What /urgent shows: the whole list of signs, and what to do."""
    menu: Line
    """The sentence over the menu of topics."""
    kinds: dict[Kind, Label]
    """How each kind is called on the menu."""
    all_topics: Label
    """The button that opens the menu."""
    continue_privately: Label
    """The button that leads from a group to the private chat."""
    commands: dict[Slug, CommandText]
    """What Telegram's command menu says of each command."""
    description: Annotated[str, StringConstraints(min_length=1, max_length=512)]
    """What an empty chat with the bot shows."""
    short_description: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    """What the bot's profile and shared links show."""
    clinic_words: ClinicPhrases
    """What stands around a clinic's own words, and how fresh a text is."""
    channel: ChannelPhrases
    """What is said to many people at once."""
    small_talk: tuple[Pleasantry, ...]
    """What people say that is no question, and what the bot says to it."""
    desk: DeskPhrases
    """What is said around a conversation with the clinic's staff."""
    calendar: CalendarPhrases
    """What the bot says of a patient's own calendar."""
    pictures: PictureWords
    """The words on the calendar, the numbers and the card."""


class Knowledge(Value):
    """A complete and checked knowledge base in one language."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]
    red_flags: RedFlags
    examples: Examples = Examples()
    medicines: tuple[MedicineGroup, ...]
    phrases: Phrases
    everyday: tuple[Line, ...]
    """Everyday sentences about nothing medical: somewhere for off-topic text to go."""
    language: Language = Language()
    word_vectors: WordVectors = NO_VECTORS
    calendar: Calendar = NO_CALENDAR
    clinic: Clinic

    @cached_property
    def _by_id(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    def topic(self, topic_id: str) -> Topic | None:
        """Return the topic of that id, or None when there is none."""
        return self._by_id.get(topic_id)
