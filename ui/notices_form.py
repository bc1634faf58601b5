"""The form of a notice across the wall. What is typed here is kept nowhere else, nor as a draft."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from desktop.i18n import N_, _, tell
from desktop.programme.vocabulary import NoticeSort, NoticeUrgency
from desktop.services import notice_duty
from desktop.trouble import Trouble
from sync.client import notice_sending
from sync.client.notice_sending import TEXT_MAX_BYTES, Words
from ui.page import Page
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.parts import card, choose, column, label, row

SORT_WORDS = {
    NoticeSort.DANGER: N_("Preocupa un peligro"),
    NoticeSort.STARTS: N_("Empieza en un grupo"),
    NoticeSort.TURNED_AWAY: N_("No se le admitió"),
    NoticeSort.SUSPENDED: N_("Se le suspendió"),
    NoticeSort.MISSED_TWO: N_("Faltó dos veces seguidas"),
    NoticeSort.LEAVES: N_("Dejó el grupo"),
    NoticeSort.OTHER: N_("Otra cosa"),
}
URGENCY_WORDS = {
    NoticeUrgency.TODAY: N_("Que lo lean hoy"),
    NoticeUrgency.THIS_WEEK: N_("Que lo lean esta semana"),
    NoticeUrgency.TO_KNOW: N_("Sólo para que lo sepan"),
}
TEXT_PX = 112


def offer(page: Page, why: NoticeSort = NoticeSort.OTHER) -> None:
    """Open the form over a page of the men's stream, with a first answer to why."""

    def show(numbers: str) -> None:
        NoticeForm(page, why, numbers).open()

    page.ask_at_desk(notice_duty.whom_to_call, then=show)


class NoticeForm(Dialog):
    """Says first what is quicker than it, then who will read it and what never comes back."""

    def __init__(self, page: Page, why: NoticeSort, numbers: str) -> None:
        super().__init__(page, _("Aviso al otro equipo"), _("Enviar"), "paper-plane-tilt")
        self._page = page
        frame, inside = card(spacing=4, margin=14)
        inside.addWidget(label(_("Si el peligro es ahora, llame."), "section", wrap=True))
        inside.addWidget(label(numbers, "strong", wrap=True))
        self.body.addWidget(frame)
        told = (
            _(
                "Lo lee sólo el equipo del otro programa, que decide si es seguro hacer algo. "
                "Verán el apodo de usted, para poder creerle; ningún folio ni registro va con él."
            ),
            _(
                "Al enviarlo se sella: ni usted podrá leerlo otra vez. Aquí no queda de quién "
                "habla, y lo único que se sabrá es si se entregó. No lo comente con él ni con "
                "nadie."
            ),
        )
        for each in told:
            self.body.addWidget(label(each, wrap=True))
        self.sort = QComboBox()
        for sort, words in SORT_WORDS.items():
            self.sort.addItem(_(words), sort)
        choose(self.sort, why)
        self.urgency = QComboBox()
        for urgency, words in URGENCY_WORDS.items():
            self.urgency.addItem(_(words), urgency)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme().px(TEXT_PX))
        self.text.textChanged.connect(self._count)
        asked = row(spacing=16)
        for words, field in ((_("Por qué escribe"), self.sort), (_("Cuándo"), self.urgency)):
            field.setAccessibleName(words)
            asked.addLayout(column(label(words), field, spacing=6), 1)
        self.body.addLayout(asked)
        words = _("Qué deben saber para actuar")
        self.text.setAccessibleName(words)
        self.body.addLayout(column(label(words), self.text, spacing=6))
        self.room_left = label("", "small", wrap=True)
        self.body.addWidget(self.room_left)
        self._count()
        self.fit(640, 720)
        self.text.setFocus()

    def _left(self) -> int:
        return TEXT_MAX_BYTES - len(self.text.toPlainText().encode("utf-8", "surrogatepass"))

    def _count(self) -> None:
        self.complain("")
        if self._left() < 0:
            self.room_left.setText(_("Es demasiado largo: deje lo necesario para actuar."))
        else:
            self.room_left.setText(
                _("Envíelo antes de irse: si se bloquea, lo escrito aquí no se guarda.")
            )

    def on_primary(self) -> None:
        """The form closes once the notice is sealed and on the disk, not before."""
        words = Words(
            self.sort.currentData(),
            self.urgency.currentData(),
            self.text.toPlainText(),
            date.today(),
        )
        self.primary.setEnabled(False)
        self._page.ask_at_desk(
            notice_sending.send,
            self._page.room.folder,
            words,
            then=lambda _sent: self._sent(),
            failed=self._failed,
        )

    def _sent(self) -> None:
        self.text.clear()
        self.accept()
        self._page.room.send("send")
        self._page.said.emit(
            _("Sellado. Hasta que lo reciban, nadie lo ha leído; si urge, llame."), None
        )
        self._page.reload()

    def _failed(self, problem: BaseException) -> None:
        self.primary.setEnabled(True)
        if isinstance(problem, Trouble):
            self.complain(f"{tell(problem.happened)} {tell(problem.next_step)}")
        else:
            self.reject()
            self._page.troubled.emit(problem)
