"""The chat of the clinic's staff: whether the bot can serve it, and who reads patients' words there."""

from collections.abc import Iterator
from typing import Final

from bot.doctor.bot_api import StaffVisit
from bot.doctor.findings import Finding, ok, warn, wrong

_NAME: Final = "staff chat"
_RIGHTS: Final = "staff chat rights"
_TOPICS: Final = "staff chat topics"
_READERS: Final = "staff chat readers"
_GROUPS: Final = frozenset({"group", "supergroup"})
_OTHER: Final = {"channel": "a channel", "private": "a private chat"}
_INSIDE: Final = frozenset({"creator", "administrator", "member", "restricted"})


def not_there(new_id: int | None) -> Finding:
    """Return the finding for a chat that the bot cannot see, or that has moved."""
    if new_id is not None:
        return wrong(_NAME, "it has a new number since it grew", f"write STAFF_CHAT_ID={new_id} into .env")
    return wrong(
        _NAME,
        "the bot is not in it, or there is no such chat",
        "add the bot to the group, and check STAFF_CHAT_ID with /id in the group, minus sign included",
    )


def staff_findings(told: StaffVisit, *, reads_all: bool) -> Iterator[Finding]:
    """Yield what Telegram's answers tell of the staff's chat; `reads_all` is whether privacy mode is off."""
    yield _place(told)
    if told.chat.type not in _GROUPS or told.standing.status not in _INSIDE:
        return
    if not told.standing.can_send_messages:
        yield wrong(_RIGHTS, "the bot may not write in it", "make it an administrator of this group")
        return
    runs_it = told.standing.status in {"creator", "administrator"}
    yield _rights(runs_it=runs_it, reads_all=reads_all)
    if not told.chat.is_forum:
        yield ok(
            _TOPICS,
            "there are none, so each conversation is a chain of replies; "
            "for a thread of its own for each patient switch on Topics in the group's settings",
        )
    elif not told.standing.can_manage_topics:
        yield warn(
            _TOPICS,
            "the bot may not begin a topic for each patient, so all conversations share one place",
            "make it an administrator that may manage topics",
        )
    yield ok(
        _READERS,
        f"all {told.members} members, bots included, can read what patients hand over: keep it small",
    )


def _place(told: StaffVisit) -> Finding:
    if told.standing.status not in _INSIDE:
        return wrong(_NAME, "the bot is not in it", "add the bot to the group")
    if told.chat.type not in _GROUPS:
        return wrong(
            _NAME,
            f"this is {_OTHER.get(told.chat.type, 'something else')}, no group",
            "write /id in your staff's own group, and copy that number, with its minus sign",
        )
    if told.chat.username:
        return wrong(
            _NAME,
            "it is public: anybody can read what patients hand over",
            "make the group private, or choose another one",
        )
    return ok(_NAME, "the bot is in it, and it is private")


def _rights(*, runs_it: bool, reads_all: bool) -> Finding:
    if runs_it:
        return ok(_RIGHTS, "the bot is an administrator: it sees every answer, and who is a member")
    if reads_all:
        return warn(
            _RIGHTS,
            "the bot is no administrator, so Telegram may not tell it who is a member, and answers may fail",
            "make it an administrator",
        )
    return wrong(
        _RIGHTS,
        "the bot does not see all that your staff write",
        "make it an administrator of this group",
    )
