"""Take in a notice across the wall: from its sealed file to a record of the women's vault.

Every laptop that takes one in makes the same record of it, so it arrives once however many
copies come, and by whatever way.
"""

from __future__ import annotations

from pathlib import Path

from desktop.changes import Changes
from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import NOTICE
from desktop.programme.vocabulary import Stream
from desktop.services import notices
from desktop.services.notice_delivery import leave_slip
from desktop.vault.store import holders
from sync.batch.admission import admit_notice, within_cut_off
from sync.batch.keys import batch_hash
from sync.batch.notice import notice_id, open_notice, read_notice, receivers_of
from sync.batch.reason import BatchError, Reason
from sync.batch.roster import Roster
from sync.carriers import boxes

NOTICES_A_DAY = 20
"""From one account, on one laptop; more wait in the inbox for the next day."""


class NotNowError(Exception):
    """The file stays where it is: for somebody else of this laptop, or for another day."""


def take(vault: OpenVault, data: bytes, roster: Roster, folder: Path) -> Changes:
    """Make a record of a notice; no changes when it is here, or for nobody of this laptop.

    Raises: BatchError as `admit_notice` and `open_notice`, NOT_ALLOWED in a vault that
    receives none, REVOKED; NotNowError; and as OpenVault.write.
    """
    if vault.stream is not Stream.WOMEN:
        raise BatchError(Reason.NOT_ALLOWED, "not a space that receives notices")
    header = admit_notice(data, roster)
    within_cut_off(header, roster)
    me = vault.account
    receivers = receivers_of(data)
    if me.card.id not in receivers:
        # Sealed before they came, or by themselves: who can open it here will.
        if receivers & set(holders(vault.unlocked)):
            raise NotNowError
        return Changes()
    plain = open_notice(data, header, me.card.id, me.open_sealed)
    told = read_notice(plain)
    mark = notice_id(header.programme, header.sealer, plain)
    changes = Changes()
    if not notices.is_here(vault, mark):
        if notices.count_lately(vault, header.sealer) >= NOTICES_A_DAY:
            raise NotNowError
        with vault.write(header.space) as journal:
            changes = journal.record(
                NOTICE.child(
                    mark,
                    0,
                    sort=told.sort,
                    urgency=told.urgency,
                    day=told.day,
                    text=told.text,
                    sender=header.sealer.hex(),
                )
            )
    name = f"{batch_hash(data).hex()}{boxes.BATCH_SUFFIX}"
    if any((box / name).exists() for box in (boxes.outbox(folder), boxes.sent(folder))):
        leave_slip(folder, header.programme, me, batch_hash(data))
    return changes
