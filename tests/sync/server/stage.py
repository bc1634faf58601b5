"""A small programme for tests: a root key, a coordinator, members, laptops and their chains.

Everything is real: keys, signatures, rosters, sealed batches.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from random import Random

from sync.batch.header import BatchKind, Link, read_label
from sync.batch.keys import account_id, batch_hash, device_id, public_key, signer
from sync.batch.operation import Born, Clock, Operation, Origin, record_id
from sync.batch.records import seal_records
from sync.batch.roster import Roster
from sync.batch.roster_entries import (
    DeviceEntry,
    Entry,
    MemberEntry,
    append_entries,
    certify,
    open_roster,
)
from sync.batch.seal import seal

CLOCK = Clock(b"bootboot", 0)
START_MS = 1_790_000_000_000


def seed(*words: object) -> bytes:
    """A key seed that is the same in every run."""
    return hashlib.sha256(repr(words).encode()).digest()


@dataclass
class Person:
    name: str

    def __post_init__(self) -> None:
        self.seed = seed("person", self.name)
        self.sign_pub = public_key(self.seed)
        self.box_pub = seed("box", self.name)
        self.id = account_id(self.sign_pub, self.box_pub)


@dataclass
class Chain:
    """One life of one laptop in one space; writes its batches in order."""

    programme: Programme
    space: bytes
    writer: Person
    name: str
    batches: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seed = seed("chain", self.name)
        self.link = Link(
            self.programme.id,
            self.space,
            public_key(self.seed),
            self.writer.id,
            self.programme.demo,
        )
        self.rng = Random(self.name)

    @property
    def id(self) -> bytes:
        return self.link.chain

    def fork(self) -> Chain:
        """A copy that goes its own way, as from a cloned disk."""
        twin = Chain(self.programme, self.space, self.writer, self.name, list(self.batches))
        twin.link, twin.rng = self.link, Random(f"{self.name} twin")
        return twin

    def write(self, count: int = 3) -> bytes:
        """The next batch: `count` operations on records born here."""
        first = self.link.next_seq
        ops = [self._operation(seq) for seq in range(first, first + count)]
        data = seal_records(
            self.link,
            ops,
            self._origin(ops),
            epoch=1,
            space_key=self.programme.space_key,
            salt=self.rng.randbytes(16),
            sealer=self.writer.id,
            sign_chain=signer(self.seed),
            sign_sealer=signer(self.writer.seed),
        )
        return self._keep(data)

    def write_blob(self, size: int) -> bytes:
        """A batch with a large opaque body."""
        header = self.link.next_header(
            BatchKind.SNAPSHOT,
            count=0,
            epoch=1,
            salt=self.rng.randbytes(16),
            sealer=self.writer.id,
        )
        data = seal(
            header,
            self.rng.randbytes(size),
            self.programme.space_key,
            sign_chain=signer(self.seed),
            sign_sealer=signer(self.writer.seed),
        )
        return self._keep(data)

    def _keep(self, data: bytes) -> bytes:
        self.link = self.link.after(self.link.complete(read_label(data)), data)
        self.batches.append(data)
        return data

    def _operation(self, seq: int) -> Operation:
        return Operation(
            chain=self.id,
            seq=seq,
            lamport=seq,
            author=self.writer.id,
            at_ms=START_MS + seq * 4_000,
            clock=CLOCK,
            kind=4,
            record=record_id(4, Born(self.id, seq)),
            fields={1: f"F-{self.rng.randrange(10**6):06}", 8: "nota"},
        )

    @staticmethod
    def _origin(ops: list[Operation]) -> dict[bytes, Origin].get:  # type: ignore[valid-type]
        return {op.record: Born(op.chain, op.seq) for op in ops}.get


class Programme:
    """A programme with one coordinator; everybody else is added by roster batches."""

    def __init__(self, name: str = "one", *, demo: bool = True) -> None:
        self.name, self.demo = name, demo
        self.root_seed = seed("root", name)
        self.coordinator = Person(f"coordinator of {name}")
        self.space = seed("space", name)[:16]
        self.other_space = seed("other space", name)[:16]
        self.space_key = seed("space key", name)
        root_pub = public_key(self.root_seed)
        self.id = hashlib.sha256(root_pub).digest()[:16]
        self._chain_seed = seed("roster chain", name)
        certificate = certify(
            signer(self.root_seed), root_pub, self.coordinator.sign_pub, self.coordinator.box_pub
        )
        first = open_roster(
            certificate,
            [self.member(self.coordinator, self.space, self.other_space)],
            chain_pub=public_key(self._chain_seed),
            sign_chain=signer(self._chain_seed),
            sign_sealer=signer(self.coordinator.seed),
            demo=demo,
        )
        self.roster = Roster.empty(self.id).apply(first)
        self.rosters = [first]

    def append(self, *entries: Entry) -> bytes:
        """The coordinator's next roster batch."""
        link = self.roster.link(hashlib.sha256(public_key(self._chain_seed)).digest()[:16])
        assert link is not None
        data = append_entries(
            link,
            entries,
            sign_chain=signer(self._chain_seed),
            sign_sealer=signer(self.coordinator.seed),
        )
        self.roster = self.roster.apply(data)
        self.rosters.append(data)
        return data

    @staticmethod
    def member(person: Person, *spaces: bytes) -> MemberEntry:
        return MemberEntry(person.sign_pub, person.box_pub, frozenset(spaces))

    @staticmethod
    def device(transport_seed: bytes, *spaces: bytes) -> DeviceEntry:
        return DeviceEntry(public_key(transport_seed), frozenset(spaces))

    def chain(self, name: str, writer: Person | None = None, space: bytes | None = None) -> Chain:
        return Chain(
            self,
            self.space if space is None else space,
            writer or self.coordinator,
            f"{self.name} {name}",
        )


__all__ = ["Chain", "Person", "Programme", "batch_hash", "device_id", "seed"]
