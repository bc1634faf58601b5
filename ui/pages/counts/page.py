"""The counts that have been told, by month and site; a coordinator also tells them here."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.roles import Role
from desktop.programme.schema import COUNTS
from desktop.programme.spreadsheet import csv_bytes
from desktop.programme.vocabulary import Stream
from desktop.services import counts, papers
from desktop.services.counts import Line
from desktop.trouble import say
from ui.dates import month_name
from ui.door import let_out
from ui.page import Page, Room
from ui.pages.counts.columns import COUNT_COLUMNS, COUNT_WIDTHS, NO_PROOF, STRETCH, sheet
from ui.pages.counts.publish import PublishDialog
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, choose, label, row
from ui.widgets.stream_switch import STREAM_WORDS
from ui.widgets.table import RowsModel, Table

NEUTRAL_NAME = "tabla.csv"


class CountsPage(Page):
    """A table with two filters; export for all, publish for who coordinates."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.lines: tuple[Line, ...] = ()
        self.publishes = room.desk.role is Role.COORDINATOR
        if self.publishes:
            back = button(_("Equipo"), symbol="arrow-left", then=lambda: self.go.emit("team", None))
            self.tools.addWidget(back)
        self.month = self._filter(_("Mes"))
        self.stream = self._filter(_("Programa"))
        self.export = button(_("Exportar"), symbol="export", then=self._on_export)
        for each in (self.month, self.stream, self.export):
            self.tools.addWidget(each)
        self.model: RowsModel[Line] = RowsModel(COUNT_COLUMNS)
        self.table = Table(self.model, _("Cifras publicadas"), stretch=STRETCH)
        self.table.widths(*COUNT_WIDTHS)
        self.frame, inside = card(margin=10)
        inside.addWidget(self.table)
        self.body.addWidget(self.frame, 1)
        self.empty = self._teaches()
        self.body.addWidget(self.empty, 1)
        self.note = label(_(NO_PROOF), "small", wrap=True)
        self.foot.addWidget(self.note, 1)
        self.which = QComboBox()
        self.which.setAccessibleName(_("Mes que se publica"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tell = button(_("Publicar cifras"), "primary", "chart-bar", self._on_publish)
        if self.publishes:
            self.foot.addLayout(row(self.which, self.tell))

    def _filter(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.activated.connect(lambda _at: self._fill())
        return box

    def _teaches(self) -> Empty:
        text = (
            _(
                "Cada mes puede publicar cuántas personas vinieron, por sede. Salen sólo números; "
                "antes de publicar verá exactamente cuáles."
            )
            if self.publishes
            else _(
                "Las publica quien coordina, cada mes: sólo números, por sede. Llegan con el envío."
            )
        )
        return Empty("chart-bar", _("Todavía no hay cifras publicadas"), text)

    def reload(self) -> None:
        shared = self.room.desk.shared
        if shared is not None:
            self.room.tasks.run(
                counts.published, shared, then=self._show, failed=self.troubled.emit
            )
        if self.publishes:
            self.ask(counts.months, date.today(), then=self._offer)

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(COUNTS.number):
            self.reload()

    def _show(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        n = len({line.month for line in lines})
        told = ngettext("{n} mes publicado", "{n} meses publicados", n).format(n=n)
        self.head(_("Cifras"), told if lines else "")
        for each in (self.month, self.stream, self.export, self.frame, self.note):
            each.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        months = dict.fromkeys(line.month for line in lines)
        _refill(
            self.month,
            [(_("Todos los meses"), None), *((month_name(each), each) for each in months)],
        )
        streams = (Stream.WOMEN, Stream.MEN)
        _refill(
            self.stream,
            [(_("Los dos programas"), None), *((_(STREAM_WORDS[s]), s) for s in streams)],
        )
        self._fill()

    def _fill(self) -> None:
        self.model.show(self.shown())

    def shown(self) -> list[Line]:
        """The lines that the filters leave."""
        month, stream = self.month.currentData(), self.stream.currentData()
        return [
            line
            for line in self.lines
            if (month is None or line.month == month) and (stream is None or line.stream == stream)
        ]

    def _offer(self, months: tuple[date, ...]) -> None:
        _refill(self.which, [(month_name(each), each) for each in months])
        self.which.setVisible(bool(months))
        self.tell.setEnabled(bool(months))

    def _on_publish(self) -> None:
        month = self.which.currentData()
        if month is not None:
            self.ask(counts.preview, month, date.today(), then=self._confirm)

    def _confirm(self, lines: tuple[Line, ...]) -> None:
        if lines:
            PublishDialog(self, lines).ask(lambda: self._publish(lines[0].month))

    def _publish(self, month: date) -> None:
        def done(changes: Changes) -> None:
            self.changed.emit(changes)
            self.said.emit(_("Cifras publicadas. Salen con el próximo envío."), None)

        self.room.tasks.run(
            counts.publish, self.room.desk, month, then=done, failed=self.troubled.emit
        )

    def _on_export(self) -> None:
        data = csv_bytes(sheet(self.shown()))
        what = say("Cifras por sede y mes, sin nombres")
        let_out(self, self.room, what, NEUTRAL_NAME, papers.whole(data))


def _refill(box: QComboBox, choices: list[tuple[str, object]]) -> None:
    """New entries; what was chosen stays chosen where it still is."""
    chosen = box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    choose(box, chosen)
