"""The tables: what waits to be answered, what waits to be delivered, and what is kept of a chat.

Times are seconds since the epoch. The long columns stand last, so that reading past a row does not read them.
"""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, Integer, MetaData, Table, Text

metadata: Final = MetaData()

# SQLite counts rows only in a column of exactly this type.
_Number: Final = BigInteger().with_variant(Integer, "sqlite")

inbox: Final = Table(
    "inbox",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("lane", BigInteger),
    Column("urgent", Boolean, nullable=False),
    Column("arrived", Double, nullable=False),
    Column("due", Double, nullable=False),
    Column("leased_until", Double, nullable=False, server_default="0"),
    Column("claims", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("done_at", Double),
    Column("reason", Text),
    Column("body", Text, nullable=False),
    # A number is never given twice, so a claim on a row that is gone fits no later row.
    sqlite_autoincrement=True,
)

outbox: Final = Table(
    "outbox",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("inbox_seq", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("bulk", Boolean, nullable=False),
    Column("asked", Double, nullable=False),
    Column("arrived", Double, nullable=False),
    Column("decided", Double, nullable=False),
    Column("due", Double, nullable=False),
    Column("leased_until", Double, nullable=False, server_default="0"),
    Column("claims", Integer, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("content", Text, nullable=False),
    sqlite_autoincrement=True,
)

chats: Final = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("seen", Double, nullable=False),
    Column("closed_at", Double),
    Column("memory", Text),
)

schema_version: Final = Table("schema_version", metadata, Column("version", Integer, nullable=False))

_OPEN: Final = inbox.c.done_at.is_(None)
_DONE: Final = inbox.c.done_at.is_not(None)

Index(
    "inbox_lane", inbox.c.lane, inbox.c.urgent.desc(), inbox.c.seq, sqlite_where=_OPEN, postgresql_where=_OPEN
)
Index("inbox_order", inbox.c.urgent.desc(), inbox.c.seq, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("inbox_done", inbox.c.done_at, sqlite_where=_DONE, postgresql_where=_DONE)
Index("outbox_lane", outbox.c.chat_id, outbox.c.urgent.desc(), outbox.c.id)
Index("outbox_order", outbox.c.urgent.desc(), outbox.c.id)
