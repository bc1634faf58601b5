"""The limits of the formats (docs/formats/), checked before anything is allocated."""

from __future__ import annotations

BATCH_MAX_OPERATIONS = 500
"""A batch closes here at the latest."""
BATCH_TARGET_BYTES = 8 * 1024
"""A batch closes before its packed body passes this, unless one operation alone does."""
OPERATION_MAX_BYTES = 64 * 1024
"""Values of one operation, before packing."""
PLAIN_MAX_BYTES = 1024 * 1024
"""All text of a batch, expanded."""
PACKED_MAX_BYTES = 192 * 1024
"""Packed operations, before padding."""
BODY_MAX_BYTES = 256 * 1024
"""A sealed or clear body; snapshots come in parts of at most this size."""
FILE_MAX_BYTES = BODY_MAX_BYTES + 1024
"""A whole batch file."""
WINDOW_MAX_BYTES = 1024 * 1024
"""Memory that expanding may ask for besides its result."""
FIELDS_MAX = 64
"""Fields set by one operation."""
TUPLE_MAX = 32
"""Scalars in one register."""
REPLACES_MAX = 1024
"""Operations that one operation replaces."""
IDS_MAX = 16_384
"""Records named in one batch besides those its operations make."""
VALUES_MAX = 65_536
"""Values in one batch, each column of a register counted."""
PARTS_MAX = 16
"""Parts of a later version in one packed body."""
CHAINS_MAX = 1024
"""Other chains named in one batch."""
NUMBER_MAX = (1 << 53) - 1
"""Largest seq, Lamport time, wall clock in ms, batch number and epoch."""
