"""Who is in a group, and who was: nicknames and folios, with their standing in plain words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSizePolicy

from desktop.i18n import _, ngettext
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import EnrolmentState
from desktop.services.group_views import GroupDetail, GroupPerson
from ui.pages.groups.words import standing
from ui.theme import theme
from ui.widgets.parts import button, card, label

WIDTH_PX = 240
LIST_MIN_PX = 60


class PeopleCard:
    """The card at the right of a group's page.

    Args:
        add: somebody is to join.
        act: something is to be done about the chosen person.
        back: the chosen person, who was away, is back.
    """

    def __init__(
        self,
        add: Callable[[], object],
        act: Callable[[GroupPerson], object],
        back: Callable[[GroupPerson], object],
    ) -> None:
        self.frame: QFrame
        self.frame, inside = card(spacing=8)
        self._people: Sequence[GroupPerson] = ()
        self.count = label("", "section")
        inside.addWidget(self.count)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Personas del grupo"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme().px(LIST_MIN_PX))
        # Its own wish for height would make a small screen scroll.
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.currentRowChanged.connect(lambda _at: self._show_acts())
        self.list.itemActivated.connect(lambda _item: self._with_chosen(act))
        inside.addWidget(self.list, 1)
        self.back = button(
            _("Vuelve al grupo"), symbol="arrow-u-up-left", then=lambda: self._with_chosen(back)
        )
        inside.addWidget(self.back)
        inside.addWidget(button(_("Agregar"), symbol="user-plus", then=add))
        self.act = button(
            _("Pausa o baja"), symbol="user-gear", then=lambda: self._with_chosen(act)
        )
        inside.addWidget(self.act)
        self.frame.setFixedWidth(max(theme().px(WIDTH_PX), self.frame.minimumSizeHint().width()))
        self.back.hide()

    @property
    def chosen(self) -> GroupPerson | None:
        at = self.list.currentRow()
        return self._people[at] if 0 <= at < len(self._people) else None

    def show_people(self, found: GroupDetail) -> None:
        kept = self.chosen.id if self.chosen else None
        self._people = (*found.people, *found.gone)
        n = len(found.people)
        words = ngettext("{n} persona", "{n} personas", n).format(n=n)
        if found.capacity is not None:
            words = _("{n} de {capacity} personas").format(n=n, capacity=found.capacity)
        self.count.setText(words)
        first = min((line.date for line in found.sessions if not line.is_make_up), default=None)
        self.list.clear()
        for person in self._people:
            self.list.addItem(_item(person, first))
        places = [person.id for person in self._people]
        self.list.setCurrentRow(places.index(kept) if kept in places else -1)
        self._show_acts()

    def _show_acts(self) -> None:
        self.act.setEnabled(self.chosen is not None)
        paused = self.chosen is not None and self.chosen.state is EnrolmentState.PAUSED
        self.back.setVisible(paused)

    def _with_chosen(self, then: Callable[[GroupPerson], object]) -> None:
        if self.chosen is not None:
            then(self.chosen)


def _item(person: GroupPerson, first: date | None) -> QListWidgetItem:
    words = _("{nickname} · {folio}").format(
        nickname=in_a_line(person.nickname), folio=person.folio
    )
    late = person.since is not None and first is not None and person.since > first
    told = standing(person, joined_late=late)
    item = QListWidgetItem(f"{words}\n{told}" if told else words)
    item.setData(Qt.ItemDataRole.UserRole, person.id)
    if person.state is not EnrolmentState.ACTIVE:
        item.setForeground(QColor(theme().tokens.ink2))
    return item
