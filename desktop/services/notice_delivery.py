"""Whether notices that were sent from here have arrived, as far as this laptop may know.

The centre's receipt tells it; on one laptop a slip does, which whoever takes a notice in
signs and leaves in the inbox folder. Both say nothing of what it was about, and are the same
whatever the other team knows or decides.
"""

from __future__ import annotations

from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host.files import write_atomic
from desktop.journal import outbox
from desktop.services import roster as rosters
from desktop.vault.troubles import telling
from sync.batch.header import BatchKind
from sync.batch.keys import ID_BYTES, SIGNATURE_BYTES, batch_hash, is_signed
from sync.batch.notice import receivers_of
from sync.carriers import boxes

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk
    from desktop.vault.accounts import UnlockedAccount

SUFFIX = ".slip"
DOMAIN = b"vereda notice given 1\0"
SLIP_BYTES = ID_BYTES + SIGNATURE_BYTES


class Delivery(Enum):
    """Of all notices together: neither how many there were, nor when."""

    NONE = "none"
    WAITING = "waiting"
    DELIVERED = "delivered"


def delivery(desk: Desk) -> Delivery:
    """WAITING while for one of them there is neither a receipt nor a slip."""
    if not _any(desk.work):
        return Delivery.NONE
    folder = folder_of(desk)
    for sealed in outbox.unreceived(desk.work):
        if sealed.kind == BatchKind.NOTICE:
            data = outbox.bytes_of(desk.work, sealed.hash)
            if not _is_given(desk, folder, data):
                return Delivery.WAITING
    return Delivery.DELIVERED


def leave_slip(folder: Path, programme: bytes, account: UnlockedAccount, notice: bytes) -> None:
    """Say that the notice of this hash is in a vault of its receivers. Raises: DiskFull."""
    slip = account.card.id + account.sign(DOMAIN + programme + notice)
    with telling():
        write_atomic(slip_path(folder, notice), slip)


def slip_path(folder: Path, notice: bytes) -> Path:
    """Where the slip of the notice of this hash lies."""
    return boxes.inbox(folder) / f"{notice.hex()}{SUFFIX}"


def folder_of(desk: Desk) -> Path:
    """The data folder that a desk's vaults lie in."""
    return desk.work.unlocked.path.parent.parent


def _is_given(desk: Desk, folder: Path, data: bytes) -> bool:
    """Whether one of its receivers, and of the roster, signed for it."""
    slip = b""
    with suppress(OSError), open(slip_path(folder, batch_hash(data)), "rb") as file:
        slip = file.read(SLIP_BYTES + 1)
    if len(slip) != SLIP_BYTES or desk.shared is None:
        return False
    account, signature = slip[:ID_BYTES], slip[ID_BYTES:]
    roster = rosters.known(desk.shared).roster
    member = roster.member(account)
    if member is None or account not in receivers_of(data):
        return False
    return is_signed(member.sign_pub, signature, DOMAIN + roster.programme + batch_hash(data))


def _any(vault: OpenVault) -> bool:
    with vault.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT 1 FROM batch WHERE kind = ? LIMIT 1", (int(BatchKind.NOTICE),)
        ).scalar()
    return found is not None
