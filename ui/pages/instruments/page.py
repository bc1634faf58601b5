"""For the coordination: which instruments there are, and which of them may be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import N_, _, ngettext, tell
from desktop.programme.instruments import InstrumentState
from desktop.programme.risk_words import BAND_WORDS, PERMISSION_WORDS
from desktop.programme.schema import INSTRUMENT
from desktop.programme.scoring import Instrument, ItemKind, Option, reach
from desktop.services import instruments
from desktop.services.instruments import InstrumentLine
from ui.page import Page, Room
from ui.pages.instruments.permission import PermissionDialog
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.files import open_file
from ui.widgets.parts import button, card, clear, column, label, row
from ui.widgets.table import RowsModel, Table

SIDE_PX = 340
COLUMNS: Sequence[tuple[str, Callable[[InstrumentLine], str]]] = (
    (N_("Instrumento"), lambda line: line.title),
    (N_("Versión"), lambda line: f"{line.version} · {line.language}"),
    (N_("Se puede preguntar"), lambda line: _("No") if line.shut else _("Sí")),
)


class InstrumentsPage(Page):
    """A table at the left; at the right what one holds, and what can be done with it."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.lines: tuple[InstrumentLine, ...] = ()
        self.model: RowsModel[InstrumentLine] = RowsModel(COLUMNS)
        self.table = Table(self.model, _("Instrumentos"), stretch=0)
        self.table.widths(0, 130, 150)
        self.table.whole_words()
        self.table.selectionModel().currentRowChanged.connect(lambda *_at: self._show_one())
        left, inside = card(margin=10)
        inside.addWidget(self.table)
        self._facts = column(spacing=8)
        inner = QWidget()
        inner.setLayout(self._facts)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        right, side = card(spacing=8)
        side.addWidget(self.area)
        right.setFixedWidth(theme().px(SIDE_PX))
        self.whole = QWidget()
        across = row(left, right, spacing=16)
        across.setStretch(0, 1)
        self.whole.setLayout(across)
        self.body.addWidget(self.whole, 1)
        self.empty = Empty(
            "clipboard-text",
            _("Todavía no hay instrumentos"),
            _(
                "Cargue un archivo desde una memoria. Sin instrumentos también se puede anotar "
                "el resultado de una hoja en cada persona."
            ),
        )
        self.body.addWidget(self.empty, 1)
        self._ways = row(spacing=8)
        self.foot.addLayout(self._ways)
        self.foot.addStretch(1)
        words = _("Cargar un archivo")
        self.load = button(words, "primary", "upload-simple", self._on_load)
        self.foot.addWidget(self.load)
        self._show((), ())

    def reload(self) -> None:
        self.ask(instruments.with_shipped, then=lambda found: self._show(*found))

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(INSTRUMENT.number):
            self.reload()

    # --- showing -------------------------------------------------------------------

    def _show(self, lines: tuple[InstrumentLine, ...], shipped: tuple[Instrument, ...]) -> None:
        chosen = self._chosen()
        n = len(lines)
        told = ngettext("{n} instrumento", "{n} instrumentos", n).format(n=n) if n else ""
        self.head(_("Instrumentos"), told)
        self.lines = lines
        self.model.show(lines)
        self.whole.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        at = next((i for i, each in enumerate(lines) if chosen and each.id == chosen.id), 0)
        if lines:
            self.table.setCurrentIndex(self.model.index(at, 0))
        clear(self._ways)
        for each in shipped:
            words = _("Agregar: {title}").format(title=each.title.split(":")[0])
            self._ways.addWidget(button(words, symbol="plus", then=partial(self._take, each)))
        self._show_one()

    def _chosen(self) -> InstrumentLine | None:
        at = self.table.currentIndex().row()
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def _show_one(self) -> None:
        clear(self._facts)
        line = self._chosen()
        if line is None:
            return
        add = self._facts.addWidget
        add(label(line.title, "section", wrap=True))
        add(label(tell(line.shut) if line.shut else _("Se puede preguntar aquí."), wrap=True))
        add(label(tell(PERMISSION_WORDS[line.permission]), "strong"))
        if line.permission_note:
            add(label(line.permission_note, wrap=True))
        add(button(_("Anotar el permiso"), symbol="pencil-simple", then=self._on_permission))
        if line.state is InstrumentState.OFFERED:
            add(button(_("Ya no ofrecer"), symbol="archive", then=self._on_put_away))
        else:
            add(button(_("Ofrecer de nuevo"), symbol="arrow-u-up-left", then=self._on_offer))
        if line.instrument is not None:
            for each in _told(line.instrument):
                add(each)
        self._facts.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    # --- what can be done ------------------------------------------------------------

    def _on_load(self) -> None:
        title, words = _("Archivo del instrumento"), _("Instrumentos")
        path = open_file(self, title, words, "*.yaml *.yml *.json *.txt")
        if path is not None:
            self.room.tasks.run(
                instruments.read_file, Path(path), then=self._take, failed=self.troubled.emit
            )

    def _take(self, instrument: Instrument) -> None:
        self.do_at_desk(instruments.load, instrument, said=_("Instrumento cargado."))

    def _on_permission(self) -> None:
        line = self._chosen()
        if line is not None:
            dialog = PermissionDialog(self, line)
            dialog.ask(
                lambda: self.do_at_desk(
                    instruments.record_permission,
                    line.id,
                    dialog.state,
                    dialog.note,
                    said=_("Permiso anotado."),
                )
            )

    def _on_put_away(self) -> None:
        line = self._chosen()
        if line is not None:
            self.do_at_desk(instruments.put_away, line.id, said=_("Ya no se ofrece."))

    def _on_offer(self) -> None:
        line = self._chosen()
        if line is not None:
            self.do_at_desk(instruments.offer, line.id, said=_("Se ofrece de nuevo."))


def _told(instrument: Instrument) -> list[QWidget]:
    """What stands in it, so that it can be read before anybody is asked."""
    made: list[QWidget] = []
    if instrument.about:
        made.append(label(instrument.about, wrap=True))
    made.append(label(_("Fuente: {source}").format(source=instrument.source), "small", wrap=True))
    if instrument.bands:
        made.append(label(_("Niveles"), "strong"))
        made += [
            label(
                _("· {band}: de {least} a {most}").format(
                    band=tell(BAND_WORDS[each.band]), least=each.first, most=each.last
                )
            )
            for each in instrument.bands
        ]
    n = len(instrument.items)
    made.append(label(ngettext("{n} pregunta", "{n} preguntas", n).format(n=n), "strong"))
    if not instrument.is_whole:
        return made
    _least, most = reach(instrument)
    made.append(label(_("A lo más {most} puntos.").format(most=most), "small"))
    for place, item in enumerate(instrument.items, start=1):
        made.append(label(f"{place}. {item.text}", wrap=True))
        points = " · ".join(
            f"{_option(item.kind, option)} {option.points}" for option in item.options
        )
        made.append(label(points, "small", wrap=True))
    return made


def _option(kind: ItemKind, option: Option) -> str:
    if kind is ItemKind.YES_NO:
        return {"yes": _("Sí"), "no": _("No")}[option.id]
    if kind is ItemKind.NUMBER:
        return _("desde {n}:").format(n=option.least)
    return option.text
