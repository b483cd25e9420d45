"""What the chat page shows: the bot's profile, the patients, and the messages of one chat, as plain JSON."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from bot.playground.chatting import deep_link
from bot.playground.entities import entities_of, text_of
from bot.playground.patients import Patient
from bot.playground.refusals import Json
from bot.playground.world import Posted, Profile, World

_ATTACHMENTS: Final = ("photo", "voice", "video", "document", "sticker", "location", "contact")


def state(world: World, patients: Iterable[Patient], chosen: int | None) -> Json:
    """Return what the page shows when this chat is chosen; without a choice, the first one."""
    people = {patient.id: patient for patient in patients if not patient.person["is_bot"]}
    patient = people.get(chosen or 0) or next(iter(people.values()), None)
    return {
        "bot": _bot(world),
        "patients": [{"id": person.id, "name": person.name} for person in people.values()],
        "chat": patient and _chat(patient),
    }


def _bot(world: World) -> Json:
    profile = world.profile
    return {
        "name": profile.name,
        "username": world.username,
        "description": profile.description,
        "short_description": profile.short_description,
        "commands": _menu(profile),
    }


def _menu(profile: Profile) -> list[Json]:
    """Return the menu of a private chat in English: the narrowest scope that has one wins."""
    for scope in ("all_private_chats", "default"):
        for language in ("en", ""):
            if (scope, language) in profile.commands:
                return profile.commands[scope, language]
    return []


def _chat(patient: Patient) -> Json:
    username = patient.world.username
    return {
        "id": patient.id,
        "name": patient.name,
        "messages": [_message(posted, username) for posted in patient.chat.posted.values()],
    }


def _message(posted: Posted, username: str) -> Json:
    shape = posted.shape
    attachment = next((kind for kind in _ATTACHMENTS if kind in shape), None)
    keyboard = shape.get("reply_markup", {}).get("inline_keyboard", [])
    quoted = shape.get("reply_to_message", {})
    return {
        "id": shape["message_id"],
        "mine": not posted.by_bot,
        "text": text_of(shape),
        "entities": [_with_start(entity, username) for entity in entities_of(shape)],
        "buttons": [[_with_start(button, username) for button in row] for row in keyboard],
        "time": datetime.fromtimestamp(shape["date"], UTC).isoformat(),
        "edited": "edit_date" in shape,
        "attachment": attachment,
        "photo": shape["photo"][-1]["file_id"] if attachment == "photo" else None,
        "quoted": text_of(quoted),
    }


def _with_start(linked: Json, username: str) -> Json:
    """Return a link or a button with the payload of its deep link to this bot, if it is one."""
    payload = deep_link(linked["url"], username) if "url" in linked else None
    return linked if payload is None else linked | {"start": payload}
