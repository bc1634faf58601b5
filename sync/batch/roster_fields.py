"""Checked reading of what roster entries are made of. What does not fit is a ValueError."""

from __future__ import annotations

from typing import Any

from sync.batch.keys import ID_BYTES
from sync.batch.limits import NUMBER_MAX

Fields = dict[int, Any]
"""What an entry says, by numbered key, as msgpack gives it."""


def sized(value: object, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise ValueError(f"not {size} bytes")
    return value


def number(value: object, at_least: int = 0) -> int:
    if type(value) is not int or not at_least <= value <= NUMBER_MAX:
        raise ValueError("not a number of this range")
    return value


def ids(value: object) -> frozenset[bytes]:
    if not isinstance(value, tuple):
        raise ValueError("not a list")
    return frozenset(sized(each, ID_BYTES) for each in value)


def numbers_by_id(value: object) -> dict[bytes, int]:
    if not isinstance(value, dict):
        raise ValueError("not a map")
    return {sized(key, ID_BYTES): number(each) for key, each in value.items()}


def bytes_by_id(value: object, size: int) -> dict[bytes, bytes]:
    if not isinstance(value, dict):
        raise ValueError("not a map")
    return {sized(key, ID_BYTES): sized(each, size) for key, each in value.items()}
