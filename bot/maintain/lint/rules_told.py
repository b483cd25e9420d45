"""What each rule of the lint keeps, in one sentence."""

from collections.abc import Sequence
from typing import Final

from bot.content.problems import CONTENT
from bot.content.safe_wording import LONG_PARAGRAPH, LONG_SENTENCE, READING_GRADE
from bot.maintain.lint.asks import ALIKE, FEW_ASKS, PULLED
from bot.maintain.lint.clarity import MEDICAL_WORD, REDNESS, VAGUE
from bot.maintain.lint.facts import LOST_FACT, MISSING_FACT, UNKNOWN_FACT
from bot.maintain.lint.findings import Finding
from bot.maintain.lint.tidiness import SPACES, STRAIGHT_QUOTES

_KEPT: Final = {
    CONTENT: "The bot can use the content.",
    LONG_SENTENCE: "A sentence has at most 20 words.",
    LONG_PARAGRAPH: "A paragraph has at most 3 sentences.",
    READING_GRADE: "A text reads at grade 6, and at 8 at most.",
    MEDICAL_WORD: "A medical word stands beside a plain one.",
    REDNESS: "Redness never stands alone, as it is hard to see on dark skin.",
    VAGUE: "Where the article gives a number, the text gives it too.",
    MISSING_FACT: "A topic tells every fact of the article about it.",
    UNKNOWN_FACT: "A topic names only facts of the article.",
    LOST_FACT: "Every fact of the article has its topic.",
    FEW_ASKS: "A topic has asks enough to be found.",
    ALIKE: "Asks of one topic differ from each other.",
    PULLED: "An ask is nearer to its own topic than to any other.",
    SPACES: "No space stands where nobody sees it.",
    STRAIGHT_QUOTES: "Quotes are curly in what patients read.",
}


def kept_by(findings: Sequence[Finding]) -> dict[str, str]:
    """Return the rules that some findings are about, each with the sentence that it keeps."""
    broken = sorted({finding.problem.rule for finding in findings})
    # The rules of wording.yaml have only their names.
    return {
        rule: _KEPT.get(rule, f"No text that patients read breaks the wording rule {rule}.")
        for rule in broken
    }
