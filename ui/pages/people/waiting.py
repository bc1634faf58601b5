"""Choose which of the unfinished interviews is taken up again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.intake_views import Unfinished
from ui.dates import full_date
from ui.widgets.choose_one import ChooseOneDialog


class WaitingDialog(ChooseOneDialog):
    """By folio and day alone: names are never listed."""

    def __init__(self, parent: QWidget, found: Sequence[Unfinished]) -> None:
        told = [(each.id, _told(each)) for each in found]
        super().__init__(parent, _("¿Con cuál sigue?"), _("Entrevistas sin terminar"), told)


def _told(each: Unfinished) -> str:
    who = _("Folio {folio}").format(folio=each.folio) if each.folio else _("Sin folio")
    return f"{who} · {full_date(each.on)}" if each.on else who
