"""What came from somebody after the access had ended: kept aside until it is let in or left."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.i18n import _
from desktop.programme.typed import in_a_line
from desktop.services import team
from desktop.services.team import Late
from ui.arrivals import take_in
from ui.dates import full_date
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, column, label, row
from ui.widgets.trouble import sentences

BYTES_A_KB = 1024


class LateDialog(Dialog):
    """A line for each file. Letting one in lets in those before it too; nothing is thrown away."""

    def __init__(self, page: Page, waiting: list[Late]) -> None:
        super().__init__(page, _("Lo que llegó después"), _("Cerrar"))
        self.page = page
        self.cancel.hide()
        words = _(
            "Son anotaciones de alguien cuyo acceso terminó, y llegaron después. Pueden ser "
            "trabajo de antes que tardó en llegar. En la duda, déjelas aparte: no se pierden."
        )
        self.body.addWidget(label(words, wrap=True))
        self.lines: dict[bytes, QWidget] = {}
        for late in waiting:
            line = self._line(late)
            self.lines[late.hash] = line
            self.body.addWidget(line)
        self.body.addStretch(1)
        self.fit(600, 460)
        self.primary.setFocus()

    def _line(self, late: Late) -> QWidget:
        moment = datetime.fromtimestamp(late.at_ms / 1000, UTC).astimezone()
        who = _("De {nickname}").format(nickname=in_a_line(late.nickname) or _("alguien sin apodo"))
        size = max(1, round(late.size / BYTES_A_KB))
        told = _("Llegó el {date} · {size} kB").format(date=full_date(moment.date()), size=size)
        accept = button(_("Dejar entrar"), symbol="check")
        accept.setAccessibleName(f"{_('Dejar entrar')}. {who}. {told}")
        accept.setAutoDefault(False)
        accept.clicked.connect(partial(self._accept, late, accept))
        line = QWidget()
        across = row(spacing=12)
        across.addLayout(column(label(who, "strong"), label(told, "small"), spacing=0), 1)
        across.addWidget(accept)
        line.setLayout(across)
        return line

    def _accept(self, late: Late, pressed: QPushButton, _on: bool = False) -> None:
        room = self.page.room
        pressed.setEnabled(False)

        def done(_answer: object) -> None:
            self.lines[late.hash].hide()
            take_in(room.tasks, room.desk, room.folder, then=self.page.changed.emit)
            room.send("send")
            self.page.reload()

        def failed(problem: BaseException) -> None:
            pressed.setEnabled(True)
            self.complain(" ".join(sentences(problem)))

        room.tasks.run(
            team.accept_late, room.folder, room.desk, late.hash, then=done, failed=failed
        )
