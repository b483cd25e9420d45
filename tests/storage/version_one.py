"""A database as version 1 of the tables made it, with a question, a letter and a chat in it."""

from typing import Final

from sqlalchemy import Connection, text

_TABLES: Final = """
CREATE TABLE inbox (
    seq {counted},
    update_id BIGINT NOT NULL UNIQUE,
    lane BIGINT,
    urgent BOOLEAN NOT NULL,
    arrived {double} NOT NULL,
    due {double} NOT NULL,
    leased_until {double} DEFAULT '0' NOT NULL,
    claims INTEGER DEFAULT '0' NOT NULL,
    failures INTEGER DEFAULT '0' NOT NULL,
    done_at {double},
    reason TEXT,
    body TEXT NOT NULL
);
CREATE INDEX inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX inbox_lane ON inbox (lane, urgent DESC, seq) WHERE done_at IS NULL;
CREATE INDEX inbox_order ON inbox (urgent DESC, seq) WHERE done_at IS NULL;
CREATE TABLE outbox (
    id {counted},
    inbox_seq BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    urgent BOOLEAN NOT NULL,
    bulk BOOLEAN NOT NULL,
    asked {double} NOT NULL,
    arrived {double} NOT NULL,
    decided {double} NOT NULL,
    due {double} NOT NULL,
    leased_until {double} DEFAULT '0' NOT NULL,
    claims INTEGER DEFAULT '0' NOT NULL,
    tries INTEGER DEFAULT '0' NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX outbox_lane ON outbox (chat_id, urgent DESC, id);
CREATE INDEX outbox_order ON outbox (urgent DESC, id);
CREATE TABLE chats (
    chat_id BIGINT NOT NULL PRIMARY KEY, seen {double} NOT NULL, closed_at {double}, memory TEXT
);
CREATE TABLE schema_version (version INTEGER NOT NULL);
INSERT INTO schema_version (version) VALUES (1);
INSERT INTO inbox (update_id, lane, urgent, arrived, due, body) VALUES (5, 1, false, 1.5, 1.5, 'asked');
INSERT INTO outbox (inbox_seq, chat_id, urgent, bulk, asked, arrived, decided, due, content)
    VALUES (1, 2, false, false, 1.5, 1.5, 1.5, 1.5, 'said');
INSERT INTO chats (chat_id, seen, memory) VALUES (1, 1800000000, 'remembered')
"""
_TYPES: Final = {
    "sqlite": {"counted": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", "double": "DOUBLE"},
    "postgresql": {"counted": "BIGSERIAL NOT NULL PRIMARY KEY", "double": "DOUBLE PRECISION"},
}


def make(connection: Connection) -> None:
    """Make the tables, and fill them."""
    for statement in _TABLES.format_map(_TYPES[connection.dialect.name]).split(";"):
        connection.execute(text(statement))
