"""Painting: what a picture in a letter is drawn from, and the drawing of it beside everything else."""

import asyncio

from bot.core.knowledge import Knowledge
from bot.pictures import values
from bot.pictures.numbers import numbers
from bot.pictures.timeline import timeline
from bot.pictures.values import Strip
from bot.telegram.numbers import Figuring, message_of
from bot.telegram.pictures import NumbersPicture, Painted, Painter, Picture, TimelinePicture


def painter(knowledge: Knowledge, figures: Figuring) -> Painter:
    """Return what draws the pictures of a knowledge base, beside everything else and one after the other.

    Each takes some 20 MB while it is drawn, so a crowd that asks at once must not be drawn at once.
    """
    alone = asyncio.Semaphore(1)

    async def paint(picture: Picture) -> Painted:
        match picture:
            case TimelinePicture():
                async with alone:
                    return Painted(png=await asyncio.to_thread(timeline, strip_of(knowledge, picture)))
            case NumbersPicture(since=since, until=until):
                found = await figures(since, until)
                async with alone:
                    return Painted(png=await asyncio.to_thread(numbers, found), message=message_of(found))

    return paint


def strip_of(knowledge: Knowledge, picture: TimelinePicture) -> Strip:
    """Return the calendar that a picture shows; without a procedure nobody's day is marked on it."""
    procedure, calendar = picture.procedure, knowledge.calendar
    return Strip(
        words=knowledge.phrases.pictures,
        procedure_day=procedure,
        today=(picture.today - procedure).days if procedure else None,
        stages=tuple(
            values.Stage(label=it.label, first_day=it.first_day, last_day=it.last_day, note=it.note)
            for it in calendar.stages
        ),
        milestones=tuple(values.Milestone(day=it.day, title=it.title) for it in calendar.milestones),
    )
