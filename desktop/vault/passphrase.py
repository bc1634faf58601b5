"""Wrapping an account's private keys under a passphrase; the floor is held here, in code.

The cost is fixed and never calibrated: a laptop that was slow on the day of
enrolment must not decide how well its owner is protected.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.vault.sealing import KEY_BYTES, derive
from desktop.vault.tagged import Damaged

SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
ARGON2ID = 1
"""The only derivation so far."""

_LABEL = b"vereda account wrap v1"
_PARAMETERS = struct.Struct(">BIII")


@dataclass(frozen=True)
class Cost:
    """What one guess costs. Source: RFC 9106, section 4, second recommended option."""

    memory_kib: int
    passes: int
    lanes: int


COST = Cost(memory_kib=64 * 1024, passes=3, lanes=4)
"""What this version writes, and the least that it reads."""

CEILING = Cost(memory_kib=1024 * 1024, passes=16, lanes=16)
"""The most that it reads: a hostile file must not take the laptop's memory."""


def wrap(passphrase: str, secret: bytes, purpose: bytes, salt: bytes, nonce: bytes) -> bytes:
    """`secret` under a passphrase. `purpose` says whose and which wrap it is, and is bound in."""
    parameters = _parameters(COST)
    key = _key(passphrase, COST, salt, purpose)
    return parameters + salt + nonce + AESGCM(key).encrypt(nonce, secret, parameters + purpose)


def unwrap(passphrase: str, wrapped: bytes, purpose: bytes) -> bytes | None:
    """The secret, or None when the passphrase is another.

    Raises Damaged when the wrap asks for less than the floor or more than the ceiling.
    """
    cost = cost_of(wrapped)
    parameters, rest = wrapped[: _PARAMETERS.size], wrapped[_PARAMETERS.size :]
    salt, nonce, sealed = (
        rest[:SALT_BYTES],
        rest[SALT_BYTES : SALT_BYTES + NONCE_BYTES],
        rest[SALT_BYTES + NONCE_BYTES :],
    )
    try:
        return AESGCM(_key(passphrase, cost, salt, purpose)).decrypt(
            nonce, sealed, parameters + purpose
        )
    except InvalidTag:
        return None


def cost_of(wrapped: bytes) -> Cost:
    """What a wrap costs to try. Raises Damaged outside floor and ceiling, or when cut short."""
    if len(wrapped) <= _PARAMETERS.size + SALT_BYTES + NONCE_BYTES + TAG_BYTES:
        raise Damaged("wrap cut short")
    derivation, *numbers = _PARAMETERS.unpack_from(wrapped)
    cost = Cost(*numbers)
    between = all(
        low <= value <= high
        for low, value, high in (
            (COST.memory_kib, cost.memory_kib, CEILING.memory_kib),
            (COST.passes, cost.passes, CEILING.passes),
            (COST.lanes, cost.lanes, CEILING.lanes),
        )
    )
    if derivation != ARGON2ID or not between:
        raise Damaged("wrap outside the floor and ceiling of its cost")
    return cost


def _parameters(cost: Cost) -> bytes:
    return _PARAMETERS.pack(ARGON2ID, cost.memory_kib, cost.passes, cost.lanes)


def _key(passphrase: str, cost: Cost, salt: bytes, purpose: bytes) -> bytes:
    # One person types é as one character and another keyboard as two: NFKC makes them one.
    spoken = unicodedata.normalize("NFKC", passphrase).encode()
    stretched = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(spoken)
    return derive(stretched, _LABEL, purpose)
