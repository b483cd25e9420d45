"""Small knowledge bases for tests: one topic of each nature, and texts as long as the schema lets them be."""

from collections.abc import Sequence
from typing import Final

from bot.core.clinic import Clinic
from bot.core.knowledge import Knowledge, Phrases
from bot.core.model import NOT_REVIEWED, Kind, Pleasantry, Review, SafetyNet, Source, Topic
from bot.core.phrases_channel import ChannelPhrases
from bot.core.phrases_clinic import ClinicPhrases
from bot.core.safety.red_flags import Level, RedFlag, RedFlags, Scope
from tests.pictures.words import WORDS
from tests.telegram.calendar_words import CALENDAR, ERASURE, PRIVACY
from tests.telegram.desk_words import DESK

NET: Final = SafetyNet(
    uncertain="Nobody can tell from here.",
    look_for=("it gets hotter", "it hurts more & more"),
    get_help="Call your clinic today.",
    time_course="It should settle within 7 days.",
)
REVIEW: Final = Review.model_validate({"by": NOT_REVIEWED, "on": "not yet", "due": "2999-01-01"})


def topic(topic_id: str, kind: Kind, *, covered: bool = True, related: Sequence[str] = ()) -> Topic:
    """Return a topic whose texts name it, so that a test sees which one answered."""
    return Topic(
        id=topic_id,
        kind=kind,
        title=f"Title of {topic_id}",
        covered=covered,
        asks=(f"tell me about {topic_id}",),
        answer=f"Answer of {topic_id}, where 1 < 2.\n\nSecond paragraph.",
        safety_net=NET if kind.needs_doctor_prompt else None,
        related=tuple(related),
        source=Source(section="section 1"),
        review=REVIEW,
    )


COST: Final = topic("cost", Kind.PROCEDURE, related=("swelling", "nerve", "ointment"))
SWELLING: Final = topic("swelling", Kind.SIDE_EFFECT, related=("cost", "nerve"))
NERVE: Final = topic("nerve", Kind.COMPLICATION, related=("swelling", "ointment"))
OINTMENT: Final = topic("ointment", Kind.MEDICATION)
SPORT: Final = topic("sport", Kind.RECOVERY, covered=False)
DIMPLES: Final = topic("dimples", Kind.COMPLICATION, covered=False)
TOPICS: Final = (COST, SWELLING, NERVE, OINTMENT, SPORT, DIMPLES)

EMERGENCY: Final = RedFlag(
    id="breathing",
    level=Level.EMERGENCY,
    card="Call your local emergency number now. This can be dangerous.",
    signs=("cant breathe",),
    source="section 1",
)
SAME_DAY: Final = RedFlag(
    id="pus", level=Level.SAME_DAY, card="Call your clinic today.", signs=("pus",), source="section 1"
)
RED_FLAGS: Final = RedFlags(
    lists={},
    numbers="two 2",
    flags=(EMERGENCY, SAME_DAY),
    lowerings=(),
    scope=Scope.model_validate(dict.fromkeys(Scope.model_fields, "unlikely")),
)
HELLO: Final = Pleasantry(id="hello", says=("hello",), reply="Hello. What would you like to know?")

CLINIC_WORDS: Final = ClinicPhrases(
    own_words="Your clinic says:",
    contact="I cannot book visits.",
    being_reviewed="This is being reviewed. Please ask your clinic.",
    check_due="This text is due for a check.",
    answers_due="Due for a check:",
    reference="Ref.",
)

CHANNEL: Final = ChannelPhrases(
    guide="Ask this bot in private.",
    main_topics=("swelling", "nerve", "ointment", "sport", "cost"),
    ask_privately="Ask in private",
    urgent_title="This cannot wait",
    urgent_summary="Whom to call.",
    group_number="This group:",
    too_quick="You are quicker than I can answer.",
    helpful="Helpful",
    not_helpful="Not helpful",
    voted="Thank you.",
)

PHRASES: Final = Phrases(
    urgent_line="🚨 Trouble breathing: call your local emergency number now.",
    doctor_prompt="Please see your doctor about this.",
    watch_for="Watch for:",
    clarify="Which of these do you mean?",
    clarify_again="I am still not sure. Please contact your clinic.",
    not_covered="The article does not cover this.",
    not_covered_again="That is all I have. Please contact your clinic.",
    dose_asked="I cannot say how much, how often or what goes together.",
    unknown="I do not know, and I do not guess.",
    unknown_again="I still do not know.",
    cannot_see="I cannot see pictures.",
    cannot_hear="I cannot listen to sound.",
    cannot_open="I cannot open this.",
    out_of_date="This button is out of date.",
    failed="Sorry, something went wrong.",
    late="Sorry, this is late.",
    in_group="Let us talk in private.",
    urgent_in_group="If you feel very ill, call now.",
    welcome="Hello. I answer questions.",
    help="Type your question.",
    about="I am a computer program.",
    about_review="Clinical review:",
    privacy=PRIVACY,
    erasure=ERASURE,
    forgotten="All is forgotten.",
    urgent="These signs cannot wait.",
    menu="Choose a group.",
    kinds={kind: f"Kind {kind}" for kind in Kind},
    all_topics="All topics",
    continue_privately="Continue in private",
    commands={"start": "Begin", "help": "How to ask", "clinic": "Ask the staff", "close": "End it"},
    description="I answer questions.",
    short_description="Answers.",
    clinic_words=CLINIC_WORDS,
    channel=CHANNEL,
    small_talk=(HELLO,),
    desk=DESK,
    calendar=CALENDAR,
    pictures=WORDS,
)


def knowledge(topics: Sequence[Topic] = TOPICS, phrases: Phrases = PHRASES) -> Knowledge:
    """Return a knowledge base of these topics."""
    return Knowledge(
        topics=tuple(topics),
        red_flags=RED_FLAGS,
        medicines=(),
        phrases=phrases,
        everyday=(),
        clinic=Clinic(),
    )
