"""The day of the procedure that a patient tells beside something else: "I had it done last Tuesday"."""

import re
from datetime import date, timedelta
from typing import Final

from bot.core.days_said import day_in_question
from bot.core.procedure_day import LONGEST_AGO, OneDay, day_said
from bot.core.text import normalise, sentences, words
from bot.core.written_dates import MONTHS, WEEKDAYS

_PLAIN: Final = re.compile(
    rf"\d+(?:[.,]\d+)?(?:st|nd|rd|th)?|{'|'.join((*MONTHS, *WEEKDAYS))}"
    rf"|{'|'.join(name[:3] for name in (*MONTHS, *WEEKDAYS))}|sept|tues|thurs?"
    r"|(?:day|week|month|year|hour)s?|today|yesterday|tomorrow|morning|afternoon|evening|night|ago|back|last|this|next"
    r"|before|past|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|a|an|the|few|couple"
    r"|of|on|in|at|about|around|roughly|nearly|almost|exactly|just|only|maybe|think|it|its|was|is|i|my|had|have|got|did|done"
    r"|thread|threads|lift|threadlift|facelift|face|procedure|operation|op|surgery|treatment"
)
"""A word of a date, or of the statement that this was the day."""

_WHAT: Final = r"(?:\w+ ){0,3}?(?:lift|facelift|threads?|procedure|operation|op|surgery|treatment)"
_HAD: Final = re.compile(
    rf"\b(?:had|got|have had|did) (?:it|them|this|mine)(?: all)? (?:done|in|put in)\b|\b(?:had|got) {_WHAT}\b"
    rf"|\b(?:my|the) {_WHAT}(?: done)? (?:was|were|happened|took place)\b|\b(?:was|were) (?:done|put in)\b"
)


def own_day_in(text: str, today: date) -> date | None:
    """Return the one day of the procedure that a text tells by the way; None of anything less plain."""
    ago = day_in_question(text)
    if ago is not None:
        return today - timedelta(days=ago) if ago <= LONGEST_AGO else None
    told = [day_said(it, today) for it in sentences(text) if _HAD.search(normalise(it))]
    days = [it.date for it in told if isinstance(it, OneDay)]
    return days[0] if len(days) == 1 == len(told) else None


def tells_only_a_day(text: str) -> bool:
    """Whether a text that is known to tell a day holds nothing else, so that it asks nothing as well."""
    return "?" not in text and all(_PLAIN.fullmatch(word) for word in words(text))
