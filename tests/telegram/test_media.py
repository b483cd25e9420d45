"""For whatever came instead of text, the bot admits to the right limit."""

from typing import Final

import pytest
from telegram.constants import MessageAttachmentType

from bot.playground.refusals import Json
from bot.telegram.media import limit_of
from bot.telegram.notices import Notice
from tests.telegram.received import GROUP, received

FILE: Final[Json] = {
    "file_id": "f",
    "file_unique_id": "f",
    "width": 1,
    "height": 1,
    "duration": 1,
    "length": 1,
}
STICKER: Final[Json] = FILE | {"type": "regular", "is_animated": False, "is_video": False}
PLACE: Final[Json] = {"latitude": 1.0, "longitude": 1.0}

SEEN: Final[dict[str, Json]] = {
    "photo": {"photo": [FILE, FILE]},
    "video": {"video": FILE},
    "animation": {"animation": FILE, "document": FILE},
    "sticker": {"sticker": STICKER},
    "story": {"story": {"id": 1, "chat": GROUP}},
    "paid_media": {"paid_media": {"star_count": 1, "paid_media": [{"type": "preview"}]}},
}
HEARD: Final[dict[str, Json]] = {
    "voice": {"voice": FILE},
    "audio": {"audio": FILE},
    "video_note": {"video_note": FILE},
}
OPENED: Final[dict[str, Json]] = {
    "document": {"document": FILE | {"mime_type": "image/png"}},
    "location": {"location": PLACE},
    "venue": {"venue": {"location": PLACE, "title": "Clinic", "address": "1 Rose Road"}, "location": PLACE},
    "contact": {"contact": {"phone_number": "+15550100", "first_name": "Anna"}},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "invented_tomorrow": {"invented_tomorrow": {}},
}
LIMITS: Final = (
    [(kind, sent, Notice.CANNOT_SEE) for kind, sent in SEEN.items()]
    + [(kind, sent, Notice.CANNOT_HEAR) for kind, sent in HEARD.items()]
    + [(kind, sent, Notice.CANNOT_OPEN) for kind, sent in OPENED.items()]
)


@pytest.mark.parametrize(("kind", "sent", "limit"), LIMITS, ids=[kind for kind, _, _ in LIMITS])
@pytest.mark.parametrize("caption", [{}, {"caption": "is this ok"}], ids=["bare", "with a caption"])
def test_each_kind_of_content_meets_its_limit(kind: str, sent: Json, limit: Notice, caption: Json) -> None:
    """What would have to be looked at, listened to or opened is told apart, with a caption and without."""
    message = received(sent | caption)

    assert (message.effective_attachment is None) is (kind not in list(MessageAttachmentType))
    assert limit_of(message) is limit


@pytest.mark.parametrize("text", ["my face is red", "/help", "https://example.com", "."])
def test_a_text_meets_no_limit(text: str) -> None:
    """Text is what the bot reads, so there is nothing to admit."""
    assert limit_of(received(text)) is None
