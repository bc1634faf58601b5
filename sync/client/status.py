"""What is saved here, sent, received: three facts, read from the vaults and the boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from desktop.journal.open_vault import OpenVault
from desktop.journal.unsealed import facts
from desktop.trouble import Trouble
from sync.carriers import boxes
from sync.carriers import trouble as troubles
from sync.client.arrived import waiting
from sync.client.server_choice import is_another, shared_of
from sync.client.troubles import AnotherServer, NotAccepted


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Counts of operations unless said otherwise.

    Attributes:
        saved: committed on this laptop.
        unsealed: of those, not yet in a sealed batch.
        waiting: sealed, not yet handed to any carrier whole.
        sent: handed over whole, no receipt yet.
        received: covered by a verified signed receipt.
        refused: sealed batches that the server did not take.
        gaps: batches brought here that wait for an earlier one.
        others: batches brought here for another account of this laptop, or that
            wait for a list of people or a newer program.
        quarantined: batches brought here that could not be trusted or read.
        conflicts: fields with two versions that nobody has settled.
        server: the address, "" when none is written down.
        failed: the last attempt did not arrive.
        trouble: why, when it is known.
        last_contact_ms: this laptop's clock at the last answer.
    """

    saved: int
    unsealed: int
    waiting: int
    sent: int
    received: int
    refused: int
    gaps: int
    others: int
    quarantined: int
    conflicts: int
    server: str
    demo: bool
    failed: bool
    trouble: Trouble | None
    last_contact_ms: int | None


def status(vaults: Sequence[OpenVault], folder: Path) -> SyncStatus:
    """Read everything anew. Raises as OpenVault.read; courier files that are damaged are told."""
    found = [facts(vault) for vault in vaults]
    inbox = waiting(vaults, folder)
    state = boxes.read_state(folder)
    settings, trouble = None, _named(state.last_trouble)
    try:
        settings = boxes.read_settings(folder)
    except troubles.BadFolder as told:
        trouble = told
    shared = shared_of(vaults)
    if shared is not None and is_another(shared, folder):
        trouble = AnotherServer()
    elif trouble is None and state.refused:
        trouble = NotAccepted(demo=settings is not None and settings.demo)
    return SyncStatus(
        saved=sum(each.saved for each in found),
        unsealed=sum(each.unsealed for each in found),
        waiting=sum(each.sealed for each in found),
        sent=sum(each.sent for each in found),
        received=sum(each.received for each in found),
        refused=len(state.refused),
        gaps=inbox.gaps + sum(each.gaps for each in found),
        others=inbox.others,
        quarantined=sum(each.quarantined for each in found),
        conflicts=sum(each.conflicts for each in found),
        server=settings.server if settings else "",
        demo=settings.demo if settings else False,
        failed=bool(state.last_trouble) or isinstance(trouble, troubles.BadFolder | AnotherServer),
        trouble=trouble,
        last_contact_ms=state.last_contact_ms,
    )


def _named(name: str) -> Trouble | None:
    """The carrier's trouble by the class name that the courier wrote down."""
    made: Any = getattr(troubles, name, None) if name else None
    if not isinstance(made, type) or not issubclass(made, troubles.CarrierTrouble):
        return None
    try:
        trouble: Trouble = cast(Any, made)()
    except TypeError:
        return None
    return trouble
