"""The words of the pictures in tests: short, and each its own."""

from typing import Final

from bot.core.phrases_pictures import CardWords, DateWords, NumbersWords, PictureWords, TimelineWords

DATES: Final = DateWords(
    day="day",
    week="week",
    weeks="weeks",
    month="month",
    months="months",
    year="year",
    years="years",
    to="to",
    month_names=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
TIMELINE: Final = TimelineWords(
    title="Your recovery calendar",
    procedure_day="Day of your procedure:",
    today="Today:",
    now="Now:",
    passed="Time passed:",
    later="Later:",
    next="Next:",
    past_the_end="Today is after everything on this calendar.",
    not_to_scale="Each step has the same width.",
    closing="If anything worries you, contact your clinic.",
)
NUMBERS: Final = NumbersWords(
    title="Your bot in numbers",
    questions="questions",
    by_week="Questions by week",
    week_of="Week of",
    answered="answered",
    asked_back="asked back",
    not_covered="not covered",
    not_understood="not understood",
    urgent="urgent",
    handed_over="handed to staff",
    top_topics="Asked about most",
    votes="Was it helpful?",
    helpful="helpful",
    not_helpful="not helpful",
    nothing_yet="Nothing has been counted yet.",
    no_votes="Nobody has voted yet.",
    closing="These are counts only.",
)
CARD: Final = CardWords(
    headline="Questions after your thread lift?",
    what_it_is="Ask our bot, day or night. It answers from one article.",
    steps=("Scan the code.", "Tap Start.", "Type your question."),
    or_type="Or open this link",
    procedure_day="Day of your procedure:",
    emergency="In an emergency call",
    call_clinic="Or call",
    not_a_doctor="A computer program, not a doctor.",
    nobody_live="Nobody reads it live.",
)
WORDS: Final = PictureWords(dates=DATES, timeline=TIMELINE, numbers=NUMBERS, card=CARD)
