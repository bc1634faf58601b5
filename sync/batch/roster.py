"""Who belongs to a programme: pure state made of roster batches, the same on laptop and server.

The programme's id is the hash of its root key, the root key certifies coordinators,
each coordinator appends an own signed chain. Entries only add, so any order of
arrival gives the same roster. Names are not here: they travel sealed (roster_names.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sync.batch.header import BatchKind, Header, Label, Link, read_label
from sync.batch.keys import account_id, batch_hash, device_id, is_signed, programme_id
from sync.batch.reason import BatchError, Reason
from sync.batch.roster_entries import (
    Certificate,
    DeviceEntry,
    MemberEntry,
    RosterBody,
    ServerEntry,
    read_body,
)
from sync.batch.seal import open_batch, verify


@dataclass(frozen=True, slots=True)
class Member:
    """A person's public keys and the spaces they may write to."""

    id: bytes
    sign_pub: bytes
    box_pub: bytes
    spaces: frozenset[bytes]
    coordinator: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """A laptop's transport key and the spaces it may pull."""

    id: bytes
    transport_pub: bytes
    spaces: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Server:
    """A central server: what signs its receipts, and where it answers (may be empty)."""

    receipt_pub: bytes
    address: str


@dataclass(frozen=True)
class Roster:
    """Everything the clear parts of a programme's roster batches say. Never changed, only renewed.

    `sealed` holds the sealed names, oldest first within a chain; `links` says how far
    each roster chain is known.
    """

    programme: bytes
    members: Mapping[bytes, Member] = field(default_factory=dict)
    devices: Mapping[bytes, Device] = field(default_factory=dict)
    servers: tuple[Server, ...] = ()
    links: Mapping[bytes, Link] = field(default_factory=dict)
    sealed: tuple[bytes, ...] = ()
    hashes: frozenset[bytes] = frozenset()
    demo: bool = False

    @classmethod
    def empty(cls, programme: bytes) -> Roster:
        return cls(programme)

    def __contains__(self, data: bytes) -> bool:
        return batch_hash(data) in self.hashes

    def member(self, account: bytes) -> Member | None:
        return self.members.get(account)

    def may_write(self, account: bytes, space: bytes) -> bool:
        member = self.members.get(account)
        return member is not None and space in member.spaces

    def device(self, device: bytes) -> Device | None:
        return self.devices.get(device)

    def may_pull(self, device: bytes, space: bytes) -> bool:
        known = self.devices.get(device)
        return known is not None and space in known.spaces

    def link(self, chain: bytes) -> Link | None:
        """How far a roster chain is known, to append to it."""
        return self.links.get(chain)

    def apply(self, data: bytes) -> Roster:
        """This roster and what the batch adds; the same roster if it was applied before.

        Raises BatchError: UNKNOWN_CHAIN, GAP (let it wait), FORK, REPEATED, NOT_ALLOWED,
        BAD_SIGNATURE, and what read_label raises.
        """
        if data in self:
            return self
        label = read_label(data)
        if label.kind != BatchKind.ROSTER:
            raise BatchError(Reason.NOT_ALLOWED, "not a roster batch")
        link = self.links.get(label.chain) or Link.opened_by(label)
        header = link.complete(label)
        body = read_body(open_batch(data, header, None))
        coordinator = self._coordinator(label, header, body)
        verify(data, header, coordinator.sign_pub)
        if len(body.entries) != header.count:
            raise BatchError(Reason.DAMAGED, "not the entries announced")
        return self._with(header, link.after(header, data), body, coordinator, batch_hash(data))

    def _coordinator(self, label: Label, header: Header, body: RosterBody) -> Certificate:
        """Whose chain this is. Raises BatchError unless the root key says so."""
        if header.programme != self.programme:
            raise BatchError(Reason.NOT_ALLOWED, "another programme")
        if header.sealer != header.opener:
            raise BatchError(Reason.NOT_ALLOWED, "another coordinator's chain")
        if not label.opens_chain:
            known = self.members[header.opener]
            return Certificate(known.sign_pub, known.box_pub, b"", b"")
        found = [entry for entry in body.entries if isinstance(entry, Certificate)]
        if len(found) != 1 or found[0].account != header.sealer:
            raise BatchError(Reason.NOT_ALLOWED, "no certificate of who signs")
        certificate = found[0]
        if programme_id(certificate.root_pub) != self.programme or not is_signed(
            certificate.root_pub, certificate.signature, certificate.message()
        ):
            raise BatchError(Reason.BAD_SIGNATURE, "certificate")
        return certificate

    def _with(
        self,
        header: Header,
        link: Link,
        body: RosterBody,
        coordinator: Certificate,
        hash_: bytes,
    ) -> Roster:
        members, devices = dict(self.members), dict(self.devices)
        servers = set(self.servers)
        known = members.get(coordinator.account)
        members[coordinator.account] = Member(
            coordinator.account,
            coordinator.sign_pub,
            coordinator.box_pub,
            known.spaces if known else frozenset(),
            coordinator=True,
        )
        for entry in body.entries:
            if isinstance(entry, MemberEntry):
                account = account_id(entry.sign_pub, entry.box_pub)
                before = members.get(account)
                members[account] = Member(
                    account,
                    entry.sign_pub,
                    entry.box_pub,
                    entry.spaces | (before.spaces if before else frozenset()),
                    before is not None and before.coordinator,
                )
            elif isinstance(entry, DeviceEntry):
                device = device_id(entry.transport_pub)
                earlier = devices.get(device)
                spaces = entry.spaces | (earlier.spaces if earlier else frozenset())
                devices[device] = Device(device, entry.transport_pub, spaces)
            elif isinstance(entry, ServerEntry):
                servers.add(Server(entry.receipt_pub, entry.address))
        return replace(
            self,
            members=members,
            devices=devices,
            servers=tuple(sorted(servers, key=lambda one: (one.receipt_pub, one.address))),
            links={**self.links, link.chain: link},
            sealed=(*self.sealed, body.sealed) if body.sealed else self.sealed,
            hashes=self.hashes | {hash_},
            demo=self.demo or header.demo,
        )
