"""Reads codes and lists as docs/formats/letter.md says, with nothing of the program's."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def holds(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def decoded(text: str) -> bytes | None:
    text = "".join(text.split()).replace("-", "").upper()
    if len(text) != 165 or set(text) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"):
        return None
    number = int.from_bytes(base64.b32decode(text + "==="), "big")
    data = number.to_bytes(103, "big")
    spelled_once = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(text[-1]) % 2 == 0
    return data if spelled_once and data[:3] == b"VL\x01" else None


def issued(text: str) -> date:
    data = decoded(text)
    assert data is not None
    return date(1, 1, 1) + timedelta(days=int.from_bytes(data[19:23], "big") - 1)


def answer(text: str, told: bytes, key: bytes, signature: bytes) -> str:
    if not holds(key, signature, b"vereda letter list v1\0" + told):
        return "nothing"
    known = json.loads(told)
    data = decoded(text)
    if data is None:
        return "no code"
    who = data[23:39].hex()
    if who not in known["signers"]:
        return "unknown"
    if not holds(
        bytes.fromhex(known["signers"][who]), data[39:], b"vereda letter v1\0" + data[:39]
    ):
        return "altered"
    hidden = hashlib.sha256(b"vereda letter id v1\0" + data[3:19]).hexdigest()[:32]
    if who in known["ended"] and hidden not in known["ended"][who]:
        return "unknown"
    return "superseded" if hidden in known["superseded"] else "valid"
