"""What happened at meetings and waits for somebody; what is settled, on demand."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton

from desktop.changes import Changes
from desktop.i18n import _, ngettext, tell
from desktop.programme.happenings import SORT_WORDS, WAY_HOME_WORDS
from desktop.programme.schema import INCIDENT, SESSION
from desktop.services import incidents
from desktop.services.incidents import Incident
from ui.dates import full_date
from ui.incidents.settle import SettleDialog
from ui.incidents.words import SYMBOLS
from ui.page import Page, Room
from ui.widgets.card_list import CardList
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, column, label, row, tile
from ui.words import meeting_name

SETTLED_SHOWN = 40


class IncidentsPage(Page):
    """Not for the room where the group is: it is reached from Today alone."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.head(_("Lo que pasó"), _("Por folio, sin nombres. Ábralo sin el grupo delante."))
        self._found: tuple[Incident, ...] = ()
        self._wanted = b""
        self.tools.addWidget(button(_("Hoy"), symbol="arrow-left", then=self._to_today))
        self.settled = button(_("Ver lo resuelto"), symbol="check-circle", then=self._show)
        self.settled.setCheckable(True)
        self.tools.addWidget(self.settled)
        self.empty = Empty(
            "check-circle",
            _("Nada por resolver"),
            _(
                "Lo que pase en una reunión se anota ahí mismo, con «Algo pasó», "
                "y queda aquí hasta que alguien diga cómo quedó."
            ),
            button(_("Volver a Hoy"), symbol="sun", then=self._to_today),
        )
        self.body.addWidget(self.empty, 1)
        self.cards = CardList()
        self.body.addWidget(self.cards, 1)

    def _to_today(self) -> None:
        self.go.emit("today", None)

    def open(self, argument: object = None) -> None:
        self._wanted = argument if isinstance(argument, bytes) else b""
        self.settled.setChecked(False)
        self.reload()

    def reload(self) -> None:
        self.ask_at_desk(incidents.mine, then=self._read)

    def on_changes(self, changes: Changes) -> None:
        touched = changes.touches(INCIDENT.number) or changes.touches(SESSION.number)
        if touched and self.isVisible():
            self.reload()

    def _read(self, found: tuple[Incident, ...]) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        waiting = [each for each in self._found if each.open]
        done = [each for each in self._found if not each.open][:SETTLED_SHOWN]
        shown = waiting + (done if self.settled.isChecked() else [])
        cards: list[QFrame] = []
        wanted: QPushButton | None = None
        for each in shown:
            frame, settle = self._card(each)
            cards.append(frame)
            if each.id == self._wanted or wanted is None:
                wanted = settle
        self.cards.show_cards(cards)
        self.settled.setVisible(bool(done))
        words = ngettext("Ver {n} resuelto", "Ver {n} resueltos", len(done)).format(n=len(done))
        self.settled.setText(f" {words}")
        self.settled.setAccessibleName(words)
        self.empty.setVisible(not shown)
        self.cards.setVisible(bool(shown))
        if wanted is not None and self.isVisible():
            wanted.setFocus()
            self.cards.ensureWidgetVisible(wanted)

    def _card(self, each: Incident) -> tuple[QFrame, QPushButton]:
        frame, inside = card(spacing=8, margin=16)
        where = f"{each.group_name} · {meeting_name(each.ordinal)}"
        when = full_date(each.on) if each.on else _("sin fecha")
        words = column(
            label(tell(SORT_WORDS[each.sort]), "strong", wrap=True),
            label(f"{where} · {when}", "small", wrap=True),
            spacing=0,
        )
        top = row(tile(SYMBOLS[each.sort], "amber" if each.open else "plain"), spacing=14)
        top.addLayout(words, 1)
        settle = button(
            _("Anotar cómo quedó") if each.open else _("Corregir"),
            symbol="check" if each.open else "pencil-simple",
            then=lambda: self._settle(each),
        )
        top.addWidget(settle, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(top)
        facts = [_("Folio {folio}").format(folio=each.folio)] if each.folio else []
        if each.way_home is not None:
            facts.append(tell(WAY_HOME_WORDS[each.way_home]))
        for text in (" · ".join(facts), each.note):
            if text:
                inside.addWidget(label(text, wrap=True))
        if not each.open:
            day = full_date(each.settled_on) if each.settled_on else _("sin fecha")
            told = _("Quedó así ({day}): {how}").format(day=day, how=each.settled_how)
            inside.addWidget(label(told, "soft", wrap=True))
        return frame, settle

    def _settle(self, each: Incident) -> None:
        dialog = SettleDialog(self, each)
        dialog.ask(
            lambda: self.do(
                incidents.settle,
                each.id,
                dialog.how.toPlainText(),
                date.today(),
                said=_("Guardado. Ya no está en Hoy."),
            )
        )
