"""How Telegram says no: an error code, its own words, and at times a hint for the machine."""

from typing import Any

# Telegram's own JSON; its shape is told by Telegram's documents.
Json = dict[str, Any]


class Refusal(Exception):  # noqa: N818  An answer of Telegram's; only our own code raises it.
    """A call that Telegram turns down, with the code and the words that it uses."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """Return the body of Telegram's answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str, **parameters: int) -> Refusal:
    """Return the refusal of a call that is wrong in itself (400)."""
    return Refusal(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refusal:
    """Return the refusal of a call that the bot has no right to make (403)."""
    return Refusal(403, f"Forbidden: {reason}")


def unauthorized() -> Refusal:
    """Return the refusal of a wrong token (401)."""
    return Refusal(401, "Unauthorized")


def not_found() -> Refusal:
    """Return the refusal of a method that is not there (404)."""
    return Refusal(404, "Not Found")


def conflict(reason: str) -> Refusal:
    """Return the refusal of a second way to receive updates (409)."""
    return Refusal(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> Refusal:
    """Return the refusal of a bot that talks too fast (429); it may try again in `retry_after` seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
