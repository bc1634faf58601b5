"""`vereda import`: what would become of each row of a list, and bringing the clear ones in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands import today
from desktop.commands.asking import entered
from desktop.commands.telling import print_all
from desktop.i18n import _, ngettext, tell
from desktop.trouble import Exit

if TYPE_CHECKING:
    from desktop.services.roster_import import Row


def import_roster(arguments: argparse.Namespace, folder: Path) -> int:
    """Say what would become of each row of a list; with `--confirm`, create the clear ones.

    Raises: what entering raises, BadRoster, CannotSave.
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
            roster_import.save_refused(found, arguments.refused, tell)
        if not arguments.confirm:
            print(_("No se guardó nada. Para guardar, agregue --confirm."))
            return Exit.OK
        created = len(roster_import.confirm(desk.work, found).created)
    line = ngettext("{n} persona creada.", "{n} personas creadas.", created)
    print(line.format(n=created))
    return Exit.OK


def _print_rows(verdict: str, rows: Sequence[Row]) -> None:
    """Row numbers and reasons, never what the row holds."""
    for row in rows:
        reasons = " ".join(map(tell, row.why))
        print(_("Renglón {n}, {verdict}: {why}").format(n=row.number, verdict=verdict, why=reasons))
