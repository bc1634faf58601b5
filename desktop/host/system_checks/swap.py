"""Can what is in memory reach the disk in clear: by swap, or by hibernation?"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from desktop.host import block_devices
from desktop.host.block_devices import read_text
from desktop.host.system_checks.encryption import is_encrypted
from desktop.host.system_checks.finding import Finding, State
from desktop.host.system_checks.machine import Machine
from desktop.trouble import Message, say

_SWAP = say("Memoria de intercambio")
_HIBERNATION = say("Hibernación")
_LOCK = say("Bloquee con Ctrl+L antes de cerrar la tapa, y apague la computadora al guardarla.")
_TURN_OFF_SWAP = say(
    "Pida a quien instala las computadoras que cifre o quite el intercambio. "
    "Mientras, bloquee con Ctrl+L cuando no la use."
)
_TURN_OFF_HIBERNATION = say(
    "Pida a quien instala las computadoras que quite la hibernación. "
    "Mientras, bloquee con Ctrl+L y apague la computadora al guardarla."
)


def swap(machine: Machine, disk: State) -> Finding:
    """About swap and page files. `disk`: what was found about the disk's encryption."""
    if machine.platform == "win32":
        return _page_file(machine, disk)
    if machine.platform == "darwin":
        # Encrypted always, since version 10.7.
        return _swap(State.GOOD, say("El sistema cifra su intercambio."))
    bare = [line for line in _swaps(machine) if not _is_safe(machine, line)]
    if not bare:
        return _swap(State.GOOD, say("Nada de lo que está en la memoria llega en claro al disco."))
    unknown = all(_is_safe(machine, line) is None for line in bare)
    means = say(
        "El intercambio no está cifrado: mientras Vereda está abierta, trozos de la memoria "
        "pueden quedar en el disco."
    )
    if unknown:
        means = say("No se pudo saber si el intercambio está cifrado.")
    return _swap(State.UNKNOWN if unknown else State.BAD, means, _TURN_OFF_SWAP)


def hibernation(machine: Machine, disk: State) -> Finding:
    """About writing the whole memory to the disk when the lid closes."""
    if machine.platform == "win32":
        file = machine.root / "hiberfil.sys"
        return _hibernates(file.exists(), disk)
    if machine.platform == "darwin":
        return _hibernates(True, disk)
    able = "disk" in read_text(machine.root / "sys/power/state").split()
    off = "[disabled]" in read_text(machine.root / "sys/power/disk")
    # Without a place to write to it cannot hibernate, whatever the kernel could do.
    places = [line for line in _swaps(machine) if not _in_memory(line)]
    safe = bool(places) and all(_is_safe(machine, line) for line in places)
    return _hibernates(able and not off and bool(places), State.GOOD if safe else disk)


def _swaps(machine: Machine) -> list[tuple[str, str]]:
    """Path and kind of each, from /proc/swaps."""
    lines = read_text(machine.root / "proc/swaps").splitlines()[1:]
    words = (line.split() for line in lines)
    return [(found[0].replace("\\040", " "), found[1]) for found in words if len(found) > 1]


def _in_memory(line: tuple[str, str]) -> bool:
    return PurePosixPath(line[0]).name.startswith("zram")


def _is_safe(machine: Machine, line: tuple[str, str]) -> bool | None:
    path, kind = line
    if _in_memory(line):
        return True
    if kind == "file":
        return is_encrypted(machine, Path(path))
    device = block_devices.device_named(path, machine.root)
    return None if device is None else block_devices.is_encrypted(device)


def _page_file(machine: Machine, disk: State) -> Finding:
    there = (machine.root / "pagefile.sys").exists()
    if not there or disk is State.GOOD:
        return _swap(State.GOOD, say("Nada de lo que está en la memoria llega en claro al disco."))
    if disk is State.UNKNOWN:
        means = say("No se pudo saber si el intercambio está cifrado.")
        return _swap(State.UNKNOWN, means, _LOCK)
    means = say(
        "El intercambio no está cifrado: mientras Vereda está abierta, trozos de la memoria "
        "pueden quedar en el disco."
    )
    return _swap(State.BAD, means, _TURN_OFF_SWAP)


def _swap(state: State, means: Message, to_do: Message | None = None) -> Finding:
    return Finding("swap", _SWAP, state, means, to_do)


def _hibernates(able: bool, disk: State) -> Finding:
    if not able:
        means = say("Esta computadora no escribe su memoria al disco al cerrarse.")
        return Finding("hibernation", _HIBERNATION, State.GOOD, means)
    if disk is State.GOOD:
        means = say("Al hibernar, la memoria se escribe en un disco cifrado.")
        return Finding("hibernation", _HIBERNATION, State.GOOD, means)
    means = say(
        "Al hibernar, la memoria entera queda en un disco que no se sabe cifrado. "
        "Bloqueada, Vereda no deja llaves en la memoria."
    )
    state = State.UNKNOWN if disk is State.UNKNOWN else State.BAD
    return Finding("hibernation", _HIBERNATION, state, means, _TURN_OFF_HIBERNATION)
