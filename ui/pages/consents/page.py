"""The consents of one person: each purpose in its words, the answer, and how it came to be so."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import _, tell
from desktop.programme import languages
from desktop.programme.consent import NECESSARY, PURPOSE_WORDS
from desktop.programme.schema import CONSENT, WORDING
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import ConsentHow, ConsentState, Purpose
from desktop.reports.consent_sheet import consent_sheet
from desktop.services import consents
from desktop.services.consents import ConsentLine, ConsentPaper, Said
from desktop.trouble import say
from ui.consent_card import Answered, ConsentCard
from ui.listen import SpokenText, begin
from ui.page import Page, Room
from ui.pages.consents.no import NoDialog
from ui.pages.consents.words import said, standing
from ui.print_or_keep import PrintOrKeepDialog
from ui.theme import theme
from ui.widgets.language_pick import LanguagePick
from ui.widgets.parts import button, card, clear, column, label
from ui.widgets.when import DayField
from ui.widgets.wrapped import Wrapped

HISTORY_SHOWN = 40


class ConsentsPage(Page):
    """Opened with a person. A yes is kept at once; a no says first what it ends."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.person = b""
        self.paper: ConsentPaper | None = None
        self._language = ""
        back = "person" if "person" in room.pages else "people"
        self.tools.addWidget(
            button(_("Persona"), "", "arrow-left", lambda: self.go.emit(back, self.person))
        )
        self.print = button(_("Hoja para firmar"), symbol="printer", then=self._on_print)
        self.tools.addWidget(self.print)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self.column = column(spacing=14)
        inner.setLayout(self.column)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self._add_asking()
        self._add_limits()
        frame, inside = card()
        self.card = ConsentCard(self)
        self.card.answered.connect(self._on_answer)
        inside.addWidget(self.card)
        self.column.addWidget(frame)
        self._add_history()
        self.column.addStretch(1)

    def _add_asking(self) -> None:
        frame, inside = card(spacing=8)
        self.spoken = LanguagePick()
        self.spoken.picked.connect(self._on_language)
        self.day = DayField(date.today())
        self.day.setAccessibleName(_("Contestó el"))
        self.spoken.setMinimumWidth(theme().px(300))
        asked = Wrapped(_field(_("Se le lee en"), self.spoken), _field(_("Contestó el"), self.day))
        inside.addWidget(asked)
        self.column.addWidget(frame)

    def _add_limits(self) -> None:
        frame, inside = card(spacing=8)
        inside.addWidget(label(_("Lo que no puede quedar en secreto"), "section"))
        self.limits = SpokenText(self, "limits")
        inside.addWidget(self.limits)
        self.column.addWidget(frame)

    def _add_history(self) -> None:
        self.past, inside = card(spacing=6)
        inside.addWidget(label(_("Lo que ha contestado"), "section"))
        self.lines = column(spacing=6)
        inside.addLayout(self.lines)
        self.column.addWidget(self.past)

    # --- what it shows -----------------------------------------------------------------

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes) and argument != self.person:
            self.person, self.paper, self._language = argument, None, ""
            begin(self)
        self.reload()

    def reload(self) -> None:
        if not self.person:
            self.head(_("Consentimiento"), _("Ábralo desde una persona."))
            return
        self.ask_at_desk(consents.sheet, self.person, self._language, then=self._show)
        self.ask(consents.history, self.person, then=self._show_history)

    def on_changes(self, changes: Changes) -> None:
        touched = changes.touches(CONSENT.number) or changes.touches(WORDING.number)
        if self.isVisible() and self.person and touched:
            self.reload()

    def _show(self, paper: ConsentPaper) -> None:
        self.paper = paper
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(paper.nickname), folio=paper.folio
        )
        self.head(_("Consentimiento"), who)
        if not self.spoken.line.hasFocus():
            self.spoken.set_code(paper.language)
        self.limits.show_wording(paper.texts["limits"], paper.language)
        self.card.show_texts(paper.texts, paper.language)
        for line in paper.lines:
            self.card.mark(line.purpose, line.state, line.how, standing(line))

    def _show_history(self, found: tuple[Said, ...]) -> None:
        clear(self.lines)
        self.past.setVisible(bool(found))
        for one in found[:HISTORY_SHOWN]:
            self.lines.addWidget(label(said(one), "" if one.stands else "soft", wrap=True))

    def _on_language(self, code: object) -> None:
        if isinstance(code, str) and code != self._language:
            self._language = code
            self.reload()

    # --- answering ---------------------------------------------------------------------

    def _on_answer(self, answered: Answered) -> None:
        line = self._line(answered.purpose)
        if line is None:
            return
        if answered.corrects and line.state is not None:
            self._correct(line, answered.how)
        elif answered.state is ConsentState.GIVEN:
            self._keep(answered)
        elif line.state is ConsentState.GIVEN or answered.purpose in NECESSARY:
            self._ask_no(answered, line)
        elif line.state is not None and not line.in_doubt:
            self._stands_again()
        else:
            self._keep(answered)

    def _keep(self, answered: Answered) -> None:
        on = self.day.day
        if on is None or on > date.today():
            self._stands_again()
            self.day.setFocus()
            self.said.emit(_("Escriba antes el día en que contestó: hoy o un día anterior."), None)
            return
        self._write(answered.purpose, answered.state, answered.wording, answered.how, on,
                    answered.language)  # fmt: skip

    def _correct(self, line: ConsentLine, how: ConsentHow) -> None:
        """What was heard, and when, stays as it was."""
        assert line.state is not None  # noqa: S101 - asked by the caller
        self._write(
            line.purpose,
            line.state,
            line.wording or self.card.rows[line.purpose].heard,
            how,
            line.on or date.today(),
            line.language or languages.SPANISH,
            line.note,
        )

    def _write(
        self,
        purpose: Purpose,
        state: ConsentState,
        wording: str,
        how: ConsentHow,
        on: date,
        language: str,
        note: str = "",
    ) -> None:
        self.do(
            consents.answer,
            self.person,
            purpose,
            state,
            wording=wording,
            how=how,
            on=on,
            language=language,
            note=note,
            said=_("Anotado: {purpose}.").format(purpose=tell(PURPOSE_WORDS[purpose])),
            failed=self._on_failed,
        )

    def _ask_no(self, answered: Answered, line: ConsentLine) -> None:
        taken_back = line.state in (ConsentState.GIVEN, ConsentState.WITHDRAWN)
        dialog = NoDialog(self, self.person, line.purpose, answered.how, taken_back=taken_back)

        def keep() -> None:
            on, how = dialog.day.day, dialog.how.currentData()
            said_of_it = _("Anotado. Lo que cubría ya terminó.")
            note = dialog.note.toPlainText()
            if taken_back:
                self.do(
                    consents.withdraw, self.person, line.purpose, on, note, how=how,
                    said=said_of_it, failed=self._on_failed,
                )  # fmt: skip
            else:
                self.do(
                    consents.answer, self.person, line.purpose, ConsentState.REFUSED,
                    wording=answered.wording, how=how, on=on, language=answered.language,
                    note=note, said=said_of_it, failed=self._on_failed,
                )  # fmt: skip

        dialog.rejected.connect(self._stands_again)
        dialog.ask(keep)

    def _on_failed(self, problem: BaseException) -> None:
        self._stands_again()
        self.troubled.emit(problem)

    def _stands_again(self) -> None:
        """Show what is kept instead of what was pressed."""
        if self.paper is not None:
            for line in self.paper.lines:
                self.card.mark(line.purpose, line.state, line.how, standing(line))

    def _line(self, purpose: Purpose) -> ConsentLine | None:
        lines = self.paper.lines if self.paper is not None else ()
        return next((line for line in lines if line.purpose is purpose), None)

    # --- on paper ----------------------------------------------------------------------

    def _on_print(self) -> None:
        paper = self.paper
        if paper is None:
            return
        PrintOrKeepDialog(
            self,
            _("Hoja para firmar o poner huella"),
            _(
                "Lleva el folio y los textos, ningún nombre. Se guarda en la oficina: "
                "nadie se la lleva a casa."
            ),
            say("Hoja de consentimiento: sólo folio"),
            lambda: consent_sheet(paper.texts, paper.folio, demo=self.room.desk.is_demo),
        ).open()


def _field(name: str, field: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(label(name, "small"), field, None))
    return made
