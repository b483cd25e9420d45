"""What the bot tells Telegram about itself: its name, its texts and its menus."""

from bot.playground import limits
from bot.playground.parameters import (
    DeleteMyCommands,
    GetMe,
    GetMyCommands,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)
from bot.playground.parts import BotCommandScope
from bot.playground.refusals import Json
from bot.playground.world import Event, Kind, World


def get_me(world: World, _: GetMe) -> Json:
    """Tell who the bot is."""
    return world.bot() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
    }


def _menu(scope: BotCommandScope, language: str) -> tuple[str, ...]:
    return (*(str(value) for value in scope.model_dump(exclude_none=True).values()), language)


def set_my_commands(world: World, call: SetMyCommands) -> bool:
    """Fill a menu."""
    limits.check_commands(call.commands)
    commands = [
        {**command.model_dump(), "command": command.command.removeprefix("/")} for command in call.commands
    ]
    world.profile.commands[_menu(call.scope, call.language_code)] = commands
    world.tell(Event(Kind.PROFILE))
    return True


def get_my_commands(world: World, call: GetMyCommands) -> list[Json]:
    """Return a menu."""
    return world.profile.commands.get(_menu(call.scope, call.language_code), [])


def delete_my_commands(world: World, call: DeleteMyCommands) -> bool:
    """Empty a menu."""
    world.profile.commands.pop(_menu(call.scope, call.language_code), None)
    world.tell(Event(Kind.PROFILE))
    return True


def set_my_name(world: World, call: SetMyName) -> bool:
    """Rename the bot."""
    world.profile.name = call.name or world.profile.name
    world.tell(Event(Kind.PROFILE))
    return True


def set_my_description(world: World, call: SetMyDescription) -> bool:
    """Set what stands above an empty chat."""
    world.profile.description = call.description
    world.tell(Event(Kind.PROFILE))
    return True


def set_my_short_description(world: World, call: SetMyShortDescription) -> bool:
    """Set what stands on the bot's profile."""
    world.profile.short_description = call.short_description
    world.tell(Event(Kind.PROFILE))
    return True


def set_chat_menu_button(world: World, call: SetChatMenuButton) -> bool:
    """Set what the menu button does."""
    world.profile.menu_button = call.menu_button.type
    return True
