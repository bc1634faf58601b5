"""What the writer keeps in memory of what is on disk: numbers, chains, and the last of each.

A failed transaction throws the whole ledger away and the next write reads it
again, so that memory is never ahead of the disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.journal.erased import Erased
from desktop.records.journal_tables import SEQ_MAX, chain_and_seq, place
from sync.batch.heads import NO_HEAD, SECRET_BYTES
from sync.batch.operation import ID_BYTES, Clock

SEED_BYTES = 32
CLOCK_STEP_MS = 2_000
"""A wall clock that moved less than this against the monotonic one was not set anew."""
LEAP_MAX = 1 << 24
"""Operations that one may be ahead of the time here: more than all laptops of a programme write,
and too little to come to the end of all numbers by."""
RUN_MAX_OPERATIONS = 500
"""A run's secret salts at most this many operations, and the commit that passes it."""


@dataclass(slots=True)
class Run:
    """Operations in a row by one author, salted with one secret."""

    first_seq: int
    author_no: int
    secret: bytes


@dataclass(slots=True)
class Chain:
    """Who writes in order. `seq` and `lamport` are those of its last operation here, 0 for none.

    `batch_seq` is the last operation that a batch holds, sealed or taken in here.

    `head` and `run` are only kept for a chain that is written here.
    """

    no: int
    id: bytes
    space: bytes
    seq: int = 0
    lamport: int = 0
    batch_seq: int = 0
    head: bytes = NO_HEAD
    run: Run | None = None


