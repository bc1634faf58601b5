"""`vereda import`: what would become of each row of a list, and bringing the clear ones in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands import today
from desktop.commands.asking import entered
from desktop.commands.telling import print_all
from desktop.host.clock import SystemClock
from desktop.i18n import _, ngettext, tell
from desktop.trouble import Exit, say

if TYPE_CHECKING:
    from desktop.services.entrance import Desk
    from desktop.services.roster_import import Preview, Row


def import_roster(arguments: argparse.Namespace, folder: Path) -> int:
    """Say what would become of each row of a list; with `--confirm`, create the clear ones.

    Raises: what entering raises, BadRoster, NotLetOut, CannotSave.
    """
    from desktop.services import roster_import

    with entered(arguments, folder) as desk:
        found = roster_import.preview(desk.work, arguments.file, today=today())
        print_all(found.notices)
        _print_rows(_("dudosa"), found.doubtful)
        _print_rows(_("no se puede"), found.refused)
        summary = _("{create} listas, {doubtful} dudosas, {refused} no se pueden")
        counts = {
            "create": len(found.create),
            "doubtful": len(found.doubtful),
            "refused": len(found.refused),
        }
        print(summary.format(**counts))
        if arguments.refused is not None:
            _let_out(desk, found, arguments.refused)
        if not arguments.confirm:
            print(_("No se guardó nada. Para guardar, agregue --confirm."))
            return Exit.OK
        created = len(roster_import.confirm(desk.work, found).created)
    line = ngettext("{n} persona creada.", "{n} personas creadas.", created)
    print(line.format(n=created))
    return Exit.OK


def _let_out(desk: Desk, found: Preview, target: Path) -> None:
    """By the one door, so that the window lists it; says where it is and that anybody can read it.

    Nothing is replaced. Raises: NotLetOut, CannotSave.
    """
    from desktop.services.papers import Papers
    from desktop.services.roster_import import save_refused

    what = say("Renglones de una lista por corregir: {n}", n=len(found.refused))
    paper = Papers(desk.account, SystemClock()).let_out(
        what, target.name, lambda path: save_refused(found, path, tell), target.parent
    )
    if not paper.stick:
        print(_("Quedó en el disco de esta computadora, sin cifrar: bórrelo cuando termine."))
    print(paper.path)


def _print_rows(verdict: str, rows: Sequence[Row]) -> None:
    """Row numbers and reasons, never what the row holds."""
    for row in rows:
        reasons = " ".join(map(tell, row.why))
        print(_("Renglón {n}, {verdict}: {why}").format(n=row.number, verdict=verdict, why=reasons))
