"""A person's own record before it is printed: a coordinator strikes what is somebody else's."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.i18n import _, tell
from desktop.programme.own_lines import OwnRecord
from desktop.programme.vocabulary import RightOutcome
from desktop.reports.own_record import Place, line_words
from desktop.reports.own_record import own_record as paper
from desktop.services import own_record, rights
from desktop.services.rights import Request
from desktop.trouble import say
from ui.door import print_out
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class OwnRecordDialog(Dialog):
    """Every line with a tick; without it the line is not printed."""

    def __init__(self, parent: QWidget, record: OwnRecord) -> None:
        super().__init__(
            parent, _("Lo que está guardado de esta persona"), _("Imprimir"), "printer"
        )
        for words in (
            _("Ya no lleva notas del equipo ni lo que es de otras personas."),
            _("Lea cada renglón y quite la marca de lo que nombre a alguien más."),
            _("Sólo se imprime, y se entrega en la mano, en la oficina."),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.lines = QListWidget()
        self.lines.setAccessibleName(_("Renglones que se imprimen"))
        self.lines.setWordWrap(True)
        for part_no, part in enumerate(record.parts):
            self._heading(tell(part.title))
            for entry_no, entry in enumerate(part.entries):
                for line_no, line in enumerate(entry.lines):
                    self._line(": ".join(line_words(line)), (part_no, entry_no, line_no))
        self.body.addWidget(self.lines, 1)
        self.fit(680, 640)
        self.lines.setFocus()

    def struck(self) -> frozenset[Place]:
        """Lines whose tick was taken away."""
        items = [self.lines.item(n) for n in range(self.lines.count())]
        return frozenset(
            tuple(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.data(Qt.ItemDataRole.UserRole) is not None
            and item.checkState() is Qt.CheckState.Unchecked
        )

    def _heading(self, words: str) -> None:
        item = QListWidgetItem(words, self.lines)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)

    def _line(self, words: str, place: Place) -> None:
        item = QListWidgetItem(words, self.lines)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setCheckState(Qt.CheckState.Checked)
        item.setData(Qt.ItemDataRole.UserRole, place)


def prepare(page: Page, request: Request) -> None:
    """Show it, print it, and write down that the request was answered."""

    def found(record: OwnRecord) -> None:
        dialog = OwnRecordDialog(page, record)
        dialog.ask(lambda: _print(page, request, record, dialog.struck()))

    if request.person is not None:
        page.ask_at_desk(own_record.read, request.person, then=found)


def _print(page: Page, request: Request, record: OwnRecord, struck: frozenset[Place]) -> None:
    today = date.today()
    html = paper(record, today, struck, demo=page.room.desk.is_demo)
    if not print_out(page, page.room, say("Lo guardado de una persona, para entregar"), html):
        page.said.emit(_("No se imprimió nada."), None)
    elif request.open:
        said = _("Impreso. La solicitud queda cumplida.")
        page.do_at_desk(rights.answer, request.id, RightOutcome.DONE, today, said=said)
    else:
        page.said.emit(_("Impreso."), None)
