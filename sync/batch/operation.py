"""What travels: operations on records, and how ids are derived instead of sent.

Ids are 16 bytes. Most of the bytes of a naive sync are random ids, so none is
random here: a record is known by where it was born (chain and seq), by its
place under a parent, or by the two records it joins.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

ID_BYTES = 16


class Ref(bytes):
    """A 16-byte record id as a field's value, so that packing can shorten it."""


Scalar = None | bool | int | str | bytes | Ref
Value = Scalar | tuple[Scalar, ...]
OpId = tuple[bytes, int]
"""(chain id, seq), seq counting from 1."""


@dataclass(frozen=True, slots=True)
class Born:
    """Made by operation `seq` of `chain`."""

    chain: bytes
    seq: int


@dataclass(frozen=True, slots=True)
class ChildOf:
    """The `ordinal`-th record under `parent`."""

    parent: bytes
    ordinal: int


@dataclass(frozen=True, slots=True)
class Joining:
    """The one record of its kind that joins `first` and `second`."""

    first: bytes
    second: bytes


Origin = Born | ChildOf | Joining


def record_id(kind: int, origin: Origin) -> bytes:
    """The id that follows from an origin: UUID version 5, the same on every laptop."""
    if isinstance(origin, Born):
        return uuid.uuid5(uuid.UUID(bytes=origin.chain), f"{kind}:{origin.seq}").bytes
    if isinstance(origin, ChildOf):
        return uuid.uuid5(uuid.UUID(bytes=origin.parent), f"{kind}:{origin.ordinal}").bytes
    return uuid.uuid5(uuid.UUID(bytes=origin.first), f"{kind}:{origin.second.hex()}").bytes


@dataclass(frozen=True, slots=True)
class Clock:
    """A claim about time: this boot of this laptop, and wall minus monotonic in ms."""

    boot: bytes
    offset_ms: int


@dataclass(frozen=True, slots=True)
class Operation:
    """This person, on this device, set these fields of this record.

    Attributes:
        chain, seq: identity; seq counts from 1 without gaps.
        lamport: logical time; greater than that of everything its author had seen.
        author: account id of the person, 16 bytes.
        at_ms: wall clock claim, milliseconds since 1970 UTC; never used for order.
        clock: what the claim rests on.
        kind: number of the record's kind.
        record: the record's id, derived from its origin.
        fields: field number to value.
        replaces: operations whose values of these fields this one replaces.
        ends_commit: true on the last operation of one call; a call applies whole.
    """

    chain: bytes
    seq: int
    lamport: int
    author: bytes
    at_ms: int
    clock: Clock
    kind: int
    record: bytes
    fields: Mapping[int, Value]
    replaces: tuple[OpId, ...] = ()
    ends_commit: bool = True

    @property
    def id(self) -> OpId:
        return self.chain, self.seq
