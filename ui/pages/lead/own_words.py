"""What one person said today in her or his own words, and which forms of violence were named.

What the same person said in other meetings shows only when it is asked for, in this dialog.
"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit

from desktop.i18n import N_, _, tell
from desktop.programme.typed import in_a_line
from desktop.programme.violence_words import FORM_WORDS
from desktop.programme.vocabulary import Stream, ViolenceForm, WordsSort
from desktop.services import own_words
from desktop.services.attendance import Line
from desktop.services.own_words import WORDS_MAX, Earlier, Said
from ui.dates import full_date
from ui.page import Page
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import button, label, row
from ui.words import meeting_name

TEXT_PX = 76
ASKS: dict[tuple[Stream, WordsSort], tuple[str, str]] = {
    (Stream.WOMEN, WordsSort.COMMITMENT): (
        N_("Compromiso"),
        N_("Lo que decide para ella misma"),
    ),
    (Stream.WOMEN, WordsSort.STRATEGY): (
        N_("Estrategia"),
        N_("Lo que le sirve para cuidarse"),
    ),
    (Stream.MEN, WordsSort.COMMITMENT): (
        N_("Compromiso"),
        N_("A qué se compromete él"),
    ),
    (Stream.MEN, WordsSort.STRATEGY): (
        N_("Estrategia"),
        N_("Qué hará él para apartarse antes de lastimar"),
    ),
}
"""A heading and what is asked for. Nothing here asks about a partner."""
FORMS_ASK: dict[Stream, str] = {
    Stream.WOMEN: N_("Formas de violencia que reconoció hoy"),
    Stream.MEN: N_("Formas de violencia que dijo haber ejercido"),
}
SORT_NAMES: dict[WordsSort, str] = {
    WordsSort.COMMITMENT: N_("Compromiso"),
    WordsSort.STRATEGY: N_("Estrategia"),
}


class OwnWordsDialog(Dialog):
    """Everything may stay empty; closing without keeping asks nothing."""

    def __init__(self, page: Page, session: bytes, line: Line, said: Said) -> None:
        super().__init__(page, _("En sus palabras"), _("Guardar"), "check")
        self._page, self._session, self._line = page, session, line
        self.about = f"words {session.hex()} {line.participant.hex()}"
        stream = page.room.desk.work.stream
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(line.nickname), folio=line.folio
        )
        self.body.addWidget(label(who, "strong"))
        care = _("Sólo lo que dijo de sí. Nunca el nombre de su pareja. Puede quedar vacío.")
        self.body.addWidget(label(care, "soft", wrap=True))
        form = self.form()
        self.texts: dict[WordsSort, QPlainTextEdit] = {}
        for sort in WordsSort:
            name, ask = ASKS.get((stream, sort), ASKS[Stream.WOMEN, sort])
            field = FreeText(said.of(sort))
            field.setAccessibleName(_(name))
            field.setPlaceholderText(_(ask))
            field.setTabChangesFocus(True)
            field.setFixedHeight(theme().px(TEXT_PX))
            self.texts[sort] = field
            form.addRow(_(name), field)
        self.body.addWidget(label(_(FORMS_ASK.get(stream, FORMS_ASK[Stream.WOMEN])), "strong"))
        self.forms: dict[ViolenceForm, QCheckBox] = {}
        for violence, (name_of, looks) in FORM_WORDS.items():
            box = QCheckBox(tell(name_of))
            box.setChecked(violence in said.forms)
            box.setAccessibleDescription(tell(looks))
            self.forms[violence] = box
            words = label(tell(looks), "small", wrap=True)
            words.setBuddy(box)
            line_of = row(box, words, spacing=10)
            line_of.setStretch(1, 1)
            self.body.addLayout(line_of)
        self._build_earlier()
        self.body.addStretch(1)
        self.fit(700, 680)
        self.texts[WordsSort.COMMITMENT].setFocus()

    def _build_earlier(self) -> None:
        self.before = button(_("Ver lo de otras reuniones"), "link", "eye", self._ask_earlier)
        self.before.setAutoDefault(False)
        self.body.addLayout(row(self.before, None))
        self.told = label("", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)

    def _ask_earlier(self) -> None:
        person = self._line.participant
        self._page.ask(own_words.earlier, self._session, person, then=self._show_earlier)

    def _show_earlier(self, found: tuple[Earlier, ...]) -> None:
        self.before.setVisible(False)
        told: QLabel = self.told
        told.setText("\n\n".join(map(_told, found)) or _("Todavía no hay nada anotado."))
        told.show()

    def filled(self) -> Said:
        return Said(
            self.texts[WordsSort.COMMITMENT].toPlainText(),
            self.texts[WordsSort.STRATEGY].toPlainText(),
            frozenset(form for form, box in self.forms.items() if box.isChecked()),
        )

    def on_primary(self) -> None:
        if any(len(field.toPlainText()) > WORDS_MAX for field in self.texts.values()):
            self.complain(_("Es demasiado texto. Anote lo más importante."))
        else:
            self.accept()


def _told(meeting: Earlier) -> str:
    """One meeting in lines."""
    when = f" · {full_date(meeting.date)}" if meeting.date else ""
    lines = [meeting_name(meeting.ordinal) + when]
    lines += [f"{_(SORT_NAMES[sort])}: {text}" for sort, text in meeting.words]
    if meeting.forms:
        lines.append(", ".join(tell(FORM_WORDS[form][0]) for form in meeting.forms))
    return "\n".join(lines)
