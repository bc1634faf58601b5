"""What is asked about a text: its words, who reviewed it, which sound says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop.i18n import _
from desktop.programme import languages
from desktop.programme.wording import Wording
from desktop.services.materials.catalogue import MaterialLine
from desktop.services.wordings import NAME_MAX_CHARS
from ui.page import Page
from ui.pages.wordings.words import slot_name
from ui.widgets.dialog import Dialog
from ui.widgets.lines import Lines
from ui.widgets.parts import choose, label
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField


class TextDialog(Dialog):
    """Another version: who answered the earlier one keeps it beside the answer."""

    def __init__(self, page: Page, slot: str, language: str, text: str) -> None:
        super().__init__(page, slot_name(slot), _("Guardar versión nueva"), "check")
        self.about = f"wording {slot} {language}"
        self.body.addWidget(label(languages.shown(language), "soft"))
        words = _(
            "Escríbalo como se dice, sin palabras de abogado. Quien ya contestó se queda con la "
            "versión que oyó; las personas nuevas oyen ésta. Habrá que revisarla y grabarla."
        )
        self.body.addWidget(label(words, wrap=True))
        self.text = Lines(text)
        self.text.setAccessibleName(_("Texto"))
        self.body.addWidget(self.text)
        self.body.addStretch(1)
        self.fit(680, 520)

    def on_primary(self) -> None:
        if self.text.toPlainText().strip():
            self.accept()
        else:
            self.complain(_("Falta el texto."))
            self.text.setFocus()


class ReviewDialog(Dialog):
    """Whoever knows the law read this version, word by word."""

    def __init__(self, page: Page, wording: Wording) -> None:
        super().__init__(page, _("Anotar la revisión"), _("Guardar"), "check")
        self.about = f"review {wording.id_hex}"
        words = _("Vale sólo para esta versión: si el texto cambia, hay que revisarlo otra vez.")
        self.body.addWidget(label(words, wrap=True))
        form = self.form()
        self.by = QLineEdit(wording.reviewed_by or "")
        bound(self.by, NAME_MAX_CHARS)
        self.by.setAccessibleName(_("Nombre de la abogada o del abogado"))
        form.addRow(_("Nombre de la abogada o del abogado"), self.by)
        self.day = DayField(wording.reviewed_on or date.today())
        self.day.setAccessibleName(_("Lo revisó el"))
        form.addRow(_("Lo revisó el"), self.day)
        self.body.addStretch(1)
        self.fit(560, 380)

    def on_primary(self) -> None:
        if not self.by.text().strip():
            self.complain(_("Falta el nombre de quien lo revisó."))
            self.by.setFocus()
        elif self.day.day is None or self.day.day > date.today():
            self.complain(_("Escriba un día de hoy o anterior, así: 23/11/2026."))
            self.day.setFocus()
        else:
            self.accept()


class SoundDialog(Dialog):
    """Which sound of the library says this version in its language."""

    def __init__(self, page: Page, wording: Wording, sounds: Sequence[MaterialLine]) -> None:
        super().__init__(page, _("Elegir el sonido"), _("Guardar"), "check")
        words = _("Oiga antes el sonido entero: debe decir este texto, en esta lengua y nada más.")
        self.body.addWidget(label(words, wrap=True))
        self.body.addWidget(label(wording.text, "soft", wrap=True))
        self.sound = QComboBox()
        self.sound.setAccessibleName(_("Sonido"))
        self.sound.addItem(_("Ninguno"), None)
        for each in _own_language_first(sounds, wording.language):
            spoken = languages.shown(each.language) or _("sin lengua anotada")
            self.sound.addItem(f"{each.title} · {spoken}", each.sha256)
        choose(self.sound, wording.sound_sha)
        self.form().addRow(_("Sonido"), self.sound)
        if not sounds:
            none = _("Todavía no hay sonidos. Cópielos de una memoria en Materiales.")
            self.body.addWidget(label(none, wrap=True))
        self.body.addStretch(1)
        self.fit(620, 460)


def _own_language_first(sounds: Sequence[MaterialLine], language: str) -> list[MaterialLine]:
    return sorted(sounds, key=lambda each: each.language != language)
