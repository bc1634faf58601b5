"""The team: who works here, what each may see, and what whoever coordinates can change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.roles import Role
from desktop.programme.schema import MEMBER, SITE
from desktop.services import team
from desktop.services.entrance import Desk
from desktop.services.presence import heard_of
from desktop.services.team import Late, Person, Team
from ui.page import Page, Room
from ui.pages.team.add import AddDialog
from ui.pages.team.late import LateDialog
from ui.pages.team.person import PersonDialog
from ui.pages.team.person_row import PersonRow
from ui.pages.team.policy import PolicyDialog
from ui.pages.team.programme import Acts, ProgrammeFacts
from ui.pages.team.sites import NewSiteDialog
from ui.pages.team.words import is_silent
from ui.theme import theme
from ui.widgets.parts import button, card, clear, column, row

NARROW_PX = 700
"""Below it, at normal text size, the two columns stand one above the other."""
STACKED_PX = 150


class TeamPage(Page):
    """People on the left, the programme on the right. Without the right to change, just a list."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.found: Team | None = None
        self.late: list[Late] = []
        self.add = button(_("Agregar a alguien"), "primary", "user-plus", self._on_add)
        self.add.hide()
        self.tools.addWidget(self.add)
        if room.desk.role is Role.FACILITATOR:
            back = button(
                _("Ajustes"), symbol="arrow-left", then=lambda: self.go.emit("settings", None)
            )
            self.tools.addWidget(back)
        self.rows = column(spacing=2)
        self.rows.addStretch(1)
        inner = QWidget()
        inner.setLayout(self.rows)
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWidget(inner)
        left, people = card(margin=12)
        people.addWidget(self.list)
        self.facts = ProgrammeFacts()
        right, about = card(margin=18)
        about.addWidget(self.facts)
        self.across = row(left, right, spacing=16)
        self.across.setStretch(0, 1)
        self.body.addLayout(self.across, 1)
        self.acts = Acts(
            add_site=lambda: NewSiteDialog(self).open(),
            counts=lambda: self.go.emit("counts", None),
            ceremony=lambda: self.go.emit("ceremony", None),
            policy=self._on_policy,
            review=self._on_review,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text on a small screen: one below the other, and the page scrolls."""
        narrow = self.width() < theme().px(NARROW_PX)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.across.setDirection(way)
        self.list.setMinimumHeight(theme().px(STACKED_PX) if narrow else 0)
        self.facts.stack(narrow)
        super().resizeEvent(event)

    def reload(self) -> None:
        room = self.room
        room.tasks.run(_read, room.desk, room.folder, then=self._show, failed=self.troubled.emit)

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(MEMBER.number) or changes.touches(SITE.number):
            self.reload()

    def _show(self, read: _Read) -> None:
        found, self.late = read.team, read.late
        self.found = found
        present = [person for person in found.people if not person.ended]
        n = len(present)
        self.head(_("Equipo"), ngettext("{n} persona", "{n} personas", n).format(n=n))
        self.add.setVisible(found.can.coordinate)
        focused = self.focusWidget()
        kept = focused.person.account if isinstance(focused, PersonRow) else None
        clear(self.rows)
        for person in (*present, *(each for each in found.people if each.ended)):
            silent = is_silent(person, read.heard, self.room.desk.work.stream)
            line = PersonRow(person, silent=silent)
            line.clicked.connect(partial(self._on_person, person, silent))
            self.rows.addWidget(line)
            if person.account == kept:
                line.setFocus()
        self.rows.addStretch(1)
        self.facts.show_facts(found, len(self.late), self.acts)

    def _on_person(self, person: Person, silent: bool, _on: bool = False) -> None:
        if self.found is not None:
            PersonDialog(self, self.found, person, silent=silent).open()

    def _on_add(self) -> None:
        if self.found is not None:
            AddDialog(self, self.found).open()

    def _on_policy(self) -> None:
        if self.found is not None:
            PolicyDialog(self, not self.found.policy_both).open()

    def _on_review(self) -> None:
        LateDialog(self, self.late).open()


@dataclass(frozen=True)
class _Read:
    """What the page shows, read at once."""

    team: Team
    late: list[Late]
    heard: frozenset[bytes]


def _read(desk: Desk, folder: Path) -> _Read:
    """On the database thread. What waits for review is shown to who can review it."""
    found = team.team(desk, folder)
    late = team.list_late(desk) if found.can.coordinate else []
    return _Read(found, late, heard_of(desk))
