"""`vereda`: reads the command line, opens the window or runs a verb, and tells of trouble.

Standard library only. Verbs live in desktop.commands and load what they need when they run.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop import commands, i18n
from desktop.commands import grammar
from desktop.host import crash, paths
from desktop.host.clock import SystemClock
from desktop.host.instance import InstanceLock
from desktop.host.memory import never_dump
from desktop.host.own import own_command
from desktop.i18n import _, tell
from desktop.services import prefs
from desktop.trouble import Exit, Trouble, say

WINDOW_OPTION = "--window"
"""A bundle has one program: with this first it is the window process."""
NOTICE_OPTION = "--notice"
"""And with this first it shows one trouble and ends."""
INTERRUPTED = 130


class NoScreen(Trouble):
    """There is nothing to open a window on."""

    def __init__(self) -> None:
        super().__init__(
            happened=say("Aquí no hay una pantalla donde abrir Vereda."),
            safe=say("No se abrió ni se cambió nada."),
            next_step=say("Ábrala desde el escritorio de la computadora, no desde una terminal."),
        )


def main(argv: Sequence[str] | None = None) -> int:
    """The process `vereda` or, in a bundle, its window; the exit status."""
    never_dump()
    paths.private()
    _never_fail_to_print()
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == [WINDOW_OPTION]:
        from ui.app import main as window

        return int(window(given[1:]))
    if given[:1] == [NOTICE_OPTION]:
        from ui.notice import main as notice

        return int(notice())
    return run(given)


def run(given: Sequence[str]) -> int:
    """What `vereda` does with these arguments; the exit status, see desktop.trouble.Exit."""
    known, _rest = grammar.common(suppress=False).parse_known_args(_before_help(given))
    folder = _folder(known)
    i18n.install(known.language or prefs.load(folder).language)
    arguments = grammar.full().parse_args(given)
    folder = _folder(arguments)
    try:
        return _run(arguments, folder)
    except Trouble as trouble:
        print(*map(tell, trouble.sentences), sep="\n", file=sys.stderr)
        if arguments.verb is None:
            show_trouble(trouble)
        return trouble.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        print(_("El programa falló. Lo guardado sigue guardado."), file=sys.stderr)
        kept = crash.keep(folder, error, SystemClock().now_ms())
        if kept is not None:
            print(_("El lugar de la falla quedó en {file}.").format(file=kept), file=sys.stderr)
        return Exit.FAILED


def open_window(folder: Path, demo: str | None, language: str) -> int:
    """Hold the folder and keep a window in front of the person until she or he leaves.

    Raises: AlreadyOpen, FolderClosed, FolderFull, NoScreen, WindowKeepsFailing.
    """
    from desktop.supervisor import Supervisor

    if not _has_screen():
        raise NoScreen
    if demo is not None:
        status = prepare_demo(folder, demo, language)
        if status != Exit.OK:
            return status
    with InstanceLock(folder):
        supervisor = Supervisor(
            own_command("ui.app", WINDOW_OPTION),
            folder,
            language=language,
            clock=SystemClock(),
            rng=secrets.SystemRandom(),
        )
        supervisor.run()
    return Exit.OK


def prepare_demo(folder: Path, size: str, language: str) -> int:
    """Make the demonstration when it is not there, and print how to enter; an exit status.

    Another process makes it, so that none of its keys is ever in this one.
    """
    if not (folder / "accounts").is_dir():
        command = [*own_command("desktop.launcher"), "make-demo", "--data", str(folder)]
        command += ["--size", size] + (["--language", language] if language else [])
        made = subprocess.run(command, check=False)  # noqa: S603, the command is our own
        if made.returncode != Exit.OK:
            return made.returncode
    print(_("Demostración. Puede entrar con estas cuentas y frases:"))
    with contextlib.suppress(OSError):
        print((folder / commands.DEMO_ENTRY_FILE).read_text(encoding="utf-8"), end="", flush=True)
    return Exit.OK


def show_trouble(trouble: Trouble) -> None:
    """Also in a window, for who pressed an icon and sees no terminal."""
    screen = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if not screen or (sys.stderr is not None and sys.stderr.isatty()):
        return
    told = {"language": i18n.language(), "sentences": [tell(each) for each in trouble.sentences]}
    with contextlib.suppress(OSError):
        subprocess.run(  # noqa: S603, the command is our own
            own_command("ui.notice", NOTICE_OPTION),
            input=json.dumps(told).encode(),
            check=False,
        )


def _run(arguments: argparse.Namespace, folder: Path) -> int:
    if arguments.version:
        print(f"Vereda {commands.version()}")
        return Exit.OK
    if arguments.verb is None:
        return open_window(folder, arguments.demo, arguments.language or "")
    return commands.run(arguments, folder)


def _before_help(given: Sequence[str]) -> list[str]:
    """The arguments without what asks for help, to learn the language of that help first."""
    return [argument for argument in given if argument not in ("-h", "--help")]


def _folder(arguments: argparse.Namespace) -> Path:
    if arguments.data is not None:
        return Path(arguments.data).expanduser().absolute()
    if arguments.demo is not None:
        return paths.demo_home() / str(arguments.demo)
    return paths.data_home()


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in named)


def _never_fail_to_print() -> None:
    """A console without accents shows question marks; a program without one prints nowhere."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
