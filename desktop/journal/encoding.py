"""How operations and heads lie in the file: msgpack, small, and read back exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgpack

from sync.batch.operation import ID_BYTES, ChildOf, Joining, Origin, Ref, Value

Head = tuple[int, int, int]
"""An operation whose value stands: (chain no, seq, lamport)."""

Heads = dict[int, list[Head]]
"""Register number to the operations whose values stand; more than one after a merge."""

_REF = 1


def _extra(value: Any) -> Any:
    if isinstance(value, Ref):
        return msgpack.ExtType(_REF, bytes(value))
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(f"no operation holds a {type(value).__name__}")


def _read_extra(code: int, data: bytes) -> Any:
    return Ref(data) if code == _REF else msgpack.ExtType(code, data)


def write_fields(fields: Mapping[int, Value]) -> bytes:
    packed: bytes = msgpack.packb(
        dict(fields), default=_extra, strict_types=True, unicode_errors="surrogatepass"
    )
    return packed


def read_fields(data: bytes) -> dict[int, Value]:
    fields: dict[int, Value] = msgpack.unpackb(
        data,
        use_list=False,
        strict_map_key=False,
        ext_hook=_read_extra,
        unicode_errors="surrogatepass",
    )
    return fields


def write_replaces(replaces: Iterable[tuple[int, int]]) -> bytes | None:
    """(chain no, seq) pairs; None for the usual nothing."""
    flat = [number for pair in replaces for number in pair]
    if not flat:
        return None
    packed: bytes = msgpack.packb(flat)
    return packed


def read_replaces(data: bytes | None) -> list[tuple[int, int]]:
    if data is None:
        return []
    flat = iter(msgpack.unpackb(data))
    return list(zip(flat, flat, strict=True))


def write_heads(heads: Heads) -> bytes:
    """Sorted, so that equal heads are equal bytes whatever order they came in."""
    flat = [
        number
        for register in sorted(heads)
        for head in sorted(heads[register])
        for number in (register, *head)
    ]
    packed: bytes = msgpack.packb(flat)
    return packed


def read_heads(data: bytes) -> Heads:
    flat = iter(msgpack.unpackb(data))
    heads: Heads = {}
    for register, chain_no, seq, lamport in zip(flat, flat, flat, flat, strict=True):
        heads.setdefault(register, []).append((chain_no, seq, lamport))
    return heads


def write_origin(origin: Origin) -> bytes | None:
    """Parent and ordinal, or the two joined ids; None for a record that is nobody's child."""
    if isinstance(origin, Joining):
        return origin.first + origin.second
    if isinstance(origin, ChildOf):
        return origin.parent + origin.ordinal.to_bytes(8, "big")
    return None


def read_origin(data: bytes) -> ChildOf | Joining:
    first, rest = data[:ID_BYTES], data[ID_BYTES:]
    if len(rest) == ID_BYTES:
        return Joining(first, rest)
    return ChildOf(first, int.from_bytes(rest, "big"))
