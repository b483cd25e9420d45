"""The clinic's numbers: a picture of them, and the same in words."""

from collections.abc import Iterator

from bot.core.phrases_pictures import NumbersWords
from bot.pictures.dates import date_told, span_told
from bot.pictures.values import Figures


def numbers(figures: Figures) -> bytes:
    """Return the figures as a PNG picture 1080 pixels wide.

    It takes some 400 ms; a program that serves others meanwhile draws it in a thread.

    Raises:
        CannotDraw: The font lacks a letter of the words.
    """
    # The drawing library takes a while to load; whoever only tells the numbers does without.
    from bot.pictures.numbers_sheet import drawn  # noqa: PLC0415

    return drawn(figures).png()


def told(figures: Figures) -> str:
    """Return what the picture shows as text, a line for each number."""
    return "\n".join(_lines(figures))


def outcome_names(words: NumbersWords) -> tuple[str, ...]:
    """Return how each outcome is called, in the order of `Week.outcomes`."""
    return (
        words.answered,
        words.asked_back,
        words.not_covered,
        words.not_understood,
        words.urgent,
        words.handed_over,
    )


def time_told(figures: Figures) -> str:
    """Return the dates that the figures span, or nothing where there are none."""
    if not figures.weeks:
        return ""
    return span_told(figures.weeks[0].monday, figures.weeks[-1].sunday, figures.words.dates)


def _lines(figures: Figures) -> Iterator[str]:
    words = figures.words.numbers
    yield f"{words.title}, {time_told(figures)}" if figures.weeks else words.title
    if not figures.questions:
        yield words.nothing_yet
    else:
        yield f"{figures.questions} {words.questions}"
        yield from _counted(outcome_names(words), figures.outcomes)
        yield f"{words.by_week}:"
        for week in figures.weeks:
            yield f"{words.week_of} {date_told(week.monday, figures.words.dates)}: {sum(week.outcomes)}"
    if figures.top_topics:
        yield f"{words.top_topics}:"
        yield from (f"{topic.title}: {topic.questions}" for topic in figures.top_topics)
    yield f"{words.votes} {_votes(figures)}"
    yield words.closing


def _counted(names: tuple[str, ...], counts: tuple[int, ...]) -> Iterator[str]:
    yield from (f"{name}: {count}" for name, count in zip(names, counts, strict=True))


def _votes(figures: Figures) -> str:
    words = figures.words.numbers
    if not figures.helpful + figures.not_helpful:
        return words.no_votes
    return ", ".join(_counted((words.helpful, words.not_helpful), (figures.helpful, figures.not_helpful)))