@dataclass(slots=True)
class Ledger:
    """See the module. `raw` is the driver's own connection, inside a transaction."""

    raw: Any
    incarnation: bytes
    random: Callable[[int], bytes]
    by_no: dict[int, Chain] = field(default_factory=dict)
    by_id: dict[bytes, Chain] = field(default_factory=dict)
    own: dict[bytes, Chain] = field(default_factory=dict)
    """The chain that this incarnation writes, by space."""
    authors: dict[bytes, int] = field(default_factory=dict)
    clocks: dict[Clock, int] = field(default_factory=dict)
    claim: Clock | None = None
    """The claim about time under which this laptop wrote last."""
    lamport: int = 0
    """The time here: ahead of everything heard, see `hear`."""
    erased: Erased = field(default_factory=Erased)

    @classmethod
    def load(cls, raw: Any, incarnation: bytes, random: Callable[[int], bytes]) -> Ledger:
        ledger = cls(raw, incarnation, random, erased=Erased.load(raw))
        for no, chain_id, space, of, batch_seq in raw.execute(
            "SELECT no, id, space, incarnation, batch_seq FROM chain"
        ).fetchall():
            chain = Chain(no, chain_id, space, batch_seq=batch_seq)
            ledger._add(chain)
            last = raw.execute(
                "SELECT place, lamport, author_no, head FROM op WHERE place BETWEEN ? AND ? "
                "ORDER BY place DESC LIMIT 1",
                (place(no, 0), place(no, SEQ_MAX)),
            ).fetchone()
            if last is not None:
                chain.seq, chain.lamport = chain_and_seq(last[0])[1], last[1]
            if of == incarnation:
                ledger.own[space] = chain
                ledger.lamport = max(ledger.lamport, chain.lamport)
                if last is not None and last[3] is not None:
                    chain.head = last[3]
                    chain.run = ledger._last_run(chain, author_no=last[2])
        # Time grows along every chain, so the chains' last ones tell.
        for heard in sorted(chain.lamport for chain in ledger.by_no.values()):
            ledger.hear(heard)
        ledger.authors = dict(raw.execute("SELECT account, no FROM author").fetchall())
        ledger.clocks = {
            Clock(boot, offset_ms): no
            for no, boot, offset_ms in raw.execute("SELECT no, boot, offset_ms FROM clock")
        }
        return ledger

    def _last_run(self, chain: Chain, author_no: int) -> Run | None:
        found = self.raw.execute(
            "SELECT first_seq, secret FROM run WHERE chain_no = ? ORDER BY first_seq DESC LIMIT 1",
            (chain.no,),
        ).fetchone()
        return None if found is None else Run(found[0], author_no, found[1])

    def _add(self, chain: Chain) -> None:
        self.by_no[chain.no] = self.by_id[chain.id] = chain

    def hear(self, lamport: int) -> None:
        """Bring the time here up to an operation of others.

        Not for a leap: one operation at the end of all numbers would leave no later
        time to anybody, and nobody could seal again. Only which of two values that do
        not know of each other is shown hangs on Lamport time, so a leap loses nothing.
        """
        if lamport <= self.lamport + LEAP_MAX:
            self.lamport = max(self.lamport, lamport)

    def chain(self, chain_id: bytes, space: bytes) -> Chain:
        """A chain by its id; one that was never heard of gets a number."""
        known = self.by_id.get(chain_id)
        return known or self._begin(chain_id, space, None, None, None)

    def heard_in(self, chain: Chain, space: bytes) -> None:
        """Others may have named a chain before anything of it came: then its space was a guess."""
        if chain.seq == 0 and chain.space != space:
            self.raw.execute("UPDATE chain SET space = ? WHERE no = ?", (space, chain.no))
            chain.space = space

    def own_chain(self, space: bytes) -> Chain:
        """The chain this laptop writes in a space, begun with a new key when there is none."""
        known = self.own.get(space)
        if known is None:
            seed = self.random(SEED_BYTES)
            public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
            chain_id = hashlib.sha256(public).digest()[:ID_BYTES]
            known = self._begin(chain_id, space, public, seed, self.incarnation)
            self.own[space] = known
        return known

    def _begin(
        self,
        chain_id: bytes,
        space: bytes,
        public: bytes | None,
        seed: bytes | None,
        incarnation: bytes | None,
    ) -> Chain:
        no = self.raw.execute(
            "INSERT INTO chain (id, space, public_key, seed, incarnation, "
            "batch_number, batch_seq, batch_hash) VALUES (?, ?, ?, ?, ?, 0, 0, ?)",
            (chain_id, space, public, seed, incarnation, NO_HEAD),
        ).lastrowid
        chain = Chain(no, chain_id, space)
        self._add(chain)
        return chain

    def retire(self, chain: Chain) -> None:
        """Write no more into a chain whose later operations come back from elsewhere.

        This file was restored from a backup or its disk was cloned: the next
        write here begins a new chain.
        """
        self.raw.execute("UPDATE chain SET incarnation = x'' WHERE no = ?", (chain.no,))
        del self.own[chain.space]

    def run_for(self, chain: Chain, author_no: int) -> Run:
        """The run that the chain's next commit belongs to; a new secret after sealing."""
        run = chain.run
        if (
            run is None
            or run.author_no != author_no
            or run.first_seq <= chain.batch_seq
            or chain.seq + 1 - run.first_seq >= RUN_MAX_OPERATIONS
        ):
            run = chain.run = Run(chain.seq + 1, author_no, self.random(SECRET_BYTES))
            self.raw.execute(
                "INSERT INTO run (chain_no, first_seq, secret) VALUES (?, ?, ?)",
                (chain.no, run.first_seq, run.secret),
            )
        return run

    def author_no(self, account: bytes) -> int:
        known = self.authors.get(account)
        if known is None:
            known = self.authors[account] = self.raw.execute(
                "INSERT INTO author (account) VALUES (?)", (account,)
            ).lastrowid
        return known

    def clock_no(self, clock: Clock) -> int:
        known = self.clocks.get(clock)
        if known is None:
            known = self.clocks[clock] = self.raw.execute(
                "INSERT INTO clock (boot, offset_ms) VALUES (?, ?)",
                (clock.boot, clock.offset_ms),
            ).lastrowid
        return known

    def clock_near(self, boot: bytes, offset_ms: int) -> Clock:
        """The known claim about time that this one continues, or itself."""
        now = Clock(boot, offset_ms)
        if self.claim is None or not _continues(self.claim, now):
            self.claim = next((known for known in self.clocks if _continues(known, now)), now)
        return self.claim


def _continues(known: Clock, now: Clock) -> bool:
    return known.boot == now.boot and abs(known.offset_ms - now.offset_ms) <= CLOCK_STEP_MS
