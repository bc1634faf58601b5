"""The request shown as a QR code, and the invitation read from them: no stick is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.pages.welcome import calls


def show_request(parent: QWidget, folder: Path) -> None:
    """The request that waits, large, for the coordinator's camera."""
    from ui.qr.showing import ShowQrDialog

    ShowQrDialog(
        parent,
        _("Su solicitud como código QR"),
        _(
            "Su coordinación abre Equipo, Agregar a alguien, «En otra, sin memoria», y pone este "
            "código ante su cámara o le toma una foto. No lleva secretos; sí su apodo."
        ),
        calls.request_bytes(folder),
    ).open()


def read_invitation(parent: QWidget, then: Callable[[bytes], object]) -> None:
    """`then` gets the invitation's bytes, unless the person gives up."""
    from sync.client.invitation import INVITATION_MAGIC
    from ui.qr.reading import ReadQrDialog

    dialog = ReadQrDialog(
        parent,
        _("Leer la invitación"),
        _(
            "La pantalla de su coordinación la muestra como uno o varios códigos QR. Póngalos "
            "ante la cámara de esta computadora, o tráigalos en fotos."
        ),
        INVITATION_MAGIC,
        _("Ese código no es una invitación. Lea los que muestra su coordinación."),
    )
    dialog.ask(lambda: then(dialog.found))
