"""What is asked about a course as a whole: a new one, its data, its review, one from a stick."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from desktop.curriculum.model import (
    COURSE_MINUTES_MIN,
    LINE_MAX,
    MINUTES_MAX,
    PLANS_MAX,
    CourseFile,
)
from desktop.i18n import LANGUAGES, _, language
from desktop.programme.vocabulary import COURSE_SESSIONS, SESSION_MINUTES, Stream
from desktop.services.courses import CourseDetail, CourseEdit, NewCourse
from ui.pages.courses.words import OUTLINE_WORDS, STREAM_WORDS, length
from ui.widgets.dialog import Dialog
from ui.widgets.parts import choose, label
from ui.widgets.typed_line import bound


class _TitledDialog(Dialog):
    """A course is not kept without a title."""

    title: QLineEdit

    def on_primary(self) -> None:
        if self.title.text().strip():
            self.accept()
        else:
            self.complain(_("Escriba un título."))
            self.title.setFocus()


class NewCourseDialog(_TitledDialog):
    """Title, language, how many sessions and how long: enough to begin writing."""

    def __init__(self, parent: QWidget, stream: Stream) -> None:
        super().__init__(parent, _("Curso nuevo"), _("Crear borrador"), "check")
        self.about = "new course"
        self._stream = stream
        self.body.addWidget(
            label(
                _("Se crea con sus sesiones vacías; usted las va escribiendo."), "soft", wrap=True
            )
        )
        form = self.form()
        self.title = QLineEdit()
        bound(self.title, LINE_MAX)
        form.addRow(_("Título"), self.title)
        self.sessions = _number(1, PLANS_MAX, COURSE_SESSIONS.get(stream, 16))
        form.addRow(_("Sesiones (un año son 52)"), self.sessions)
        self.minutes = _number(COURSE_MINUTES_MIN, MINUTES_MAX, SESSION_MINUTES)
        form.addRow(_("Minutos de cada sesión"), self.minutes)
        self.language = QComboBox()
        for code, words in LANGUAGES.items():
            self.language.addItem(words, code)
        choose(self.language, language())
        form.addRow(_("Idioma"), self.language)
        self.body.addStretch(1)
        self.fit(480, 440)
        self.title.setFocus()

    def filled(self) -> NewCourse:
        return NewCourse(
            self.title.text().strip(),
            self._stream,
            self.sessions.value(),
            self.minutes.value(),
            self.language.currentData(),
            _("Sesión {number}"),
        )


class CourseDialog(_TitledDialog):
    """The data of a draft as a whole."""

    def __init__(self, parent: QWidget, course: CourseDetail) -> None:
        super().__init__(parent, _("Datos del curso"), _("Guardar"), "check")
        self.about = f"course {course.line.id.hex()}"
        form = self.form()
        self.title = QLineEdit(course.line.title)
        bound(self.title, LINE_MAX)
        form.addRow(_("Título"), self.title)
        self.minutes = _number(COURSE_MINUTES_MIN, MINUTES_MAX, course.line.minutes)
        form.addRow(_("Minutos de cada sesión"), self.minutes)
        self.told = QPlainTextEdit(course.about)
        self.told.setTabChangesFocus(True)
        form.addRow(_("Para quién es y quién lo revisa"), self.told)
        self.fit(560, 460)
        self.title.setFocus()

    def filled(self) -> CourseEdit:
        return CourseEdit(self.title.text().strip(), self.told.toPlainText(), self.minutes.value())


class ReviewDialog(Dialog):
    """Who read the outline and what they changed. It counts for this text and no other."""

    def __init__(self, parent: QWidget, course: CourseDetail) -> None:
        super().__init__(parent, _("Anotar la revisión"), _("Anotar"), "check")
        self.about = f"review {course.line.id.hex()}"
        for words in (
            _(
                "Anote la revisión cuando su equipo de especialistas haya leído todas las "
                "sesiones y las haya completado para sus grupos."
            ),
            _("Vale sólo para el texto como está ahora: si cambia, hace falta otra revisión."),
        ):
            self.body.addWidget(label(words, wrap=True))
        form = self.form()
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(120)
        form.addRow(_("Quiénes lo revisaron y qué cambiaron"), self.note)
        self.body.addStretch(1)
        self.fit(540, 420)
        self.note.setFocus()

    def on_primary(self) -> None:
        if self.note.toPlainText().strip():
            self.accept()
        else:
            self.complain(_("Escriba quiénes lo revisaron."))
            self.note.setFocus()


class ImportDialog(Dialog):
    """What a folder holds, before anything is written."""

    def __init__(self, parent: QWidget, course: CourseFile) -> None:
        super().__init__(parent, _("¿Traer este curso?"), _("Traer como borrador"), "check")
        named = LANGUAGES.get(course.language, course.language)
        self.body.addWidget(label(course.title, "section", wrap=True))
        for words in (
            _(STREAM_WORDS[Stream(course.stream)]),
            f"{length(len(course.plans), course.minutes)} · {named}",
            _(OUTLINE_WORDS) if course.is_outline else "",
            course.about,
        ):
            if words:
                self.body.addWidget(label(words, "soft", wrap=True))
        materials = {each for plan in course.plans for each in plan.materials}
        if materials:
            words = _("Nombra {n} materiales; tráigalos aparte, desde Materiales.")
            self.body.addWidget(label(words.format(n=len(materials)), "soft", wrap=True))
        self.body.addStretch(1)
        self.fit(520, 400)


def _number(least: int, most: int, value: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    return made
