"""A vault that this laptop has not had: a founder's, or for a stream that begins here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.host.clock import Clock
from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import MEMBER, SITE
from desktop.programme.vocabulary import Stream
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.store import create_vault

_SITE_DUE = "site due "


@contextmanager
def new_vault(
    folder: Path,
    stream: Stream,
    account: UnlockedAccount,
    programme: bytes,
    clock: Clock,
    *,
    demo: bool,
) -> Iterator[OpenVault]:
    """A vault without spaces that opens for one account; closed at the end.

    Raises: DiskFull, ReadOnlyFolder.
    """
    unlocked = create_vault(folder, stream, [account.card], clock=clock)
    vault = OpenVault.open(unlocked, account, clock)
    try:
        belong(vault, programme, demo=demo)
        yield vault
    finally:
        vault.close()


def belong(vault: OpenVault, programme: bytes, *, demo: bool) -> None:
    """Say in a vault whose it is; nothing when it knows. Raises as OpenVault.transaction."""
    with vault.read() as connection:
        if meta.get(connection, meta.PROGRAMME) == programme:
            return
    with vault.transaction() as connection:
        meta.put(connection, meta.PROGRAMME, programme)
        if demo:
            meta.put(connection, meta.DEMONSTRATION, b"1")


def enter_site(vault: OpenVault, space: bytes, name: str) -> None:
    """Record the site of a space in its own chain, so that groups can be put there."""
    with vault.write(space) as journal:
        journal.record(SITE.new(name=name, space=space.hex()))
        meta.remove(journal.connection, _SITE_DUE + space.hex())


def note_site(vault: OpenVault, space: bytes, name: str) -> None:
    """Before a space is told to anybody: its site is to be recorded here, and nowhere else."""
    with vault.transaction() as connection:
        meta.put(connection, _SITE_DUE + space.hex(), name.encode())


def enter_due_sites(vault: OpenVault) -> None:
    """Record the sites whose space was told when a kill came. Raises as OpenVault.write."""
    with vault.read() as connection:
        due = {one.id: meta.get(connection, _SITE_DUE + one.id.hex()) for one in vault.spaces}
    for space, name in due.items():
        if name is not None:
            enter_site(vault, space, name.decode())


def enter_member(vault: OpenVault, account: bytes, nickname: str) -> None:
    """Record somebody of the team in a stream, once."""
    with vault.write() as journal:
        known = journal.connection.exec_driver_sql(
            "SELECT 1 FROM member WHERE account = ? AND NOT deleted", (account.hex(),)
        ).fetchone()
        if known is None:
            journal.record(MEMBER.new(nickname=nickname, account=account.hex()))
