"""What the chat page shows: the bot's profile, the patients, and the messages of one chat, as plain JSON."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from bot.playground.chats import Posted
from bot.playground.chatting import deep_link
from bot.playground.entities import Formatted
from bot.playground.patients import Patient
from bot.playground.refusals import Json
from bot.playground.world import Profile

_ATTACHMENTS: Final = ("photo", "document", "voice", "sticker", "location", "contact")
_NOTES: Final = {
    "pinned_message": "A message was pinned",
    "forum_topic_created": "Topic opened",
    "forum_topic_closed": "Topic closed",
    "forum_topic_reopened": "Topic opened again",
    "forum_topic_edited": "Topic renamed",
    "new_chat_members": "Somebody joined",
    "left_chat_member": "Somebody left",
    "migrate_from_chat_id": "The group became a supergroup",
}


def state(profile: Profile, patients: Iterable[Patient], chosen: int | None) -> Json:
    """Return what the page shows when this chat is chosen; without a choice, the first one."""
    people = {patient.id: patient for patient in patients if not patient.person["is_bot"]}
    patient = people.get(chosen or 0) or next(iter(people.values()), None)
    return {
        "bot": _bot(profile),
        "patients": [{"id": person.id, "name": person.name} for person in people.values()],
        "chat": patient and _chat(patient),
    }


def _bot(profile: Profile) -> Json:
    commands = profile.menus.get("all_private_chats") or profile.menus.get("default", [])
    return {"name": profile.name, "description": profile.description, "commands": commands}


def _chat(patient: Patient) -> Json:
    username = patient.world.profile.username
    messages = [shown_message(posted, username) for posted in patient.chat.posted.values()]
    return {"id": patient.id, "name": patient.name, "messages": messages}


def shown_message(posted: Posted, username: str) -> Json:
    """Return a message as the page draws it; `username` is the bot's."""
    shape = posted.shape
    said = Formatted.said_in(shape)
    attachment = next((kind for kind in _ATTACHMENTS if kind in shape), None)
    keyboard = shape.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        "id": shape["message_id"],
        "mine": not posted.by_bot,
        "text": said.text,
        "entities": [_with_start(entity, username) for entity in said.entities],
        "buttons": [[_with_start(button, username) for button in row] for row in keyboard],
        "time": datetime.fromtimestamp(shape["date"], UTC).isoformat(),
        "edited": "edit_date" in shape,
        "attachment": attachment,
        "photo": shape["photo"][-1]["file_id"] if attachment == "photo" else None,
        "file_name": shape["document"].get("file_name") if attachment == "document" else None,
        "reaction": posted.reaction,
        "note": next((words for part, words in _NOTES.items() if part in shape), None),
        "quoted": _quoted(shape.get("reply_to_message", {})),
    }


def _quoted(shape: Json) -> str:
    return Formatted.said_in(shape).text or ("A picture" if "photo" in shape else "")


def _with_start(linked: Json, username: str) -> Json:
    """Return a link or a button with the payload of its deep link to this bot, if it is one."""
    payload = deep_link(linked["url"], username) if "url" in linked else None
    return linked if payload is None else linked | {"start": payload}
