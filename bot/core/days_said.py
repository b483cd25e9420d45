"""The day since the procedure that a question tells by itself: "is swelling normal on day 4".

A wrong day could comfort where no comfort belongs. So a span counts only where words tie it to the procedure;
ages, doses, plans, and how long something else has lasted are left alone, and two different days are none.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.core.spans import NUMBER, ORDINAL, SPAN, days_in, number_in, spaced
from bot.core.text import sentences, shortened

MOST_DAYS: Final = 1_096
"""Days; what lies further back than 3 years is hardly about a thread lift that matters."""

_WHERE: Final = (
    "(?:brow|brows|eyebrow|neck|cheek|cheeks|jaw|jawline|jowl|face|facial|midface|mid face|full face|nose)"
)
_WHAT: Final = (
    "(?:procedure|op|operation|surgery|lift|facelift|face lift|lifting|threads|thread|threading|thread lift"
    "|threadlift|thread treatment|pdo|pdos|plla|pcl|silhouette|aptos|mint|instalift|cogs|sutures|suture lift)"
)
_PROCEDURE: Final = rf"(?:(?:{_WHERE}|pdo|plla|pcl|thread|cosmetic|suspension|suture) ){{0,2}}{_WHAT}"
_WHOSE: Final = "(?:my|her|his|the|a|some|this|having|getting|had) "
_IT_DONE: Final = "(?:it|this|them|that|mine) (?:done|put in)"
_DONE: Final = (
    "(?:(?:i|she|he|we|you|they|mum|mom|dad|wife|husband) )?(?:had|have|has|got|get|getting|having|did) "
    rf"(?:(?:{_WHOSE})*{_PROCEDURE}|{_IT_DONE})"
)
_OF_IT: Final = rf"(?: (?:(?:{_WHOSE})*{_PROCEDURE}|(?:my|her|his|the) treatment|{_DONE})\b)"
_GOES_ON: Final = (
    "(?:$| (?:and|but|is|are|am|i still|i am|im|its|still|with|no|normal|ok|okay|should|can|does|do|why|when"
    r"|how|now|so)\b)"
)
"""What comes after a statement that ends there, and does not say what else the days are counted from."""

_OTHER_START: Final = (
    "by", "until", "till", "til", "before", "after", "since", "from", "than", "to", "every", "each",
)  # fmt: skip
_NOT_AFTER: Final = "".join(f"(?<!{word} )" for word in _OTHER_START)
_NOT_OF_ELSE: Final = (
    rf"(?! (?:{NUMBER}|or|to|of (?!recovery|healing|my recovery)|on (?!my face)|in a row|running|without)\b)"
)
_FILLERS: Final = (
    "(?:(?:done|in|put|inserted|on|my|the|both|cheeks?|face|jaw|neck|brows?|temples?|about|around|just|almost|"
    "nearly|exactly|only|maybe|roughly|like|some|was|were) ){0,4}"
)
_BEEN: Final = (
    r"(?:\bit(?:s| is| has)?(?: only| already)? been|^been) "
    "(?:about |around |just |now |only |almost |nearly )?"
)
_STILL: Final = "(?: (?:and|but|now|theres|there is|there s|i|is|am|im|its|it))* still"

_PATTERNS: Final = (
    # "day 4", "post op day four"; "on the 4th day"
    rf"\b{_NOT_AFTER}(?:day|pod) (?P<day>{NUMBER})\b{_NOT_OF_ELSE}",
    rf"\b{_NOT_AFTER}(?:the |my )?(?P<day>{ORDINAL}) (?:day|night)\b{_NOT_OF_ELSE}",
    # "3 weeks after the lift", "2 months after and no change", "4 days post op"
    rf"\b{SPAN} (?:after|post|since|following|out from)(?:{_OF_IT}|{_GOES_ON})",
    # "it's been 3 weeks now", "been a fortnight and"
    rf"{_BEEN}{SPAN}(?: (?:now|already))*+(?: (?:after|since|post){_OF_IT}|{_GOES_ON})",
    # "had it done 3 weeks ago", "thread lift 6 weeks ago"; "3 weeks ago I had threads"
    rf"\b(?:{_PROCEDURE}|{_IT_DONE}) {_FILLERS}{SPAN} (?:ago|back)\b",
    rf"\b{SPAN} (?:ago|back) {_DONE}\b",
    # "still swollen after 10 days"; "tender at 3 weeks"; "3 weeks and still sore", "5 weeks on I still"
    rf"\bstill (?:\w+ ){{0,4}}(?:after|at) {SPAN}{_GOES_ON}",
    rf"\bat {SPAN}(?: (?:post|after)(?:{_OF_IT}|$)|$)",
    rf"^{SPAN}(?: (?:on|in|out|later|post))?{_STILL}\b",
)
_SEARCHES: Final = tuple(map(re.compile, _PATTERNS))
_TODAY: Final = re.compile(
    rf"\b(?:{_PROCEDURE}|{_IT_DONE}) {_FILLERS}(?P<when>today|this morning|yesterday)\b"
    rf"|\b(?P<since>yesterdays|todays) {_PROCEDURE}\b"
)


def day_in_question(text: str) -> int | None:
    """Return the days since the procedure that a question tells; None where it tells none, or two."""
    said = {day for sentence in sentences(shortened(text)) for day in _days_in(spaced(sentence))}
    return next(iter(said)) if len(said) == 1 else None


def _days_in(sentence: str) -> Iterator[int]:
    for pattern in _SEARCHES:
        for found in pattern.finditer(sentence):
            day = number_in(found["day"]) if "day" in pattern.groupindex else days_in(found)
            if day is not None and day <= MOST_DAYS:
                yield day
    for found in _TODAY.finditer(sentence):
        yield int((found["when"] or found["since"]).startswith("yesterday"))
