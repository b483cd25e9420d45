"""Posting pictures and documents: uploaded with the call, or known by their file id."""

from bot.playground import attachments, limits
from bot.playground.files import Upload, check_photo, picture_type
from bot.playground.methods.places import chat_to_write_in, place
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World


def send_photo(world: World, call: Json) -> Json:
    """Post a picture."""
    return _send(world, call, "photo")


def send_document(world: World, call: Json) -> Json:
    """Post a document."""
    return _send(world, call, "document")


def _send(world: World, call: Json, part: str) -> Json:
    chat = chat_to_write_in(world, call)
    said = limits.caption(call) | limits.keyboard(call) | place(chat, call)
    shown = _shown(world, call.get(part), part)
    return world.post(chat, world.bot, shown | said, call.get("caption") or "").shape


def _shown(world: World, given: object, part: str) -> Json:
    if isinstance(given, Upload):
        return _uploaded(world, given, part)
    # An attachment that did not come along is the same as none.
    if not given or (isinstance(given, str) and given.startswith("attach://")):
        raise bad_request(f"there is no {part} in the request")
    file = world.files.get(str(given))
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.part != part:
        raise bad_request(f"can't use file of type {file.part.capitalize()} as {part.capitalize()}")
    return {part: [file.shape] if part == "photo" else file.shape}


def _uploaded(world: World, upload: Upload, part: str) -> Json:
    if part == "photo":
        size = check_photo(upload.content)
        return attachments.photo(world, upload.content, picture_type(upload.content) or upload.kind, size)
    if not upload.content:
        raise bad_request("file must be non-empty")
    return attachments.document(world, upload.content, upload.kind, upload.name)
