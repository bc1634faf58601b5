"""Opens a vault's header and a root key with two sheets, from docs/formats/recovery.md alone.

Shares no code with the program: SLIP-39 by `shamir_mnemonic`, the rest by `cryptography`.
Usage: independent_sheets.py VECTORS.json FIRST SECOND (numbers of sheets); prints what it
found as JSON.
"""

import base64
import hashlib
import json
import struct
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from shamir_mnemonic import Share, combine_mnemonics

SLOT_BYTES = 81


def derive(key, info):
    return HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(key)


def fields(body):
    found, at = {}, 8
    for _ in range(struct.unpack(">H", body[6:8])[0]):
        tag, length = struct.unpack_from(">HI", body, at)
        found[tag] = body[at + 6 : at + 6 + length]
        at += 6 + length
    return found


def open_slot(header, box):
    found = fields(header[:-40])
    place = found[1] + found[2]
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    for number in range(len(found[4]) // SLOT_BYTES):
        slot = found[4][number * SLOT_BYTES : (number + 1) * SLOT_BYTES]
        info = b"vereda vault slot v1" + place + struct.pack(">H", number)
        try:
            secret = suite.decrypt(slot, box, info=info)
        except (InvalidTag, ValueError):
            continue
        return secret[:32], secret[32]
    raise SystemExit("no slot opens")


def main(path, *numbers):
    with open(path) as file:
        vector = json.load(file)
    sheets = [vector["sheets"][int(number) - 1] for number in numbers]
    for number, sheet in zip(numbers, sheets, strict=True):
        share = Share.from_mnemonic(sheet)
        assert (share.index, share.member_threshold) == (int(number) - 1, 2)
        assert share.extendable
        assert share.iteration_exponent == 0
    programme = bytes.fromhex(vector["programme"])
    told = hashlib.sha256(
        b"vereda recovery sheets v1" + programme + struct.pack(">I", vector["revision"])
    ).digest()
    assert share.identifier == struct.unpack(">H", told[:2])[0] >> 1
    secret = combine_mnemonics(sheets)
    boxes = {
        code: x25519.X25519PrivateKey.from_private_bytes(
            derive(secret, b"vereda recovery box v1" + bytes([code]))
        )
        for code in (1, 2, 3)
    }
    pubs = {code: box.public_key().public_bytes_raw() for code, box in boxes.items()}
    root_pub = bytes.fromhex(vector["root_pub"])
    wrapped = bytes.fromhex(vector["root_wrapped"])
    key = derive(secret + bytes.fromhex(vector["space_key"]), b"vereda recovery root v1" + root_pub)
    root = ChaCha20Poly1305(key).decrypt(wrapped[:12], wrapped[12:], None)
    root_key = ed25519.Ed25519PrivateKey.from_private_bytes(root)
    assert root_key.public_key().public_bytes_raw() == root_pub
    vault_key, stream = open_slot(base64.b64decode(vector["header"]), boxes[1])
    found = {
        "secret": secret.hex(),
        "series": share.identifier,
        "boxes": {str(code): pub.hex() for code, pub in pubs.items()},
        "holders": {
            str(code): hashlib.sha256(b"vereda recovery holder\0" + pub).digest()[:16].hex()
            for code, pub in pubs.items()
        },
        "root": root.hex(),
        "vault_key": vault_key.hex(),
        "stream": stream,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
