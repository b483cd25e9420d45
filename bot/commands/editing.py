"""Commands that help whoever edits the texts."""

import typer

from bot.content.folders import DEFAULT_BASE


def schema() -> None:
    """Write the schemas by which an editor explains, completes and checks the knowledge base's files."""
    # Without what reads the program's own source, `ask` and `check` start at once.
    from bot.content.schema_files import write_schemas  # noqa: PLC0415

    for file in write_schemas(DEFAULT_BASE):
        typer.echo(file)
