"""`vereda doctor`: is everything here whole, and do the tables say what the journal says?"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands import asking, version
from desktop.commands.telling import print_all, print_trouble
from desktop.host.clock import SystemClock
from desktop.host.files import make_private
from desktop.i18n import _, ngettext
from desktop.trouble import Exit, Trouble

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.vault.accounts import UnlockedAccount
    from desktop.vault.store import UnlockedVault

DIFFERENCES_SHOWN = 20
_SCRATCH = ".doctor"


def doctor(arguments: argparse.Namespace, folder: Path) -> int:
    """Check that all is whole; with `--rebuild`, also that the journal gives the same tables.

    Prints random file names and counts only. Raises: what opening raises, DamagedDatabase.
    """
    from desktop.vault.accounts import unlock_account
    from desktop.vault.cards import account_troubles
    from desktop.vault.store import open_vaults

    print(_("Vereda {version}").format(version=version()))
    print(_("Carpeta: {folder}").format(folder=folder))
    statuses = [print_trouble(trouble) for trouble in account_troubles(folder)]
    card = asking.account(arguments, folder)
    account = unlock_account(folder, card.id, asking.passphrase(arguments))
    print_all(account.notices)
    for vault in open_vaults(folder, account):
        print_all(vault.notices)
        try:
            statuses.append(_examine(folder, vault, account, rebuild=arguments.rebuild))
        except Trouble as trouble:
            # One damaged file must not hide how the others are.
            print(vault.path.stem, file=sys.stderr)
            statuses.append(print_trouble(trouble))
    return next((status for status in statuses if status), Exit.OK)


def _examine(
    folder: Path, vault: UnlockedVault, account: UnlockedAccount, *, rebuild: bool
) -> Exit:
    from desktop.journal.open_vault import OpenVault
    from desktop.vault.database import make_engine, quick_check

    name = vault.path.stem
    engine = make_engine(vault.path, vault.database_key)
    try:
        quick_check(engine)
    finally:
        engine.dispose()
    opened = OpenVault.open(vault, account, SystemClock())
    try:
        print(_("{name}: entero").format(name=name))
        return _compare(folder, name, opened) if rebuild else Exit.OK
    finally:
        opened.close()


def _compare(folder: Path, name: str, opened: OpenVault) -> Exit:
    from desktop.journal.rebuild import compare

    # Beside the vaults, on the same disk; what a power cut left there goes first.
    scratch = folder / _SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    make_private(scratch)
    try:
        differences = compare(opened, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if not differences:
        print(_("{name}: rehecho en una copia, sin diferencias").format(name=name))
        return Exit.OK
    line = ngettext("{name}: {n} diferencia", "{name}: {n} diferencias", len(differences))
    print(line.format(name=name, n=len(differences)), file=sys.stderr)
    for each in differences[:DIFFERENCES_SHOWN]:
        print(f"  {each.table} {each.row} {each.what} {' '.join(each.columns)}", file=sys.stderr)
    return Exit.DIFFERENT
