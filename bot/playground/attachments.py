"""What people send besides words: pictures, documents, voices, places, as the content of a message."""

from typing import Final

from bot.playground.files import File
from bot.playground.refusals import Json
from bot.playground.world import World

TINY_PICTURE: Final = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc\xb8\x01\x00\x00\xc4\x00\xc3U\xb2\xab\xac\x00\x00\x00\x00IEND\xaeB`\x82"
)


def photo(world: World, content: bytes, kind: str, size: tuple[int, int] = (1280, 960)) -> Json:
    """Keep a picture, and return what a message holds that shows it."""
    width, height = size
    shape = named(world) | {"width": width, "height": height, "file_size": len(content)}
    world.files[shape["file_id"]] = File(content, kind, "photo", shape)
    return {"photo": [shape]}


def document(world: World, content: bytes, kind: str, name: str) -> Json:
    """Keep a document, and return what a message holds that brings it."""
    shape = named(world) | {"file_name": name, "mime_type": kind, "file_size": len(content)}
    world.files[shape["file_id"]] = File(content, kind, "document", shape)
    return {"document": shape}


def voice(world: World) -> Json:
    """Return a voice message of 4 seconds."""
    return {"voice": named(world) | {"duration": 4}}


def sticker(world: World) -> Json:
    """Return a sticker."""
    look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": named(world) | look | {"emoji": "👍"}}


def named(world: World) -> Json:
    """Return how a new file is named."""
    file_id = world.unique_id("file")
    return {"file_id": file_id, "file_unique_id": file_id}
