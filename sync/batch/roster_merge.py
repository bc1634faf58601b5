"""What roster entries say together. Each merges as a set union or as the greater of two,
so neither the order in which they come nor how often changes the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sync.batch.keys import account_id, device_id
from sync.batch.roster_entries import (
    Certificate,
    CoordinatorEnd,
    DeviceEnd,
    DeviceEntry,
    Entry,
    GrantEntry,
    MemberEntry,
    PolicyEntry,
    RecoveryEntry,
    RevocationEntry,
    RosterBody,
    ServerEntry,
)


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


@dataclass(frozen=True, slots=True)
class Said:
    """One roster batch: whose, which of its chain, and what it says."""

    account: bytes
    chain: bytes
    number: int
    body: RosterBody


@dataclass(slots=True)
class Merged:
    """The state that entries add up to. Filled by `add`; nobody changes it once a Roster has it.

    Attributes:
        ends: by account of a former coordinator, how far each roster chain counts.
        revocations: by account, how far each chain is taken without review.
    """

    members: dict[bytes, Member] = field(default_factory=dict)
    devices: dict[bytes, Device] = field(default_factory=dict)
    servers: frozenset[Server] = frozenset()
    certificates: dict[bytes, Certificate] = field(default_factory=dict)
    ends: dict[bytes, Mapping[bytes, int]] = field(default_factory=dict)
    revocations: dict[bytes, Mapping[bytes, int]] = field(default_factory=dict)
    ended_devices: frozenset[bytes] = frozenset()
    grants: dict[tuple[bytes, int], GrantEntry] = field(default_factory=dict)
    policy: PolicyEntry | None = None
    recovery: RecoveryEntry | None = None

    @classmethod
    def of(cls, batches: Iterable[Said]) -> Merged:
        """All of it anew. The root's words first: they tell which batches count."""
        merged, kept = cls(), tuple(batches)
        for said in kept:
            for word in said.body.entries:
                merged._add_root_word(word)
        for said in kept:
            if merged.counts(said):
                merged._add_others(said.body)
        return merged

    def with_batch(self, said: Said, others: Iterable[Said]) -> Merged:
        """This state and one batch more; `others` are those that it was made of."""
        ends = [word for word in said.body.entries if isinstance(word, CoordinatorEnd)]
        if any(self._with_end(end) != self.ends.get(end.account) for end in ends):
            return Merged.of((*others, said))  # what counted may count no more
        merged = Merged(
            dict(self.members),
            dict(self.devices),
            self.servers,
            dict(self.certificates),
            dict(self.ends),
            dict(self.revocations),
            self.ended_devices,
            dict(self.grants),
            self.policy,
            self.recovery,
        )
        for word in said.body.entries:
            merged._add_root_word(word)
        if merged.counts(said):
            merged._add_others(said.body)
        return merged

    def counts(self, said: Said) -> bool:
        """Whether its author was a coordinator still. The root's own words count always."""
        cut_offs = self.ends.get(said.account)
        return cut_offs is None or said.number <= cut_offs.get(said.chain, 0)

    def is_coordinator(self, account: bytes) -> bool:
        return account in self.certificates and account not in self.ends

    # --- entries --------------------------------------------------------------

    def _add_root_word(self, word: Entry | None) -> None:
        if isinstance(word, Certificate):
            self._certify(word)
        elif isinstance(word, CoordinatorEnd):
            self.ends[word.account] = self._with_end(word)
            if (known := self.members.get(word.account)) is not None:
                self._put_member(known.sign_pub, known.box_pub, frozenset())
        elif isinstance(word, PolicyEntry):
            self.policy = word if self.policy is None else min(self.policy, word, key=_policy_rank)
        elif isinstance(word, RecoveryEntry):
            known_keys = self.recovery
            self.recovery = (
                word if known_keys is None else min(known_keys, word, key=_recovery_rank)
            )

    def _add_others(self, body: RosterBody) -> None:
        for entry in body.entries:
            if isinstance(entry, MemberEntry):
                self._put_member(entry.sign_pub, entry.box_pub, entry.spaces)
            elif isinstance(entry, DeviceEntry):
                self._put_device(entry)
            elif isinstance(entry, ServerEntry):
                self.servers |= {Server(entry.receipt_pub, entry.address)}
            elif isinstance(entry, RevocationEntry):
                known = self.revocations.get(entry.account, {})
                self.revocations[entry.account] = _greater(known, entry.cut_offs)
            elif isinstance(entry, DeviceEnd):
                self.ended_devices |= {entry.device}
            elif isinstance(entry, GrantEntry):
                self._grant(entry)

    def _certify(self, word: Certificate) -> None:
        known = self.certificates.get(word.account)
        if known is None or word.signature < known.signature:
            self.certificates[word.account] = word
        self._put_member(word.sign_pub, word.box_pub, frozenset())

    def _with_end(self, word: CoordinatorEnd) -> Mapping[bytes, int]:
        return _greater(self.ends.get(word.account, {}), word.cut_offs)

    def _put_member(self, sign_pub: bytes, box_pub: bytes, spaces: frozenset[bytes]) -> None:
        account = account_id(sign_pub, box_pub)
        known = self.members.get(account)
        self.members[account] = Member(
            account,
            sign_pub,
            box_pub,
            spaces | (known.spaces if known else frozenset()),
            self.is_coordinator(account),
        )

    def _put_device(self, entry: DeviceEntry) -> None:
        device = device_id(entry.transport_pub)
        known = self.devices.get(device)
        spaces = entry.spaces | (known.spaces if known else frozenset())
        self.devices[device] = Device(device, entry.transport_pub, spaces)

    def _grant(self, entry: GrantEntry) -> None:
        known = self.grants.get((entry.space, entry.epoch))
        sealed = dict(known.sealed) if known else {}
        for account, key in entry.sealed.items():
            sealed[account] = min(key, sealed.get(account, key))
        self.grants[entry.space, entry.epoch] = GrantEntry(entry.space, entry.epoch, sealed)


def _greater(one: Mapping[bytes, int], other: Mapping[bytes, int]) -> Mapping[bytes, int]:
    return {chain: max(one.get(chain, 0), other.get(chain, 0)) for chain in {*one, *other}}


def _policy_rank(word: PolicyEntry) -> tuple[int, bool, bytes]:
    """The smallest counts: highest revision, then the stricter."""
    return -word.revision, word.both_streams, word.signature


def _recovery_rank(word: RecoveryEntry) -> tuple[int, bytes, bytes]:
    """The smallest counts: highest revision, then any order that is the same everywhere."""
    return -word.revision, word.message(), word.signature
