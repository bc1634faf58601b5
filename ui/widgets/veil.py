"""What stands in place of somebody's record while a group meets."""

from __future__ import annotations

from collections.abc import Callable

from desktop.i18n import _
from ui.widgets.empty import Empty
from ui.widgets.parts import button


def veil(alone: Callable[[], object]) -> Empty:
    """Tells why nothing shows; who is alone says so."""
    return Empty(
        "users-three",
        _("A esta hora hay una reunión"),
        _(
            "Esto no se muestra mientras el grupo está en la sala. Si está a solas y nadie más "
            "ve la pantalla, puede abrirlo."
        ),
        button(_("Estoy a solas"), then=alone),
    )
