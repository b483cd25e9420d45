"""What each method of the Bot API accepts: one closed class a method, read from a form or from JSON.

Telegram ignores a parameter that it does not know. Here it is refused, and so is an unknown key anywhere
inside a parameter, because a misspelt one is a mistake that nobody would see.
"""

import json
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, StringConstraints, ValidationError

from bot.playground.parts import (
    BotCommand,
    BotCommandScope,
    ChatId,
    LinkPreviewOptions,
    MenuButton,
    MessageEntity,
    Part,
    ReplyMarkup,
    ReplyParameters,
)
from bot.playground.refusals import Json, Refusal, bad_request, strict

BotName = Annotated[str, StringConstraints(max_length=64)]
Description = Annotated[str, StringConstraints(max_length=512)]
ShortDescription = Annotated[str, StringConstraints(max_length=120)]


class Parameters(Part):
    """The parameters of one method; its name is that of the class, with a small first letter."""

    method: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.method = cls.__name__[0].lower() + cls.__name__[1:]

    @classmethod
    def decoded(cls, raw: Json) -> Json:
        """Return the parameters as JSON values; a form carries every value as text."""
        return {name: cls._decoded(name, value) for name, value in raw.items()}

    @classmethod
    def _decoded(cls, name: str, value: Any) -> Any:
        field = cls.model_fields.get(name)
        # Text stays text, even where it looks like a number or like JSON.
        if not isinstance(value, str) or field is None or field.annotation is str:
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value

    @classmethod
    def read(cls, decoded: Json) -> Self:
        """Return the call that these JSON values make, or raise what Telegram would say of them."""
        try:
            return cls.model_validate_json(json.dumps(decoded), strict=True)
        except ValidationError as problem:
            raise cls._refusal(problem) from None

    @classmethod
    def _refusal(cls, problem: ValidationError) -> Refusal:
        first = problem.errors(include_url=False, include_input=False)[0]
        path = ".".join(str(step) for step in first["loc"])
        match first["type"]:
            case "extra_forbidden" if "." not in path:
                return strict(f"{cls.method} has no parameter {path}")
            case "extra_forbidden":
                return strict(f"{cls.method} has no field {path}")
            case "missing" if path == "chat_id":
                return bad_request("chat_id is empty")
            case "json_invalid":
                return bad_request("strings must be encoded in UTF-8")
            case "missing":
                return bad_request(f'can\'t find field "{path}"')
            case _:
                return strict(f"{cls.method}: {path}: {first['msg']}")


class GetMe(Parameters):
    """Who am I."""


class LogOut(Parameters):
    """Leave the cloud."""


class Close(Parameters):
    """Close the bot before it moves."""


class GetUpdates(Parameters):
    """What happened since."""

    offset: int = 0
    limit: int = 100
    timeout: float = 0
    allowed_updates: tuple[str, ...] | None = None


class DeleteWebhook(Parameters):
    """No longer push updates."""

    drop_pending_updates: bool = False


class GetWebhookInfo(Parameters):
    """Where updates are pushed to."""


class _Commands(Parameters):
    scope: BotCommandScope = BotCommandScope(type="default")
    language_code: str = ""


class SetMyCommands(_Commands):
    """Fill the menu."""

    commands: tuple[BotCommand, ...]


class GetMyCommands(_Commands):
    """Read the menu."""


class DeleteMyCommands(_Commands):
    """Empty the menu."""


class SetMyName(Parameters):
    """Rename the bot."""

    name: BotName = ""
    language_code: str = ""


class SetMyDescription(Parameters):
    """Tell what the bot is, above an empty chat."""

    description: Description = ""
    language_code: str = ""


class SetMyShortDescription(Parameters):
    """Tell what the bot is, on its profile."""

    short_description: ShortDescription = ""
    language_code: str = ""


class SetChatMenuButton(Parameters):
    """Set what the menu button does."""

    chat_id: int | None = None
    menu_button: MenuButton = MenuButton(type="default")


class _ToChat(Parameters):
    chat_id: ChatId


class _Sending(_ToChat):
    parse_mode: str = ""
    reply_markup: ReplyMarkup = ReplyMarkup()
    reply_parameters: ReplyParameters | None = None
    message_thread_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False


class SendMessage(_Sending):
    """Say something."""

    text: str = ""
    entities: tuple[MessageEntity, ...] = ()
    link_preview_options: LinkPreviewOptions = LinkPreviewOptions()


class SendPhoto(_Sending):
    """Show a picture: one uploaded with the call, or the file id of one shown before."""

    photo: str = ""
    caption: str = ""
    caption_entities: tuple[MessageEntity, ...] = ()
    show_caption_above_media: bool = False
    has_spoiler: bool = False


class _Editing(_ToChat):
    message_id: int
    reply_markup: ReplyMarkup = ReplyMarkup()


class EditMessageText(_Editing):
    """Say it differently."""

    text: str = ""
    parse_mode: str = ""
    entities: tuple[MessageEntity, ...] = ()
    link_preview_options: LinkPreviewOptions = LinkPreviewOptions()


class EditMessageReplyMarkup(_Editing):
    """Change the buttons of a message."""


class DeleteMessage(_ToChat):
    """Take a message back."""

    message_id: int


class AnswerCallbackQuery(Parameters):
    """Acknowledge a tap."""

    callback_query_id: str
    text: str = ""
    show_alert: bool = False
    url: str = ""
    cache_time: int = 0


class SendChatAction(_ToChat):
    """Show that the bot is typing."""

    action: str
    message_thread_id: int | None = None


class GetChat(_ToChat):
    """Look at a chat."""


class GetChatMember(_ToChat):
    """Look at a member of a chat."""

    user_id: int


class LeaveChat(_ToChat):
    """Leave a group."""


class GetFile(Parameters):
    """Find out where a file can be fetched."""

    file_id: Annotated[str, Field(min_length=1)]
