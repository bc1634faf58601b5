"""The account file, byte for byte as docs/formats/vault.md says. Standard library only.

The lock screen reads this before anything heavy is loaded, so it checks the
checksum and the shape; the owner's signature is checked at unlock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.vault import tagged
from desktop.vault.tagged import Damaged, Layout, Tagged
from desktop.vault.twin import Shape

LAYOUT = Layout(magic=b"VRDA", major=1, minor=0, seal_bytes=64)

SIGN_PUB, BOX_PUB, NICKNAME, REVISION = 1, 2, 3, 4
PASSPHRASE_WRAP, RECOVERY_WRAP = 16, 17
KEEPSAKES = 32
SHAPE = Shape(LAYOUT, rank_tags=(REVISION,))
_KNOWN = {SIGN_PUB, BOX_PUB, NICKNAME, REVISION, PASSPHRASE_WRAP, RECOVERY_WRAP, KEEPSAKES}

PUB_BYTES = 32
ACCOUNT_ID_BYTES = 16
NICKNAME_MAX_BYTES = 64


@dataclass(frozen=True)
class AccountCard:
    """What anybody who sees the lock screen may know of an account."""

    id: bytes
    nickname: str
    sign_pub: bytes
    box_pub: bytes


def card_of(nickname: str, sign_pub: bytes, box_pub: bytes) -> AccountCard:
    """A card; its id follows from the keys: the first 16 bytes of SHA-256(sign || box)."""
    id_ = hashlib.sha256(sign_pub + box_pub).digest()[:ACCOUNT_ID_BYTES]
    return AccountCard(id_, nickname, sign_pub, box_pub)


@dataclass(frozen=True)
class AccountFile:
    """What one account file says.

    Attributes:
        revision: counts the writings of this file; the higher of two copies is newer.
        wraps: the private keys under a passphrase, later also under a recovery code.
        keepsakes: bytes sealed to the account itself.
        others: fields of later minor versions, kept as they are.
    """

    card: AccountCard
    revision: int
    wraps: Mapping[int, bytes]
    keepsakes: bytes
    minor: int = 0
    others: Mapping[int, bytes] = field(default_factory=dict)

    def body(self) -> bytes:
        """What the owner signs."""
        fields = {
            SIGN_PUB: self.card.sign_pub,
            BOX_PUB: self.card.box_pub,
            NICKNAME: self.card.nickname.encode(),
            REVISION: tagged.u32(self.revision),
            KEEPSAKES: self.keepsakes,
        }
        return tagged.lay_out(LAYOUT, {**self.others, **fields, **self.wraps}, self.minor)


def interpret(file: Tagged) -> AccountFile:
    """What the fields say; whether the owner wrote them is not known yet. Raises Damaged."""
    try:
        nickname = file.field(NICKNAME).decode()
        check_nickname(nickname)
    except ValueError as exc:
        raise Damaged("nickname") from exc
    return AccountFile(
        card=card_of(nickname, file.field(SIGN_PUB, PUB_BYTES), file.field(BOX_PUB, PUB_BYTES)),
        revision=file.number(REVISION),
        wraps={
            tag: file.fields[tag] for tag in (PASSPHRASE_WRAP, RECOVERY_WRAP) if tag in file.fields
        },
        keepsakes=file.field(KEEPSAKES),
        minor=file.minor,
        others={tag: value for tag, value in file.fields.items() if tag not in _KNOWN},
    )


def check_nickname(nickname: str) -> None:
    """Raises ValueError for a nickname that a lock screen cannot show."""
    if not nickname.strip() or not nickname.isprintable():
        raise ValueError("a nickname has printable characters")
    if len(nickname.encode()) > NICKNAME_MAX_BYTES:
        raise ValueError(f"a nickname has at most {NICKNAME_MAX_BYTES} bytes")
