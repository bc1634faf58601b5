"""Seal what is pending into batches, commit their bytes, then put the files where a carrier looks.

The bytes are in the vault before the file is written, so however often it is
tried the same bytes are sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.journal import outbox, witness
from desktop.journal.open_vault import OpenVault
from desktop.journal.sealing import seal_next
from desktop.vault.cards import list_accounts
from desktop.vault.troubles import telling
from sync.batch.header import BatchKind
from sync.batch.notice import receivers_of
from sync.carriers import boxes

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Sealing:
    """What one call sealed."""

    operations: int = 0
    batches: int = 0
    bytes: int = 0


def seal_pending(
    vault: OpenVault,
    folder: Path,
    random: Random = secrets.token_bytes,
    *,
    most: int | None = None,
) -> Sealing:
    """Seal what was written and write the files out: everything, or at `most` so many batches.

    Stopped at any moment (the lock gives it 500 ms) it leaves whole batches and
    goes on at the next call. Raises: DiskFull, ReadOnlyFolder and as OpenVault.
    """
    with telling():
        boxes.prepare(folder)
    operations = batches = size = 0
    while (most is None or batches < most) and (made := seal_next(vault, random)) is not None:
        sealed, data = made
        with telling():
            # At once: who is stopped here has at least this one on its way.
            boxes.put_batch(boxes.outbox(folder), data)
        operations += sealed.count
        batches += 1
        size += len(data)
    write_out(vault, folder)
    witness.note(vault)
    return Sealing(operations, batches, size)


def seal_all(desk: Desk, folder: Path) -> int:
    """Seal all that was written at this desk; how many operations. Raises as `seal_pending`."""
    return sum(seal_pending(vault, folder).operations for vault in desk.vaults)


def write_out(vault: OpenVault, folder: Path) -> None:
    """Put every sealed batch that no receipt covers, and no carrier's box holds, into the outbox.

    So what was lost with the boxes, as after a restored backup, goes again. What
    the server forgot (courier-state.json: lacking) is written out as well. A notice to
    somebody of this laptop is also left in the inbox, once.
    Raises: DiskFull, ReadOnlyFolder.
    """
    with telling():
        boxes.prepare(folder)
        ours = outbox.unreceived(vault)
        forgotten = [
            sealed
            for chain, number in boxes.read_state(folder).lacking.items()
            for sealed in outbox.batches_after(vault, chain, number)
        ]
        # This order: the courier moves files from the first box to the second.
        waiting = _names(boxes.outbox(folder))
        carried = _names(boxes.sent(folder))
        for sealed in (*ours, *forgotten):
            if sealed.hash.hex() not in waiting | carried:
                boxes.put_batch(boxes.outbox(folder), outbox.bytes_of(vault, sealed.hash))
        unmarked = []
        for sealed in outbox.unwritten(vault):
            if sealed.kind == BatchKind.NOTICE:
                _leave_here(vault, folder, sealed.hash)
            unmarked.append(sealed.hash)
    if unmarked:
        outbox.mark_written(vault, unmarked)


def _leave_here(vault: OpenVault, folder: Path, hash_: bytes) -> None:
    """A notice to somebody who works on this very laptop also goes the way of all that arrives."""
    data = outbox.bytes_of(vault, hash_)
    if receivers_of(data) & {card.id for card in list_accounts(folder)}:
        boxes.put_batch(boxes.inbox(folder), data)


def _names(box: Path) -> frozenset[str]:
    return frozenset(path.stem for path in boxes.batch_files(box))
