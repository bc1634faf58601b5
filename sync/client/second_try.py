"""What was put aside because of an older roster, tried again with a newer one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.journal import meta, quarantine
from desktop.journal.open_vault import OpenVault
from sync.batch.header import read_label
from sync.batch.reason import Reason
from sync.batch.roster import Roster
from sync.carriers import boxes
from sync.client.arrived import Arrived, read_file

ROSTER_CURES = frozenset({Reason.NOT_ALLOWED.name, Reason.REVOKED.name})
"""Reasons that another roster can take away."""
TRIED_WITH = "put aside tried with"
"""In a vault: the roster with which what it has put aside was last tried."""


def with_older_roster(vaults: Sequence[OpenVault], roster: Roster) -> list[OpenVault]:
    """The vaults in which an older roster was looked at last.

    It may be newer though none arrived: unlocking takes rosters from the inbox too, and a
    coordinator writes them here.
    """
    name = roster.fingerprint()
    found = []
    for vault in vaults:
        with vault.read() as connection:
            if meta.get(connection, TRIED_WITH) != name:
                found.append(vault)
    return found


def back_in_inbox(vaults: Iterable[OpenVault], inbox: Path) -> list[Arrived]:
    """What an older roster did not allow, as if it had just arrived."""
    again: list[Arrived] = []
    for vault in vaults:
        for put in quarantine.list_put_aside(vault):
            if put.reason in ROSTER_CURES:
                path = boxes.put_batch(inbox, quarantine.bytes_put_aside(vault, put.hash))
                if isinstance(found := read_file(path), Arrived):
                    again.append(found)
    return again


def note(vaults: Iterable[OpenVault], roster: Roster) -> None:
    """All of it was tried with this roster. Raises as OpenVault.transaction."""
    for vault in vaults:
        with vault.transaction() as connection:
            meta.put(connection, TRIED_WITH, roster.fingerprint())


def count_late(vaults: Iterable[OpenVault]) -> int:
    """Batches that wait for a coordinator to look at them."""
    return sum(
        put.reason == Reason.REVOKED.name
        for vault in vaults
        for put in quarantine.list_put_aside(vault)
    )


def late_chains(vaults: Iterable[OpenVault]) -> frozenset[bytes]:
    """Chains of which a batch waits for review: what follows it there waits with it."""
    return frozenset(
        read_label(quarantine.bytes_put_aside(vault, put.hash)).chain
        for vault in vaults
        for put in quarantine.list_put_aside(vault)
        if put.reason == Reason.REVOKED.name
    )
