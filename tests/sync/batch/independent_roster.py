"""A second reader of rosters, written from docs/formats/batch.md and nothing of `sync`.

It trusts its input as independent.py does, except where the page says what does not count.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import Any

import msgpack
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.sync.batch.independent import open_file, read_header


def short_hash(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()[:16]


def by_key(pairs: dict[bytes, int]) -> bytes:
    return b"".join(key + number.to_bytes(8, "big") for key, number in sorted(pairs.items()))


def check_word(programme: bytes, number: int, entry: dict[int, Any]) -> None:
    if number == 1:
        root, signature = entry[3], entry[4]
        told = b"vereda coordinator 1\0" + programme + entry[1] + entry[2]
    elif number == 6:
        root, signature = entry[3], entry[4]
        told = b"vereda policy 1\0" + programme + entry[1].to_bytes(8, "big") + bytes([entry[2]])
    elif number == 7:
        root, signature = entry[4], entry[5]
        told = b"vereda recovery keys 1\0" + programme + entry[1].to_bytes(8, "big")
        told += bytes([len(entry[2])])
        told += b"".join(bytes([code]) + key for code, key in sorted(entry[2].items())) + entry[3]
    elif number == 9:
        root, signature = entry[3], entry[4]
        told = b"vereda coordinator end 1\0" + programme + entry[1] + by_key(entry[2])
    else:
        return
    assert short_hash(root) == programme
    Ed25519PublicKey.from_public_bytes(root).verify(signature, told)


def read(programme: bytes, chains: list[list[bytes]], shared_key: bytes) -> dict[str, Any]:
    """The state of whole roster chains, each from its opening on."""
    batches, certified = [], {}
    for files in chains:
        for n, data in enumerate(files):
            account = read_header(files[0])["sealer"]
            clear = msgpack.unpackb(read_header(data)["body"], strict_map_key=False)
            for number, entry in clear[1]:
                check_word(programme, number, entry)
                if number == 1:
                    certified[short_hash(entry[1], entry[2])] = entry[1]
            before = files[n - 1] if n else b""
            header, _ = open_file(data, files[0], before, certified[account], b"")
            assert header["count"] == len(clear[1])
            batches.append((account, header["chain"], n + 1, clear))
    ends: dict[bytes, dict[bytes, int]] = {}
    policy, recovery = (0, False), (0, {})
    for *_, body in batches:
        for number, entry in body[1]:
            if number == 9:
                raise_to(ends.setdefault(entry[1], {}), entry[2])
            elif number == 6 and (-entry[1], entry[2]) < (-policy[0], policy[1]):
                policy = entry[1], entry[2]
            elif number == 7 and entry[1] > recovery[0]:
                recovery = entry[1], entry[2]

    spaces: dict[bytes, set[bytes]] = defaultdict(set)
    pulls: dict[bytes, set[bytes]] = defaultdict(set)
    revocations: dict[bytes, dict[bytes, int]] = {}
    grants: dict[tuple[bytes, int], dict[bytes, bytes]] = defaultdict(dict)
    names: dict[bytes, list[Any]] = {}
    places: dict[bytes, list[Any]] = {}
    gone = set()
    for account, chain, place, body in batches:
        if account in ends and place > ends[account].get(chain, 0):
            continue
        for number, entry in body[1]:
            if number == 2:
                spaces[short_hash(entry[1], entry[2])] |= set(entry[3])
            elif number == 3:
                pulls[short_hash(entry[1])] |= set(entry[2])
            elif number == 5:
                raise_to(revocations.setdefault(entry[1], {}), entry[2])
            elif number == 8:
                gone.add(entry[1])
            elif number == 10:
                for who, key in entry[3].items():
                    known = grants[entry[1], entry[2]]
                    known[who] = min(key, known.get(who, key))
        if 2 in body:
            told = details(body[2], shared_key, programme)
            names |= {row[0]: row[1:3] for row in told[1]}
            places |= {row[0]: row[1:4] for row in told[2]}
    coordinators = certified.keys() - ends.keys()
    return {
        "coordinators": sorted(who.hex() for who in coordinators),
        "may_write": {who.hex(): sorted(s.hex() for s in found) for who, found in spaces.items()},
        "may_pull": {
            who.hex(): sorted(s.hex() for s in found)
            for who, found in pulls.items()
            if who not in gone
        },
        "revoked": {
            who.hex(): {chain.hex(): number for chain, number in sorted(cuts.items())}
            for who, cuts in revocations.items()
            if who not in coordinators
        },
        "both_streams": policy[1],
        "recovery": {str(code): key.hex() for code, key in recovery[1].items()},
        "grants": {
            f"{space.hex()} {epoch}": {who.hex(): key.hex() for who, key in sorted(keys.items())}
            for (space, epoch), keys in grants.items()
        },
        "people": {who.hex(): list(row) for who, row in names.items()},
        "places": {space.hex(): list(row) for space, row in places.items()},
    }


def raise_to(known: dict[bytes, int], more: dict[bytes, int]) -> None:
    for chain, number in more.items():
        known[chain] = max(number, known.get(chain, 0))


def details(sealed: bytes, shared_key: bytes, programme: bytes) -> dict[int, Any]:
    key = HKDF(SHA256(), 32, salt=sealed[:16], info=b"vereda roster names 1").derive(shared_key)
    padded = ChaCha20Poly1305(key).decrypt(bytes(12), sealed[16:], programme)
    plain = padded.rstrip(b"\0")
    assert plain[-1:] == b"\x80"
    told: Any = msgpack.unpackb(plain[:-1], strict_map_key=False)
    if isinstance(told, list):
        return {1: [[who, nickname, ""] for who, nickname in told], 2: [], 3: []}
    return dict(told)


def open_grant(
    box_seed: bytes, sealed: bytes, programme: bytes, space: bytes, epoch: int, earlier: bytes
) -> bytes:
    told = programme + space + epoch.to_bytes(8, "big")
    proof = HKDF(SHA256(), 32, salt=None, info=b"vereda grant proof 1" + told).derive(earlier)
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    box = X25519PrivateKey.from_private_bytes(box_seed)
    return suite.decrypt(sealed, box, info=b"vereda grant 1" + told + proof)
