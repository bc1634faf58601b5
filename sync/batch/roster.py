"""Who belongs to a programme: pure state made of roster batches, the same on laptop and server.

The programme's id is the hash of its root key, the root key certifies coordinators,
each coordinator appends an own signed chain. Any order of arrival gives the same
roster (roster_merge.py). Names are not here: they travel sealed (roster_names.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sync.batch.header import BatchKind, Header, Label, Link, read_label
from sync.batch.keys import batch_hash
from sync.batch.reason import BatchError, Reason
from sync.batch.root_words import is_of_root
from sync.batch.roster_entries import (
    Certificate,
    GrantEntry,
    RecoveryEntry,
    RootWord,
    RosterBody,
    read_body,
)
from sync.batch.roster_grants import FIRST_ROTATED_EPOCH
from sync.batch.roster_merge import Device, Member, Merged, Said, Server
from sync.batch.seal import open_batch, verify

__all__ = ["Device", "Member", "Roster", "Server"]


@dataclass(frozen=True)
class Roster:
    """Everything the clear parts of a programme's roster batches say. Never changed, only renewed.

    `links` says how far each roster chain is known.
    """

    programme: bytes
    links: Mapping[bytes, Link] = field(default_factory=dict)
    hashes: frozenset[bytes] = frozenset()
    demo: bool = False
    _said: Mapping[bytes, tuple[Said, ...]] = field(default_factory=dict)
    _merged: Merged = field(default_factory=Merged)

    @classmethod
    def empty(cls, programme: bytes) -> Roster:
        return cls(programme)

    def __contains__(self, data: bytes) -> bool:
        return batch_hash(data) in self.hashes

    # --- people ---------------------------------------------------------------

    @property
    def members(self) -> Mapping[bytes, Member]:
        """By account id, revoked ones too: what they wrote must go on being verified."""
        return self._merged.members

    @property
    def certificates(self) -> Mapping[bytes, Certificate]:
        """The root's word for each coordinator, ended ones too, by account id."""
        return self._merged.certificates

    def member(self, account: bytes) -> Member | None:
        return self.members.get(account)

    def members_of(self, space: bytes) -> list[Member]:
        """Who may write to a space and is not revoked, by id."""
        found = (member for member in self.members.values() if space in member.spaces)
        return sorted((m for m in found if not self.revoked(m.id)), key=lambda m: m.id)

    def may_write(self, account: bytes, space: bytes) -> bool:
        """Whether what they sign there counts. True for the revoked: see `cut_off`."""
        member = self.members.get(account)
        return member is not None and space in member.spaces

    def revoked(self, account: bytes) -> bool:
        """Whether this person's access has ended. A coordinator's ends by the root key alone."""
        return account in self._merged.revocations and not self._merged.is_coordinator(account)

    def cut_off(self, account: bytes, chain: bytes) -> int | None:
        """The last batch of a revoked account in a chain that needs no review; None if not revoked.

        0 when all of them need it.
        """
        if not self.revoked(account):
            return None
        return self._merged.revocations[account].get(chain, 0)

    # --- laptops and servers --------------------------------------------------

    @property
    def devices(self) -> Mapping[bytes, Device]:
        """By device id, ended ones too."""
        return self._merged.devices

    @property
    def servers(self) -> tuple[Server, ...]:
        return tuple(sorted(self._merged.servers, key=lambda one: (one.receipt_pub, one.address)))

    def device(self, device: bytes) -> Device | None:
        return self.devices.get(device)

    def device_ended(self, device: bytes) -> bool:
        return device in self._merged.ended_devices

    def may_pull(self, device: bytes, space: bytes) -> bool:
        """Whether a laptop may read a space. Rosters any known laptop may read."""
        known = self.devices.get(device)
        return known is not None and space in known.spaces and not self.device_ended(device)

    # --- keys and policy ------------------------------------------------------

    @property
    def grants(self) -> Mapping[tuple[bytes, int], GrantEntry]:
        """Keys sealed to people, by space and epoch."""
        return self._merged.grants

    @property
    def policy_both_streams(self) -> bool:
        policy = self._merged.policy
        return policy is not None and policy.both_streams

    @property
    def policy_revision(self) -> int:
        """Of the policy in force; 0 before the first."""
        return 0 if self._merged.policy is None else self._merged.policy.revision

    @property
    def recovery(self) -> RecoveryEntry | None:
        return self._merged.recovery

    def tainted(self, space: bytes, latest_epoch: int) -> bool:
        """Whether somebody revoked may hold this key, so that the space needs another.

        After a rotation everybody who is given a key is named by a grant; before the
        first one nobody knows who has it, and anybody who could write there may.
        """
        grant = self.grants.get((space, latest_epoch))
        known = grant is not None and latest_epoch >= FIRST_ROTATED_EPOCH
        return any(
            not known or (grant is not None and account in grant.sealed)
            for account in self._merged.revocations
            if self.revoked(account) and self.may_write(account, space)
        )

    # --- batches --------------------------------------------------------------

    @property
    def sealed(self) -> tuple[bytes, ...]:
        """Sealed details of the batches that count, oldest first within a chain."""
        return tuple(
            said.body.sealed
            for said in self._batches()
            if said.body.sealed and self._merged.counts(said)
        )

    def link(self, chain: bytes) -> Link | None:
        """How far a roster chain is known, to append to it."""
        return self.links.get(chain)

    def fingerprint(self) -> bytes:
        """32 bytes that differ when the batches do."""
        return hashlib.sha256(b"".join(sorted(self.hashes))).digest()

    def chains_of(self, account: bytes) -> Mapping[bytes, int]:
        """This account's roster chains and how far each is known: what a CoordinatorEnd cuts."""
        return {chain: link.number for chain, link in self.links.items() if link.opener == account}

    def apply(self, data: bytes) -> Roster:
        """This roster and what the batch adds; the same roster if it was applied before.

        Raises BatchError: UNKNOWN_CHAIN, GAP (let it wait), FORK, REPEATED, NOT_ALLOWED,
        BAD_SIGNATURE (also for a word that is not the root's), and what read_label raises.
        """
        if data in self:
            return self
        label = read_label(data)
        if label.kind != BatchKind.ROSTER:
            raise BatchError(Reason.NOT_ALLOWED, "not a roster batch")
        link = self.links.get(label.chain) or Link.opened_by(label)
        header = link.complete(label)
        if header.programme != self.programme:
            raise BatchError(Reason.NOT_ALLOWED, "another programme")
        body = read_body(open_batch(data, header, None))
        verify(data, header, self._coordinator(label, header, body).sign_pub)
        if len(body.entries) != header.count:
            raise BatchError(Reason.DAMAGED, "not the entries announced")
        self._check_root_words(body)
        said = Said(header.sealer, header.chain, header.number, body)
        return replace(
            self,
            links={**self.links, link.chain: link.after(header, data)},
            hashes=self.hashes | {batch_hash(data)},
            demo=self.demo or header.demo,
            _said={**self._said, link.chain: (*self._said.get(link.chain, ()), said)},
            _merged=self._merged.with_batch(said, self._batches()),
        )

    def _batches(self) -> Iterator[Said]:
        for chain in sorted(self._said):
            yield from self._said[chain]

    def _coordinator(self, label: Label, header: Header, body: RosterBody) -> Certificate:
        """Whose chain this is. Raises BatchError unless it says so itself."""
        if header.sealer != header.opener:
            raise BatchError(Reason.NOT_ALLOWED, "another coordinator's chain")
        if not label.opens_chain:
            return self.certificates[header.opener]
        for entry in body.entries:
            if isinstance(entry, Certificate) and entry.account == header.sealer:
                return entry
        raise BatchError(Reason.NOT_ALLOWED, "no certificate of who signs")

    def _check_root_words(self, body: RosterBody) -> None:
        for entry in body.entries:
            if isinstance(entry, RootWord) and not is_of_root(entry, self.programme):
                raise BatchError(Reason.BAD_SIGNATURE, "the root key did not say this")
