"""One thing that happened: what to do now, and then the little that is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from desktop.i18n import _, tell
from desktop.programme.happenings import SORT_WORDS, WAY_HOME_WORDS, first_steps
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import IncidentSort
from desktop.services.attendance import Line
from desktop.services.incidents import NOTE_MAX, Happening
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.first_steps import first_steps_tile
from ui.widgets.free_text import FreeText
from ui.widgets.parts import button, choose, label, row
from ui.widgets.when import DayField

NOTE_PX = 90


class IncidentDialog(Dialog):
    """The steps stand above the fields, in the order in which they are taken.

    `to_call` is the number to call in danger. `offers_notice`: the women's team can be told
    from here; only the men's stream can.
    """

    def __init__(
        self,
        parent: QWidget,
        session: bytes,
        sort: IncidentSort,
        on: date,
        people: Sequence[Line],
        to_call: str,
        *,
        person: bytes | None = None,
        offers_notice: bool = False,
    ) -> None:
        super().__init__(parent, tell(SORT_WORDS[sort]), _("Guardar"), "check")
        self.about = f"incident {session.hex()} {int(sort)}"
        self.sort = sort
        self.body.addWidget(first_steps_tile(first_steps(sort, to_call)))
        self.body.addWidget(label(_("Para que alguien lo siga"), "section"))
        form = self.form()
        self.way = QComboBox()
        self.way.addItem(_("Sin dato"), None)
        for way, words in WAY_HOME_WORDS.items():
            self.way.addItem(tell(words), way)
        self.person = QComboBox()
        self.person.addItem(_("Nadie en particular"), None)
        for line in people:
            who = _("{nickname} · Folio {folio}").format(
                nickname=in_a_line(line.nickname), folio=line.folio
            )
            self.person.addItem(who, line.participant)
        choose(self.person, person)
        self.day = DayField(on)
        self.day.setAccessibleName(_("Día"))
        self.note = FreeText()
        self.note.setAccessibleName(_("Nota"))
        self.note.setPlaceholderText(_("Sólo lo necesario. Sin nombres de nadie."))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme().px(NOTE_PX))
        if sort is IncidentSort.NOT_ADMITTED:
            form.addRow(_("Regreso seguro a casa"), self.way)
        if sort is not IncidentSort.CHILD_DISCLOSURE:
            form.addRow(_("¿Sobre quién? (si hace falta)"), self.person)
        form.addRow(_("Día"), self.day)
        form.addRow(_("Nota (si hace falta)"), self.note)
        self.notice_wanted = False
        """Pressed, never kept: no draft and no record says that a notice was thought of."""
        self.notice = button(
            _("Guardar y escribir un aviso al otro equipo"), symbol="bell", then=self._on_notice
        )
        self.notice.setAutoDefault(False)
        if offers_notice and sort is IncidentSort.NOT_ADMITTED:
            self.body.addLayout(row(self.notice, None))
        kept = _("Queda en Hoy, para la coordinación y quien facilita, hasta anotar cómo quedó.")
        self.body.addWidget(label(kept, "small", wrap=True))
        self.body.addStretch(1)
        self.fit(640, 700)
        self._begin(form)

    def _begin(self, form: QFormLayout) -> None:
        """The cursor stands in the first field, and the steps stay in sight above it."""
        first = form.itemAt(0, QFormLayout.ItemRole.FieldRole)
        if first is not None and first.widget() is not None:
            first.widget().setFocus()
        self.area.verticalScrollBar().setValue(0)

    def filled(self) -> Happening | None:
        """What is to be kept; None while the day cannot be read."""
        if self.day.day is None:
            return None
        return Happening(
            self.sort,
            self.day.day,
            self.person.currentData(),
            self.way.currentData(),
            self.note.toPlainText(),
        )

    def _on_notice(self) -> None:
        self.notice_wanted = True
        self.on_primary()

    def on_primary(self) -> None:
        if self.day.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
        elif len(self.note.toPlainText()) > NOTE_MAX:
            self.complain(_("Es demasiado texto. Anote sólo lo necesario."))
        else:
            self.accept()
