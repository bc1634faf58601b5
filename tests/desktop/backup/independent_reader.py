"""Checks a backup and takes it apart from docs/formats/backup.md alone.

Shares no code with the program: it is what somebody would write in ten years' time,
with any tar, age and SQLCipher 4. Usage: independent_reader.py VECTORS.json; prints
what it found as JSON.
"""

import base64
import hashlib
import io
import json
import struct
import sys
import tarfile
import tempfile

import apsw
import pyrage
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def hkdf(key, info):
    return HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(key)


def chains(packed):
    (count,) = struct.unpack_from(">H", packed)
    return {
        packed[at : at + 16].hex(): int.from_bytes(packed[at + 16 : at + 24], "big")
        for at in range(2, 2 + 24 * count, 24)
    }


def take_apart(data):
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        members = {each.name: tar.extractfile(each).read() for each in tar.getmembers()}
        before = tar.getmember("manifest").offset
    text = members["manifest"]
    manifest = json.loads(text)
    assert manifest["format"] == 1
    key = ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest["maker"]["key"]))
    key.verify(members["signature"], b"vereda backup v1" + hashlib.sha256(text).digest())
    assert manifest["bytes"] == before
    pieces = [data[at : min(at + 65536, before)] for at in range(0, before, 65536)]
    assert manifest["chunks"] == [hashlib.sha256(piece).hexdigest() for piece in pieces]
    return members, manifest


def open_database(data, key):
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        connection = apsw.Connection(file.name)
        for name, value in (("cipher", "'sqlcipher'"), ("legacy", 4), ("key", f"\"x'{key}'\"")):
            list(connection.execute(f"pragma {name} = {value}"))
        ((word,),) = connection.execute("SELECT text FROM word")
        connection.close()
        return word


def main(path):
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    data = base64.b64decode(vectors["file"])
    members, manifest = take_apart(data)
    assert vectors["name"].endswith(f"-{hashlib.sha256(members['manifest']).hexdigest()[:8]}.tar")
    (vault,) = manifest["vaults"]
    place = "vaults/" + vault["file"]

    identity = pyrage.x25519.Identity.from_str(vectors["identity"])
    lines = pyrage.decrypt(members[place + ".age"], [identity]).decode("ascii").splitlines()
    said = dict(line.split() for line in lines[1:])
    assert lines[0] == "vereda recovery v1"
    assert (said["vault"], int(said["epoch"])) == (vault["id"], vault["epoch"])

    vault_key, vault_id = bytes.fromhex(vectors["vault_key"]), bytes.fromhex(vault["id"])
    sealed = bytes.fromhex(vault["facts"])
    cipher = ChaCha20Poly1305(hkdf(vault_key, b"vereda backup facts v1" + vault_id))
    where = vault_id + struct.pack(">I", vault["epoch"])
    facts = cipher.decrypt(sealed[:12], sealed[12:], where)
    people, operations = struct.unpack_from(">IQ", facts)

    account = bytes.fromhex(vectors["account"])
    carried = json.loads(
        HPKE.decrypt(
            bytes.fromhex(json.loads(members["carried"])[account.hex()]),
            x25519.X25519PrivateKey.from_private_bytes(bytes.fromhex(vectors["box"])),
            info=b"vereda carried v1" + account,
        )
    )

    seen = base64.b64decode(vectors["seen"])
    magic, version, form, epoch = struct.unpack_from(">4sBBI", seen)
    assert (magic, version, form, epoch) == (b"VRDW", 1, 1, vault["epoch"])
    cipher = ChaCha20Poly1305(hkdf(vault_key, b"vereda witness v1" + vault_id))
    last = cipher.decrypt(seen[10:22], seen[22:], seen[:10])
    restored = base64.b64decode(vectors["restored"])
    assert restored[:10] == b"VRDW\x01\x02" + bytes(4)

    batches = [name.removeprefix("outbox/") for name in members if name.startswith("outbox/")]
    for name in batches:
        assert hashlib.sha256(members["outbox/" + name]).hexdigest() + ".vrd" == name
    return {
        "accounts": sum(name.endswith(".acct") for name in members),
        "batches": batches,
        "carried": {
            "courier": json.loads(carried["courier"]),
            "transport": carried["transport"],
        },
        "counter": manifest["counter"],
        "facts": {"chains": chains(facts[12:]), "operations": operations, "people": people},
        "made_ms": manifest["made_ms"],
        "restored": restored[10:].hex(),
        "seen": {"chains": chains(last[16:]), "incarnation": last[:16].hex()},
        "word": open_database(members[place + ".db"], said["key"]),
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
