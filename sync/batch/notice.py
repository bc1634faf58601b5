"""A notice across the wall: one batch, sealed to the people of a space that its sender cannot open.

There is no space key in it: a fresh key is sealed to each receiver and then forgotten, so
nobody else opens it, whoever wrote it included. Every notice is as long as any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgpack
from cryptography.exceptions import InvalidTag

from sync.batch.header import BatchKind, Header, Label, Link, read_label
from sync.batch.keys import ID_BYTES, KEY_BYTES, Sign, public_key, signer
from sync.batch.padding import MARK
from sync.batch.reason import BatchError, Reason
from sync.batch.roster_fields import sized
from sync.batch.seal import NONCE, TAG_BYTES, carried_of, cipher, finish

PLAIN_BYTES = 4096
"""Of every notice, padded: its length tells nothing of what it says."""
TEXT_MAX_BYTES = 3800
RECEIVERS_MAX = 512
EPOCH = 1
"""Stands in the header because everything but a roster has one; it names no key here."""
ONCE_BYTES = 16
SEALED_KEY_BYTES = 80
KEY_INFO = b"vereda notice body 1"
GRANT_INFO = b"vereda notice key 1"
NAME_DOMAIN = b"vereda notice 1\0"
COUNT_BYTES = 2
_SLOT_BYTES = ID_BYTES + SEALED_KEY_BYTES

SealTo = Callable[[bytes, bytes, bytes], bytes]
"""HPKE: (X25519 public key, data, info) to encapsulated key and ciphertext."""
OpenSealed = Callable[[bytes, bytes], bytes]
"""The opposite, with one's own key: (sealed, info) to data. Raises whatever it likes."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody says across the wall. No field names a record.

    `sort` and `urgency` are codes of desktop.programme.vocabulary, `day` the ISO date of
    writing, `once` 16 random bytes that make two notices with the same words two.
    """

    sort: int
    urgency: int
    day: str
    text: str
    once: bytes


class NoticeTooLong(ValueError):
    """More text than one notice holds."""


def pack_notice(notice: Notice) -> bytes:
    """Always PLAIN_BYTES long. Raises: NoticeTooLong."""
    text = notice.text.encode("utf-8", "surrogatepass")
    if len(text) > TEXT_MAX_BYTES:
        raise NoticeTooLong
    told = {1: notice.sort, 2: notice.urgency, 3: notice.day, 4: text, 5: notice.once}
    packed: bytes = msgpack.packb(told)
    return (packed + MARK).ljust(PLAIN_BYTES, b"\0")


def read_notice(plain: bytes) -> Notice:
    """Further keys, of a later version, are skipped. Raises BatchError(DAMAGED)."""
    try:
        packed = plain.rstrip(b"\0")
        if len(plain) != PLAIN_BYTES or not packed.endswith(MARK):
            raise ValueError("padding")
        told: Any = msgpack.unpackb(packed[:-1], strict_map_key=False)
        text: bytes = told[4]
        if len(text) > TEXT_MAX_BYTES or not isinstance(told[3], str) or len(told[3]) > ID_BYTES:
            raise ValueError("a text or a day of that length")
        return Notice(
            sort=_code(told[1]),
            urgency=_code(told[2]),
            day=told[3],
            text=text.decode("utf-8", "surrogatepass"),
            once=sized(told[5], ONCE_BYTES),
        )
    except Exception:
        raise BatchError(Reason.DAMAGED, "notice") from None


def notice_id(programme: bytes, sender: bytes, plain: bytes) -> bytes:
    """16 bytes: the same for every copy of one notice, and for nothing else anybody wrote."""
    return hashlib.sha256(NAME_DOMAIN + programme + sender + plain).digest()[:ID_BYTES]


def seal_notice(
    plain: bytes,
    *,
    programme: bytes,
    space: bytes,
    sender: bytes,
    receivers: Mapping[bytes, bytes],
    random: Callable[[int], bytes],
    seal_to: SealTo,
    sign_sealer: Sign,
    demo: bool = False,
) -> bytes:
    """The whole file. Its chain's key and its own are forgotten on return.

    Args:
        plain: of `pack_notice`.
        receivers: X25519 public keys by account id; the sender is none of them.

    Raises: ValueError for nobody, too many, or the sender among them.
    """
    if not 0 < len(receivers) <= RECEIVERS_MAX or sender in receivers:
        raise ValueError("not the receivers of a notice")
    if len(plain) != PLAIN_BYTES:
        raise ValueError("not a packed notice")
    chain_seed, key = random(KEY_BYTES), random(KEY_BYTES)
    link = Link(programme, space, public_key(chain_seed), sender, demo)
    header = link.next_header(
        BatchKind.NOTICE, count=0, epoch=EPOCH, salt=random(ID_BYTES), sealer=sender
    )
    clear = header.clear(body_length(len(receivers)))
    info = _info(header)
    body = len(receivers).to_bytes(COUNT_BYTES, "big")
    for account, box_pub in sorted(receivers.items()):
        body += account + sized(seal_to(box_pub, key, info), SEALED_KEY_BYTES)
    sealer = cipher(key, header.salt, KEY_INFO)
    body += sealer.encrypt(NONCE, plain, header.bound() + clear)
    return finish(header, clear, body, sign_chain=signer(chain_seed), sign_sealer=sign_sealer)


def open_notice(data: bytes, header: Header, account: bytes, open_sealed: OpenSealed) -> bytes:
    """The plain notice of an admitted batch, for one of its receivers.

    Raises: KeyError for who is none; BatchError(WRONG_KEY, DAMAGED).
    """
    label = read_label(data)
    body = carried_of(data, label.clear)
    slots = _slots(label, body)
    sealed = slots[account]
    try:
        key = sized(open_sealed(sealed, _info(header)), KEY_BYTES)
    except Exception:
        raise BatchError(Reason.WRONG_KEY, "notice") from None
    carried = body[COUNT_BYTES + len(slots) * _SLOT_BYTES :]
    try:
        opener = cipher(key, header.salt, KEY_INFO)
        return opener.decrypt(NONCE, carried, header.bound() + label.clear)
    except InvalidTag:
        raise BatchError(Reason.WRONG_KEY, "notice") from None


def receivers_of(data: bytes) -> frozenset[bytes]:
    """To which accounts a notice is sealed. Raises BatchError for what is none."""
    label = read_label(data)
    require_form(label, data)
    return frozenset(_slots(label, carried_of(data, label.clear)))


def body_length(receivers: int) -> int:
    """Bytes of a body: it depends on how many receive it, which the roster tells anyway."""
    return COUNT_BYTES + receivers * _SLOT_BYTES + PLAIN_BYTES + TAG_BYTES


def require_form(label: Label, data: bytes) -> None:
    """Whether this can be a notice: its chain's only batch, of that length, with no operation.

    Raises BatchError: NOT_ALLOWED (carries records, or is a later batch), DAMAGED.
    """
    if label.kind != BatchKind.NOTICE or not label.opens_chain:
        raise BatchError(Reason.NOT_ALLOWED, "a notice is its chain's only batch")
    if label.count or label.epoch != EPOCH:
        raise BatchError(Reason.NOT_ALLOWED, "a notice carries no records")
    _slots(label, carried_of(data, label.clear))


def _slots(label: Label, body: bytes) -> dict[bytes, bytes]:
    """Sealed keys by account, in ascending order, each account once."""
    count = int.from_bytes(body[:COUNT_BYTES], "big")
    if not 0 < count <= RECEIVERS_MAX or label.body_length != body_length(count):
        raise BatchError(Reason.DAMAGED, "not a notice's length")
    places = range(COUNT_BYTES, COUNT_BYTES + count * _SLOT_BYTES, _SLOT_BYTES)
    found = {body[at : at + ID_BYTES]: body[at + ID_BYTES : at + _SLOT_BYTES] for at in places}
    if len(found) != count or list(found) != sorted(found):
        raise BatchError(Reason.DAMAGED, "receivers")
    return found


def _info(header: Header) -> bytes:
    """Binds a sealed key to this file's place and sender: nobody passes it on as their own."""
    return GRANT_INFO + header.programme + header.space + header.chain_pub + header.sealer


def _code(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value < 1 << 16:
        raise ValueError("not a code")
    return value
