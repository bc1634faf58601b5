"""Whom somebody does not share a group with. Why is not asked, and not kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from desktop.i18n import _
from desktop.programme.text import fold, matches
from desktop.services import apart, people
from desktop.services.apart import Other
from desktop.services.entrance import Desk
from desktop.services.people import PersonLine
from ui.kept_away_dialog import KeptAwayDialog
from ui.page import Page
from ui.theme import theme

SHOWN_AT_MOST = 200
LIST_PX = 200

Found = tuple[tuple[Other, ...], list[PersonLine]]


def offer(page: Page, person: bytes, then: Callable[[], object] | None = None) -> None:
    """Show whom this person is kept apart from, and add one; `then` after each change."""
    page.ask_at_desk(_read, person, then=partial(_open, page, person, then))


def _read(desk: Desk, person: bytes) -> Found:
    others = apart.of_person(desk.work, person)
    known = {person, *(each.participant for each in others)}
    return others, [line for line in people.list_people(desk.work) if line.id not in known]


def _open(page: Page, person: bytes, then: Callable[[], object] | None, found: Found) -> None:
    ApartDialog(page, person, *found, then).open()


class ApartDialog(KeptAwayDialog):
    """By nickname and folio alone: the list is searched, one is chosen."""

    def __init__(
        self,
        page: Page,
        person: bytes,
        others: tuple[Other, ...],
        found: list[PersonLine],
        then: Callable[[], object] | None,
    ) -> None:
        super().__init__(
            page,
            person,
            then,
            title=_("No van en el mismo grupo"),
            told=_(
                "Nadie puede poner a estas personas en un mismo grupo. No se anota por qué, y a "
                "nadie se le dice de quién se trata."
            ),
            primary=_("Anotar"),
            symbol="check",
        )
        self._found = found
        for each in others:
            self._show(each)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar por apodo o folio"))
        self.search.setAccessibleName(_("Buscar por apodo o folio"))
        self.search.textChanged.connect(self._fill)
        self.body.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Personas"))
        self.list.setMinimumHeight(theme().px(LIST_PX))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.list, 1)
        self._fill()
        self.fit(600, 600)
        self.search.setFocus()

    def _show(self, each: Other) -> None:
        who = _named(each.nickname, each.folio)
        together = _("{who}: hoy están en un mismo grupo").format(who=who)
        self.stands(
            together if each.together else who,
            who,
            _("Quitar"),
            partial(self._end, each.participant),
            kind="strong" if each.together else "",
        )

    def _fill(self) -> None:
        """Never by name: a name would tell who it is to whoever looks over the shoulder."""
        self.list.clear()
        for line in self._found:
            words = _named(line.nickname, line.folio)
            if not matches(self.search.text(), _folded(line)):
                continue
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, line.id)
            self.list.addItem(item)
            if self.list.count() == SHOWN_AT_MOST:
                break
        if self.search.text().strip() and self.list.count() == 1:
            self.list.setCurrentRow(0)

    def on_primary(self) -> None:
        if self.list.currentRow() < 0:
            self.complain(_("Elija a una persona de la lista."))
            return
        self.begin(
            apart.keep,
            self.list.currentItem().data(Qt.ItemDataRole.UserRole),
            date.today(),
            said=_("Anotado: no van en el mismo grupo."),
        )

    def _end(self, other: bytes) -> None:
        self.end(apart.end, other, _("Ya pueden ir en el mismo grupo."))


def _named(nickname: str, folio: str) -> str:
    return _("{nickname} · Folio {folio}").format(nickname=nickname, folio=folio)


def _folded(line: PersonLine) -> str:
    return fold(f"{line.nickname} {line.folio}")
