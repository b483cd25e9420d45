"""What the article says, fact by fact, as a language's `facts.yaml` lists it in our own words."""

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.content.plain_language import Terms
from bot.core.model import Line, Slug, Value

FILE = "facts.yaml"

FactId = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9][a-z]?$")]


class Figure(Value):
    """A number that the article gives."""

    of: Slug
    """What it tells: the name of a list of vague words in wording.yaml, such as time."""
    says: Line
    """The number with its unit, such as "1 to 3 months"."""


class Fact(Value):
    """One thing that the article says."""

    id: FactId
    """A letter and a number, by which topics name it under `source`."""
    topic: Slug
    """The topic that must tell it."""
    tells: Line
    """The fact in our own words."""
    must_say: Annotated[tuple[Terms, ...], Field(min_length=1)]
    """What a reader must find in the topic: of each group, one wording."""
    figure: Figure | None = None
    """The number in it, if there is one."""


class ArticleFacts(Value):
    """Every fact of the article that the knowledge base is written from."""

    article: Line
    """The article's title."""
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    """Every fact, in the order of the article."""
