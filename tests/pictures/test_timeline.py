"""The recovery calendar: readable on a phone, and told to those who cannot see it."""

import numpy as np
import pytest

from bot.core.knowledge import Knowledge
from bot.pictures import colours
from bot.pictures.phone import DPI, WIDTH
from bot.pictures.timeline import LONGEST_TOLD, timeline, told
from bot.pictures.timeline_sheet import drawn
from bot.pictures.values import Milestone, Stage, Strip
from tests.pictures.conftest import Look
from tests.pictures.content import DAYS, LONG, PROCEDURE, collisions, cut_off, dense_strip, strip, wide_strip
from tests.pictures.words import WORDS

LARGEST = 150_000
ANYBODYS = strip().model_copy(update={"procedure_day": None, "today": None})
STRIPS = [*map(strip, DAYS), wide_strip(), dense_strip(), ANYBODYS]


@pytest.mark.parametrize("calendar", STRIPS)
def test_every_word_has_its_place(calendar: Strip) -> None:
    """No word lies over another or over the edge, on any day and however long the words are."""
    sheet = drawn(calendar)

    assert not collisions(sheet)
    assert not cut_off(sheet)


@pytest.mark.parametrize("calendar", STRIPS)
def test_words_are_large_enough(calendar: Strip) -> None:
    """On a phone 360 pixels wide no letter is smaller than 11 pixels."""
    assert WIDTH == 360
    assert min(it.style.size for it in drawn(calendar).written) >= 11


@pytest.mark.parametrize("calendar", STRIPS)
def test_words_stand_out_from_what_is_under_them(calendar: Strip, look: Look) -> None:
    """Every word has the contrast that WCAG AA asks for, against the colour that is really there."""
    sheet = drawn(calendar)
    pixels = look(sheet.png())
    for it in sheet.written:
        assert colours.contrast(it.style.colour, it.ground) >= 4.5
        x, y = (round(at * DPI / 72) for at in (it.box.x, it.box.y + it.box.height / 2))
        assert tuple(pixels[y, x - 4]) == tuple(bytes.fromhex(it.ground[1:])), it.words


@pytest.mark.parametrize("day", DAYS)
def test_the_picture_is_light(day: int) -> None:
    """A picture is small enough for a slow connection, and 1080 pixels wide."""
    picture = timeline(strip(day))

    assert len(picture) <= LARGEST
    assert int.from_bytes(picture[16:20], "big") == 1080


def test_the_same_calendar_is_the_same_picture() -> None:
    """Nothing of the time of drawing gets into the file."""
    assert timeline(strip()) == timeline(strip())


def test_the_ground_is_opaque(look: Look) -> None:
    """The paper is the picture's own, whatever the chat's theme."""
    pixels = look(timeline(strip()))

    assert tuple(pixels[-1, 0]) == tuple(bytes.fromhex(colours.PAPER[1:]))
    assert tuple(pixels[0, 0]) == tuple(bytes.fromhex(colours.BAND[1:]))


def test_today_moves_along_the_strip(look: Look) -> None:
    """The mark lies further right on each later day, and behind the last step once all is past."""
    wanted = np.array(list(bytes.fromhex(colours.TODAY[1:])))
    middles = []
    for day in (0, 4, 45, 700):
        pixels = look(timeline(strip(day)))
        row = pixels[round(117 * DPI / 72)]
        middles.append(float(np.flatnonzero((row == wanted).all(axis=1)).mean()))

    assert middles == sorted(middles)
    assert len({round(it) for it in middles}) == len(middles)


@pytest.mark.parametrize(
    ("day", "states"), [(0, "NNLL"), (4, "PNLL"), (45, "PPNL"), (365, "PPPN"), (700, "PPPP")]
)
def test_states_are_told_in_words(day: int, states: str) -> None:
    """Nobody has to tell colours apart: each stage says if it is now, passed or later."""
    words = [it.words for it in drawn(strip(day)).written]
    shown = [
        word[0] if word != "Time passed:" else "P"
        for word in words
        if word in {"Now:", "Later:", "Time passed:"}
    ]

    assert "".join(shown).replace("T", "P") == states


@pytest.mark.parametrize("day", DAYS)
def test_all_is_told_without_a_picture(day: int) -> None:
    """A screen reader tells every word of the picture but the marks of its scale."""
    calendar = strip(day)
    text = told(calendar)
    scale = {"day 0", "day 3", "1 month", "3 months", "1 year", "2 weeks", "1½ years"}
    drawing = " ".join(it.words for it in drawn(calendar).written if it.words not in scale)

    assert len(text) <= LONGEST_TOLD
    spoken = text.replace("(", "").replace(")", "").replace(".", " ").split()
    unspoken = [word for word in drawing.replace(".", " ").split() if word not in spoken]
    assert " ".join(unspoken) == "Each step has the same width"


def test_without_a_day_nothing_is_marked() -> None:
    """The calendar of nobody in particular has no date, no state and no today, in the picture too."""
    written = " ".join(it.words for it in drawn(ANYBODYS).written)

    assert not [word for word in ("2026", "Today", "Now:", "Later:") if word in written + told(ANYBODYS)]
    assert "Mild pain and swelling: a few days to 2 weeks." in told(ANYBODYS)


def test_a_calendar_knows_both_days_or_neither() -> None:
    """A day of the procedure without a today, or the other way round, is no calendar."""
    with pytest.raises(ValueError, match="belong together"):
        Strip(words=WORDS, procedure_day=PROCEDURE, stages=ANYBODYS.stages)


def test_what_is_past_the_calendar_is_said() -> None:
    """After the last stage both picture and text say so."""
    sentence = strip().words.timeline.past_the_end

    assert sentence in told(strip(700))
    assert sentence in " ".join(it.words for it in drawn(strip(700)).written)
    assert sentence not in told(strip(547))


def test_long_notes_are_left_out_of_the_text() -> None:
    """Where all of it would be too long to listen to, labels, states and dates are told."""
    wide = wide_strip()

    assert wide.stages[0].note not in told(wide).replace(f"{wide.stages[0].label}.", "").replace(
        wide.milestones[0].title, ""
    )
    assert "Now: 23 to 26 Nov 2026" in told(wide.model_copy(update={"today": 3}))


@pytest.mark.parametrize("day", DAYS)
def test_our_own_calendar_is_told_whole(knowledge: Knowledge, day: int) -> None:
    """The calendar that comes with the bot fits its room, also at the clinic with the longest name."""
    words = knowledge.phrases.pictures
    closing = words.timeline.closing.replace("your clinic", f"{LONG} ({LONG})")
    own = Strip(
        words=words.model_copy(update={"timeline": words.timeline.model_copy(update={"closing": closing})}),
        procedure_day=PROCEDURE,
        today=day,
        stages=tuple(Stage.model_validate(it.model_dump(exclude={"id"})) for it in knowledge.calendar.stages),
        milestones=tuple(Milestone(day=it.day, title=it.title) for it in knowledge.calendar.milestones),
    )

    assert len(told(own)) <= LONGEST_TOLD
    assert all(stage.label in told(own) for stage in own.stages)
    assert len(timeline(own)) <= LARGEST
