"""The programme's roster as this laptop keeps it: who may write, what may pull, in whose name.

Every roster batch that is known here lies whole in the shared vault, own and
others' alike; what the coordinator of this laptop adds also goes to the outbox.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from desktop.journal import incarnation, meta, outbox
from desktop.journal.spaces import latest_epoch, space_key, space_keys
from desktop.vault.sealing import derive
from desktop.vault.troubles import telling
from sync.batch.header import NO_SPACE, SALT_BYTES, BatchKind, read_label
from sync.batch.keys import batch_hash, chain_id, public_key, signer
from sync.batch.reason import BatchError, Reason
from sync.batch.root_words import Certificate, certify
from sync.batch.roster import Roster
from sync.batch.roster_entries import Entry, append_entries, open_roster
from sync.batch.roster_names import Details, open_details, seal_details
from sync.carriers import boxes

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.vault.accounts import UnlockedAccount

ROOT_KEEPSAKE = "programme root"
"""The seed of the programme's root key, in its founder's account."""
CHAIN_KEEPSAKE = "roster chain"
"""What the keys of a coordinator's own roster chains are derived from, in her or his account."""
_CHAIN_LABEL = b"vereda roster chain v1"
_PREFIX = "roster "
_WAITING = frozenset({Reason.UNKNOWN_CHAIN, Reason.GAP})


@dataclass(frozen=True, slots=True)
class Known:
    """The roster as far as its batches are here.

    `waiting` counts batches that lack another, `refused` those that were kept while
    waiting and turned out not to be allowed.
    """

    roster: Roster
    waiting: int = 0
    refused: int = 0


_LAST: WeakKeyDictionary[OpenVault, Known] = WeakKeyDictionary()
"""What was made of each open vault's batches last: a millisecond a batch is not spent twice."""


def known(shared: OpenVault) -> Known:
    """The roster made of every roster batch in the shared vault."""
    with shared.read() as connection:
        programme = meta.get(connection, meta.PROGRAMME) or b""
        start = _LAST.get(shared)
        if start is None or not _goes_on(connection, start, programme):
            start = Known(Roster.empty(programme))
        batches = _batches(connection, but=start.roster.hashes)
    _LAST[shared] = found = applied(start.roster, batches) if batches else start
    return found


def applied(roster: Roster, batches: Sequence[bytes]) -> Known:
    """A roster and these batches; what waits for another one is tried until none moves."""
    waiting, refused, moved = sorted(batches, key=_number), 0, True
    while waiting and moved:
        still: list[bytes] = []
        moved = False
        for data in waiting:
            try:
                roster = roster.apply(data)
                moved = True
            except BatchError as error:
                if error.reason in _WAITING:
                    still.append(data)
                else:
                    refused += 1
        waiting = still
    return Known(roster, len(waiting), refused)


def _number(data: bytes) -> int:
    """Of the batch in its chain, so that one pass takes each chain from its oldest."""
    try:
        return read_label(data).number
    except BatchError:
        return 0


def batches(shared: OpenVault) -> list[bytes]:
    """Every roster batch that is kept here, for a laptop that joins."""
    with shared.read() as connection:
        return _batches(connection)


def keep(shared: OpenVault, data: bytes) -> Roster:
    """Take a roster batch in, own or another's; again changes nothing.

    Raises: BatchError for one that is damaged, not allowed or lacks an earlier one, which
    nobody could check: the last waits where it lies, or strangers could fill the vault.
    """
    before = known(shared).roster
    if data in before:
        return before
    before.apply(data)
    with shared.transaction() as connection:
        meta.put(connection, _name(batch_hash(data)), data)
    return known(shared).roster


def details(shared: OpenVault, roster: Roster) -> Details:
    """Who is called what, and where: as far as this vault's shared keys open it.

    What a later batch of a chain says of somebody stands for what an earlier one said.
    """
    keys = list(space_keys(shared, shared.home).values())
    found = Details()
    for sealed in roster.sealed:
        for key in reversed(keys):
            try:
                found |= open_details(sealed, key, programme=roster.programme)
            except BatchError:
                continue
            break
    return found


def begin(
    shared: OpenVault,
    account: UnlockedAccount,
    folder: Path,
    entries: Sequence[Entry],
    told: Details,
) -> Roster:
    """The first roster batch: the root key certifies the founder, whose chain it opens."""
    root = account.keepsakes[ROOT_KEEPSAKE]
    certificate = certify(
        signer(root), public_key(root), account.card.sign_pub, account.card.box_pub
    )
    return _open_chain(shared, account, folder, certificate, entries, told)


