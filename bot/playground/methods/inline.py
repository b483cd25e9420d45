"""Answering people who ask the bot from within any chat."""

import re
from typing import Final

from bot.playground import limits
from bot.playground.methods.taps import TOO_OLD
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World

RESULTS: Final = 50
ID_BYTES: Final = 64
OFFSET_BYTES: Final = 64

_START: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_inline_query(world: World, call: Json) -> bool:
    """Offer up to 50 results."""
    query = world.inline_queries.get(call.get("inline_query_id", ""))
    if query is None or query.expired:
        raise bad_request(TOO_OLD)
    results: list[Json] = call.get("results", [])
    _check_ids(results)
    if len(call.get("next_offset", "").encode()) > OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    if "button" in call:
        _check_button(call["button"])
    query.results = [_read(result) for result in results]
    query.shown = {
        name: call[name] for name in call.keys() & {"next_offset", "cache_time", "is_personal", "button"}
    }
    world.bell.ring()
    return True


def _check_ids(results: list[Json]) -> None:
    if len(results) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if any(not 0 < len(one.encode()) <= ID_BYTES for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")


def _check_button(button: Json) -> None:
    if not button.get("text", "").strip():
        raise bad_request('can\'t parse button: Field "text" must be non-empty')
    if not _START.fullmatch(button.get("start_parameter", "")):
        raise bad_request("START_PARAM_INVALID")


def _read(result: Json) -> Json:
    """Return a result with the message that it would send, as it is shown."""
    if result.get("type") != "article":
        raise bad_request("this Telegram offers articles only")
    if not result.get("title", "").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not content:
        raise bad_request("MESSAGE_EMPTY")
    said = limits.text(content | {"text": content.get("message_text", "")}).carried()
    return result | {"message": said | limits.keyboard(result)}
