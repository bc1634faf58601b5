"""The journal's tables as they were first released."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _number(name: str, *, primary_key: bool = False, nullable: bool = False) -> "sa.Column[int]":
    return sa.Column(
        name, sa.Integer, primary_key=primary_key, autoincrement=False, nullable=nullable
    )


def _bytes(name: str, *, primary_key: bool = False, nullable: bool = False) -> "sa.Column[bytes]":
    return sa.Column(name, sa.LargeBinary, primary_key=primary_key, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.Text, primary_key=True),
        _bytes("value"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "space",
        _bytes("id", primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("home", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "space_key",
        _bytes("space", primary_key=True),
        _number("epoch", primary_key=True),
        _bytes("key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "chain",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.LargeBinary, unique=True, nullable=False),
        _bytes("space"),
        _bytes("public_key", nullable=True),
        _bytes("opener", nullable=True),
        _bytes("seed", nullable=True),
        _bytes("incarnation", nullable=True),
        _number("batch_number"),
        _number("batch_seq"),
        _bytes("batch_hash"),
    )
    op.create_table(
        "author",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("account", sa.LargeBinary, unique=True, nullable=False),
    )
    op.create_table(
        "clock",
        sa.Column("no", sa.Integer, primary_key=True),
        _bytes("boot"),
        _number("offset_ms"),
    )
    op.create_table(
        "op",
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
    op.create_table(
        "born",
        _bytes("record", primary_key=True),
        _number("chain_no"),
        _number("seq"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "run",
        _number("chain_no", primary_key=True),
        _number("first_seq", primary_key=True),
        _bytes("secret"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "batch",
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
    op.create_table(
        "taken",
        _bytes("chain", primary_key=True),
        _number("number", primary_key=True),
        _bytes("hash"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipt",
        _bytes("hash", primary_key=True),
        _number("server_ms"),
        _number("taken_ms"),
        _bytes("bytes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quarantine",
        _bytes("hash", primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        _number("at_ms"),
        _bytes("bytes"),
    )
