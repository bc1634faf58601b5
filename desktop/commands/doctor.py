"""`vereda doctor`: is this laptop safe, is everything on it whole, and does the journal agree?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands import asking
from desktop.commands.telling import print_all
from desktop.host.clock import SystemClock
from desktop.host.system_checks.finding import Finding, State, worst_first
from desktop.host.versions import versions
from desktop.i18n import N_, _, tell
from desktop.services import checkup
from desktop.services.checkup import Depth, Step
from desktop.trouble import Exit, Trouble, say

if TYPE_CHECKING:
    from desktop.vault.accounts import UnlockedAccount
    from desktop.vault.store import UnlockedVault

_WORDS = {
    State.BAD: N_("mal"),
    State.WARN: N_("atención"),
    State.UNKNOWN: N_("no se sabe"),
    State.GOOD: N_("bien"),
}


def doctor(arguments: argparse.Namespace, folder: Path) -> int:
    """Check the laptop without a passphrase, and with one whether its vaults are whole.

    Prints random file names and counts only. Where nobody can be asked for a passphrase
    the vaults are not looked into, and it says so.
    Raises: what opening raises.
    """
    told = _Told(as_json=arguments.json)
    told.heading(folder)
    told.findings(_run(checkup.about_laptop(folder, SystemClock())))
    try:
        if arguments.passphrase_file is None and not sys.stdin.isatty():
            told.findings([_closed()])
        else:
            _vaults(arguments, folder, told)
    finally:
        told.end()
    return told.status


def _vaults(arguments: argparse.Namespace, folder: Path, told: _Told) -> None:
    from desktop.vault.accounts import unlock_account
    from desktop.vault.store import open_vaults

    clock = SystemClock()
    card = asking.account(arguments, folder)
    account = unlock_account(folder, card.id, asking.passphrase(arguments))
    vaults = open_vaults(folder, account)
    if not arguments.json:
        print_all([*account.notices, *(each for vault in vaults for each in vault.notices)])
    depth = _depth(arguments)
    told.findings(checkup.merged(_run(checkup.about_vaults(folder, vaults, clock, depth))))
    if depth is Depth.REBUILD:
        for vault in vaults:
            told.findings(_rebuilt(folder, vault, account))


def _rebuilt(folder: Path, vault: UnlockedVault, account: UnlockedAccount) -> list[Finding]:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.vault_checks import of_trouble

    try:
        opened = OpenVault.open(vault, account, SystemClock())
    except Trouble as trouble:
        # One damaged file must not hide how the others are.
        return [of_trouble(trouble, vault.path.stem)]
    try:
        return _run([checkup.about_journal(folder, opened)])
    finally:
        opened.close()
        checkup.forget_scratch(folder)


def _run(steps: Iterable[Step]) -> list[Finding]:
    found: list[Finding] = []
    for step in steps:
        found += step.look(None if step.prepare is None else step.prepare())
    return worst_first(found)


def _depth(arguments: argparse.Namespace) -> Depth:
    for depth in (Depth.REBUILD, Depth.FULL, Depth.QUICK):
        if getattr(arguments, depth.name.lower()):
            return depth
    return Depth.USUAL


def _closed() -> Finding:
    means = say("No se revisaron los archivos de datos: para eso hace falta la frase de acceso.")
    to_do = say("Diga en qué archivo está con --passphrase-file.")
    return Finding("vaults", say("Archivos de datos"), State.UNKNOWN, means, to_do)


class _Told:
    """Says findings as they come to a person, or all at the end to a program."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._all: list[Finding] = []

    @property
    def status(self) -> Exit:
        return next((found.status for found in self._all if found.status), Exit.OK)

    def heading(self, folder: Path) -> None:
        if not self._as_json:
            print(", ".join(f"{name} {number}" for name, number in versions()))
            print(_("Carpeta: {folder}").format(folder=folder))

    def findings(self, found: Iterable[Finding]) -> None:
        fresh = [each for each in found if each not in self._all]
        self._all += fresh
        if not self._as_json:
            for each in fresh:
                _print(each)

    def end(self) -> None:
        if not self._as_json:
            return
        listed = [
            {
                "name": each.name,
                "state": each.state.value,
                "what": tell(each.what),
                "means": tell(each.means),
                "safe": None if each.safe is None else tell(each.safe),
                "to_do": None if each.to_do is None else tell(each.to_do),
                "details": each.details,
            }
            for each in checkup.merged(self._all)
        ]
        told = {"versions": dict(versions()), "findings": listed}
        print(json.dumps(told, ensure_ascii=False, indent=1))


def _print(found: Finding) -> None:
    """Damage to records goes to stderr in three sentences, as trouble does everywhere."""
    to = sys.stderr if found.status else sys.stdout
    print(f"[{_(_WORDS[found.state])}] {tell(found.what)}", file=to)
    for sentence in (found.means, found.safe, found.to_do):
        if sentence is not None:
            print(f"    {tell(sentence)}", file=to)
    for detail in found.details:
        print(f"    {detail}", file=to)
