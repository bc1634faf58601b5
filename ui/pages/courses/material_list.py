"""The materials of a session by their titles, and the dialog that chooses them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.curriculum.model import MATERIALS_MAX
from desktop.i18n import _
from desktop.programme.text import collate
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, clear, column, label, row, tile

_SHORT = 8


def material_name(sha256: str, titles: Mapping[str, str]) -> str:
    """A material's title, or what shows that it has not come to this laptop."""
    return titles.get(sha256) or _("Material que todavía no llega ({code})").format(
        code=sha256[:_SHORT]
    )


class MaterialList(QWidget):
    """Chosen materials, each with a button that takes it out.

    Signals:
        changed(): other materials are chosen.
    """

    changed = Signal()

    def __init__(self, chosen: Collection[str], titles: Mapping[str, str]) -> None:
        super().__init__()
        self.chosen = tuple(chosen)
        self._titles = titles
        self._lines: QVBoxLayout = column(spacing=4)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._lines)
        inside.addLayout(
            row(button(_("Elegir materiales"), symbol="film-strip", then=self._ask), None)
        )
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        for sha256 in self.chosen:
            name = material_name(sha256, self._titles)
            gone = button(_("Quitar: {name}").format(name=name), "icon", "trash")
            gone.clicked.connect(lambda _on=False, each=sha256: self._take_out(each))
            line = row(tile("film-strip", "plain", 32), label(name, wrap=True), gone)
            line.setStretch(1, 1)
            self._lines.addLayout(line)

    def _take_out(self, sha256: str) -> None:
        self._choose(tuple(each for each in self.chosen if each != sha256))

    def _choose(self, chosen: tuple[str, ...]) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self._show()
            self.changed.emit()

    def _ask(self) -> None:
        dialog = MaterialDialog(self, self.chosen, self._titles)
        dialog.ask(lambda: self._choose(dialog.filled()))


class MaterialDialog(Dialog):
    """Every material that is known here, with a box each."""

    def __init__(self, parent: QWidget, chosen: tuple[str, ...], titles: Mapping[str, str]) -> None:
        super().__init__(parent, _("Materiales de la sesión"), _("Elegir"), "check")
        self._chosen = chosen
        self.boxes: dict[str, QCheckBox] = {}
        if not titles:
            words = _("Todavía no hay materiales. Tráigalos de una memoria en Materiales.")
            self.body.addWidget(label(words, "soft", wrap=True))
        for sha256 in sorted(titles, key=lambda each: (collate(titles[each]), each)):
            box = QCheckBox(material_name(sha256, titles))
            box.setChecked(sha256 in chosen)
            self.boxes[sha256] = box
            self.body.addWidget(box)
        self.body.addStretch(1)
        self.fit(520, 420)

    def filled(self) -> tuple[str, ...]:
        """Those chosen before keep their place, unknown ones too; new ones follow."""
        kept = [
            each for each in self._chosen if each not in self.boxes or self.boxes[each].isChecked()
        ]
        return (*kept, *(e for e, box in self.boxes.items() if box.isChecked() and e not in kept))

    def on_primary(self) -> None:
        if len(self.filled()) > MATERIALS_MAX:
            self.complain(_("Elija {most} materiales o menos.").format(most=MATERIALS_MAX))
        else:
            self.accept()
