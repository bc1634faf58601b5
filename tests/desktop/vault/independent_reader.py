"""Opens an account, a header and a database from docs/formats/vault.md alone.

Shares no code with the program: it is what somebody would write in ten years'
time. Usage: independent_reader.py VECTORS.json; prints what it found as JSON.
"""

import base64
import hashlib
import hmac
import json
import struct
import sys
import tempfile
import unicodedata

import apsw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def hkdf(key, info):
    return HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(key)


def fields(data, magic, seal_bytes):
    assert data[-8:] == hashlib.sha256(data[:-8]).digest()[:8]
    assert (data[:4], data[4], data[5]) == (magic, 1, 0)
    body, seal = data[: -8 - seal_bytes], data[-8 - seal_bytes : -8]
    found, at = {}, 8
    for _ in range(struct.unpack(">H", data[6:8])[0]):
        tag, length = struct.unpack_from(">HI", body, at)
        found[tag] = body[at + 6 : at + 6 + length]
        at += 6 + length
    assert at == len(body)
    return found, body, seal


def open_account(data, phrase):
    found, body, seal = fields(data, b"VRDA", 64)
    sign_pub, box_pub, wrap = found[1], found[2], found[16]
    ed25519.Ed25519PublicKey.from_public_bytes(sign_pub).verify(seal, b"vereda account v1" + body)
    kind, memory_kib, passes, lanes = struct.unpack(">BIII", wrap[:13])
    assert (kind, memory_kib, passes, lanes) == (1, 65536, 3, 4)
    salt, nonce, sealed = wrap[13:29], wrap[29:41], wrap[41:]
    purpose = b"\x00\x10" + sign_pub + box_pub
    spoken = unicodedata.normalize("NFKC", phrase).encode()
    stretched = Argon2id(
        salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib
    ).derive(spoken)
    key = hkdf(stretched, b"vereda account wrap v1" + purpose)
    secret = AESGCM(key).decrypt(nonce, sealed, wrap[:13] + purpose)
    box = x25519.X25519PrivateKey.from_private_bytes(secret[32:])
    account_id = hashlib.sha256(sign_pub + box_pub).digest()[:16]
    kept = HPKE.decrypt(found[32], box, info=b"vereda keepsakes v1" + account_id)
    keepsakes, at = {}, 2
    for _ in range(struct.unpack_from(">H", kept)[0]):
        (length,) = struct.unpack_from(">H", kept, at)
        name = kept[at + 2 : at + 2 + length].decode()
        at += 2 + length
        (length,) = struct.unpack_from(">I", kept, at)
        keepsakes[name] = kept[at + 4 : at + 4 + length].hex()
        at += 4 + length
    return found[3].decode(), account_id, box, keepsakes


def open_header(data, box, account_id):
    found, body, seal = fields(data, b"VRDV", 32)
    place = found[1] + found[2]
    for number in range(len(found[4]) // 81):
        slot = found[4][number * 81 : number * 81 + 81]
        try:
            secret = HPKE.decrypt(
                slot, box, info=b"vereda vault slot v1" + place + struct.pack(">H", number)
            )
        except Exception:  # noqa: S112 - somebody else's slot
            continue
        vault_key, stream = secret[:32], {1: "women", 2: "men", 3: "shared"}[secret[32]]
        mac_key = hkdf(vault_key, b"vereda vault header v1" + found[1])
        assert hmac.compare_digest(hmac.digest(mac_key, body, "sha256"), seal)
        directory = found[5]
        listed = ChaCha20Poly1305(hkdf(vault_key, b"vereda vault directory v1" + found[1])).decrypt(
            directory[:12], directory[12:], place
        )
        assert listed[8 + 16 * number : 24 + 16 * number] == account_id
        began_ms = struct.unpack(">Q", listed[:8])[0]
        return found[1], stream, began_ms, hkdf(vault_key, b"vereda database v1" + place)
    raise SystemExit("no slot")


def read_database(data, key):
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        file.write(data)
        file.flush()
        # SQLite3 Multiple Ciphers: another implementation of the same file format.
        connection = apsw.Connection(file.name)
        for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \"x'{key.hex()}'\""):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        rows = connection.execute("SELECT body FROM vector").fetchall()
        connection.close()
        return rows


def main(path):
    with open(path) as file:
        files = json.load(file)["files"]
    account, header, database = (
        base64.b64decode(files[name]) for name in ("account", "header", "database")
    )
    with open(path) as file:
        phrase = json.load(file)["passphrase"]
    nickname, account_id, box, keepsakes = open_account(account, phrase)
    vault_id, stream, began_ms, key = open_header(header, box, account_id)
    found = {
        "nickname": nickname,
        "account_id": account_id.hex(),
        "keepsakes": keepsakes,
        "vault_id": vault_id.hex(),
        "stream": stream,
        "began_ms": began_ms,
        "database_key": key.hex(),
        "rows": read_database(database, key),
    }
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
