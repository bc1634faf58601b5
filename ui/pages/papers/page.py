"""What left this laptop readable: what each holds, where it is, and a way to be rid of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop.i18n import _, tell
from desktop.services.papers import Paper, Papers, Whereabouts
from ui.dates import short_date
from ui.door import papers_of
from ui.page import Page, Room
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.erase import EraseDialog
from ui.widgets.parts import button, card, clear, column, label, pill, row, tile

Line = tuple[Paper, Whereabouts]


class PapersPage(Page):
    """A row for each; those that may still be somewhere come first."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.head(
            _("Lo que salió de aquí"),
            _("Papeles y archivos que cualquiera puede leer. Esta lista está cifrada."),
        )
        back = button(_("Ajustes"), symbol="arrow-left")
        back.clicked.connect(lambda: self.go.emit("settings", None))
        self.tools.addWidget(back)
        self.empty = Empty(
            "shield-check",
            _("Nada ha salido"),
            _(
                "Cuando imprima una hoja o guarde un PDF o una lista, aparecerá aquí con un "
                "botón para borrarlo. Lo que se envía al centro va cifrado y no se anota."
            ),
        )
        self.body.addWidget(self.empty, 1)
        self.frame, inside = card(margin=12)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self.lines = column(spacing=10)
        self.lines.setContentsMargins(0, 0, theme().px(10), 0)
        inner.setLayout(self.lines)
        area.setWidget(inner)
        inside.addWidget(area)
        self.body.addWidget(self.frame, 1)
        self._show([])

    def reload(self) -> None:
        self.room.tasks.run(_look, papers_of(self.room), then=self._show, failed=self.troubled.emit)

    def _show(self, lines: list[Line]) -> None:
        self.empty.setVisible(not lines)
        self.frame.setVisible(bool(lines))
        clear(self.lines)
        for paper, where in lines:
            self.lines.addLayout(self._line(paper, where))
        self.lines.addStretch(1)

    def _line(self, paper: Paper, where: Whereabouts) -> QHBoxLayout:
        settled = paper.settled_ms is not None
        symbol = "printer" if paper.printed else "file"
        what = tell(paper.what)
        words = column(
            label(what, "soft" if settled else "strong", wrap=True),
            label(f"{_place(paper)} · {_when(paper.at_ms)}", "small", wrap=True),
            spacing=0,
        )
        line = row(tile(symbol, "plain" if settled else "amber"), spacing=14)
        line.addLayout(words, 1)
        if settled:
            line.addWidget(pill(_("Atendido"), "good", "check"))
            return line
        if where is not Whereabouts.AWAY:
            erase = button(_("Borrar"), symbol="trash")
            erase.clicked.connect(lambda: self._on_erase(paper, where))
            erase.setAccessibleName(_("Borrar: {what}").format(what=what))
            line.addWidget(erase)
        done = button(_("Ya lo destruí"), symbol="check")
        done.clicked.connect(lambda: self._work(_settle, paper, _("Anotado.")))
        done.setAccessibleName(_("Ya lo destruí: {what}").format(what=what))
        line.addWidget(done)
        return line

    def _on_erase(self, paper: Paper, where: Whereabouts) -> None:
        why = _("Ya no se podrá leer desde ahí; los registros de esta computadora no cambian.")
        if where is Whereabouts.CHANGED:
            why = _("Alguien lo corrigió después de que salió: revise si todavía hace falta.")
        name = paper.path.rsplit("/", 1)[-1]
        dialog = EraseDialog(self, _("¿Borrar este archivo?"), f"{_place(paper)}: {name}", why)
        dialog.ask(lambda: self._work(_remove, paper, _("Borrado.")))

    def _work(self, call: object, paper: Paper, said: str) -> None:
        def done(lines: list[Line]) -> None:
            self._show(lines)
            self.said.emit(said, None)

        self.room.tasks.run(
            call,  # type: ignore[arg-type]
            papers_of(self.room),
            paper,
            then=done,
            failed=self._failed,
        )

    def _failed(self, problem: BaseException) -> None:
        self.troubled.emit(problem)
        self.reload()


def _look(papers: Papers) -> list[Line]:
    return [(paper, papers.find(paper)[0]) for paper in papers.listed()]


def _remove(papers: Papers, paper: Paper) -> list[Line]:
    papers.remove(paper)
    return _look(papers)


def _settle(papers: Papers, paper: Paper) -> list[Line]:
    papers.settle(paper)
    return _look(papers)


def _place(paper: Paper) -> str:
    if paper.printed:
        return _("Impreso")
    if paper.stick:
        return _("Memoria {name}").format(name=paper.stick)
    return _("Disco de esta computadora")


def _when(ms: int) -> str:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    here = moment.astimezone()
    return f"{short_date(here.date())}, {here:%H:%M}"
