"""What the chat page shows: the bot's profile, the patients, and the messages of one chat, as plain JSON."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from bot.playground.chatting import deep_link
from bot.playground.entities import Formatted
from bot.playground.patients import Patient
from bot.playground.refusals import Json
from bot.playground.world import Posted, Profile

_ATTACHMENTS: Final = ("photo", "voice", "sticker", "location", "contact")


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
    messages = [_message(posted, username) for posted in patient.chat.posted.values()]
    return {"id": patient.id, "name": patient.name, "messages": messages}


def _message(posted: Posted, username: str) -> Json:
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
        "quoted": Formatted.said_in(shape.get("reply_to_message", {})).text,
    }


def _with_start(linked: Json, username: str) -> Json:
    """Return a link or a button with the payload of its deep link to this bot, if it is one."""
    payload = deep_link(linked["url"], username) if "url" in linked else None
    return linked if payload is None else linked | {"start": payload}
