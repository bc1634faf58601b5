"""Put people into a group: choose from the list, or add somebody with a nickname alone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.roles import Role
from desktop.programme.text import fold
from desktop.programme.typed import in_a_line
from desktop.services import doubts, enrolments, people
from desktop.services.doubts import Door
from desktop.services.people import PersonForm, PersonLine
from ui.page import Page
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.joining import is_closed, words_of
from ui.widgets.parts import button, label, row
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField

SHOWN_AT_MOST = 200
WHY_MAX = 200


class ChoosePeopleDialog(Dialog):
    """Search, tick several, or type a nickname for somebody new.

    A full group and a person of another group are asked about once; a second press of the
    same button means yes. Into a closed group that has begun only a coordinator adds.
    """

    def __init__(
        self, page: Page, group: bytes, found: list[PersonLine], door: Door, since: date
    ) -> None:
        super().__init__(page, _("Agregar al grupo"), _("Agregar"), "user-plus")
        self.page = page
        self.group = group
        self._found = found
        self._door = door
        self._added = 0
        self.joined = False
        """Whether somebody was put into the group before it closed."""
        self._ticked: set[bytes] = set()
        self._asked: tuple[object, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Buscar por apodo o folio"))
        self.search.setAccessibleName(_("Buscar por apodo o folio"))
        self.search.textChanged.connect(self._fill)
        self.body.addWidget(self.search)
        self.list = QListWidget()
        self.list.setMinimumHeight(theme().px(150))
        self.list.itemChanged.connect(self._on_tick)
        self.list.setAccessibleName(_("Personas"))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(label(_("¿Es alguien nuevo? Basta un apodo."), "small"))
        self.nickname = QLineEdit()
        self.nickname.setPlaceholderText(_("Apodo"))
        self.nickname.setAccessibleName(_("Apodo"))
        self.body.addLayout(
            row(self.nickname, button(_("Crear y agregar"), symbol="plus", then=self._on_new))
        )
        self.since = DayField(since)
        self.since.setAccessibleName(_("Desde"))
        self.late = label(
            _("El grupo ya empezó. Las reuniones anteriores a este día no cuentan como ausencia."),
            "small",
            wrap=True,
        )
        self.why = QLineEdit()
        bound(self.why, WHY_MAX)
        self.why.setPlaceholderText(_("Por qué entra a un grupo cerrado"))
        self.why.setAccessibleName(_("Por qué entra a un grupo cerrado"))
        self.body.addWidget(self.late)
        self.body.addWidget(self.since)
        self.body.addWidget(self.why)
        self.late.setVisible(door.begun)
        self.since.setVisible(door.begun)
        self.why.setVisible(door.closed and self._coordinates)
        everybody = button(_("Marcar todas"), "link", then=self._tick_all)
        self.body.insertLayout(1, row(None, everybody))
        self.cancel.setText(_("Cerrar"))
        self._fill()
        self.fit(640, 640)
        self.search.setFocus()

    def _fill(self) -> None:
        wanted = fold(self.search.text())
        self.list.blockSignals(True)
        self.list.clear()
        shown = [line for line in self._found if wanted in line.sought][:SHOWN_AT_MOST]
        for line in shown:
            words = _("{nickname} · Folio {folio}").format(
                nickname=in_a_line(line.nickname), folio=line.folio
            )
            if line.group_name:
                words += f" · {line.group_name}"
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, line.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = line.id in self._ticked
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _tick_all(self) -> None:
        """Everybody whom the search leaves, or nobody when all of them are ticked."""
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = all(item.checkState() is Qt.CheckState.Checked for item in items)
        for item in items:
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _on_tick(self, item: QListWidgetItem) -> None:
        person = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() is Qt.CheckState.Checked:
            self._ticked.add(person)
        else:
            self._ticked.discard(person)
        n = len(self._ticked)
        self.primary.setText(
            " " + (ngettext("Agregar {n}", "Agregar {n}", n).format(n=n) if n else _("Agregar"))
        )

    @property
    def _coordinates(self) -> bool:
        return self.page.room.desk.role is Role.COORDINATOR

    def _may(self, chosen: Collection[bytes], newcomers: int = 0) -> bool:
        """Whether nothing speaks against it, or the person has read it and pressed again."""
        found = self._door.doubts(chosen, newcomers + self._added)
        if self.since.isVisible() and self.since.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
            return False
        if is_closed(found) and not (self._coordinates and self.why.text().strip()):
            self.complain(words_of(found))
            self.why.setFocus()
            return False
        asked = (*found, *sorted(chosen), newcomers)
        if found and asked != self._asked and not is_closed(found):
            self._asked = asked
            self.complain(words_of(found) + "\n" + _("Si está bien así, oprima otra vez."))
            return False
        self.complain("")
        return True

    def _add(self, chosen: list[bytes], said: str) -> None:
        self.joined = True
        since = self.since.day if self._door.begun else None
        if not self._door.closed:
            self.page.do(enrolments.add_to_group, self.group, chosen, since, said=said)
            return
        if self._coordinates and not self._door.known.keys() >= set(chosen):
            self.page.do_at_desk(
                enrolments.admit, self.group, chosen, self.why.text(), since, said=said
            )
        else:
            self.page.do(enrolments.add_to_group, self.group, chosen, since, said=said)

    def _on_new(self) -> None:
        nickname = self.nickname.text().strip()
        if not nickname:
            self.complain(_("Escriba un apodo."))
            return
        if not self._may((), newcomers=1):
            return
        self.joined = True
        self.page.do(people.add_person, PersonForm(nickname=nickname), then=self._put)
        self._added += 1
        self.nickname.clear()

    def _put(self, changes: Changes) -> None:
        self._add(list(changes.created[:1]), _("Se agregó al grupo."))

    def on_primary(self) -> None:
        if self.nickname.text().strip():
            self._on_new()
            if self.nickname.hasFocus() or self.problem.isVisible():
                return  # Enter adds one and waits for the next nickname
        elif self.search.hasFocus() and not self._ticked:
            self.list.setFocus()
            return
        if self._ticked:
            if not self._may(self._ticked):
                return
            n = len(self._ticked)
            words = ngettext("{n} persona agregada.", "{n} personas agregadas.", n).format(n=n)
            self._add(list(self._ticked), words)
        self.accept()


def choose_people(
    page: Page,
    group: bytes,
    since: date | None = None,
    joined: Callable[[], object] = lambda: None,
) -> None:
    """Open the dialog over a page once the list has been read.

    `since` is the day of the meeting at hand, None for today: who joins a group that has
    begun belongs to its meetings from then on. `joined` is called once the dialog has closed,
    when somebody was added.
    """

    def show(found: list[PersonLine], door: Door) -> None:
        dialog = ChoosePeopleDialog(page, group, found, door, since or date.today())
        dialog.finished.connect(lambda _result: joined() if dialog.joined else None)
        dialog.open()

    def asked(door: Door) -> None:
        page.ask(people.list_people, then=lambda found: show(found, door))

    page.ask_at_desk(doubts.at_desk, group, then=asked)
