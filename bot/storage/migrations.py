"""Migrations: brings a database of an earlier version of the program to this one's."""

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, inspect, select

from bot.storage.failures import CannotOpen
from bot.storage.schema import metadata, schema_version

Migration = Callable[[Connection], None]

MIGRATIONS: Final[tuple[Migration, ...]] = ()
"""The first one leads from version 1 to 2, and so on; an empty database begins at the last version."""


def version_of(connection: Connection) -> int | None:
    """Return the version of a database; None when it is empty.

    Raises:
        CannotOpen: it holds the tables of some other program.
    """
    tables = inspect(connection).get_table_names()
    if schema_version.name in tables:
        version: int = connection.execute(select(schema_version.c.version)).scalar_one()
        return version
    if set(tables) & set(metadata.tables):
        raise CannotOpen(
            "The database belongs to another program. Name one of the bot's own in DATABASE_URL."
        )
    return None


def needs_backup(version: int | None, migrations: Sequence[Migration] = MIGRATIONS) -> bool:
    """Whether a database of this version is to be changed."""
    return version is not None and version < _latest(migrations)


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a database to the latest version.

    Raises:
        CannotOpen: it was written by a newer version of the program, or by some other program.
    """
    version, latest = version_of(connection), _latest(migrations)
    if version is None:
        metadata.create_all(connection)
    elif version > latest:
        raise CannotOpen(
            f"The database was written by a newer bot (its version is {version}, this bot knows {latest}). "
            "Install that version again, or restore the backup of before."
        )
    else:
        for migration in migrations[version - 1 :]:
            migration(connection)
    if version != latest:
        connection.execute(delete(schema_version))
        connection.execute(insert(schema_version).values(version=latest))


def _latest(migrations: Sequence[Migration]) -> int:
    return len(migrations) + 1
