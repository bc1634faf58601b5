"""Showing somebody out whose access has ended: their work is sealed, then nothing opens.

Whoever comes again is told the same, and not that an invitation would help.
"""

from __future__ import annotations

from contextlib import suppress

from desktop.journal.open_vault import OpenVault
from desktop.programme.vocabulary import Stream
from desktop.services import allegiance, renewal
from desktop.services.entrance import AccessEnded, Farewell
from desktop.services.recovery import ensure_recovery_slots
from desktop.services.seat import CAN_WAIT, Seat, programme_of
from desktop.services.waiting_rosters import of_boxes
from desktop.vault.store import remove_slot
from desktop.vault.troubles import NoAccess
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder

KEEPSAKE = "ended"
"""Value: the id of the programme that ended this account's access."""


def show_out(seat: Seat, shared: OpenVault | None, farewell: Farewell | None) -> None:
    """Whoever unlocked has no access any more: seal what they wrote, then take their slots.

    They may have been the last: so the recovery keys come in first. The vaults are
    marked, since nobody can tell later that they held a key.
    """
    if farewell is None:
        return
    for stream, unlocked in seat.mine.items():
        if stream is Stream.SHARED and len(seat.mine) > 1:
            continue  # it lies on every other desk
        vault = shared if stream is Stream.SHARED else seat.open(unlocked)
        if vault is None:
            continue
        try:
            if shared is None:
                seat.roster = of_boxes(seat.folder, programme_of(vault)[0])
            desk = seat.desk(vault, shared, () if vault is shared else (stream,))
            ensure_recovery_slots(desk.vaults, seat.roster)
            farewell(desk)
        finally:
            if vault is not shared:
                vault.close()
    if seat.roster.revoked(seat.me):
        with suppress(*CAN_WAIT, OSError):
            seat.account.keepsakes[KEEPSAKE] = seat.roster.programme
    if shared is None:
        return  # without it nothing can be marked; the roster tells the others
    with suppress(*CAN_WAIT):
        renewal.mark_due(shared, seat.mine.values())
        shared.close()
        for unlocked in seat.mine.values():
            remove_slot(unlocked, seat.me)


def why_nothing_opens(seat: Seat) -> AccessEnded | NoAccess:
    """What to tell an account without a slot here: its access ended, or nobody knows why.

    The boxes hold the roster in clear: it tells on a laptop where its vaults were renewed
    before it came.
    """
    ended = seat.account.keepsakes.get(KEEPSAKE)
    programme = seat.account.keepsakes.get(allegiance.KEEPSAKE) or ended or _sends_for(seat)
    if programme and (ended == programme or of_boxes(seat.folder, programme).revoked(seat.me)):
        return AccessEnded()
    return NoAccess()


def _sends_for(seat: Seat) -> bytes | None:
    """The programme of the boxes, for an account that never came in here."""
    try:
        settings = boxes.read_settings(seat.folder)
    except BadFolder:
        return None
    return settings.programme if settings else None
