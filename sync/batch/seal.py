"""Seal, verify and open one batch file. Primitives are those of `cryptography`.

The key is made for one file, from the space key and a random salt, so the nonce
is constant. Two signatures: the chain's (this laptop wrote it in order) and the
sealer's (this person stands for it).
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.batch.header import CLEAR_EPOCH, Header, read_label
from sync.batch.keys import KEY_BYTES, SIGNATURE_BYTES, Sign, is_signed
from sync.batch.limits import BODY_MAX_BYTES
from sync.batch.padding import pad, unpad
from sync.batch.reason import BatchError, Reason

KEY_INFO = b"vereda batch body 1"
CHAIN_DOMAIN = b"vereda batch chain 1\0"
SEALER_DOMAIN = b"vereda batch sealer 1\0"
NONCE = bytes(12)
TAG_BYTES = 16


def seal(
    header: Header, body: bytes, space_key: bytes | None, *, sign_chain: Sign, sign_sealer: Sign
) -> bytes:
    """The whole batch file. `space_key` is None for a body in clear (rosters).

    Raises ValueError when header, body and key do not fit each other.
    """
    if (space_key is None) != (header.epoch == CLEAR_EPOCH):
        raise ValueError("an epoch needs a key, a body in clear has none")
    if space_key is None:
        carried, clear = body, header.clear(len(body))
    else:
        padded = pad(body)
        clear = header.clear(len(padded) + TAG_BYTES)
        carried = cipher(space_key, header.salt).encrypt(NONCE, padded, header.bound() + clear)
    return finish(header, clear, carried, sign_chain=sign_chain, sign_sealer=sign_sealer)


def finish(
    header: Header, clear: bytes, carried: bytes, *, sign_chain: Sign, sign_sealer: Sign
) -> bytes:
    """The whole file of a body that is sealed already. Raises ValueError for one too large."""
    if len(carried) > BODY_MAX_BYTES:
        raise ValueError("the body is too large")
    signed = _signed(header, clear, carried)
    return clear + carried + sign_chain(CHAIN_DOMAIN + signed) + sign_sealer(SEALER_DOMAIN + signed)


def verify(data: bytes, header: Header, sealer_pub: bytes) -> None:
    """Check both signatures. `header` is the completed one, `sealer_pub` from the roster.

    Raises BatchError: BAD_SIGNATURE, or what read_label raises.
    """
    label = read_label(data)
    clear, carried = label.clear, carried_of(data, label.clear)
    signed = _signed(header, clear, carried)
    ends = len(clear) + label.body_length
    by_chain = data[ends : ends + SIGNATURE_BYTES]
    by_sealer = data[ends + SIGNATURE_BYTES :]
    if not is_signed(header.chain_pub, by_chain, CHAIN_DOMAIN + signed):
        raise BatchError(Reason.BAD_SIGNATURE, "chain")
    if not is_signed(sealer_pub, by_sealer, SEALER_DOMAIN + signed):
        raise BatchError(Reason.BAD_SIGNATURE, "sealer")


def open_batch(data: bytes, header: Header, space_key: bytes | None) -> bytes:
    """The body of a verified batch. `space_key` is that of `header.epoch`; None in clear.

    Raises BatchError: WRONG_KEY, DAMAGED, or what read_label raises.
    """
    label = read_label(data)
    carried = carried_of(data, label.clear)
    if header.epoch == CLEAR_EPOCH:
        return carried
    if space_key is None:
        raise BatchError(Reason.WRONG_KEY, "no key")
    try:
        padded = cipher(space_key, header.salt).decrypt(
            NONCE, carried, header.bound() + label.clear
        )
    except InvalidTag:
        raise BatchError(Reason.WRONG_KEY) from None
    return unpad(padded)


def cipher(key: bytes, salt: bytes, info: bytes = KEY_INFO) -> ChaCha20Poly1305:
    """The cipher of one file's body. `key` is a space's, or one made for the file alone."""
    if len(key) != KEY_BYTES:
        raise ValueError("a space key has 32 bytes")
    return ChaCha20Poly1305(HKDF(SHA256(), KEY_BYTES, salt=salt, info=info).derive(key))


def carried_of(data: bytes, clear: bytes) -> bytes:
    """A file's body as it travels."""
    return data[len(clear) : -2 * SIGNATURE_BYTES]


def _signed(header: Header, clear: bytes, carried: bytes) -> bytes:
    return header.bound() + clear + hashlib.sha256(carried).digest()
