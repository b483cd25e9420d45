"""What the bot says for many people at once: on a channel, from within any chat, and about its answers."""

from typing import Annotated, Final

from pydantic import Field

from bot.core.model import Label, Notice, Slug, Value

MOST_MAIN_TOPICS: Final = 11
"""Topics on the guide; with the button that only opens the private chat they fill 6 rows of two."""


class ChannelPhrases(Value):
    """The words of the channel's guide, of suggestions and of votes."""

    guide: Notice
    """The pinned post of a channel: what the bot is, and whom to call."""
    main_topics: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=MOST_MAIN_TOPICS)]
    """The topics of the guide's buttons, in their order; the first are suggested where no word was typed."""
    ask_privately: Label
    """The button of the guide that opens the private chat alone."""
    urgent_title: Label
    """Stands over the urgent card among suggestions."""
    urgent_summary: Label
    """Says what the card tells, where people choose."""
    group_number: Label
    """Stands before the number of a group, for whoever sets the bot up."""
    too_quick: Notice
    """Said once to somebody who writes more in a minute than the bot answers."""
    helpful: Label
    not_helpful: Label
    voted: Label
    """The pop-up after a vote."""
