"""Who else can log in to this computer, and whether they could open the data folder."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from desktop.host.block_devices import read_text
from desktop.host.files import PRIVATE_UMASK
from desktop.host.system_checks.finding import Finding, State
from desktop.host.system_checks.machine import Machine
from desktop.trouble import say

_ACCOUNTS = say("Otras cuentas de la computadora")
_FOLDER = say("Permisos de la carpeta de datos")
_UNKNOWN = say("No se pudo saber quién más puede entrar a esta computadora.")
_FIRST_PERSON, _NOBODY = 1000, 65534
"""User ids of people on Linux. Source: UID_MIN of login.defs, and nobody."""
_FIRST_ON_MACOS = 501
_CLOSED_SHELLS = ("nologin", "false", "sync", "shutdown", "halt")


def other_accounts(machine: Machine, own_uid: int) -> Finding:
    """How many accounts of the system, besides the one in use, a person can log in to."""
    if machine.platform == "win32":
        found = _windows(machine)
    elif machine.platform == "darwin":
        found = _macos(machine, own_uid)
    else:
        found = _linux(machine, own_uid)
    if found is None:
        return Finding("other-accounts", _ACCOUNTS, State.UNKNOWN, _UNKNOWN)
    if not found:
        means = say("Nadie más tiene cuenta en esta computadora.")
        return Finding("other-accounts", _ACCOUNTS, State.GOOD, means)
    means = say(
        "Hay {n} cuentas más que pueden entrar a esta computadora. No abren sus registros, pero "
        "quien la administra puede instalar programas que miren la pantalla.",
        n=found,
    )
    to_do = say("Quite las cuentas que no conozca, y no preste la suya.")
    return Finding("other-accounts", _ACCOUNTS, State.WARN, means, to_do)


def folder_modes(machine: Machine, folder: Path) -> Finding:
    """Whether other accounts may read, list or change anything in the data folder."""
    if machine.platform == "win32":
        means = say("La carpeta está en el perfil de esta cuenta, que Windows cierra a las demás.")
        return Finding("folder-modes", _FOLDER, State.GOOD, means)
    try:
        closed = not folder.stat().st_mode & PRIVATE_UMASK
        open_files = 0 if closed else sum(1 for _ in _readable(folder))
    except OSError:
        means = say("No se pudieron ver los permisos de la carpeta.")
        return Finding("folder-modes", _FOLDER, State.UNKNOWN, means)
    if closed:
        means = say("Sólo esta cuenta puede entrar a la carpeta.")
        return Finding("folder-modes", _FOLDER, State.GOOD, means)
    to_do = say("Cierre Vereda y ábrala otra vez: vuelve a cerrar la carpeta a los demás.")
    if not open_files:
        means = say(
            "Otras cuentas de esta computadora pueden entrar a la carpeta, pero no leer ninguno de "
            "sus archivos."
        )
        return Finding("folder-modes", _FOLDER, State.WARN, means, to_do)
    means = say(
        "Otras cuentas de esta computadora pueden entrar a la carpeta y copiar {n} de sus "
        "archivos. Todos siguen cifrados.",
        n=open_files,
    )
    return Finding("folder-modes", _FOLDER, State.BAD, means, to_do)


def _readable(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode) and mode & (stat.S_IRGRP | stat.S_IROTH):
            yield path


def _linux(machine: Machine, own_uid: int) -> int | None:
    lines = read_text(machine.root / "etc/passwd").splitlines()
    if not lines:
        return None
    shadow = read_text(machine.root / "etc/shadow").splitlines()  # only root reads it
    locked = {name for name, secret in map(_name_and_secret, shadow) if secret[:1] in ("!", "*")}
    return sum(1 for line in lines if _can_log_in(line.split(":"), own_uid, locked))


def _can_log_in(fields: list[str], own_uid: int, locked: set[str]) -> bool:
    if len(fields) < 7 or not fields[2].isdigit():
        return False
    uid, shell = int(fields[2]), fields[6].rsplit("/", 1)[-1]
    person = _FIRST_PERSON <= uid < _NOBODY and uid != own_uid
    return person and shell not in _CLOSED_SHELLS and fields[0] not in locked


def _name_and_secret(line: str) -> tuple[str, str]:
    name, _, rest = line.partition(":")
    return name, rest.partition(":")[0]


def _windows(machine: Machine) -> int | None:
    told = machine.powershell("@(Get-LocalUser | Where-Object Enabled).Count")
    return max(int(told) - 1, 0) if told is not None and told.isdigit() else None


def _macos(machine: Machine, own_uid: int) -> int | None:
    answer = machine.ask(("dscl", ".", "-list", "/Users", "UniqueID"))
    if answer is None or answer.status != 0:
        return None
    uids = [words[-1] for line in answer.text.splitlines() if (words := line.split())]
    people = (int(uid) for uid in uids if uid.isdigit())
    return sum(1 for uid in people if _FIRST_ON_MACOS <= uid < _NOBODY and uid != own_uid)
