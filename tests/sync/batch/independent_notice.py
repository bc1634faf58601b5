"""Reads a notice from docs/formats/notice.md alone; nothing of `sync` is imported here."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

import msgpack
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def read(data: bytes, sender_pub: bytes, account: bytes, box_seed: bytes) -> dict[str, Any]:
    """The notice of a file as one receiver reads it, with its id."""
    assert data[:3] == b"Vr\x01"
    assert data[3] & 0x0F == 6
    assert data[3] & 0xE0 == 0x60
    programme, space, chain_pub, sender = (
        data[4:20],
        data[20:36],
        data[36:68],
        data[68:84],
    )
    assert data[84:86] == b"\x00\x01"  # no operation, epoch 1
    salt = data[86:102]
    length, at = _varint(data, 102)
    header, body, signatures = data[:at], data[at : at + length], data[at + length :]
    bound = programme + space + chain_pub + bytes(32) + sender
    signed = bound + header + hashlib.sha256(body).digest()
    keys = ((b"chain", chain_pub), (b"sealer", sender_pub))
    for number, (name, key) in enumerate(keys):
        signature = signatures[64 * number : 64 * number + 64]
        domain = b"vereda batch " + name + b" 1\0"
        Ed25519PublicKey.from_public_bytes(key).verify(signature, domain + signed)
    (count,) = struct.unpack(">H", body[:2])
    slots = {body[at : at + 16]: body[at + 16 : at + 96] for at in range(2, 2 + 96 * count, 96)}
    assert length == 2 + 96 * count + 4096 + 16
    info = b"vereda notice key 1" + programme + space + chain_pub + sender
    key = HPKE.decrypt(slots[account], X25519PrivateKey.from_private_bytes(box_seed), info=info)
    body_key = HKDF(SHA256(), 32, salt=salt, info=b"vereda notice body 1").derive(key)
    carried = body[2 + 96 * count :]
    plain = ChaCha20Poly1305(body_key).decrypt(bytes(12), carried, bound + header)
    assert len(plain) == 4096
    told = msgpack.unpackb(plain.rstrip(b"\0")[:-1], strict_map_key=False)
    name = hashlib.sha256(b"vereda notice 1\0" + programme + sender + plain).digest()[:16]
    return {
        "id": name.hex(),
        "sort": told[1],
        "urgency": told[2],
        "day": told[3],
        "text": told[4].decode(),
        "once": told[5].hex(),
    }


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
