"""A small programme with real keys, fixed so that everything here is repeatable."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sync.batch.header import Link, read_label
from sync.batch.keys import account_id, chain_id, programme_id, public_key, signer
from sync.batch.operation import Clock, Operation, OpId, Origin, Value
from sync.batch.pack import batches_of
from sync.batch.records import Proof, seal_records


def fixed(name: str, size: int = 16) -> bytes:
    """Bytes that look random and are the same in every run."""
    return hashlib.shake_256(name.encode()).digest(size)


@dataclass(frozen=True)
class Person:
    seed: bytes
    box_pub: bytes

    @property
    def sign_pub(self) -> bytes:
        return public_key(self.seed)

    @property
    def id(self) -> bytes:
        return account_id(self.sign_pub, self.box_pub)

    def sign(self, message: bytes) -> bytes:
        return signer(self.seed)(message)


def person(name: str) -> Person:
    return Person(fixed(f"{name} sign", 32), fixed(f"{name} box", 32))


@dataclass
class World:
    """One laptop's chain in one space, and who uses it."""

    root: bytes = fixed("root", 32)
    chain_seed: bytes = fixed("chain", 32)
    space: bytes = fixed("space")
    space_key: bytes = fixed("space key", 32)
    author: Person = field(default_factory=lambda: person("author"))
    colleague: Person = field(default_factory=lambda: person("colleague"))
    origins: dict[bytes, Origin] = field(default_factory=dict)

    @property
    def programme(self) -> bytes:
        return programme_id(public_key(self.root))

    @property
    def chain(self) -> bytes:
        return chain_id(public_key(self.chain_seed))

    def link(self, *, demo: bool = False) -> Link:
        return Link(self.programme, self.space, public_key(self.chain_seed), self.author.id, demo)

    def operation(
        self,
        seq: int,
        record: bytes,
        fields: Mapping[int, Value],
        *,
        kind: int = 7,
        replaces: tuple[OpId, ...] = (),
        at_ms: int | None = None,
    ) -> Operation:
        return Operation(
            chain=self.chain,
            seq=seq,
            lamport=seq,
            author=self.author.id,
            at_ms=1_760_000_000_000 + 4_000 * seq if at_ms is None else at_ms,
            clock=Clock(fixed("boot", 8), 1_759_999_000_000),
            kind=kind,
            record=record,
            fields=fields,
            replaces=replaces,
        )

    def marks(self, count: int, first_seq: int = 1) -> list[Operation]:
        """Plain operations on records born elsewhere, each with a short note."""
        return [
            self.operation(seq, fixed(f"record {seq % 7}"), {1: seq % 3, 2: f"nota {seq}"})
            for seq in range(first_seq, first_seq + count)
        ]

    def seal(
        self,
        link: Link,
        ops: Sequence[Operation],
        *,
        by: Person | None = None,
        proof: Proof | None = None,
        salt: bytes | None = None,
    ) -> bytes:
        sealer = by or self.author
        return seal_records(
            link,
            ops,
            self.origins.get,
            epoch=1,
            space_key=self.space_key,
            salt=salt or fixed(f"salt {link.number}"),
            sealer=sealer.id,
            sign_chain=signer(self.chain_seed),
            sign_sealer=sealer.sign,
            proof=proof,
        )

    def seal_all(self, link: Link, ops: Sequence[Operation]) -> list[bytes]:
        """Every batch of a long run, each following the one before."""
        files = []
        for part in batches_of(ops):
            data = self.seal(link, part)
            link = link.after(link.complete(read_label(data)), data)
            files.append(data)
        return files
