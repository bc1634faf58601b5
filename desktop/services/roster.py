"""The programme's roster as this laptop keeps it: who may write, what may pull, in whose name.

Every roster batch that is known here lies whole in the shared vault, own and
others' alike; what the coordinator of this laptop adds also goes to the outbox.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.journal import meta, outbox
from desktop.journal.spaces import latest_epoch, space_key
from desktop.vault.troubles import telling
from sync.batch.header import NO_SPACE, SALT_BYTES, BatchKind, read_label
from sync.batch.keys import batch_hash, chain_id, public_key, signer
from sync.batch.reason import BatchError, Reason
from sync.batch.roster import Roster
from sync.batch.roster_entries import Entry, append_entries, certify, open_roster
from sync.batch.roster_names import open_names, seal_names
from sync.carriers import boxes

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.vault.accounts import UnlockedAccount

ROOT_KEEPSAKE = "programme root"
"""The seed of the programme's root key, in its founder's account."""
CHAIN_KEEPSAKE = "roster chain"
"""The seed of the key of a coordinator's own roster chain, in her or his account."""
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


def known(shared: OpenVault) -> Known:
    """The roster made of every roster batch in the shared vault."""
    with shared.read() as connection:
        programme = meta.get(connection, meta.PROGRAMME)
        batches = _batches(connection)
    return _applied(Roster.empty(programme or b""), batches)


def batches(shared: OpenVault) -> list[bytes]:
    """Every roster batch that is kept here, for a laptop that joins."""
    with shared.read() as connection:
        return _batches(connection)


def keep(shared: OpenVault, data: bytes) -> Roster:
    """Take a roster batch in, own or another's; again changes nothing.

    One that lacks an earlier one is kept and counts once that has come. Raises:
    BatchError for one that is damaged or not allowed; it is not kept.
    """
    before = known(shared).roster
    try:
        before.apply(data)
    except BatchError as error:
        if error.reason not in _WAITING:
            raise
    with shared.transaction() as connection:
        meta.put(connection, _PREFIX + batch_hash(data).hex(), data)
    return known(shared).roster


def names(shared: OpenVault, roster: Roster) -> dict[bytes, str]:
    """Nicknames by account id, as far as this vault's shared key opens them."""
    found: dict[bytes, str] = {}
    keys = [
        space_key(shared, shared.home, epoch)
        for epoch in range(1, latest_epoch(shared, shared.home) + 1)
    ]
    for sealed in roster.sealed:
        for key in keys:
            try:
                found |= open_names(sealed, key, programme=roster.programme)
                break
            except BatchError:
                continue
    return found


def begin(
    shared: OpenVault,
    account: UnlockedAccount,
    folder: Path,
    entries: Sequence[Entry],
    nicknames: Mapping[bytes, str],
    *,
    demo: bool,
) -> Roster:
    """The first roster batch: the root key certifies the founder, whose chain it opens."""
    root, chain = account.keepsakes[ROOT_KEEPSAKE], secrets.token_bytes(boxes.SEED_BYTES)
    account.keepsakes[CHAIN_KEEPSAKE] = chain
    certificate = certify(
        signer(root), public_key(root), account.card.sign_pub, account.card.box_pub
    )
    data = open_roster(
        certificate,
        entries,
        chain_pub=public_key(chain),
        sign_chain=signer(chain),
        sign_sealer=account.sign,
        sealed=_sealed(shared, nicknames),
        demo=demo,
    )
    return _keep_own(shared, folder, data)


def append(
    shared: OpenVault,
    account: UnlockedAccount,
    folder: Path,
    entries: Sequence[Entry],
    nicknames: Mapping[bytes, str],
) -> Roster:
    """The next batch of this coordinator's chain. Raises: KeyError for who has none."""
    chain = account.keepsakes[CHAIN_KEEPSAKE]
    link = known(shared).roster.link(chain_id(public_key(chain)))
    if link is None:
        raise KeyError(CHAIN_KEEPSAKE)
    data = append_entries(
        link,
        entries,
        sign_chain=signer(chain),
        sign_sealer=account.sign,
        sealed=_sealed(shared, nicknames),
    )
    return _keep_own(shared, folder, data)


def _keep_own(shared: OpenVault, folder: Path, data: bytes) -> Roster:
    """Commit the exact bytes first, then put the file where the courier finds it."""
    label, hash_ = read_label(data), batch_hash(data)
    sealed = outbox.Sealed(hash_, BatchKind.ROSTER, NO_SPACE, label.chain, label.number, 0, 0)
    with shared.transaction() as connection:
        meta.put(connection, _PREFIX + hash_.hex(), data)
        outbox.keep_batch(connection, sealed, data, shared.clock.now_ms())
    with telling():
        boxes.put_batch(boxes.outbox(folder), data)
    outbox.mark_written(shared, [hash_])
    return known(shared).roster


def _sealed(shared: OpenVault, nicknames: Mapping[bytes, str]) -> bytes:
    with shared.read() as connection:
        programme = meta.get(connection, meta.PROGRAMME) or b""
    key = space_key(shared, shared.home, latest_epoch(shared, shared.home))
    salt = secrets.token_bytes(SALT_BYTES)
    return seal_names(nicknames, key, programme=programme, salt=salt)


def _batches(connection: Connection) -> list[bytes]:
    rows = connection.exec_driver_sql(
        "SELECT value FROM meta WHERE name >= ? AND name < ? ORDER BY name",
        (_PREFIX, _PREFIX + "~"),
    ).fetchall()
    return [bytes(row[0]) for row in rows]


def _applied(roster: Roster, batches: Sequence[bytes]) -> Known:
    """Entries only add, so whatever waits for another batch is tried again until none moves."""
    waiting, refused, moved = list(batches), 0, True
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
