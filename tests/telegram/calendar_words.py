"""The words of a patient's calendar, of /privacy and of /forget in tests: short, and each its own."""

from typing import Final

from bot.core.phrases_calendar import CalendarPhrases
from bot.core.phrases_privacy import ErasurePhrases, PrivacyPhrases

CALENDAR: Final = CalendarPhrases(
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ask_day="When was it?",
    confirm_day="Was it on this day?",
    confirm_either="On which of these days was it?",
    offer_day="Shall I keep that day?",
    set_day="Yes:",
    keep_none="Keep no day",
    not_past="That day is still to come.",
    too_long_ago="That is too long ago.",
    no_day="I could not read a day.",
    kept_day="Kept:",
    today_is_day="Today is day",
    day_use="I tell what the article says of your day.",
    day_forgotten="I keep no day.",
    tell_day="Tell me your day",
    change_day="Change the day",
    forget_day="Forget the day",
    show_timeline="There is a picture.",
    general="This is the calendar of the article.",
    offer_check_ins="I can write to you on some days.",
    begin_check_ins="Write to me",
    end_check_ins="Stop these messages",
    check_ins_on="I write to you on some days.",
    next_check_in="Next message:",
    no_check_in_left="All days are over.",
    check_ins_off="I do not write by myself.",
    late_check_in="This comes late.",
)
PRIVACY: Final = PrivacyPhrases(
    nobody_reads="No person reads this.",
    stored="Nothing is stored.",
    remembered="The last topic is used for a while.",
    kept_day="The day is kept.",
    staff="Staff read what you hand over.",
    staff_kept="The staff keep it.",
    readers="Read by:",
    missed="What I cannot answer is kept.",
    counted="Answers are counted.",
    logged="The kind of each reply is logged.",
    not_logged="Nothing is logged.",
    erasure="You can erase it.",
    telegram="Telegram keeps the chat.",
    operator="Run by:",
    operator_unnamed="Ask your clinic who runs this.",
)
ERASURE: Final = ErasurePhrases(
    question="Erase all of it?",
    also_staff="The staff lose it too.",
    confirm="Erase everything",
    receipt="All of it is erased.",
    receipt_staff="The staff are told.",
    telegram_keeps="Telegram still has the chat.",
    staff_told="The patient erased this.",
)
