"""The check-up of this laptop and its vaults, as steps that answer findings.

A step is a slice: whoever runs them may stop between two, and does so off the
window's thread. The page and `vereda doctor` run the same ones.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host.clock import Clock
from desktop.host.files import free_bytes, make_private
from desktop.host.system_checks.disk import disk_health, disk_room
from desktop.host.system_checks.encryption import disk_encryption
from desktop.host.system_checks.finding import Finding, State, worst_first
from desktop.host.system_checks.machine import Machine
from desktop.host.system_checks.other_accounts import folder_modes, other_accounts
from desktop.host.system_checks.swap import hibernation, swap
from desktop.host.system_checks.wall_clock import Seen, wall_clock
from desktop.host.versions import versions
from desktop.services import vault_checks
from desktop.trouble import Message, Trouble, say

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.vault.store import UnlockedVault

SCRATCH = ".doctor"
"""Where copies are rebuilt: beside the vaults, on the same disk."""


class Depth(IntEnum):
    """How deep the vaults are looked into; each includes those before it."""

    QUICK = 0
    USUAL = 1
    FULL = 2
    REBUILD = 3


@dataclass(frozen=True)
class Step:
    """One slice of the check-up.

    Attributes:
        about: what is looked at, for the progress line.
        look: gives the findings; gets what `prepare` gave.
        prepare: what must be done on the database thread before, or None.
    """

    about: Message
    look: Callable[[Path | None], list[Finding]]
    prepare: Callable[[], Path] | None = None


def about_laptop(folder: Path, clock: Clock, machine: Machine | None = None) -> list[Step]:
    """What can be told without a passphrase."""
    system = machine or Machine()
    real = folder.resolve()

    def disk(_none: Path | None) -> list[Finding]:
        encryption = disk_encryption(system, real)
        state = encryption.state
        return [encryption, swap(system, state), hibernation(system, state)]

    def people(_none: Path | None) -> list[Finding]:
        own = os.getuid() if hasattr(os, "getuid") else 0
        return [other_accounts(system, own), folder_modes(system, real)]

    def wear(_none: Path | None) -> list[Finding]:
        return [disk_health(system, real), disk_room(free_bytes(real), _largest_bytes(real))]

    return [
        Step(say("El cifrado del disco"), disk),
        Step(say("Quién puede entrar"), people),
        Step(say("El reloj"), lambda _none: [wall_clock(clock.now_ms())]),
        Step(say("El disco"), wear),
        Step(say("Las cuentas"), lambda _none: _accounts(real)),
    ]


def about_vaults(
    folder: Path, vaults: Sequence[UnlockedVault], clock: Clock, depth: Depth
) -> list[Step]:
    """What keys are needed for: is every file whole, and what it knows about time and growth."""
    steps = [Step(say("La fecha y el lugar"), lambda _none: _time_and_room(folder, vaults, clock))]
    for vault in vaults:
        # Bound now: the loop goes on to the next vault before any step runs.
        checks = [vault_checks.structure, vault_checks.pages, vault_checks.everything]
        for check in checks[: depth + 1]:
            steps.append(
                Step(
                    say("El archivo {name}", name=vault.path.stem),
                    lambda _none, check=check, vault=vault: [check(vault)],  # type: ignore[misc]
                )
            )
    return steps


def about_journal(folder: Path, vault: OpenVault) -> Step:
    """Replay the journal of an open vault on a copy, and compare."""

    def prepare() -> Path:
        from desktop.journal.rebuild import take_copy

        return take_copy(vault, fresh_scratch(folder))

    def look(copy: Path | None) -> list[Finding]:
        return [] if copy is None else [vault_checks.rebuilt(vault.unlocked, copy)]

    return Step(say("El diario de {name}", name=vault.unlocked.path.stem), look, prepare)


def fresh_scratch(folder: Path) -> Path:
    """An empty folder for copies; what a power cut left there goes first."""
    scratch = folder / SCRATCH
    forget_scratch(folder)
    make_private(scratch)
    return scratch


def forget_scratch(folder: Path) -> None:
    """Take the copies away; all are encrypted."""
    shutil.rmtree(folder / SCRATCH, ignore_errors=True)


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Worst first; of several with one name the worst stays, of equals the last that was said."""
    kept: dict[str, Finding] = {}
    for finding in findings:
        before = kept.get(finding.name, finding)
        kept[finding.name] = worst_first([finding, before])[0]
    return worst_first([*kept.values()])


def report(findings: Iterable[Finding], tell: Callable[[Message], str]) -> str:
    """The check-up as text to be handed on: no person, no folder and no computer is named."""
    lines = [", ".join(f"{name} {number}" for name, number in versions()), ""]
    for finding in findings:
        lines.append(f"[{finding.state.value}] {finding.name}: {tell(finding.means)}")
        lines += [f"    {detail}" for detail in finding.details]
    return "\n".join(lines) + "\n"


def _accounts(folder: Path) -> list[Finding]:
    from desktop.vault.cards import account_troubles
    from desktop.vault.places import list_places

    what = say("Cuentas y llaves")
    troubles = account_troubles(folder)
    if troubles:
        return [_of_trouble(f"account-{n}", what, each) for n, each in enumerate(troubles, 1)]
    missing = sum(
        1
        for place in list_places(folder)
        for copy in (place.header.first, place.header.second)
        if not copy.exists()
    )
    if missing:
        means = say("Falta una segunda copia de alguna llave.")
        to_do = say(
            "Entre con su frase: la segunda se hace de nuevo. Después, en Ajustes, Copias de "
            "respaldo, elija «Guardar una copia»."
        )
        return [Finding("accounts", what, State.WARN, means, to_do)]
    means = say("Cada cuenta y cada llave tiene sus dos copias.")
    return [Finding("accounts", what, State.GOOD, means)]


def _of_trouble(name: str, what: Message, trouble: Trouble) -> Finding:
    happened, safe, next_step = trouble.sentences
    status = trouble.exit_status
    return Finding(name, what, State.BAD, happened, next_step, safe=safe, status=status)


def _time_and_room(folder: Path, vaults: Sequence[UnlockedVault], clock: Clock) -> list[Finding]:
    known = Seen()
    days = 0.0
    for vault in vaults:
        try:
            told, of_days = vault_checks.seen(vault, clock)
        except Trouble:
            continue  # the checks of the file itself say what is wrong with it
        days = max(days, of_days)
        known = Seen(
            _later(known.records_ms, told.records_ms),
            _later(known.server_ms, told.server_ms),
            (*known.offsets_ms, *told.offsets_ms),
        )
    room = disk_room(free_bytes(folder), _largest_bytes(folder), days)
    return [wall_clock(clock.now_ms(), known), room]


def _later(one: int | None, other: int | None) -> int | None:
    return max((ms for ms in (one, other) if ms is not None), default=None)


def _largest_bytes(folder: Path) -> int:
    from desktop.vault.places import list_places

    found = [place.database for place in list_places(folder)]
    return max((path.stat().st_size for path in found if path.exists()), default=0)
