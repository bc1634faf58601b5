"""Before counts leave their programme: exactly what leaves, in a table, and one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.services.counts import Line
from ui.dates import month_name
from ui.pages.counts.columns import COUNT_COLUMNS, COUNT_WIDTHS, NO_PROOF, STRETCH
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.table import RowsModel, Table


class PublishDialog(Dialog):
    """Shows the very lines that will be told; nothing else goes."""

    def __init__(self, parent: QWidget, lines: Sequence[Line]) -> None:
        month = month_name(lines[0].month)
        title = _("Publicar las cifras de {month}").format(month=month)
        super().__init__(parent, title, _("Publicar"), "export")
        words = _(
            "Esto es todo lo que sale de este programa: números por sede. No sale ningún nombre, "
            "folio ni grupo. Lo verá todo el equipo, también quien evalúa."
        )
        self.body.addWidget(label(words, wrap=True))
        self.model: RowsModel[Line] = RowsModel(COUNT_COLUMNS)
        self.model.show(lines)
        self.table = Table(self.model, _("Lo que se publica"), stretch=STRETCH)
        self.table.widths(*COUNT_WIDTHS)
        self.table.setMinimumHeight(theme().px(150))
        self.body.addWidget(self.table, 1)
        note = _("Si vuelve a publicar este mes, las cifras nuevas reemplazan a éstas.")
        self.body.addWidget(label(f"{_(NO_PROOF)} {note}", "small", wrap=True))
        self.fit(980, 520)
