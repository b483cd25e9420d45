"""How the bot learns what happened: by polling, or at its webhook."""

from bot.playground.refusals import Json
from bot.playground.webhooks import Webhook
from bot.playground.world import World


async def get_updates(world: World, call: Json) -> list[Json]:
    """Tell what happened since; wait for it if need be."""
    return await world.updates.poll(
        call.get("offset", 0), call.get("limit", 100), call.get("timeout", 0), call.get("allowed_updates")
    )


def set_webhook(world: World, call: Json) -> bool:
    """Post updates from now on; an empty address means polling again."""
    webhook = Webhook.asked_for(call) if call.get("url") else None
    if "allowed_updates" in call:
        world.updates.allowed = call["allowed_updates"]
    return _post_to(world, webhook, call)


def delete_webhook(world: World, call: Json) -> bool:
    """Allow polling again."""
    return _post_to(world, None, call)


def _post_to(world: World, webhook: Webhook | None, call: Json) -> bool:
    if call.get("drop_pending_updates"):
        world.updates.drop()
    world.updates.post_to(webhook)
    return True


def get_webhook_info(world: World, _: Json) -> Json:
    """Tell where updates go, how many wait, and what went wrong last."""
    updates = world.updates
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.waiting)}
    if updates.webhook is not None:
        info |= {"url": updates.webhook.url, "max_connections": updates.webhook.max_connections}
    if updates.last_error is not None:
        info |= dict(zip(("last_error_date", "last_error_message"), updates.last_error, strict=True))
    return info | ({"allowed_updates": list(updates.allowed)} if updates.allowed else {})
