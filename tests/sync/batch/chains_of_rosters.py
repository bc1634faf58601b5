"""Coordinators who write roster batches, each a chain of their own, and entries drawn for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from sync.batch.header import NO_SPACE, Link, read_label
from sync.batch.keys import public_key, signer
from sync.batch.reason import BatchError, Reason
from sync.batch.root_words import Word, signed_by_root
from sync.batch.roster import Roster
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
    ServerEntry,
    append_entries,
    certify,
)
from tests.sync.batch.world import Person, World, fixed, person

WORLD = World()
ROOT_PUB = public_key(WORLD.root)
SPACES = [fixed(f"space {n}") for n in range(3)]
COORDINATORS = [person(f"coordinator {n}") for n in range(3)]
MEMBERS = [person(f"member {n}") for n in range(3)]
TRANSPORTS = [public_key(fixed(f"transport {n}", 32)) for n in range(2)]


def certificate(who: Person) -> Certificate:
    return certify(signer(WORLD.root), ROOT_PUB, who.sign_pub, who.box_pub)


def by_root(word: Word) -> Word:
    return signed_by_root(word, signer(WORLD.root))


def member(who: Person, *spaces: bytes) -> MemberEntry:
    return MemberEntry(who.sign_pub, who.box_pub, frozenset(spaces))


@dataclass
class Chain:
    """One roster chain of a coordinator; `name` tells apart several of one coordinator."""

    coordinator: Person
    name: str = ""
    files: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seed = fixed(f"roster chain {self.name} of {self.coordinator.id.hex()}", 32)
        self.link = Link(WORLD.programme, NO_SPACE, public_key(self.seed), self.coordinator.id)

    @property
    def id(self) -> bytes:
        return self.link.chain

    def write(self, *entries: Entry, sealed: bytes = b"") -> bytes:
        """The next batch; the first one brings the certificate."""
        front = () if self.files else (certificate(self.coordinator),)
        data = append_entries(
            self.link,
            (*front, *entries),
            sign_chain=signer(self.seed),
            sign_sealer=self.coordinator.sign,
            sealed=sealed,
        )
        self.link = self.link.after(self.link.complete(read_label(data)), data)
        self.files.append(data)
        return data


def settled(files: Sequence[bytes]) -> Roster:
    """The roster of batches that come in this order; what comes too early is tried again."""
    roster, waiting = Roster.empty(WORLD.programme), list(files)
    while waiting:
        still = []
        for data in waiting:
            try:
                roster = roster.apply(data)
            except BatchError as error:
                if error.reason not in (Reason.GAP, Reason.UNKNOWN_CHAIN):
                    raise
                still.append(data)
        assert len(still) < len(waiting)
        waiting = still
    return roster


CHAINS = [Chain(who).id for who in COORDINATORS] + [fixed("chain in a space")]
_cut_offs = st.dictionaries(st.sampled_from(CHAINS), st.integers(0, 3), max_size=3)
_spaces = st.frozensets(st.sampled_from(SPACES))
_people = st.sampled_from([*COORDINATORS, *MEMBERS])
_revisions = st.integers(1, 2)
_keys = st.sampled_from([fixed(f"key {n}", 32) for n in range(3)])
_accounts = _people.map(lambda who: who.id)

ENTRIES: st.SearchStrategy[Entry] = st.one_of(
    st.builds(lambda who, spaces: member(who, *spaces), _people, _spaces),
    st.builds(DeviceEntry, st.sampled_from(TRANSPORTS), _spaces),
    st.builds(ServerEntry, _keys, st.sampled_from(["", "https://a", "https://b"])),
    st.builds(RevocationEntry, _accounts, _cut_offs),
    st.builds(DeviceEnd, st.sampled_from([fixed("device"), *SPACES])),
    st.builds(
        GrantEntry,
        st.sampled_from(SPACES),
        st.sampled_from([1, 1 << 16, (1 << 16) + 7]),
        st.dictionaries(
            _accounts, st.sampled_from([fixed(f"sealed {n}", 80) for n in range(3)]), max_size=3
        ),
    ),
    _people.map(certificate),
    st.builds(lambda n, both: by_root(PolicyEntry(n, both, ROOT_PUB)), _revisions, st.booleans()),
    st.builds(
        lambda n, boxes: by_root(RecoveryEntry(n, boxes, b"wrapped", ROOT_PUB)),
        _revisions,
        st.dictionaries(st.sampled_from([1, 2, 3]), _keys),
    ),
    st.builds(
        lambda account, cut_offs: by_root(CoordinatorEnd(account, cut_offs, ROOT_PUB)),
        _accounts,
        _cut_offs,
    ),
)


@st.composite
def programmes(draw: st.DrawFn) -> list[Chain]:
    """Up to three coordinators, each with up to three batches of any entries."""
    chains = [Chain(who) for who in COORDINATORS[: draw(st.integers(1, 3))]]
    for chain in chains:
        for entries in draw(st.lists(st.lists(ENTRIES, max_size=4), min_size=1, max_size=3)):
            chain.write(*entries)
    return chains
