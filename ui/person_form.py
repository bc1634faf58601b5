"""The dialog that adds or corrects a person. Everything may stay empty; details show on demand."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.person_fields import read_birth
from desktop.programme.vocabulary import Reason, Stream
from desktop.services.people import LONGEST, Person, PersonForm
from desktop.services.typed import TEXT_MAX_CHARS
from ui.alike_note import AlikeNote
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import label
from ui.widgets.phone_line import PhoneLine
from ui.widgets.typed_line import bound
from ui.words import REASON_WORDS, REASONS_OF

_BELOW_THE_NAME = 3


class PersonDialog(Dialog):
    """A form with labels above the fields."""

    def __init__(self, parent: QWidget, stream: Stream, person: Person | None) -> None:
        title = _("Agregar a una persona") if person is None else _("Datos de la persona")
        super().__init__(parent, title, _("Guardar"), "check")
        self.person = person
        self.about = f"person {person.id.hex() if person else ''}"
        shown = person or PersonForm()
        self.body.addWidget(
            label(
                _("Puede dejar vacío lo que no sepa. El folio lo pone el programa."),
                "soft",
                wrap=True,
            )
        )
        form = self.form()
        self.nickname = _field(shown.nickname, LONGEST["nickname"])
        form.addRow(_("Apodo en la lista"), self.nickname)
        self.folio = _field(shown.folio, LONGEST["folio"])
        self.folio.setPlaceholderText(_("Automático"))
        form.addRow(_("Folio"), self.folio)
        self.name = _field(shown.name, LONGEST["name"])
        form.addRow(_("Nombre (sólo se ve aquí)"), self.name)
        self.birth = QLineEdit(_shown_birth(shown.birth))
        self.birth.setPlaceholderText(_("Por ejemplo 1984"))
        form.addRow(_("Nacimiento: el año, la edad o día/mes/año"), self.birth)
        self.phone = PhoneLine(shown.phone)
        form.addRow(_("Teléfono"), self.phone)
        form.addRow(self.phone.hint)
        self.safe = QComboBox()
        for words, value in (
            (_("Nadie le ha preguntado: no llamar"), None),
            (_("Dijo que sí es seguro"), True),
            (_("Dijo que no es seguro: no llamar"), False),
        ):
            self.safe.addItem(words, value)
        self.safe.setCurrentIndex({None: 0, True: 1, False: 2}[shown.phone_safe])
        form.addRow(_("¿Es seguro llamar?"), self.safe)
        self.locality = _field(shown.locality, LONGEST["locality"])
        form.addRow(_("Localidad"), self.locality)
        self.alike: AlikeNote | None = None
        if isinstance(parent, Page):
            self.alike = AlikeNote(parent, self._told, person.id if person else None)
            self.alike.same.connect(self._on_same)
            form.insertRow(_BELOW_THE_NAME, self.alike)
            for line in (self.nickname, self.name, self.birth, self.locality):
                line.textEdited.connect(self.alike.typed)
        self.reasons: dict[Reason, QCheckBox] = {}
        self.body.addWidget(label(_("¿Por qué viene? (puede marcar varios)"), "strong"))
        for reason in REASONS_OF.get(stream, tuple(Reason)):
            box = QCheckBox(_(REASON_WORDS[reason]))
            box.setChecked(reason in shown.reasons)
            box.toggled.connect(self._fill_main)
            self.reasons[reason] = box
            self.body.addWidget(box)
        again = self.form()
        self.main = QComboBox()
        again.addRow(_("Motivo principal"), self.main)
        self._fill_main()
        if shown.main_reason is not None:
            self.main.setCurrentIndex(max(self.main.findData(shown.main_reason), 0))
        self.note = FreeText(shown.note)
        bound(self.note, TEXT_MAX_CHARS)
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(110)
        again.addRow(_("Nota"), self.note)
        self.fit(600, 680)
        self.nickname.setFocus()

    def _told(self) -> tuple[str, str, str, str, str]:
        born = read_birth(self.birth.text(), date.today())
        birth = born.kept if born.ok else ""
        return self.nickname.text(), self.name.text(), birth, "", self.locality.text()

    def _on_same(self, person: bytes) -> None:
        """Nothing typed here is kept: who stands in the list already is opened instead."""
        page = self.parentWidget()
        self.reject()
        if isinstance(page, Page):
            page.go.emit("person" if "person" in page.room.pages else "people", person)

    def _fill_main(self) -> None:
        kept = self.main.currentData()
        self.main.clear()
        self.main.addItem(_("Sin dato"), None)
        for reason, box in self.reasons.items():
            if box.isChecked():
                self.main.addItem(_(REASON_WORDS[reason]), reason)
        self.main.setCurrentIndex(max(self.main.findData(kept), 0) if kept else 0)

    def filled(self) -> PersonForm:
        person = self.person
        return PersonForm(
            folio=self.folio.text().strip(),
            nickname=self.nickname.text().strip(),
            name=self.name.text().strip(),
            birth=read_birth(self.birth.text(), date.today()).kept,
            phone=self.phone.text().strip(),
            phone_safe=self.safe.currentData(),
            reasons=tuple(r for r, box in self.reasons.items() if box.isChecked()),
            main_reason=self.main.currentData(),
            note=self.note.toPlainText().strip(),
            locality=self.locality.text().strip(),
            intake_date=person.intake_date if person else None,
        )

    def on_primary(self) -> None:
        born = read_birth(self.birth.text(), date.today())
        if not born.ok:
            self.complain(
                _("Esa fecha de nacimiento todavía no llega. Revise el año.")
                if born.ahead
                else _("Escriba el año, por ejemplo 1984, o el día así: 23/11/1984.")
            )
            self.birth.setFocus()
        elif not (self.nickname.text().strip() or self.name.text().strip()):
            self.complain(_("Escriba al menos un apodo."))
            self.nickname.setFocus()
        else:
            self.accept()


def _shown_birth(kept: str) -> str:
    if len(kept) != len("1984-11-23"):
        return kept
    year, month, day = kept.split("-")
    return f"{int(day)}/{int(month)}/{year}"


def _field(text: str, longest: int) -> QLineEdit:
    made = QLineEdit(text)
    bound(made, longest)
    return made
