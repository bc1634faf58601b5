"""What is saved here, sent, received: three facts, read from the vaults and the boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, cast

from desktop.journal import outbox
from desktop.journal.open_vault import OpenVault
from desktop.journal.unsealed import facts
from desktop.services import roster as rosters
from desktop.trouble import Trouble
from sync.carriers import boxes
from sync.carriers import trouble as troubles
from sync.client import second_try
from sync.client.arrived import waiting
from sync.client.server_choice import is_another, shared_of
from sync.client.troubles import AnotherServer, NotAccepted


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Counts of operations unless said otherwise.

    Saved, waiting, sent and received count one more for each sealed batch without operations
    of these vaults: what was said of the team, and what another account of this laptop sealed.

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
        late: batches of people whose access had ended; a coordinator looks at them first.
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
    late: int
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
    late = second_try.count_late(vaults)
    state = boxes.read_state(folder)
    others = _others(vaults, folder, state)
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
        saved=sum(each.saved for each in found) + sum(others),
        unsealed=sum(each.unsealed for each in found),
        waiting=sum(each.sealed for each in found) + others.waiting,
        sent=sum(each.sent for each in found) + others.sent,
        received=sum(each.received for each in found) + others.received,
        refused=len(state.refused),
        gaps=inbox.gaps + sum(each.gaps for each in found),
        others=inbox.others,
        quarantined=sum(each.quarantined for each in found) - late,
        late=late,
        conflicts=sum(each.conflicts for each in found),
        server=settings.server if settings else "",
        demo=settings.demo if settings else False,
        failed=bool(state.last_trouble) or isinstance(trouble, troubles.BadFolder | AnotherServer),
        trouble=trouble,
        last_contact_ms=state.last_contact_ms,
    )


def awaits_first(vaults: Sequence[OpenVault], folder: Path) -> bool:
    """Whether this laptop joined others and has heard nothing from them yet but its invitation.

    Raises as OpenVault.read.
    """
    shared = shared_of(vaults)
    if shared is None or boxes.read_state(folder).last_contact_ms is not None:
        return False
    told = sum(link.number for link in rosters.known(shared).roster.links.values())
    return told > sum(outbox.without_operations(shared))


class _Others(NamedTuple):
    """Batches that hold none of the open vaults' operations, by how far they have come."""

    waiting: int
    sent: int
    received: int


def _others(vaults: Sequence[OpenVault], folder: Path, state: boxes.State) -> _Others:
    # Out before the receipts: the courier moves files from the first box to the second.
    out = {path.stem for path in boxes.batch_files(boxes.outbox(folder))}
    done = {path.stem for path in boxes.batch_files(boxes.sent(folder))} - out
    known = frozenset[str]().union(*(outbox.names(vault) for vault in vaults))
    foreign = out - known
    handed = foreign & {Path(name).stem for name in state.handed}
    files = (len(foreign - handed), len(handed), len(done - known))
    of_vaults = (outbox.without_operations(vault) for vault in vaults)
    return _Others(*map(sum, zip(files, *of_vaults, strict=True)))


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
