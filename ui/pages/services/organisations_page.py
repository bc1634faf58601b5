"""Organisations and offices that the programme works with; what is about to end shows in amber."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QLineEdit

from desktop.changes import Changes
from desktop.i18n import N_, _, ngettext, tell
from desktop.programme.agreements import Term, term
from desktop.programme.schema import AGREEMENT, ORGANISATION
from desktop.programme.text import matches
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services import directory, organisations
from desktop.services.directory import DirectoryDamaged
from desktop.services.organisations import OrganisationLine
from ui.icons import icon
from ui.page import Page, Room
from ui.pages.services.agreements import state_words
from ui.pages.services.organisation_dialog import OrganisationDialog
from ui.pages.services.organisation_form import OrganisationForm
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, label, row
from ui.widgets.table import Index, RowsModel, Table

COLUMNS: Sequence[tuple[str, Callable[[OrganisationLine], str]]] = (
    (N_("Organización"), lambda line: line.about.name),
    (N_("Qué hace"), lambda line: _(SERVICE_WORDS[line.about.sort])),
    (N_("Municipio"), lambda line: line.about.municipality or "—"),
    (N_("Con quién"), lambda line: _reach(line) or "—"),
    (N_("Acuerdos"), lambda line: agreed(line, date.today())),
)
_AGREED = len(COLUMNS) - 1


def _reach(line: OrganisationLine) -> str:
    return " · ".join(filter(None, (line.about.contact, line.about.phone)))


def agreed(line: OrganisationLine, today: date) -> str:
    """How its agreements stand, in a word or two: the one that ends first."""
    if line.retired:
        return _("Retirada")
    living = [
        each.agreement for each in line.agreements if term(each.agreement, today) is not Term.ENDED
    ]
    return state_words(living[0], today) if living else _("Ninguno")


class _Model(RowsModel[OrganisationLine]):
    def __init__(self, today: date) -> None:
        super().__init__(COLUMNS)
        self._today = today

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.DecorationRole):
            if not index.isValid() or index.column() != _AGREED:
                return None
            line = self.row(index)
            if line.retired or not line.needs_eyes(self._today):
                return None
            ink = theme().tokens.tone("amber")[0]
            return QColor(ink) if role == Qt.ItemDataRole.ForegroundRole else icon("clock", ink)
        return super().data(index, role)


class OrganisationsPage(Page):
    """A table; Enter opens an organisation. Whoever works with no group reads only."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.found: list[OrganisationLine] = []
        self._keeps = directory.may_edit(room.desk)
        self.tool(_("Servicios"), "arrow-left", "services")
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar una organización"))
        self.search.setAccessibleName(_("Buscar una organización"))
        self.search.textChanged.connect(self._filter)
        self.retired = QCheckBox(_("También las retiradas"))
        self.retired.toggled.connect(lambda _on: self.reload())
        across = row(self.search, self.retired)
        across.setStretch(0, 1)
        self.body.addLayout(across)
        self.model = _Model(date.today())
        self.table = Table(self.model, _("Organizaciones"), stretch=0)
        self.table.widths(0, 150, 110, 200, 204)
        self.table.activated.connect(self._on_open)
        self.table.clicked.connect(self._on_open)
        self.frame, inside = card(margin=10)
        inside.addWidget(self.table)
        self.none = label(_("Ninguna organización con esas palabras."), "soft")
        inside.addWidget(self.none)
        self.body.addWidget(self.frame, 1)
        self.empty = Empty(
            "handshake",
            _("Todavía no hay organizaciones"),
            _(
                "Aquí se anota con quién trabaja el programa: quién atiende ahí, qué se acordó y "
                "hasta cuándo. Un mes antes de que termine un acuerdo, se marca."
            ),
        )
        self.body.addWidget(self.empty, 1)
        self.add = button(_("Agregar organización"), "primary", "plus", self._on_add)
        self.foot.addStretch(1)
        self.foot.addWidget(self.add)
        self._show([])

    def reload(self) -> None:
        self.ask_at_desk(
            organisations.list_organisations,
            retired=self.retired.isChecked(),
            then=self._show,
            failed=self._on_failed,
        )

    def on_changes(self, changes: Changes) -> None:
        touched = map(changes.touches, (ORGANISATION.number, AGREEMENT.number))
        if self.isVisible() and any(touched):
            self.reload()

    def _on_failed(self, problem: BaseException) -> None:
        if not isinstance(problem, DirectoryDamaged):
            self.troubled.emit(problem)
            return
        self._show([])
        self.empty.hide()
        self.add.hide()
        self.head(_("Organizaciones"), " ".join(map(tell, problem.sentences)))

    def _show(self, found: list[OrganisationLine]) -> None:
        self.found = found
        told = ""
        if found:
            told = ngettext("{n} organización", "{n} organizaciones", len(found)).format(
                n=len(found)
            )
            if n := sum(not each.retired and each.needs_eyes(date.today()) for each in found):
                words = ngettext("{n} con un acuerdo por ver", "{n} con acuerdos por ver", n)
                told += " · " + words.format(n=n)
        self.head(_("Organizaciones"), told)
        there = bool(found) or self.retired.isChecked()
        for each in (self.frame, self.search):
            each.setVisible(there)
        self.retired.setVisible(there and self._keeps)
        self.empty.setVisible(not there)
        self.add.setVisible(self._keeps)
        self._filter()

    def _filter(self) -> None:
        shown = [line for line in self.found if matches(self.search.text(), line.sought)]
        self.model.show(shown)
        self.table.setVisible(bool(shown))
        self.none.setVisible(not shown)
        if shown:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _on_open(self, index: QModelIndex) -> None:
        OrganisationDialog(self, self.model.row(index), date.today(), keeps=self._keeps).open()

    def _on_add(self) -> None:
        dialog = OrganisationForm(self, None)
        dialog.ask(
            lambda: self.do_at_desk(
                organisations.add, dialog.filled(), said=_("Organización agregada.")
            )
        )
