"""New keys for this laptop's vaults once it has learned that somebody's access ended.

Whoever of the others unlocks next does it, before the vault is used. Everything here
follows from the roster and the vaults as they lie, so a kill anywhere is made good
by the next unlock.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desktop.host.clock import Clock
from desktop.journal import incarnation, meta
from desktop.journal.open_vault import OpenVault
from desktop.trouble import Message, say
from desktop.vault.account_file import AccountCard
from desktop.vault.cards import list_accounts
from desktop.vault.recovery_keys import box_code, holder_card
from desktop.vault.store import UnlockedVault, holders, rekey_vault
from sync.batch.roster import Roster

RENEWED = say("El acceso de alguien terminó; esta computadora ya cambió sus llaves.")
NOT_YET = say(
    "El acceso de alguien terminó, y esta computadora aún no pudo cambiar sus llaves: falta "
    "espacio en el disco. Libere espacio y vuelva a entrar."
)
LEFT_OUT = say(
    "Una cuenta que no está en esta computadora perdió su acceso; cuando vuelva, déselo otra vez."
)
_DUE = "rekey due "
"""Followed by a vault's id: the epoch that somebody left who has no slot any more."""
_SINCE = "incarnation since epoch"
_EPOCH_BYTES = 4


def mark_due(shared: OpenVault, vaults: Iterable[UnlockedVault]) -> None:
    """Note that somebody leaves these vaults, so that the next unlock renews them."""
    with shared.transaction() as connection:
        for vault in vaults:
            meta.put(connection, _DUE + vault.vault_id.hex(), _spelled(vault.epoch))


def is_due(shared: OpenVault, vault: UnlockedVault, roster: Roster) -> bool:
    """Whether somebody whose access has ended may still know this vault's key."""
    if any(roster.revoked(holder) for holder in holders(vault)):
        return True
    with shared.read() as connection:
        return meta.get(connection, _DUE + vault.vault_id.hex()) == _spelled(vault.epoch)


def renew(
    folder: Path, vault: UnlockedVault, mine: AccountCard, roster: Roster, clock: Clock
) -> tuple[UnlockedVault, list[Message]]:
    """Another key for a vault whose database is closed, for those who remain.

    They are the holders whose access goes on and whose account lies here, and the
    programme's recovery key. Returns the vault as it opens now and what to tell.
    Raises as `rekey_vault`.
    """
    cards = {card.id: card for card in list_accounts(folder)} | {mine.id: mine}
    if roster.recovery is not None:
        box = roster.recovery.boxes.get(box_code(vault.stream))
        if box is not None:
            recovery = holder_card(box)
            cards[recovery.id] = recovery
    staying = [holder for holder in holders(vault) if not roster.revoked(holder)]
    members = [cards[holder] for holder in staying if holder in cards]
    notices = [RENEWED]
    if any(roster.member(holder) for holder in staying if holder not in cards):
        notices.append(LEFT_OUT)
    return rekey_vault(vault, members, clock=clock), notices


def begin_incarnation(vault: OpenVault) -> None:
    """Under another key, write other chains.

    A batch of who left may wait for review in the old ones, and would keep those after
    it waiting. Raises as OpenVault.transaction.
    """
    now = _spelled(vault.unlocked.epoch)
    with vault.read() as connection:
        since = meta.get(connection, _SINCE)
    if since == now or (since is None and vault.unlocked.epoch == 1):
        return
    incarnation.begin(vault)
    with vault.transaction() as connection:
        meta.put(connection, _SINCE, now)


def _spelled(epoch: int) -> bytes:
    return epoch.to_bytes(_EPOCH_BYTES, "big")
