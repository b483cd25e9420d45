"""The tables: what waits to be answered, to be delivered or for its day, and what is kept of a chat.

Times are seconds since the epoch. The long columns stand last, so that reading past a row does not read them.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

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
    Column("thread", BigInteger),
    Column("hangs_on", BigInteger),
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
    Column("ticket", BigInteger),
    Column("passes_on", BigInteger),
    Column("target", BigInteger),
    Column("thread", BigInteger),
    # Its patient was erased while it was under way: what it becomes is removed again.
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Column("content", Text, nullable=False),
    Column("receipts", Text),
    sqlite_autoincrement=True,
)

chats: Final = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("seen", Double, nullable=False),
    Column("closed_at", Double),
    Column("memory", Text),
    Column("kept", Text),
)

tickets: Final = Table(
    "tickets",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("patient", BigInteger, nullable=False),
    Column("staff", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("opened", Double, nullable=False),
    Column("touched", Double, nullable=False),
    Column("closed_at", Double),
)

copies: Final = Table(
    "copies",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("ticket", BigInteger, nullable=False),
    Column("origin", BigInteger),
    Column("sent", Double, nullable=False),
)

reminders: Final = Table(
    "reminders",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("due", Double, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("chat_id", "name"),
    sqlite_autoincrement=True,
)

counts: Final = Table(
    "counts",
    metadata,
    Column("day", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("times", BigInteger, nullable=False),
)

moves: Final = Table(
    "moves",
    metadata,
    Column("old", BigInteger, primary_key=True, autoincrement=False),
    Column("new", BigInteger, nullable=False),
)

posts: Final = Table(
    "posts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, nullable=False),
    Column("revision", Text, nullable=False),
    Column("posted", Double, nullable=False),
)

missed: Final = Table(
    "missed",
    metadata,
    Column("day", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("text", Text, primary_key=True),
    Column("times", BigInteger, nullable=False),
    # Rows in the order in which they came could be laid beside the updates of that day.
    sqlite_with_rowid=False,
)

schema_version: Final = Table("schema_version", metadata, Column("version", Integer, nullable=False))

_OPEN: Final = inbox.c.done_at.is_(None)
_DONE: Final = inbox.c.done_at.is_not(None)
_OF_A_TICKET: Final = outbox.c.ticket.is_not(None)
_CLOSED: Final = tickets.c.closed_at.is_not(None)

Index(
    "inbox_lane", inbox.c.lane, inbox.c.urgent.desc(), inbox.c.seq, sqlite_where=_OPEN, postgresql_where=_OPEN
)
Index("inbox_order", inbox.c.urgent.desc(), inbox.c.seq, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("inbox_done", inbox.c.done_at, sqlite_where=_DONE, postgresql_where=_DONE)
Index("outbox_lane", outbox.c.chat_id, outbox.c.urgent.desc(), outbox.c.id)
Index("outbox_order", outbox.c.urgent.desc(), outbox.c.id)
Index("outbox_ticket", outbox.c.ticket, sqlite_where=_OF_A_TICKET, postgresql_where=_OF_A_TICKET)
Index("tickets_patient", tickets.c.patient, tickets.c.number)
Index("tickets_thread", tickets.c.staff, tickets.c.thread, tickets.c.number)
Index("tickets_closed", tickets.c.closed_at, sqlite_where=_CLOSED, postgresql_where=_CLOSED)
Index("copies_origin", copies.c.ticket, copies.c.origin)
Index("copies_sent", copies.c.sent)
Index("reminders_due", reminders.c.due)
Index("moves_new", moves.c.new)
