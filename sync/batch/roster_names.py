"""Names in a roster: nicknames by account id, sealed under the shared space's key.

The server and the carriers pass them on and cannot read them.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgpack
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.batch.header import SALT_BYTES
from sync.batch.keys import ID_BYTES, KEY_BYTES
from sync.batch.padding import pad, unpad
from sync.batch.reason import BatchError, Reason

INFO = b"vereda roster names 1"
NONCE = bytes(12)
NAME_MAX_CHARS = 200


def seal_names(
    names: Mapping[bytes, str], space_key: bytes, *, programme: bytes, salt: bytes
) -> bytes:
    """`salt`: 16 random bytes, never used twice."""
    plain: bytes = msgpack.packb(sorted(names.items()))
    return salt + _cipher(space_key, salt).encrypt(NONCE, pad(plain), programme)


def open_names(sealed: bytes, space_key: bytes, *, programme: bytes) -> dict[bytes, str]:
    """Nicknames by account id. Raises BatchError: WRONG_KEY, DAMAGED."""
    salt, carried = sealed[:SALT_BYTES], sealed[SALT_BYTES:]
    try:
        plain = unpad(_cipher(space_key, salt).decrypt(NONCE, carried, programme))
        pairs = msgpack.unpackb(plain, use_list=False)
        names = {account: name for account, name in pairs}  # noqa: C416 - two halves each
    except InvalidTag:
        raise BatchError(Reason.WRONG_KEY, "names") from None
    except BatchError:
        raise
    except Exception:
        raise BatchError(Reason.DAMAGED, "names") from None
    for account, name in names.items():
        if not isinstance(account, bytes) or len(account) != ID_BYTES:
            raise BatchError(Reason.DAMAGED, "names")
        if not isinstance(name, str) or len(name) > NAME_MAX_CHARS:
            raise BatchError(Reason.DAMAGED, "names")
    return names


def _cipher(space_key: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), KEY_BYTES, salt=salt, info=INFO).derive(space_key))
