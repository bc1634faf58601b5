"""Where a plan would be: why there is none, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import N_, _
from desktop.services.leading_session import Standing
from ui.theme import theme
from ui.widgets.parts import button, clear, label, tile

SENTENCES: dict[Standing, tuple[str, str, str]] = {
    Standing.NO_COURSE: (
        "book-open",
        N_("Este grupo todavía no tiene curso"),
        N_(
            "Con un curso, aquí se lee el plan de cada sesión paso por paso: para qué es, "
            "qué llevar, cuánto dura. También puede facilitar sin plan."
        ),
    ),
    Standing.LOCKED: (
        "lock-simple",
        N_("Este guion todavía no se abre"),
        N_(
            "Es un guion por completar y falta que su equipo de especialistas lo revise. "
            "Lo abre quien coordina los grupos de hombres: lo revisa y lo anota en Cursos."
        ),
    ),
    Standing.NOT_HERE: (
        "cloud-slash",
        N_("El plan de esta sesión todavía no llega"),
        N_("Está en otra computadora del equipo y llega con los envíos. La lista sí está aquí."),
    ),
    Standing.NOT_WRITTEN: (
        "pencil-line",
        N_("Esta sesión todavía no está escrita"),
        N_("Quien coordina la escribe en Cursos. Puede facilitar sin plan."),
    ),
    Standing.DAMAGED: (
        "warning",
        N_("Los cursos no se pueden abrir en esta computadora"),
        N_("La lista y lo guardado de su grupo están bien. Vea qué hacer en Revisión."),
    ),
}
"""An icon, what is so, and what follows from it."""


class NoPlan(QWidget):
    """Teaches, and never stands in the way of the list.

    Signals:
        course_asked(): choose a course for the group.
        courses_asked(): show the courses.
        without_asked(): lead without a plan.
    """

    course_asked = Signal()
    courses_asked = Signal()
    without_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(theme().px(8), 0, theme().px(8), 0)
        self._lines.setSpacing(theme().px(10))

    def put(self, why: Standing) -> None:
        clear(self._lines)
        symbol, title, text = SENTENCES[why]
        self._lines.addStretch(1)
        self._lines.addWidget(tile(symbol, "accent", 56), 0, Qt.AlignmentFlag.AlignHCenter)
        for words, kind in ((_(title), "section"), (_(text), "soft")):
            made = label(words, kind, wrap=True)
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._lines.addWidget(made)
        ways = []
        if why is Standing.NO_COURSE:
            ways.append(
                button(_("Elegir un curso"), "primary", "book-open", self.course_asked.emit)
            )
        elif why in (Standing.LOCKED, Standing.NOT_WRITTEN):
            ways.append(button(_("Ver los cursos"), "", "book-open", self.courses_asked.emit))
        ways.append(button(_("Seguir sin plan"), then=self.without_asked.emit))
        for way in ways:
            self._lines.addWidget(way, 0, Qt.AlignmentFlag.AlignHCenter)
        self._lines.addStretch(2)
