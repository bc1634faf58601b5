"""Small secrets that an account keeps for itself, such as a programme's root key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping

from desktop.vault.tagged import Damaged

PADDED_TO_BYTES = 1024
"""So that a file's size does not say which account holds something."""


class Keepsakes(MutableMapping[str, bytes]):
    """Names to bytes. Each change is durable in the account file when it returns.

    Raises: OSError of the write, and then the change was not made.
    """

    def __init__(self, kept: Mapping[str, bytes], keep: Callable[[bytes], None]) -> None:
        self._kept = dict(kept)
        self._keep = keep

    def __getitem__(self, name: str) -> bytes:
        return self._kept[name]

    def __setitem__(self, name: str, value: bytes) -> None:
        self._change({**self._kept, name: bytes(value)})

    def __delitem__(self, name: str) -> None:
        self._change({key: value for key, value in self._kept.items() if key != name})

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __repr__(self) -> str:
        return f"Keepsakes({sorted(self._kept)})"

    def _change(self, kept: dict[str, bytes]) -> None:
        self._keep(pack(kept))
        self._kept = kept


def pack(kept: Mapping[str, bytes]) -> bytes:
    """count u16, then name length u16, name, value length u32, value; zeros to a full kilobyte."""
    parts = [len(kept).to_bytes(2, "big")]
    for name in sorted(kept):
        spelled = name.encode()
        parts += (len(spelled).to_bytes(2, "big"), spelled)
        parts += (len(kept[name]).to_bytes(4, "big"), kept[name])
    packed = b"".join(parts)
    return packed + bytes(-len(packed) % PADDED_TO_BYTES)


def unpack(data: bytes) -> dict[str, bytes]:
    """The reverse of `pack`. Raises Damaged."""
    at = 0

    def take(length: int) -> bytes:
        nonlocal at
        if at + length > len(data):
            raise Damaged("keepsakes cut short")
        at += length
        return data[at - length : at]

    def number(length: int) -> int:
        return int.from_bytes(take(length), "big")

    kept: dict[str, bytes] = {}
    for _ in range(number(2)):
        try:
            name = take(number(2)).decode()
        except UnicodeDecodeError as exc:
            raise Damaged("name of a keepsake") from exc
        kept[name] = take(number(4))
    return kept
