"""Before the first sound: whether nobody outside hears it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label, row, tile

_ANSWER = "sound_is_safe"


class HeadphonesDialog(Dialog):
    """With sound, without, or not at all.

    Attributes:
        silent: the answer was to show it without sound.
    """

    def __init__(self, parent: QWidget, watchable: bool) -> None:
        title = _("¿Tiene audífonos o bocina segura?")
        super().__init__(parent, title, _("Sí, con sonido"), "headphones")
        self.silent = False
        line = row(tile("ear", "amber", 44), label(_("Nadie de fuera debe oír."), "strong"))
        line.addStretch(1)
        self.body.addLayout(line)
        words = _(
            "Fíjese quién está cerca: detrás de la puerta, en la ventana, en el patio. "
            "Si alguien llega, la barra espaciadora lo calla y F12 lo esconde todo."
        )
        self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        if watchable:
            quiet = button(_("Ver sin sonido"), symbol="speaker-slash", then=self._on_silent)
            quiet.setAutoDefault(False)
            self.buttons.insertWidget(0, quiet)
        self.fit(540, 330)

    def _on_silent(self) -> None:
        self.silent = True
        self.accept()


def confirmed(window: QWidget, session: bytes | None) -> bool:
    """Whether it was asked in this open window for this meeting, and answered with yes."""
    return bool(window.property(_ANSWER) == _key(session))


def remember(window: QWidget, session: bytes | None) -> None:
    window.setProperty(_ANSWER, _key(session))


def forget(window: QWidget) -> None:
    """Somebody came in, or the sound goes elsewhere now: it is asked again."""
    window.setProperty(_ANSWER, None)


def _key(session: bytes | None) -> str:
    return "" if session is None else session.hex()
