"""Whose programme an account works for, kept where only its owner writes: its keepsakes.

Whoever opens the shared vault can write another programme's root key into it. Believed,
that root would name recovery keys of its own for vaults that the writer never opened.
"""

from __future__ import annotations

from contextlib import suppress

from desktop.journal.open_vault import OpenVault
from desktop.programme.vocabulary import Stream
from desktop.services.seat import CAN_WAIT, Seat, programme_of
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.troubles import StrangeVault

KEEPSAKE = "programme"
"""Value: the programme's id."""


def swear(account: UnlockedAccount, programme: bytes) -> None:
    """From now on this account works for this programme, as its owner has just asked.

    Raises: DiskFull, ReadOnlyFolder.
    """
    if account.keepsakes.get(KEEPSAKE) != programme:
        account.keepsakes[KEEPSAKE] = programme


def require(seat: Seat, shared: OpenVault) -> None:
    """Believe nothing that the shared vault says of people unless it is of the account's own.

    An account that works here for the first time goes by its stream's vault, into which
    nobody writes who has no slot there; who has none, by the shared one. Raises: StrangeVault.
    """
    programme, _demo = programme_of(shared)
    mine = seat.account.keepsakes.get(KEEPSAKE) or _of_stream(seat) or programme
    if mine != programme:
        raise StrangeVault
    if mine:
        with suppress(*CAN_WAIT):
            swear(seat.account, mine)


def _of_stream(seat: Seat) -> bytes:
    for stream, unlocked in seat.mine.items():
        if stream is not Stream.SHARED:
            vault = seat.open(unlocked)
            try:
                return programme_of(vault)[0]
            finally:
                vault.close()
    return b""
