"""What was erased, and the batches that still hold something of it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erased",
        sa.Column("record", sa.LargeBinary, primary_key=True, nullable=False),
        sa.Column("form", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "holding",
        sa.Column("hash", sa.LargeBinary, primary_key=True, nullable=False),
        sqlite_with_rowid=False,
    )
