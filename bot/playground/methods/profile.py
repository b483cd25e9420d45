"""How the bot presents itself: its name, its menus and what it says of itself."""

from bot.playground import limits
from bot.playground.events import Event, Kind
from bot.playground.refusals import Json
from bot.playground.world import World


def get_me(world: World, _: Json) -> Json:
    """Tell who the bot is."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": world.profile.inline,
    }


def set_my_commands(world: World, call: Json) -> bool:
    """Fill a menu."""
    commands = call.get("commands", [])
    limits.check_commands(commands)
    world.profile.menus[call.get("scope", {}).get("type", "default")] = commands
    world.tell(Event(Kind.PROFILE))
    return True


def set_my_description(world: World, call: Json) -> bool:
    """Set what stands above an empty chat."""
    words = call.get("description", "")
    limits.check_length("description", words, limits.DESCRIPTION)
    world.profile.description = words
    world.tell(Event(Kind.PROFILE))
    return True


def set_my_short_description(world: World, call: Json) -> bool:
    """Set what stands on the bot's profile."""
    words = call.get("short_description", "")
    limits.check_length("short description", words, limits.SHORT_DESCRIPTION)
    world.profile.short_description = words
    return True
