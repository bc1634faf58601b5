"""The head of a chain: a running hash that a person signs at every commit.

So operations that a power cut left unsealed stay theirs, and a later member can
seal them. Each hash is salted with a run's secret, or its operation could be guessed.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import msgpack

from sync.batch.operation import Operation, Ref

NO_HEAD = bytes(32)
"""The head of a chain before its first operation."""
SECRET_BYTES = 16
REF_CODE = 1
COMMIT_DOMAIN = b"vereda commit 1\0"


def canonical(op: Operation) -> bytes:
    """An operation as bytes that are the same everywhere: msgpack, fields by number."""
    packed: bytes = msgpack.packb(
        [
            op.chain,
            op.seq,
            op.lamport,
            op.author,
            op.at_ms,
            op.clock.boot,
            op.clock.offset_ms,
            op.kind,
            op.record,
            [[number, op.fields[number]] for number in sorted(op.fields)],
            [list(replaced) for replaced in op.replaces],
            op.ends_commit,
        ],
        default=_ref_or_tuple,
        strict_types=True,
        unicode_errors="surrogatepass",
    )
    return packed


def next_head(head: bytes, run_secret: bytes, op: Operation) -> bytes:
    """head(n) = SHA-256(head(n-1) || HMAC-SHA256(run secret, canonical(op n)))."""
    return hashlib.sha256(head + hmac.digest(run_secret, canonical(op), "sha256")).digest()


def commit_message(chain: bytes, seq: int, head: bytes) -> bytes:
    """What an author signs at the end of a commit: the head after operation `seq`."""
    return COMMIT_DOMAIN + chain + seq.to_bytes(8, "big") + head


def _ref_or_tuple(value: Any) -> Any:
    if isinstance(value, Ref):
        return msgpack.ExtType(REF_CODE, bytes(value))
    if isinstance(value, tuple):
        return list(value)
    raise ValueError(f"{type(value).__name__} does not travel")
