"""The server's tables. The programme leads every key, so a distributed store can split by it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

fact = Table(
    "fact",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""About the store itself: its version. The only table that belongs to no programme."""

programme = Table(
    "programme",
    metadata,
    Column("programme", LargeBinary(16), primary_key=True),
    Column("demo", Boolean, nullable=False),
    Column("epoch", LargeBinary(8), nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("stored_bytes", BigInteger, nullable=False),
)

space = Table(
    "space",
    metadata,
    Column("programme", LargeBinary(16), primary_key=True),
    Column("space", LargeBinary(16), primary_key=True),
    Column("last_position", BigInteger, nullable=False),
    ForeignKeyConstraint(["programme"], ["programme.programme"]),
)
"""One row a space: its lock is what makes positions follow the order of commits."""

batch = Table(
    "batch",
    metadata,
    Column("programme", LargeBinary(16), primary_key=True),
    Column("hash", LargeBinary(32), primary_key=True),
    Column("chain", LargeBinary(16), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("next_seq", BigInteger, nullable=False),
    Column("space", LargeBinary(16), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("brought_by", LargeBinary(16), nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("programme", "space", "position"),
    ForeignKeyConstraint(["programme"], ["programme.programme"]),
    Index("batch_by_chain", "programme", "chain", "number"),
)
"""Sealed batches as they came. Two of one chain and number are a fork; both stay."""

tip = Table(
    "tip",
    metadata,
    Column("programme", LargeBinary(16), primary_key=True),
    Column("chain", LargeBinary(16), primary_key=True),
    Column("hash", LargeBinary(32), primary_key=True),
    Column("number", BigInteger, nullable=False),
    ForeignKeyConstraint(["programme"], ["programme.programme"]),
)
"""The newest batch of every branch of a chain. One row a chain unless it forked."""

chain = Table(
    "chain",
    metadata,
    Column("programme", LargeBinary(16), primary_key=True),
    Column("chain", LargeBinary(16), primary_key=True),
    Column("space", LargeBinary(16), nullable=False),
    Column("chain_pub", LargeBinary(32), nullable=False),
    Column("opener", LargeBinary(16), nullable=False),
    ForeignKeyConstraint(["programme"], ["programme.programme"]),
)
"""What a chain's first batch said: its key, its one space, and who opened it."""

notice = Table(
    "notice",
    metadata,
    Column("programme", LargeBinary(16), primary_key=True),
    Column("chain", LargeBinary(16), primary_key=True),
    Column("sender", LargeBinary(16), nullable=False),
    Column("space", LargeBinary(16), nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    ForeignKeyConstraint(["programme"], ["programme.programme"]),
    Index("notice_by_sender", "programme", "sender", "space", "received_ms"),
)
"""Chains that are one notice each. They stand apart, so that notices use up nobody's chains."""

waiting = Table(
    "waiting",
    metadata,
    Column("programme", LargeBinary(16), primary_key=True),
    Column("hash", LargeBinary(32), primary_key=True),
    Column("chain", LargeBinary(16), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("brought_by", LargeBinary(16), nullable=False),
    Column("arrived_ms", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    ForeignKeyConstraint(["programme"], ["programme.programme"]),
)
"""Batches whose predecessor or signer is not here yet. Bounded; never acknowledged."""
