"""Leaving a laptop whose copy works on another one: this account's access here ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from desktop.backup import facts
from desktop.backup.facts import Facts
from desktop.host.files import sync_folder
from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.services.entrance import Desk
from desktop.services.holdings import opened
from desktop.services.refusals import Refusal
from desktop.trouble import say
from desktop.vault import cards
from desktop.vault.account_file import AccountCard
from desktop.vault.store import open_vaults, remove_slot
from desktop.vault.troubles import telling
from sync.carriers import boxes

_COPIED = "copied to move"
"""In a vault: the facts of the copy that was made to move. The copy itself lacks it."""


class MovedOn(Refusal):
    """Something was written here after the copy: the other laptop lacks it."""

    def __init__(self) -> None:
        super().__init__(
            say("Después de hacer la copia se guardó algo más en esta computadora."),
            say("Haga otra copia y recupérela allá antes de cerrar aquí."),
        )


def begin(desk: Desk, copied: Mapping[bytes, Facts]) -> None:
    """Remember, in each vault, what the copy that goes to the other laptop holds.

    It stands until `leave`, through locks and restarts; another copy replaces it.
    Raises as `OpenVault.transaction`.
    """
    for vault in _each(desk):
        with vault.transaction() as connection:
            meta.put(connection, _COPIED, copied[vault.vault_id].pack())


def begun(desk: Desk) -> bool:
    """Whether a copy was made to move, and this laptop not left yet."""
    return all(_copied(vault) is not None for vault in desk.vaults)


def held(desk: Desk) -> dict[bytes, Facts]:
    """What this account's vaults hold now, by vault id: ask before the copy is made."""
    return {vault.vault_id: facts.of(vault) for vault in _each(desk)}


def leave(folder: Path, desk: Desk, passphrase: str) -> None:
    """Take this account's slots and file away from this laptop; the desk is closed.

    The vaults stay, for who else opens them. With no account left, the transport key
    goes too: the other laptop has it. After a kill in the middle the account may still
    be shown and opens nothing.
    Raises: MovedOn, WrongPassphrase, TooSoon, and nothing has changed then; DamagedHeader,
    DiskFull, ReadOnlyFolder.
    """
    desk.account.confirm(passphrase, desk.work.clock)
    for vault in _each(desk):
        then = _copied(vault)
        if then is None or not then.holds(facts.of(vault)):
            raise MovedOn
    me = desk.account.card.id
    desk.close()
    for unlocked in open_vaults(folder, desk.account):
        remove_slot(unlocked, me)
    with telling():
        for twin, found in [*cards.survey(folder)]:
            if isinstance(found, AccountCard) and found.id == me:
                twin.second.unlink(missing_ok=True)
                twin.first.unlink(missing_ok=True)
        sync_folder(folder / cards.FOLDER)
        if not cards.list_accounts(folder):
            with suppress(OSError):
                boxes.transport_key_path(folder).unlink(missing_ok=True)


def _each(desk: Desk) -> Iterator[OpenVault]:
    """Every vault with a slot of this account, also one that is not on the desk now."""
    folder = desk.work.unlocked.path.parent.parent
    for unlocked in open_vaults(folder, desk.account):
        with opened(desk, unlocked, desk.work.clock) as vault:
            yield vault


def _copied(vault: OpenVault) -> Facts | None:
    with vault.read() as connection:
        packed = meta.get(connection, _COPIED)
    return None if packed is None else Facts.unpack(packed)