def is_coordinator(roster: Roster, account: UnlockedAccount) -> bool:
    """Whether this account may append: certified by the root key, and not ended."""
    member = roster.member(account.card.id)
    return member is not None and member.coordinator and not roster.revoked(member.id)


def open_chain(shared: OpenVault, account: UnlockedAccount, folder: Path, roster: Roster) -> Roster:
    """Give a coordinator whom another one's batch certified an own chain; once."""
    if not is_coordinator(roster, account) or roster.chains_of(account.card.id):
        return roster
    certificate = roster.certificates[account.card.id]
    return _open_chain(shared, account, folder, certificate, (), Details())


def append(
    shared: OpenVault,
    account: UnlockedAccount,
    folder: Path,
    entries: Sequence[Entry],
    details: Details | None = None,
) -> Roster:
    """The next batch of this coordinator's chain. Durable when it returns.

    Raises: KeyError for who has no chain; DiskFull, ReadOnlyFolder.
    """
    roster, told = known(shared).roster, details or Details()
    seed = _chain_seed(shared, account)
    link = roster.link(chain_id(public_key(seed)))
    if link is None:
        if CHAIN_KEEPSAKE not in account.keepsakes:
            raise KeyError(CHAIN_KEEPSAKE)
        certificate = roster.certificates[account.card.id]
        return _open_chain(shared, account, folder, certificate, entries, told)
    data = append_entries(
        link,
        entries,
        sign_chain=signer(seed),
        sign_sealer=account.sign,
        sealed=_sealed(shared, told),
    )
    return _keep_own(shared, folder, data)


def _open_chain(
    shared: OpenVault,
    account: UnlockedAccount,
    folder: Path,
    certificate: Certificate,
    entries: Sequence[Entry],
    told: Details,
) -> Roster:
    """A seed that a power cut left without a chain is used after all."""
    if CHAIN_KEEPSAKE not in account.keepsakes:
        account.keepsakes[CHAIN_KEEPSAKE] = secrets.token_bytes(boxes.SEED_BYTES)
    seed = _chain_seed(shared, account)
    with shared.read() as connection:
        demo = meta.get(connection, meta.DEMONSTRATION) == b"1"
    data = open_roster(
        certificate,
        entries,
        chain_pub=public_key(seed),
        sign_chain=signer(seed),
        sign_sealer=account.sign,
        sealed=_sealed(shared, told),
        demo=demo,
    )
    return _keep_own(shared, folder, data)


def _chain_seed(shared: OpenVault, account: UnlockedAccount) -> bytes:
    """Of the roster chain that this coordinator writes here.

    Another for each incarnation: a restored copy would write numbers again that others have.
    """
    kept = account.keepsakes.get(CHAIN_KEEPSAKE, b"")
    return derive(kept, _CHAIN_LABEL, incarnation.current(shared))


def _keep_own(shared: OpenVault, folder: Path, data: bytes) -> Roster:
    """Commit the exact bytes first, then put the file where the courier finds it."""
    label, hash_ = read_label(data), batch_hash(data)
    sealed = outbox.Sealed(hash_, BatchKind.ROSTER, NO_SPACE, label.chain, label.number, 0, 0)
    with shared.transaction() as connection:
        meta.put(connection, _name(hash_), data)
        outbox.keep_batch(connection, sealed, data, shared.clock.now_ms())
    with telling():
        boxes.put_batch(boxes.outbox(folder), data)
    outbox.mark_written(shared, [hash_])
    return known(shared).roster


def _sealed(shared: OpenVault, told: Details) -> bytes:
    if not told:
        return b""
    with shared.read() as connection:
        programme = meta.get(connection, meta.PROGRAMME) or b""
    key = space_key(shared, shared.home, latest_epoch(shared, shared.home))
    return seal_details(told, key, programme=programme, salt=secrets.token_bytes(SALT_BYTES))


def _names(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(
        "SELECT name FROM meta WHERE name >= ? AND name < ? ORDER BY name",
        (_PREFIX, _PREFIX + "~"),
    )
    return [str(row[0]) for row in rows.fetchall()]


def _goes_on(connection: Connection, last: Known, programme: bytes) -> bool:
    """Whether what is kept now is what this was made of, and perhaps more."""
    if last.waiting or last.refused or last.roster.programme != programme:
        return False
    return {_name(hash_) for hash_ in last.roster.hashes} <= set(_names(connection))


def _batches(connection: Connection, but: Collection[bytes] = ()) -> list[bytes]:
    known = {_name(hash_) for hash_ in but}
    values = (meta.get(connection, name) for name in _names(connection) if name not in known)
    return [data for data in values if data is not None]


def _name(hash_: bytes) -> str:
    return _PREFIX + hash_.hex()
