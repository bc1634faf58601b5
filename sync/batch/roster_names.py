"""What a roster says in words: nicknames, roles, sites; sealed under the shared space's key.

The server and the carriers pass it on and cannot read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgpack
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.batch.header import SALT_BYTES
from sync.batch.keys import ID_BYTES, KEY_BYTES
from sync.batch.padding import pad, unpad
from sync.batch.reason import BatchError, Reason
from sync.batch.roster_fields import sized

INFO = b"vereda roster names 1"
NONCE = bytes(12)
TEXT_MAX_CHARS = 200
PEOPLE, SPACES, DEVICES = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody is called, and a role of desktop.programme.roles ("" in older batches)."""

    nickname: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a space is: its stream ("women", "men", "shared"), its name and municipality."""

    stream: str
    name: str
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """By account, space and device id. Later batches win: `earlier | later`."""

    people: Mapping[bytes, Person] = field(default_factory=dict)
    spaces: Mapping[bytes, Site] = field(default_factory=dict)
    devices: Mapping[bytes, str] = field(default_factory=dict)

    def __or__(self, later: Details) -> Details:
        return Details(
            {**self.people, **later.people},
            {**self.spaces, **later.spaces},
            {**self.devices, **later.devices},
        )

    def __bool__(self) -> bool:
        return bool(self.people or self.spaces or self.devices)


def seal_details(details: Details, space_key: bytes, *, programme: bytes, salt: bytes) -> bytes:
    """`salt`: 16 random bytes, never used twice."""
    plain: bytes = msgpack.packb(
        {
            PEOPLE: [(id_, one.nickname, one.role) for id_, one in sorted(details.people.items())],
            SPACES: [
                (id_, one.stream, one.name, one.municipality)
                for id_, one in sorted(details.spaces.items())
            ],
            DEVICES: sorted(details.devices.items()),
        }
    )
    return salt + _cipher(space_key, salt).encrypt(NONCE, pad(plain), programme)


def open_details(sealed: bytes, space_key: bytes, *, programme: bytes) -> Details:
    """What was sealed, by an older version too. Raises BatchError: WRONG_KEY, DAMAGED."""
    salt, carried = sealed[:SALT_BYTES], sealed[SALT_BYTES:]
    try:
        plain = unpad(_cipher(space_key, salt).decrypt(NONCE, carried, programme))
        return _details(msgpack.unpackb(plain, use_list=False, strict_map_key=False))
    except InvalidTag:
        raise BatchError(Reason.WRONG_KEY, "names") from None
    except BatchError:
        raise
    except Exception:
        raise BatchError(Reason.DAMAGED, "names") from None


def _details(told: Any) -> Details:
    if isinstance(told, tuple):  # before roles: nicknames alone
        return Details({_id(account): Person(_text(name)) for account, name in told})
    return Details(
        {_id(row[0]): Person(_text(row[1]), _text(row[2])) for row in told.get(PEOPLE, ())},
        {
            _id(row[0]): Site(_text(row[1]), _text(row[2]), _text(row[3]))
            for row in told.get(SPACES, ())
        },
        {_id(row[0]): _text(row[1]) for row in told.get(DEVICES, ())},
    )


def _id(value: object) -> bytes:
    return sized(value, ID_BYTES)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT_MAX_CHARS:
        raise ValueError("not a text of this length")
    return value


def _cipher(space_key: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), KEY_BYTES, salt=salt, info=INFO).derive(space_key))
