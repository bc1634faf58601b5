"""An invitation on screen as QR codes, or the word that it needs a stick."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from sync.client.qr_parts import TooLongForCodes
from ui.widgets.trouble import TroubleDialog


def _nothing() -> None:
    """Nothing follows."""


def show_invitation(
    parent: QWidget,
    invitation: bytes,
    then: Callable[[], object] = _nothing,
    instead: Callable[[], object] = _nothing,
) -> None:
    """`then` follows when the codes were closed, `instead` when they would be too many."""
    from ui.qr.showing import ShowQrDialog

    try:
        dialog = ShowQrDialog(
            parent,
            _("La invitación como código QR"),
            _(
                "En la otra computadora pulse «Leer la invitación de códigos QR». Sólo ella puede "
                "abrirla: nadie más gana nada con verla."
            ),
            invitation,
        )
    except TooLongForCodes as problem:
        TroubleDialog(parent, problem).ask(instead)
        return
    dialog.finished.connect(lambda _result: then())
    dialog.open()
