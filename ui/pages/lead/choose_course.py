"""Give the group a course, from where its plan would be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.i18n import _, ngettext
from desktop.services.courses import CourseLine
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class ChooseCourseDialog(Dialog):
    """Only courses that are ready for groups of this programme are offered."""

    def __init__(self, parent: QWidget, courses: Sequence[CourseLine]) -> None:
        some = bool(courses)
        super().__init__(
            parent,
            _("Curso del grupo"),
            _("Elegir este curso") if some else _("Ver los cursos"),
            "check" if some else "book-open",
        )
        self.course = QComboBox()
        for line in courses:
            words = ngettext("{title} · {n} sesión", "{title} · {n} sesiones", line.sessions)
            self.course.addItem(words.format(title=line.title, n=line.sessions), line.id)
        if some:
            self.form().addRow(_("Curso"), self.course)
            told = _(
                "Las reuniones por venir toman los temas de este curso. Si tiene más sesiones "
                "se agregan al final; las que ya se hicieron no cambian."
            )
            self.course.setFocus()
        else:
            told = _("Todavía no hay ningún curso listo. Quien coordina lo agrega en Cursos.")
        self.body.addWidget(label(told, "soft", wrap=True))
        self.body.addStretch(1)
        self.fit(560, 340)

    @property
    def chosen(self) -> bytes | None:
        """None when there is nothing to choose from."""
        found: bytes | None = self.course.currentData()
        return found
