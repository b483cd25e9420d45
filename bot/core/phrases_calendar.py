"""What the bot says of a patient's own calendar: the day of the procedure, its picture, and the check-ins."""

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.core.model import Label, Line, Notice, Value

Heading = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]
"""Short, for a date or a number follows it."""


class CalendarPhrases(Value):
    """The words around the calendar; dates and numbers are put behind them."""

    weekdays: Annotated[tuple[Label, ...], Field(min_length=7, max_length=7)]
    """Monday to Sunday."""
    ask_day: Notice
    """Asks for the day of the procedure, with examples."""
    confirm_day: Line
    """Asks whether the day that was read is the right one; the day itself stands on the button."""
    confirm_either: Line
    """The same, where what was typed can mean two days."""
    offer_day: Line
    """Offers to keep a day that a patient told beside something else."""
    set_day: Heading
    """Stands before a date on the button that keeps it."""
    keep_none: Label
    """The button that keeps no day."""
    not_past: Line
    """Said of a day that is still to come."""
    too_long_ago: Line
    no_day: Line
    """Said when no day could be read."""
    kept_day: Heading
    """Stands before the kept date."""
    today_is_day: Heading
    """Stands before the number of days since the procedure."""
    day_use: Line
    """Says what the kept day is for."""
    day_forgotten: Line
    tell_day: Label
    """The button by which a patient tells the day of the procedure."""
    change_day: Label
    forget_day: Label
    show_timeline: Line
    """Says how to see the calendar."""
    general: Line
    """Stands over the calendar of somebody whose day is not known."""
    offer_check_ins: Line
    """Says what the check-ins are, and that they come only if asked for."""
    begin_check_ins: Label
    end_check_ins: Label
    check_ins_on: Line
    next_check_in: Heading
    """Stands before the date of the next check-in."""
    no_check_in_left: Line
    check_ins_off: Line
    """Said by /stop; also how to begin again."""
    late_check_in: Line
    """Said first in a check-in that comes on a later day than it was meant for."""
