"""Believe a receipt only when the known server signed it, and only about our own batches."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection

from desktop.journal import meta, outbox
from desktop.journal.links import link_of
from desktop.journal.open_vault import OpenVault
from sync.batch.receipt import Head, Receipt
from sync.carriers import boxes


def read(data: bytes, programme: bytes, key: bytes) -> Receipt:
    """A receipt that was checked. Raises: BatchError."""
    receipt = Receipt.decode(data, programme)
    receipt.verify((key,))
    return receipt


def note_time(connection: Connection, checked: Iterable[Receipt]) -> None:
    """Keep the latest time that the server signed: no true clock here shows an earlier one."""
    known_ms = int(meta.get(connection, meta.SERVER_MS) or 0)
    latest_ms = max([known_ms, *(receipt.server_ms for receipt in checked)])
    meta.put(connection, meta.SERVER_MS, str(latest_ms).encode())


def believe(vaults: Sequence[OpenVault], heads: Iterable[Head]) -> None:
    """Mark as received what heads of checked receipts cover.

    A head counts where it names the very batch that was sealed here: with a
    clone of this laptop the server may hold another of that number.
    """
    told = {(head.chain, head.number, head.hash) for head in heads}
    for vault in vaults:
        ours = outbox.unreceived(vault)
        reached: dict[bytes, int] = {}
        for batch in ours:
            if (batch.chain, batch.number, batch.hash) in told:
                reached[batch.chain] = max(batch.number, reached.get(batch.chain, 0))
        covered = [b.hash for b in ours if b.number <= reached.get(b.chain, 0)]
        if covered:
            outbox.mark_sent(vault, covered)
        for chain, number in reached.items():
            outbox.mark_received(vault, chain, number)


def note_handed(vaults: Sequence[OpenVault], folder: Path) -> None:
    """Mark as sent what went up whole and has no receipt yet, as the courier wrote it down."""
    handed = boxes.read_state(folder).handed
    for vault in vaults:
        gone = [b.hash for b in outbox.unreceived(vault) if b.hash.hex() in handed]
        if gone:
            outbox.mark_sent(vault, gone)


def still_needed(
    vaults: Sequence[OpenVault], roster_chains: Container[bytes], read: Mapping[Path, Receipt]
) -> set[Path]:
    """Receipts that another account of this laptop must see: the newest of each chain of theirs.

    One receipt covers what all accounts sealed, and an account knows its own chains alone.
    """
    newest: dict[bytes, tuple[int, int, Path]] = {}
    for path, receipt in read.items():
        for head in receipt.heads:
            told = (head.number, receipt.server_ms, path)
            newest[head.chain] = max(told, newest.get(head.chain, told))
    return {
        path
        for chain, (_, _, path) in newest.items()
        if chain not in roster_chains and not any(_knows(vault, chain) for vault in vaults)
    }


def _knows(vault: OpenVault, chain: bytes) -> bool:
    with vault.read() as connection:
        if link_of(connection, chain) is not None:
            return True
        # A notice's chain is known to whoever sealed it, and only by its one batch.
        found = connection.exec_driver_sql("SELECT 1 FROM batch WHERE chain = ?", (chain,)).scalar()
        return found is not None
