"""Looking up a reference: proof of what was said, though nobody stores what patients write."""

import re
from typing import Final

from bot.core.knowledge import Knowledge
from bot.core.model import Topic

_WRITTEN: Final = re.compile(
    r"(?:ref\.? *)?(?P<id>[a-z][a-z0-9-]{1,39}?) ?[·.:#/ -] ?(?P<revision>[0-9a-f]{6})"
)


class NoSuchTextError(Exception):
    """No text of today has this reference; says which one has, and where to look."""


def topic_with(reference: str, knowledge: Knowledge) -> Topic:
    """Return the topic of which a reference tells today's text.

    Raises:
        NoSuchTextError: The reference cannot be read, or belongs to another text.
    """
    found = _WRITTEN.fullmatch(reference.strip().lower())
    if found is None:
        raise NoSuchTextError("this is no reference; write it as in the message, such as infection·3fa9c2")
    topic = knowledge.topic(found["id"])
    if topic is None:
        raise NoSuchTextError(
            f"there is no topic {found['id']} today; look for its file in the history of the repository"
        )
    if topic.revision != found["revision"]:
        raise NoSuchTextError(
            f"the text of {topic.id} is {topic.reference} today; look for {found['revision']} in the history "
            "of the repository and of the clinic's own file: run this command on the files of that day"
        )
    return topic
