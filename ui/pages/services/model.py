"""The services as a table: what has not been verified for long shows in amber, with a clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from desktop.i18n import N_, _
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services.directory import ServiceLine
from ui.dates import short_month
from ui.icons import icon
from ui.theme import theme
from ui.widgets.table import Index, RowsModel

COLUMNS: Sequence[tuple[str, Callable[[ServiceLine], str]]] = (
    (N_("Servicio"), lambda line: line.about.name),
    (N_("Qué es"), lambda line: _(SERVICE_WORDS[line.about.sort])),
    (N_("Municipio"), lambda line: line.about.municipality or _("En todo el país")),
    (N_("Teléfono"), lambda line: line.about.phone or "—"),
    (N_("Verificado"), lambda line: verified(line)),
)
_VERIFIED = len(COLUMNS) - 1


def verified(line: ServiceLine) -> str:
    """When somebody last called, in a word or two."""
    if line.retired:
        return _("Retirado")
    on = line.about.verified_on
    return short_month(on) if on else _("Sin verificar")


def verified_by(line: ServiceLine, today: date) -> str:
    """As `verified`, and that it is time to call again where it is."""
    told = verified(line)
    if line.retired or line.about.verified_on is None or not line.about.is_stale(today):
        return told
    return _("{month} · llamar").format(month=told)


class ServicesModel(RowsModel[ServiceLine]):
    """Rows of services; `today` decides what has grown old."""

    def __init__(self, today: date) -> None:
        super().__init__(COLUMNS)
        self._today = today

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.DecorationRole):
            if not index.isValid() or index.column() != _VERIFIED:
                return None
            line = self.row(index)
            if line.retired or not line.about.is_stale(self._today):
                return None
            ink = theme().tokens.tone("amber")[0]
            return QColor(ink) if role == Qt.ItemDataRole.ForegroundRole else icon("clock", ink)
        if (
            index.isValid()
            and index.column() == _VERIFIED
            and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        ):
            return verified_by(self.row(index), self._today)
        return super().data(index, role)
