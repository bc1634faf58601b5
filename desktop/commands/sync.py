"""`vereda sync`: send what waits and bring what is new, once."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.asking import entered
from desktop.i18n import _
from desktop.trouble import Exit

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


def sync(arguments: argparse.Namespace, folder: Path) -> int:
    """Carry sealed files both ways. With an account, also seal before and open after.

    Raises: CarrierTrouble and PutAside, when all that could be done is done; what entering raises.
    """
    from sync.carriers.courier import run_once
    from sync.client.troubles import NotAccepted, PutAside

    entering = arguments.account is not None or arguments.passphrase_file is not None
    with entered(arguments, folder) if entering else contextlib.nullcontext() as desk:
        if desk is not None:
            from sync.client.outbox import seal_all

            print(_("Cambios sellados: {n}.").format(n=seal_all(desk, folder)))
        outcome = run_once(folder)
        summary = _("Enviados: {sent}. Traídos: {brought}. Por enviar: {waiting}.")
        counts = {"sent": outcome.sent, "brought": outcome.brought, "waiting": outcome.waiting}
        print(summary.format(**counts))
        put_aside = 0 if desk is None else _take_in(desk, folder)
    if outcome.trouble is not None:
        raise outcome.trouble
    if put_aside:
        raise PutAside
    if outcome.refused:
        raise NotAccepted(demo=_is_demonstration(folder))
    return Exit.OK


def _take_in(desk: Desk, folder: Path) -> int:
    """How many files were put aside."""
    from sync.client.inbox import Intake

    intake = Intake(desk.vaults, folder)
    intake.finish()
    print(_("Cambios recibidos: {n}.").format(n=intake.taken.operations))
    if late := intake.taken.late:
        print(_("Apartados para revisar, de quien ya no tiene acceso: {n}.").format(n=late))
    return intake.taken.put_aside


def _is_demonstration(folder: Path) -> bool:
    from sync.carriers import boxes

    settings = boxes.read_settings(folder)
    return settings is not None and settings.demo
