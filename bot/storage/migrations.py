"""Migrations: brings a database of an earlier version of the program to this one's."""

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, inspect, select, text

from bot.storage.failures import CannotOpen
from bot.storage.schema import metadata, schema_version

Migration = Callable[[Connection], None]

# A step is told in full, and not by the schema, which goes on changing after it.
_TO_CONVERSATIONS: Final = """
ALTER TABLE inbox ADD COLUMN thread BIGINT;
ALTER TABLE inbox ADD COLUMN hangs_on BIGINT;
ALTER TABLE outbox ADD COLUMN ticket BIGINT;
ALTER TABLE outbox ADD COLUMN passes_on BIGINT;
ALTER TABLE outbox ADD COLUMN target BIGINT;
ALTER TABLE outbox ADD COLUMN thread BIGINT;
ALTER TABLE outbox ADD COLUMN withdrawn BOOLEAN NOT NULL DEFAULT {false};
ALTER TABLE outbox ADD COLUMN receipts TEXT;
ALTER TABLE chats ADD COLUMN kept TEXT;
CREATE TABLE tickets (
    number BIGINT NOT NULL PRIMARY KEY,
    patient BIGINT NOT NULL,
    staff BIGINT NOT NULL,
    thread BIGINT,
    opened {double} NOT NULL,
    touched {double} NOT NULL,
    closed_at {double}
);
CREATE TABLE copies (
    chat_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    ticket BIGINT NOT NULL,
    origin BIGINT,
    sent {double} NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);
CREATE TABLE reminders (
    id {counted},
    chat_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    due {double} NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (chat_id, name)
);
CREATE TABLE counts (
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    topic TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (day, name, topic)
);
CREATE TABLE moves ("old" BIGINT NOT NULL PRIMARY KEY, "new" BIGINT NOT NULL);
CREATE TABLE posts (
    chat_id BIGINT NOT NULL PRIMARY KEY,
    message_id BIGINT NOT NULL,
    revision TEXT NOT NULL,
    posted {double} NOT NULL
);
CREATE INDEX outbox_ticket ON outbox (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX tickets_patient ON tickets (patient, number);
CREATE INDEX tickets_thread ON tickets (staff, thread, number);
CREATE INDEX tickets_closed ON tickets (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX copies_origin ON copies (ticket, origin);
CREATE INDEX copies_sent ON copies (sent);
CREATE INDEX reminders_due ON reminders (due);
CREATE INDEX moves_new ON moves ("new")
"""
_TO_MISSED: Final = """
CREATE TABLE missed (
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (day, kind, text)
) {unnumbered}
"""
_TYPES: Final = {
    "sqlite": {
        "counted": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
        "double": "DOUBLE",
        "false": "0",
        "unnumbered": "WITHOUT ROWID",
    },
    "postgresql": {
        "counted": "BIGSERIAL NOT NULL PRIMARY KEY",
        "double": "DOUBLE PRECISION",
        "false": "false",
        "unnumbered": "",
    },
}


def _step(statements: str) -> Migration:
    def take(connection: Connection) -> None:
        for statement in statements.format_map(_TYPES[connection.dialect.name]).split(";"):
            connection.execute(text(statement))

    return take


MIGRATIONS: Final[tuple[Migration, ...]] = (_step(_TO_CONVERSATIONS), _step(_TO_MISSED))
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
