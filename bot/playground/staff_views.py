"""What the staff pane shows: the group's people, its topics, and the messages of one topic, as plain JSON."""

from typing import Final

from bot.playground.chats import GONE, Posted, Topic
from bot.playground.groups import Group
from bot.playground.people import BOT
from bot.playground.refusals import Json
from bot.playground.views import shown_message

GENERAL: Final = 0
"""In place of a topic's id: what stands in none."""


def state(group: Group, chosen: int | None) -> Json:
    """Return what the pane shows with this topic chosen; without a choice, the one that was used last."""
    threads = _threads(group)
    known = {thread["id"] for thread in threads}
    newest = max(threads, key=lambda thread: thread["last"])["id"]
    thread = chosen if chosen in known else newest
    within = [one for one in group.chat.posted.values() if _thread(group, one) == thread]
    return {
        "group": {"id": group.id, "title": group.chat.shape["title"]},
        "members": [{"id": one.id, "name": one.name} for one in group.members if one.status not in GONE],
        "threads": threads,
        "thread": thread,
        "messages": [_message(group, posted) for posted in within],
    }


def _threads(group: Group) -> list[Json]:
    last: dict[int, int] = {}
    for posted in group.chat.posted.values():
        last[_thread(group, posted)] = posted.shape["message_id"]
    general = Topic(GENERAL, "General" if group.chat.is_forum else "All messages", by_bot=False)
    return [
        {"id": topic.id, "name": topic.name, "open": topic.is_open, "last": last.get(topic.id, 0)}
        for topic in (general, *group.topics())
    ]


def _thread(group: Group, posted: Posted) -> int:
    thread = posted.shape.get("message_thread_id", GENERAL)
    return int(thread) if thread in group.chat.topics else GENERAL


def _message(group: Group, posted: Posted) -> Json:
    author = posted.shape.get("from", group.world.bot)
    name = posted.shape.get("sender_chat", {}).get("title", author["first_name"])
    return shown_message(posted, group.world.profile.username) | {
        "mine": author["id"] != BOT,
        "author": name,
        "author_id": author["id"],
    }
