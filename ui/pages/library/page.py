"""The library: every material of the programme, here or missing, and the ways in and out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.changes import Changes
from desktop.i18n import N_, _
from desktop.programme.schema import MATERIAL
from desktop.programme.text import fold, matches
from desktop.programme.vocabulary import MediaSort
from desktop.services.materials import catalogue
from desktop.services.materials.showing import Family, families
from ui.media.play import play
from ui.page import Page, Room
from ui.pages.library.carrying import Carrying
from ui.pages.library.words import SORTS, languages, size_words, state
from ui.widgets.dialog import Dialog
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, label, row
from ui.widgets.table import RowsModel, Table

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

Found = tuple[tuple[Family, ...], int]
"""The materials, and the bytes of what belongs to none."""
EVERYWHERE, HERE, MISSING = "", "here", "missing"


class LibraryPage(Page):
    """A row for each material with what belongs to it; the buttons act on the chosen one."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.head(_("Materiales"), _("Videos, sonido, imágenes y hojas, cifrados aquí."))
        self.families: tuple[Family, ...] = ()
        self.carrying = Carrying(self, lambda: self.families)
        self.carrying.came.connect(self.reload)
        self.bring = button(
            _("Copiar de una memoria"), "", "download-simple", self.carrying.ask_what
        )
        self.take = button(_("Copiar a una memoria"), symbol="upload-simple", then=self.on_take)
        back = button(_("Grupos"), "icon", "arrow-left", lambda: self.go.emit("groups", None))
        self.tools.addWidget(back)
        self.tools.addWidget(self.take)
        self.tools.addWidget(self.bring)
        self.empty = Empty(
            "film-strip",
            _("Todavía no hay materiales"),
            _(
                "Aquí van los videos, audios, imágenes y hojas que se muestran en las sesiones. "
                "Otro equipo se los puede dar en una memoria USB; se copian cifrados y se ven "
                "sin señal."
            ),
            button(
                _("Copiar de una memoria"), "primary", "download-simple", self.carrying.ask_what
            ),
        )
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._build_filters())
        self.frame, inside = card(margin=12)
        self.model: RowsModel[Family] = RowsModel(
            (
                (N_("Título"), lambda family: family.main.title),
                (N_("Clase"), lambda family: _(SORTS[family.main.sort][0])),
                (N_("Idiomas"), languages),
                (N_("Tamaño"), lambda family: size_words(family.bytes)),
                (N_("En esta computadora"), lambda family: state(family)[0]),
            )
        )
        self.table = Table(self.model, _("Materiales"), 0)
        self.table.widths(0, 90, 260, 90, 170)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().selectionChanged.connect(lambda *_on: self._on_chosen())
        inside.addWidget(self.table)
        self.body.addWidget(self.frame, 1)
        self.body.addWidget(self.carrying.strip)
        self.body.addWidget(self._build_strays())
        self.show_it = button(_("Ver"), "primary", "play", self.on_show)
        self.remove = button(_("Quitar de esta computadora"), symbol="trash", then=self.on_remove)
        self.foot.addLayout(row(None, self.remove, self.show_it))
        self._show(((), 0))

    def _build_filters(self) -> QWidget:
        self.sought = QLineEdit()
        self.sought.setPlaceholderText(_("Buscar"))
        self.sought.setAccessibleName(_("Buscar"))
        self.sought.textChanged.connect(lambda _text: self._filter())
        self.sort = QComboBox()
        self.sort.setAccessibleName(_("Clase"))
        self.sort.addItem(_("Todas las clases"), None)
        for sort in (MediaSort.VIDEO, MediaSort.SOUND, MediaSort.IMAGE, MediaSort.PDF):
            self.sort.addItem(_(SORTS[sort][0]), sort.value)
        self.where = QComboBox()
        self.where.setAccessibleName(_("En esta computadora"))
        for words, value in (
            (_("Aquí y lo que falta"), EVERYWHERE),
            (_("Sólo lo que está aquí"), HERE),
            (_("Sólo lo que falta"), MISSING),
        ):
            self.where.addItem(words, value)
        for box in (self.sort, self.where):
            box.currentIndexChanged.connect(lambda _at: self._filter())
        self.filters = QWidget()
        line = row(self.sought, self.sort, self.where)
        line.setStretch(0, 1)
        self.filters.setLayout(line)
        return self.filters

    def _build_strays(self) -> QWidget:
        self.stray_words = label("", "soft", wrap=True)
        clean = button(_("Quitar lo que sobra"), symbol="trash", then=self.on_clean)
        self.strays = QWidget()
        line = row(self.stray_words, clean)
        line.setStretch(0, 1)
        self.strays.setLayout(line)
        return self.strays

    # --- what is shown ------------------------------------------------------------------

    def reload(self) -> None:
        self.ask_at_desk(_read, self.room.folder, then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(MATERIAL.number):
            self.reload()

    def _show(self, found: Found) -> None:
        self.families, stray_bytes = found
        there = bool(self.families)
        self.empty.setVisible(not there and not self.carrying.busy)
        for each in (self.frame, self.filters, self.show_it, self.remove):
            each.setVisible(there)
        self.take.setVisible(any(family.here for family in self.families))
        self.bring.setVisible(there)
        words = _("Hay {size} de materiales que ya no están en ninguna lista.")
        self.stray_words.setText(words.format(size=size_words(stray_bytes)))
        self.strays.setVisible(bool(stray_bytes) and not self.carrying.busy)
        self._filter()

    def _filter(self) -> None:
        chosen = self.chosen()
        sort, where = self.sort.currentData(), self.where.currentData()
        rows = [
            family
            for family in self.families
            if matches(self.sought.text(), fold(f"{family.main.title} {languages(family)}"))
            and sort in (None, family.main.sort.value)
            and (where != HERE or family.here)
            and (where != MISSING or family.missing)
        ]
        self.model.show(rows)
        ids = [family.main.id for family in rows]
        if rows:
            at = ids.index(chosen.main.id) if chosen and chosen.main.id in ids else 0
            self.table.selectRow(at)
        self._on_chosen()

    def chosen(self) -> Family | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    def _on_chosen(self) -> None:
        family = self.chosen()
        self.show_it.setEnabled(family is not None and family.here)
        self.remove.setEnabled(
            family is not None and any(line.here or line.half for line in family.members)
        )

    # --- what is done -------------------------------------------------------------------

    def _on_activated(self, _index: QModelIndex) -> None:
        self.on_show()

    def on_show(self) -> None:
        family = self.chosen()
        if family is not None:
            play(self, family.main.id)

    def on_take(self) -> None:
        """Those that are here, of what the filters leave on screen."""
        lines = [line for family in self.model.rows for line in family.members if line.here]
        if lines:
            self.carrying.ask_where_to(lines)

    def on_remove(self) -> None:
        family = self.chosen()
        if family is None:
            return
        dialog = Dialog(
            self, _("¿Quitar de esta computadora?"), _("Quitar de esta computadora"), "trash"
        )
        dialog.body.addWidget(label(family.main.title, "strong", wrap=True))
        words = _(
            "Se libera su lugar en el disco. Sigue en la lista del programa, y puede copiarlo "
            "otra vez de una memoria."
        )
        dialog.body.addWidget(label(words, wrap=True))
        dialog.body.addStretch(1)
        dialog.fit(520, 300)
        dialog.ask(lambda: self._act(_remove, family, _("Quitado de esta computadora.")))

    def on_clean(self) -> None:
        self._act(_clean, None, _("Quitado lo que sobraba."))

    def _act(self, call: Callable[..., Found], family: Family | None, said: str) -> None:
        def done(found: Found) -> None:
            self._show(found)
            self.said.emit(said, None)

        self.ask_at_desk(call, self.room.folder, family, then=done)


def _read(desk: Desk, folder: Path) -> Found:
    lines = catalogue.list_materials(desk, folder)
    return families(lines), catalogue.strays(desk, folder)


def _remove(desk: Desk, folder: Path, family: Family) -> Found:
    for line in family.members:
        catalogue.remove_here(desk, folder, line.id)
    return _read(desk, folder)


def _clean(desk: Desk, folder: Path, _family: None) -> Found:
    catalogue.remove_strays(desk, folder)
    return _read(desk, folder)
