"""Links that set the procedure day: signed, so that nobody but the clinic makes one."""

import hmac
import re
from base64 import urlsafe_b64encode
from datetime import date
from hashlib import sha256
from typing import Final

_SIGNATURE_BYTES: Final = 12
"""96 bits of the signature, in 16 characters; a payload has 29, of the 64 that Telegram lets through."""
_PAYLOAD: Final = re.compile(r"day-(\d{4})(\d\d)(\d\d)-[A-Za-z0-9_-]{16}", re.ASCII)
_PURPOSE: Final = b"the procedure day in a link"


def day_secret(token: str) -> bytes:
    """Return the key for day links, derived from the bot token, which it does not reveal."""
    return hmac.digest(token.encode(), _PURPOSE, sha256)


def day_payload(secret: bytes, day: date) -> str:
    """Return what follows `?start=` in a link that sets the procedure day."""
    named = f"day-{day.isoformat().replace('-', '')}"
    signature = hmac.digest(secret, named.encode(), sha256)[:_SIGNATURE_BYTES]
    return f"{named}-{urlsafe_b64encode(signature).decode()}"


def day_in(secret: bytes, payload: str) -> date | None:
    """Return the day that a payload sets; None of anything that was not made with this secret."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None
    return day if hmac.compare_digest(day_payload(secret, day), payload) else None
