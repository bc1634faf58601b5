"""Bech32 (BIP-173): how age writes its keys. A spelling with a checksum, no secret in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LETTERS = 6


def spell(kind: str, data: bytes) -> str:
    """`data` with its human-readable kind before it, e.g. "age1...". `kind` is in small letters."""
    groups = [*_fives(data)]
    high = [ord(letter) >> 5 for letter in kind]
    low = [ord(letter) & 31 for letter in kind]
    check = _polymod([*high, 0, *low, *groups, *[0] * _CHECKSUM_LETTERS]) ^ 1
    groups += [check >> 5 * (_CHECKSUM_LETTERS - 1 - at) & 31 for at in range(_CHECKSUM_LETTERS)]
    return f"{kind}1{''.join(_LETTERS[group] for group in groups)}"


def _fives(data: bytes) -> Iterator[int]:
    """The bits in groups of five, the last one filled with zeros."""
    number, bits = int.from_bytes(data, "big"), 8 * len(data)
    filled = -bits % 5
    number <<= filled
    return (number >> at & 31 for at in range(bits + filled - 5, -1, -5))


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, term in enumerate(_GENERATOR):
            check ^= term if top >> at & 1 else 0
    return check
