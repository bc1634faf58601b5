"""A second reader of sealed batches, written from docs/formats/batch.md and nothing of `sync`.

It trusts its input: it is here to prove that the page says enough.
"""

from __future__ import annotations

import hashlib
import uuid
import zlib
from typing import Any

import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Bytes:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def varint(self) -> int:
        number = shift = 0
        while True:
            byte = self.take(1)[0]
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number


class Coder:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 4
        self.range, self.code = 0xFFFFFFFF, int.from_bytes(data[:4].ljust(4, b"\0"), "big")
        self.chances: dict[Any, tuple[int, int]] = {}
        self.before: dict[int, tuple[int, int]] = {}

    def fill(self) -> None:
        while self.range < 1 << 24:
            self.range <<= 8
            byte = self.data[self.at] if self.at < len(self.data) else 0
            self.code = (self.code << 8 | byte) % (1 << 32)
            self.at += 1

    def bit(self, name: Any) -> int:
        p, used = self.chances.get(name, (32768, 0))
        rate = next(
            (r for below, r in ((2, 1), (4, 2), (10, 3), (24, 4), (44, 5)) if used < below), 6
        )
        bound = (self.range >> 16) * p
        if self.code < bound:
            self.range, p, bit = bound, p + ((65536 - p) >> rate), 0
        else:
            self.code -= bound
            self.range, p, bit = self.range - bound, p - (p >> rate), 1
        self.chances[name] = p, used + 1
        self.fill()
        return bit

    def direct(self, bits: int) -> int:
        value = 0
        while bits:
            portion = min(16, bits)
            bits -= portion
            self.range >>= portion
            digit = min(self.code // self.range, (1 << portion) - 1)
            self.code -= digit * self.range
            value = value << portion | digit
            self.fill()
        return value

    def number(self, column: int) -> int:
        last, same = self.before.get(column, (0, 0))
        c = min(3, last.bit_length())
        if self.bit((column, "same", c, same)):
            self.before[column] = last, 1
            return last
        node = 1
        for _ in range(5):
            node = 2 * node + self.bit((column, "class", c, node))
        length = node - 32
        if length == 31:
            length += self.direct(6)
        number = min(length, 1)
        if length > 1:
            number = 2 + self.bit((column, "second", length))
        if length > 2:
            number = 2 * number + self.bit((column, "third", length, number & 1))
        if length > 3:
            number = number << length - 3 | self.direct(length - 3)
        self.before[column] = number, 0
        return number

    def signed(self, column: int) -> int:
        number = self.number(column)
        return -number if number and self.bit((column, "sign")) else number


def read_header(data: bytes) -> dict[str, Any]:
    source = Bytes(data)
    assert source.take(3) == b"Vr\x01"
    shape = source.take(1)[0]
    header: dict[str, Any] = {"kind": shape & 15, "demo": bool(shape & 16), "sealer": None}
    if shape & 32:
        header |= {
            "programme": source.take(16),
            "space": source.take(16),
            "chain_pub": source.take(32),
            "number": 1,
            "first_seq": 1,
        }
    else:
        header |= {"chain": source.take(16), "previous8": source.take(8)}
        header |= {"number": source.varint(), "first_seq": source.varint()}
    if shape & 64:
        header["sealer"] = source.take(16)
    header |= {"count": source.varint(), "epoch": source.varint()}
    header["salt"] = source.take(16) if header["epoch"] else b""
    length = source.varint()
    header["clear"] = data[: source.at]
    header["body"] = source.take(length)
    header["signatures"] = source.take(64), source.take(64)
    assert source.at == len(data)
    return header


def open_file(
    data: bytes, opening: bytes, previous: bytes, sealer_pub: bytes, space_key: bytes
) -> tuple[dict[str, Any], bytes]:
    """Header and inner body. `previous`: the file before, empty for the opening itself."""
    header, first = read_header(data), read_header(opening)
    before = hashlib.sha256(previous).digest() if previous else bytes(32)
    sealer = header["sealer"] or first["sealer"]
    bound = first["programme"] + first["space"] + first["chain_pub"] + before + sealer
    chain = hashlib.sha256(first["chain_pub"]).digest()[:16]
    assert header.get("chain", chain) == chain
    assert header.get("previous8", bytes(8)) == before[:8]
    signed = bound + header["clear"] + hashlib.sha256(header["body"]).digest()
    by_chain, by_sealer = header["signatures"]
    chain_key = Ed25519PublicKey.from_public_bytes(first["chain_pub"])
    chain_key.verify(by_chain, b"vereda batch chain 1\0" + signed)
    sealer_key = Ed25519PublicKey.from_public_bytes(sealer_pub)
    sealer_key.verify(by_sealer, b"vereda batch sealer 1\0" + signed)
    header |= {"chain": chain, "sealer": sealer}
    if not header["epoch"]:
        return header, header["body"]
    key = HKDF(SHA256(), 32, salt=header["salt"], info=b"vereda batch body 1").derive(space_key)
    padded = ChaCha20Poly1305(key).decrypt(bytes(12), header["body"], bound + header["clear"])
    inner = padded.rstrip(b"\0")
    assert inner[-1:] == b"\x80"
    return header, inner[:-1]


def unpack(packed: bytes, chain: bytes, first_seq: int) -> list[dict[str, Any]]:
    source = Bytes(packed)
    front = source.varint()
    for _ in range(front >> 2):
        source.varint()
        source.take(source.varint())
    coder = Coder(source.take(source.varint()))
    count, other_chains, named, shape_count = (coder.number(0) for _ in range(4))
    chains = [chain, *(source.take(16) for _ in range(other_chains))]
    times = [coder.number(2)]
    lamports = [first_seq + coder.signed(4)]
    for _ in range(count - 1):
        times.append(times[-1] + coder.signed(3))
        lamports.append(lamports[-1] + 1 + coder.signed(5))
    clocks, boots, offset = [], [], times[0]
    for _ in range(coder.number(0) + 1):
        length, boot = coder.number(6) + 1, coder.number(7)
        if boot == len(boots):
            boots.append(source.take(coder.number(7)))
        offset -= coder.signed(8)
        clocks += [(boots[boot], offset)] * length

    ids: list[bytes] = []
    seq, ordinal, first, second = first_seq, 0, 0, 0
    for _ in range(named):
        form = coder.number(9)
        if form == 0:
            ids.append(source.take(16))
            continue
        kind = coder.number(10)
        if form == 1:
            first += coder.signed(13)
            ordinal += coder.signed(12)
            ids.append(derived(ids[first], kind, ordinal))
        elif form == 2:
            first += coder.signed(13)
            second += coder.signed(14)
            ids.append(derived(ids[first], kind, ids[second].hex()))
        else:
            seq += coder.signed(11)
            ids.append(derived(chains[form - 3], kind, seq))

    shapes = []
    for _ in range(shape_count):
        kind, form, replaces, fields = (coder.number(c) for c in (10, 1, 1, 1))
        numbers = [0]
        for _ in range(fields):
            numbers.append(numbers[-1] + coder.number(1))
        shapes.append((kind, form & 7, bool(form & 8), replaces, numbers[1:]))
    mine = [shapes[coder.number(15)] for _ in range(count)]

    first = second = ordinal = replaced_seq = 0
    ops: list[dict[str, Any]] = []
    for n, (kind, form, ends, replaces, _) in enumerate(mine):
        that = 0
        if form == 0:
            record = derived(chain, kind, first_seq + n)
        elif form == 4:
            that = n - 1 - coder.signed(16)
            record = ops[that]["record"]
        else:
            first += coder.signed(13)
            record = ids[first]
            if form == 2:
                ordinal += coder.signed(12)
                record = derived(record, kind, ordinal)
            elif form == 3:
                second += coder.signed(14)
                record = derived(record, kind, ids[second].hex())
        listed = []
        if replaces == 1:
            listed.append((chain, first_seq + that))
        for _ in range(replaces - 1):
            which = coder.signed(17)
            if which == 0:
                listed.append((chain, first_seq + n - coder.signed(18)))
            else:
                replaced_seq += coder.signed(19)
                listed.append((chains[which], replaced_seq))
        ops.append(
            {
                "seq": first_seq + n,
                "lamport": lamports[n],
                "at_ms": times[n],
                "clock": clocks[n],
                "kind": kind,
                "record": record,
                "replaces": listed,
                "ends_commit": ends,
                "fields": {},
            }
        )

    text = source.take(len(packed) - source.at)
    if front & 3 == 1:
        reader = zstandard.ZstdDecompressor(format=zstandard.FORMAT_ZSTD1_MAGICLESS)
        text = reader.decompress(text, max_output_size=1 << 20)
    elif front & 3 == 2:
        text = zlib.decompress(text, -15)
    letters = Bytes(text)

    def scalar(base: int, tag: int) -> Any:
        if tag < 3:
            return (None, False, True)[tag]
        if tag == 3:
            return coder.signed(base + 1)
        if tag == 6:
            return ("ref", ids[coder.number(base + 3)])
        data = letters.take(coder.number(base + 2))
        return data.decode("utf-8", "surrogatepass") if tag == 4 else data

    def value(base: int) -> Any:
        tag = coder.number(base)
        if tag < 8:
            return scalar(base, tag)
        return [scalar(base, coder.number(base)) for _ in range(tag - 8)]

    lanes: dict[tuple[int, int], int] = {}
    for kind, _, _, _, fields in shapes:
        for field in fields:
            lanes.setdefault((kind, field), 32 + 5 * len(lanes))
    for (kind, field), base in lanes.items():
        holders = [op for op, s in zip(ops, mine, strict=True) if s[0] == kind and field in s[4]]
        told = coder.number(base + 4)
        if told:
            values = [value(base) for _ in range(told)]
            found = [values[coder.number(base + 4)] for _ in holders]
        else:
            found = [value(base) for _ in holders]
        for op, one in zip(holders, found, strict=True):
            op["fields"][field] = one
    return ops


def derived(within: bytes, kind: int, name: int | str) -> bytes:
    return uuid.uuid5(uuid.UUID(bytes=within), f"{kind}:{name}").bytes
