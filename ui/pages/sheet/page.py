"""Type a paper list in: its rows in its order, a key a row; then the paper is destroyed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schema import PAPER_SHEET
from desktop.programme.vocabulary import AttendanceState, SessionState
from desktop.services import attendance, paper_sheets
from desktop.services.attendance import Sheet
from desktop.services.paper_sheets import PaperList, PaperSheet
from ui.dates import long_date, short_date
from ui.page import Page, Room
from ui.pages.sheet.deciding import DecideDialog
from ui.pages.sheet.destroying import DestroyDialog, offer_removal, settle_printed
from ui.roll.words import ON_THE_ROW
from ui.sheets.pictures import ENDINGS
from ui.sheets.printing import PaperDialog
from ui.sheets.roll import JOINED_SINCE, WHY, PaperRoll
from ui.sheets.scanning import Scanned, scan
from ui.tasks import Tasks
from ui.theme import theme
from ui.widgets.choose_people import choose_people
from ui.widgets.elided import Elided
from ui.widgets.empty import Empty
from ui.widgets.files import open_file
from ui.widgets.parts import button, card, choose, clear, label, pill, row
from ui.words import ATTENDANCE_LOOKS, meeting_name

MISSING_TOLD_MAX = 8
WIDE_PX = 1000
"""Of the page itself; narrower, its tools are icons alone."""


class SheetPage(Page):
    """About one meeting; where several sheets of it were printed, its code says which."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.session = b""
        self.listing: PaperList | None = None
        self._meeting: Sheet | None = None
        self._eyes = Tasks(self)
        self.view = PaperRoll(self)
        self.view.listed.connect(self._show_list)
        self.view.moved.connect(self._show_state)
        self.setFocusProxy(self.view)
        self._build_list()
        self._build_tools()
        self._build_foot()
        self._show_frame(False)

    def _build_list(self) -> None:
        self.frame, inside = card(spacing=0, margin=8)
        inside.addWidget(self.view)
        self.note = label("", "soft", wrap=True)
        inside.addWidget(self.note)
        self.empty = Empty(
            "printer",
            _("No hay ninguna hoja de esta reunión"),
            _("Imprima una antes de salir. Aquí se pasan después sus marcas."),
            button(_("Imprimir una hoja"), symbol="printer", then=self._on_print),
        )
        self.body.addWidget(self.frame, 1)
        self.body.addWidget(self.empty, 1)

    def _build_tools(self) -> None:
        self.which = QComboBox()
        self.which.setAccessibleName(_("¿Qué código trae la hoja?"))
        self.which.activated.connect(self._on_which)
        self.scan = button(_("Leer un escaneo"), symbol="frame-corners", then=self._on_scan)
        self.back = button(_("Ver la lista"), symbol="check-square", then=self._to_list)
        for tool in (self.which, self.scan, self.back):
            self.tools.addWidget(tool)
        for narrow in (self.scan, self.back):
            narrow.setToolTip(narrow.accessibleName())

    def _build_foot(self) -> None:
        self.state = row()
        self.foot.addLayout(self.state)
        self.keys = Elided("small", shortest_px=0)
        letters = " ".join(_(ATTENDANCE_LOOKS[state].key) for state in ON_THE_ROW)
        self.keys.setText(_("{letters} marcan · cifras: minutos").format(letters=letters))
        self.foot.addWidget(self.keys)
        self.foot.addStretch(1)
        self.add = button(_("Agregar persona"), symbol="user-plus", then=self._on_add)
        self.end = button(_("Ya está todo"), "primary", "check", self._on_end)
        self.foot.addWidget(self.add)
        self.foot.addWidget(self.end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow page the group's name needs the room of a word."""
        wide = event.size().width() >= theme().px(WIDE_PX)
        for tool in (self.scan, self.back):
            tool.setText(f" {tool.accessibleName()}" if wide else "")
        super().resizeEvent(event)

    # --- what it shows -----------------------------------------------------

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes):
            if argument != self.session:
                self.listing = None
            self.session = argument
        self.reload()

    def reload(self) -> None:
        if self.session:
            self.ask(attendance.sheet, self.session, then=self._show_meeting)
            self.ask(paper_sheets.of_session, self.session, then=self._show_sheets)

    def leaving(self) -> None:
        self.view.leaving()

    def on_changes(self, changes: Changes) -> None:
        self.view.on_changes(changes)
        if self.session and changes.touches(PAPER_SHEET.number):
            self.reload()

    def _show_meeting(self, sheet: Sheet) -> None:
        if sheet.session == self.session:
            self._meeting = sheet
            self.head(
                _("{group} · Hoja de papel").format(group=sheet.group_name),
                f"{meeting_name(sheet.ordinal)} · {long_date(sheet.date)}",
            )

    def _show_sheets(self, sheets: tuple[PaperSheet, ...]) -> None:
        if sheets and sheets[0].session != self.session:
            return
        chosen = self.which.currentData() if self.listing else None
        self.which.clear()
        for each in sheets:
            self.which.addItem(_look(each), each.id)
        choose(self.which, chosen)
        self._show_frame(bool(sheets))
        if sheets:
            self._on_which()
        else:
            self.view.paper = b""

    def _show_frame(self, there: bool) -> None:
        self.frame.setVisible(there)
        self.empty.setVisible(not there)
        for each in (self.which, self.scan, self.keys, self.add, self.end):
            each.setVisible(there)
        if not there:
            self.listing = None
            clear(self.state)

    def _on_which(self) -> None:
        self.view.open_paper(self.which.currentData(), self.session)

    def _show_list(self, listing: PaperList) -> None:
        first = self.listing is None or self.listing.paper.id != listing.paper.id
        self.listing = listing
        self.note.setText(_note(listing))
        self.note.setVisible(bool(self.note.text()))
        skipped = listing.sheet.state is SessionState.SKIPPED
        self.add.setVisible(listing.sheet.state is SessionState.PLANNED)
        self.end.setEnabled(not skipped and listing.paper.taken_in is None)
        if first:
            self._go_to_first_unmarked()
            self.view.setFocus()
        self._show_state()

    def _go_to_first_unmarked(self) -> None:
        model = self.view.roll
        rows = (at for at in range(model.rowCount()) if model.line(at).state is None)
        at = next(rows, 0)
        if model.rowCount():
            self.view.setCurrentIndex(model.index(at))

    def missing(self) -> list[str]:
        """Codes of the rows without a mark, in the order of the paper."""
        model, codes = self.view.roll, self.listing.codes if self.listing else {}
        lines = [model.line(at) for at in range(model.rowCount())]
        return [codes.get(line.participant, JOINED_SINCE) for line in lines if line.state is None]

    def _show_state(self) -> None:
        clear(self.state)
        if self.listing is None:
            return
        left, model = self.missing(), self.view.roll
        total = model.rowCount()
        words = _("{n} de {total} filas").format(n=total - len(left), total=total)
        if left:
            told = ", ".join(left[:MISSING_TOLD_MAX]) + (" …" * (len(left) > MISSING_TOLD_MAX))
            words += " · " + _("faltan {codes}").format(codes=told)
        if model.saving:
            self.state.addWidget(pill(words + " · " + _("guardando"), "amber", "clock"))
        else:
            self.state.addWidget(pill(words, "info" if left else "good", "check-circle"))

    # --- a scan ----------------------------------------------------------------

    def _on_scan(self) -> None:
        self.view.leaving()
        path = open_file(self, _("Leer un escaneo"), _("Escaneos"), ENDINGS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Look at a scan in a thread of its own, ask about what is open, keep the rest."""
        listing = self.listing
        if listing is None or self._eyes.busy:
            return

        def found(scanned: Scanned) -> None:
            self.scan.setEnabled(True)
            if not self.isVisible() or self.listing is None:
                return
            dialog = DecideDialog(self, scanned)
            dialog.rejected.connect(lambda: offer_removal(self, path))
            dialog.ask(lambda: self._keep(listing, {**scanned.sure, **dialog.decided}, path))

        def failed(problem: BaseException) -> None:
            self.scan.setEnabled(True)
            self.troubled.emit(problem)

        self.scan.setEnabled(False)
        self._eyes.run(scan, listing, path, then=found, failed=failed)

    def _keep(self, listing: PaperList, marks: dict[bytes, AttendanceState], path: Path) -> None:
        self.do(
            paper_sheets.put_marks,
            listing.paper.id,
            marks,
            WHY,
            said=_("Las marcas de la hoja están guardadas."),
            then=lambda _changes: offer_removal(self, path),
        )

    # --- people, the end -------------------------------------------------------

    def _on_print(self) -> None:
        if self._meeting is not None:
            PaperDialog(self, self._meeting).open()

    def _to_list(self) -> None:
        self.go.emit("attendance", self.session)

    def _on_add(self) -> None:
        if self.listing is not None:
            choose_people(self, self.listing.sheet.group, self.listing.sheet.date)

    def _on_end(self) -> None:
        self.view.leaving()
        if self.listing is not None:
            dialog = DestroyDialog(self, len(self.missing()))
            dialog.rejected.connect(self.view.setFocus)
            dialog.ask(self._take_in)

    def _take_in(self) -> None:
        if self.listing is None:
            return
        paper = self.listing.paper
        settle_printed(self.room, paper)
        self.do(
            paper_sheets.take_in,
            paper.id,
            date.today(),
            said=_("La hoja está pasada."),
            then=lambda _changes: self._to_list(),
        )


def _look(sheet: PaperSheet) -> str:
    if sheet.taken_in is None:
        return _("Hoja {code}").format(code=sheet.code)
    day = short_date(sheet.taken_in)
    return _("Hoja {code} · pasada el {date}").format(code=sheet.code, date=day)


def _note(listing: PaperList) -> str:
    """What of the paper has no row here, and of the list none on paper."""
    said = []
    if listing.gone:
        told = _("Ya no están en este grupo: {codes}. Esas marcas no se pasan.")
        said.append(told.format(codes=", ".join(listing.gone)))
    if listing.since:
        said.append(_("Con «+»: no están en la hoja."))
    return " ".join(said)
