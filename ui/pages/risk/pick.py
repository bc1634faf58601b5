"""Choose the instrument that is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.instruments import InstrumentLine
from ui.widgets.choose_one import ChooseOneDialog


class PickDialog(ChooseOneDialog):
    """Those that may be asked here."""

    def __init__(self, parent: QWidget, lines: Sequence[InstrumentLine]) -> None:
        told = [(line.id, f"{line.title} · {line.version} · {line.language}") for line in lines]
        super().__init__(parent, _("¿Con qué instrumento?"), _("Instrumentos"), told)
