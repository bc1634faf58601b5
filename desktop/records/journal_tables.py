"""The journal's own tables, which Alembic migrates: operations, chains, keys, batches.

Chains, authors and clocks are numbered here, on this laptop only; their real
ids travel. The numbers keep a row of the journal short.
"""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

journal = MetaData()

SEQ_BITS = 40
"""Bits of an operation's place that hold its seq; the chain's number stands above them."""
SEQ_MAX = (1 << SEQ_BITS) - 1


def place(chain_no: int, seq: int) -> int:
    """Where an operation lies in `op`."""
    return chain_no << SEQ_BITS | seq


def chain_and_seq(place_: int) -> tuple[int, int]:
    """The opposite."""
    return place_ >> SEQ_BITS, place_ & SEQ_MAX


def _number(name: str, *, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=primary_key, autoincrement=False, nullable=nullable)


def _bytes(name: str, *, primary_key: bool = False, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, primary_key=primary_key, nullable=nullable)


meta = Table(
    "meta",
    journal,
    Column("name", Text, primary_key=True),
    _bytes("value"),
    sqlite_with_rowid=False,
)
"""Single facts: view version, incarnation, programme id, demonstration flag, roster."""

space = Table(
    "space",
    journal,
    _bytes("id", primary_key=True),
    Column("name", Text, nullable=False),
    Column("home", Integer, nullable=False),
    sqlite_with_rowid=False,
)

space_key = Table(
    "space_key",
    journal,
    _bytes("space", primary_key=True),
    _number("epoch", primary_key=True),
    _bytes("key"),
    sqlite_with_rowid=False,
)

chain = Table(
    "chain",
    journal,
    Column("no", Integer, primary_key=True),
    Column("id", LargeBinary, unique=True, nullable=False),
    _bytes("space"),
    _bytes("public_key", nullable=True),
    _bytes("opener", nullable=True),
    _bytes("seed", nullable=True),
    _bytes("incarnation", nullable=True),
    _number("batch_number"),
    _number("batch_seq"),
    _bytes("batch_hash"),
)
"""Who writes in order, and the last batch of the chain that was sealed or taken in here.
`opener` sealed the first one; `seed` and `incarnation` only on chains begun on this laptop."""

author = Table(
    "author",
    journal,
    Column("no", Integer, primary_key=True),
    Column("account", LargeBinary, unique=True, nullable=False),
)

clock = Table(
    "clock",
    journal,
    Column("no", Integer, primary_key=True),
    _bytes("boot"),
    _number("offset_ms"),
)

op = Table(
    "op",
    journal,
    _number("place", primary_key=True),
    _number("lamport"),
    _number("author_no"),
    _number("at_ms"),
    _number("clock_no"),
    _number("kind"),
    _bytes("record"),
    _bytes("origin", nullable=True),
    _bytes("fields"),
    _bytes("replaces", nullable=True),
    _number("ends_commit"),
    _bytes("head", nullable=True),
    _bytes("signature", nullable=True),
)
"""The journal, at `place(chain no, seq)`: appending by one number fills pages to the end,
where a key of two columns would split them again and again. `origin` unless the record is
born (then see `born`); `head` and `signature` on the last operation of a commit made here:
the chain's hash and its author's signature over it."""

born = Table(
    "born",
    journal,
    _bytes("record", primary_key=True),
    _number("chain_no"),
    _number("seq"),
    sqlite_with_rowid=False,
)
"""Where a record that is nobody's child was born."""

run = Table(
    "run",
    journal,
    _number("chain_no", primary_key=True),
    _number("first_seq", primary_key=True),
    _bytes("secret"),
    sqlite_with_rowid=False,
)
"""The secret that salts the operations' hashes from `first_seq` on, until the next run."""

batch = Table(
    "batch",
    journal,
    _bytes("hash", primary_key=True),
    _number("kind"),
    _bytes("space"),
    _bytes("chain"),
    _number("number"),
    _number("first_seq"),
    _number("count"),
    _bytes("bytes"),
    _number("sealed_ms"),
    _number("written_ms", nullable=True),
    _number("sent_ms", nullable=True),
    _number("received_ms", nullable=True),
)
"""Batches sealed here, exact bytes, and how far each one is known to have come."""

taken = Table(
    "taken",
    journal,
    _bytes("chain", primary_key=True),
    _number("number", primary_key=True),
    _bytes("hash"),
    sqlite_with_rowid=False,
)
"""Every batch of a chain that was sealed or taken in here: one that comes again is told from
another one with its number, which a cloned disk makes."""

receipt = Table(
    "receipt",
    journal,
    _bytes("hash", primary_key=True),
    _number("server_ms"),
    _number("taken_ms"),
    _bytes("bytes"),
    sqlite_with_rowid=False,
)

quarantine = Table(
    "quarantine",
    journal,
    _bytes("hash", primary_key=True),
    Column("reason", Text, nullable=False),
    _number("at_ms"),
    _bytes("bytes"),
)
"""Batches that could not be taken in, kept whole with the reason."""

erased = Table(
    "erased",
    journal,
    _bytes("record", primary_key=True),
    _number("form"),
    sqlite_with_rowid=False,
)
"""Ids that no operation brings back. `form` is a `desktop.journal.erased.Form`."""

holding = Table(
    "holding",
    journal,
    _bytes("hash", primary_key=True),
    sqlite_with_rowid=False,
)
"""Batches sealed here that hold something erased: they go once the centre can do without them."""
