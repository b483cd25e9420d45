"""Asking the bot from within any chat: the query, what the bot offers, and what is sent of it."""

from dataclasses import dataclass

from bot.playground.entities import Formatted
from bot.playground.queries import InlineQuery
from bot.playground.refusals import Json
from bot.playground.world import World


@dataclass(frozen=True)
class Offer:
    """One result of an inline query, as people see it in the list."""

    id: str
    title: str
    description: str
    text: str
    """What is sent if it is chosen."""


def asked(world: World, person: Json, text: str, offset: str) -> str:
    """Let the bot know of an inline query, and return its id.

    Raises:
        ValueError: the bot does not support inline queries.
    """
    if not world.profile.inline:
        raise ValueError("the bot does not support inline queries")
    query_id = world.unique_id("inline")
    world.inline_queries[query_id] = InlineQuery(person)
    query = {"id": query_id, "from": person, "query": text, "offset": offset, "chat_type": "private"}
    world.updates.push("inline_query", query)
    return query_id


def offers(query: InlineQuery) -> tuple[Offer, ...]:
    """Return what people see of the results."""
    return tuple(
        Offer(one["id"], one["title"], one.get("description", ""), Formatted.said_in(one["message"]).text)
        for one in query.results or ()
    )


def chosen(world: World, person: Json, query_id: str, offer: Offer) -> Json:
    """Return what a message holds that sends an offer; the bot learns of it if it wants to.

    Raises:
        LookupError: it was not offered.
    """
    results = world.inline_queries[query_id].results or ()
    result = next((one for one in results if one["id"] == offer.id), None)
    if result is None:
        raise LookupError(f"{offer.title!r} was not offered")
    if "chosen_inline_result" in world.updates.allowed:
        world.updates.push("chosen_inline_result", {"result_id": offer.id, "from": person, "query": query_id})
    message: Json = result["message"]
    return message | {"via_bot": world.bot}
