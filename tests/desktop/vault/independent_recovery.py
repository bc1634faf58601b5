"""Opens an account with its recovery code from docs/formats/vault.md alone.

Shares no code with the program. Usage: independent_recovery.py VECTORS.json; prints
what it found as JSON.
"""

import base64
import hashlib
import json
import struct
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def read_code(spelled):
    number = 0
    for char in spelled.replace("-", ""):
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(char)
    assert (number >> 10) % 1021 == number & 1023
    return (number >> 10).to_bytes(17, "big")


def fields(body):
    found, at = {}, 8
    for _ in range(struct.unpack(">H", body[6:8])[0]):
        tag, length = struct.unpack_from(">HI", body, at)
        found[tag] = body[at + 6 : at + 6 + length]
        at += 6 + length
    return found


def open_account(data, code):
    found = fields(data[:-72])
    sign_pub, box_pub, wrap = found[1], found[2], found[17]
    purpose = b"\x00\x11" + sign_pub + box_pub
    info = b"vereda recovery wrap v1" + purpose
    key = HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(code)
    assert wrap[0] == 2
    secret = AESGCM(key).decrypt(wrap[1:13], wrap[13:], wrap[:1] + purpose)
    sign = ed25519.Ed25519PrivateKey.from_private_bytes(secret[:32])
    box = x25519.X25519PrivateKey.from_private_bytes(secret[32:])
    assert sign.public_key().public_bytes_raw() == sign_pub
    assert box.public_key().public_bytes_raw() == box_pub
    return hashlib.sha256(sign_pub + box_pub).digest()[:16]


def main(path):
    with open(path) as file:
        vector = json.load(file)
    code = read_code(vector["recovery_code"])
    for each, spelled in vector["spelled"].items():
        assert read_code(spelled).hex() == each
    account_id = open_account(base64.b64decode(vector["account"]), code)
    print(json.dumps({"account_id": account_id.hex(), "code": code.hex()}))


if __name__ == "__main__":
    main(sys.argv[1])
