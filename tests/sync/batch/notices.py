"""A notice with fixed keys. `python -m tests.sync.batch.notices` writes its vector anew.

HPKE draws its own randomness, so the file is kept, not made again byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.vault.sealing import open_sealed, seal_to
from sync.batch.keys import account_id, programme_id, public_key, signer
from sync.batch.notice import ONCE_BYTES, Notice, notice_id, pack_notice, seal_notice
from tests.sync.batch.world import fixed

PATH = Path(__file__).parents[2] / "vectors" / "notice.json"


@dataclass(frozen=True)
class Someone:
    """Somebody with both private keys."""

    name: str

    @property
    def seed(self) -> bytes:
        return fixed(f"{self.name} sign", 32)

    @property
    def box(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(fixed(f"{self.name} box", 32))

    @property
    def box_pub(self) -> bytes:
        return self.box.public_key().public_bytes_raw()

    @property
    def sign_pub(self) -> bytes:
        return public_key(self.seed)

    @property
    def id(self) -> bytes:
        return account_id(self.sign_pub, self.box_pub)

    def sign(self, message: bytes) -> bytes:
        return signer(self.seed)(message)

    def open(self, sealed: bytes, info: bytes) -> bytes:
        return open_sealed(self.box, sealed, info)


def drawing(name: str) -> Callable[[int], bytes]:
    """Randomness that is the same in every run."""
    drawn = iter(range(1_000))
    return lambda size: fixed(f"{name} {next(drawn)}", size)


@dataclass
class Wall:
    """Who writes, who receives, and where."""

    programme: bytes = field(default_factory=lambda: programme_id(public_key(fixed("root", 32))))
    space: bytes = fixed("their space")
    sender: Someone = field(default_factory=lambda: Someone("sender"))
    receivers: tuple[Someone, ...] = (Someone("one"), Someone("two"), Someone("three"))

    def notice(self, text: str = "Hoy preguntó por la salida; ñandú.") -> Notice:
        return Notice(1, 1, "2026-11-22", text, fixed("once", ONCE_BYTES))

    def seal(self, notice: Notice | None = None, *, name: str = "notice", **other: Any) -> bytes:
        told: dict[str, Any] = {
            "programme": self.programme,
            "space": self.space,
            "sender": self.sender.id,
            "receivers": {one.id: one.box_pub for one in self.receivers},
            "random": drawing(name),
            "seal_to": seal_to,
            "sign_sealer": self.sender.sign,
        }
        return seal_notice(pack_notice(notice or self.notice()), **(told | other))


def make() -> dict[str, Any]:
    wall = Wall()
    notice = wall.notice()
    plain = pack_notice(notice)
    return {
        "format": "docs/formats/notice.md, version 1",
        "programme": wall.programme.hex(),
        "space": wall.space.hex(),
        "sender": {"id": wall.sender.id.hex(), "sign_pub": wall.sender.sign_pub.hex()},
        "receivers": [
            {"id": one.id.hex(), "box_seed": one.box.private_bytes_raw().hex()}
            for one in wall.receivers
        ],
        "notice": {
            "sort": notice.sort,
            "urgency": notice.urgency,
            "day": notice.day,
            "text": notice.text,
            "once": notice.once.hex(),
        },
        "id": notice_id(wall.programme, wall.sender.id, plain).hex(),
        "file": wall.seal().hex(),
    }


if __name__ == "__main__":
    PATH.write_text(json.dumps(make(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
