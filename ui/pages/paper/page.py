"""Papers of the work: what can be printed about a group, a meeting, and forms to fill by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme import languages
from desktop.programme.group_papers import SessionNote
from desktop.programme.schema import GROUP, SESSION
from desktop.programme.vocabulary import SessionState
from desktop.programme.wording import Wording
from desktop.reports import blank_forms
from desktop.reports.consent_sheet import consent_sheet
from desktop.reports.group_summary import group_summary
from desktop.reports.session_note import session_note
from desktop.services import closing_group, group_views, wordings
from desktop.services import session_notes as notes
from desktop.services.closing_group import ClosingFacts
from desktop.services.group_views import GroupDetail
from desktop.services.wordings import CONSENT_SLOTS
from desktop.trouble import Message, say
from ui.dates import short_date
from ui.page import Page, Room
from ui.print_or_keep import PrintOrKeepDialog
from ui.widgets.parts import button, card, choose, column, label
from ui.widgets.rowbutton import RowButton
from ui.words import meeting_name

Forms = Callable[..., str]


class PaperPage(Page):
    """Opened with a group, or with a group and one of its meetings."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.group = b""
        self.session: bytes | None = None
        back = button(_("Grupo"), symbol="arrow-left", then=self._on_back)
        self.tools.addWidget(back)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self.column = column(spacing=14)
        inner.setLayout(self.column)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self._add_meeting()
        self._add_group()
        self._add_forms()
        self.column.addStretch(1)

    def _add_meeting(self) -> None:
        self.meeting_card, inside = card(spacing=8)
        inside.addWidget(label(_("De una reunión"), "section"))
        self.which = QComboBox()
        self.which.setAccessibleName(_("Reunión"))
        inside.addWidget(self.which)
        note = _line(
            "file-text", _("Nota de la sesión"), _("Tema, lo que se hizo, cuentas y folios")
        )
        note.clicked.connect(self._on_note)
        inside.addWidget(note)
        if "sheet" in self.room.pages:
            listed = _line(
                "check-square", _("Lista en papel"), _("Ábrala desde la lista de la reunión")
            )
            listed.clicked.connect(self._on_list)
            inside.addWidget(listed)
        self.column.addWidget(self.meeting_card)

    def _add_group(self) -> None:
        frame, inside = card(spacing=8)
        inside.addWidget(label(_("Del grupo"), "section"))
        summary = _line("file-text", _("Resumen del grupo"), _("Cuentas y folios, sin nombres"))
        summary.clicked.connect(self._on_summary)
        inside.addWidget(summary)
        if "closing" in self.room.pages:
            told = _("Con nombres: salen sólo directo a la impresora")
            certificates = _line("medal", _("Constancias"), told)
            certificates.clicked.connect(lambda: self.go.emit("closing", self.group))
            inside.addWidget(certificates)
        self.column.addWidget(frame)

    def _add_forms(self) -> None:
        frame, inside = card(spacing=8)
        inside.addWidget(label(_("Hojas en blanco"), "section"))
        for title, hint, form in (
            (
                _("Hoja A: ingreso"),
                _("Con códigos, sin nombre de programa"),
                blank_forms.intake_form,
            ),
            (
                _("Hoja B: asistencia"),
                _("Principios de folio y letras"),
                blank_forms.attendance_form,
            ),
        ):
            line = _line("file", title, hint)
            line.clicked.connect(lambda _on=False, t=title, f=form: self._on_form(t, f))
            inside.addWidget(line)
        consent = _line("file", _("Hoja C: consentimiento"), _("Por propósito, con espacios"))
        consent.clicked.connect(self._on_consent)
        inside.addWidget(consent)
        self.column.addWidget(frame)

    # --- what it shows ---------------------------------------------------------------

    def open(self, argument: object = None) -> None:
        if isinstance(argument, tuple):
            self.group, self.session = argument
        elif isinstance(argument, bytes):
            self.group, self.session = argument, None
        self.reload()

    def reload(self) -> None:
        self.head(_("Papeles"))
        self.meeting_card.setVisible(bool(self.group))
        if self.group:
            self.ask(group_views.get_group, self.group, then=self._show)

    def on_changes(self, changes: Changes) -> None:
        touched = changes.touches(GROUP.number) or changes.touches(SESSION.number)
        if self.isVisible() and touched:
            self.reload()

    def _show(self, found: GroupDetail) -> None:
        if found.id != self.group:
            return
        self.head(_("Papeles · {group}").format(group=found.name))
        chosen = self.which.currentData() or self.session or _latest(found)
        self.which.clear()
        for line in found.sessions:
            words = f"{meeting_name(line.ordinal)} · {short_date(line.date)}"
            self.which.addItem(words, line.id)
        choose(self.which, self.session or chosen)
        self.session = None
        self.meeting_card.setVisible(bool(found.sessions))

    def _on_back(self) -> None:
        self.go.emit("group" if self.group else "groups", self.group or None)

    # --- printing ------------------------------------------------------------------------

    def _on_note(self) -> None:
        session = self.which.currentData()
        if session is not None:
            self.ask_at_desk(notes.session_note, self.room.folder, session, then=self._offer_note)

    def _offer_note(self, note: SessionNote) -> None:
        self._offer(
            _("Nota de la sesión"),
            _("Lleva el nombre del grupo, el tema, cuentas y folios; ningún nombre de persona."),
            say("Nota de una sesión: cuentas y folios"),
            lambda: session_note(note, demo=self.room.desk.is_demo),
        )

    def _on_list(self) -> None:
        session = self.which.currentData()
        if session is not None:
            self.go.emit("attendance", session)

    def _on_summary(self) -> None:
        if self.group:
            self.ask(closing_group.facts, self.group, date.today(), then=self._offer_summary)

    def _offer_summary(self, found: ClosingFacts) -> None:
        self._offer(
            _("Resumen del grupo"),
            _("Lleva el nombre del grupo, cuentas y folios; ningún nombre de persona."),
            say("Resumen: cuentas y folios"),
            lambda: group_summary(found.summary, demo=self.room.desk.is_demo),
        )

    def _on_form(self, title: str, form: Forms) -> None:
        self._offer(
            title,
            _("En blanco, sin nombre de grupo ni de programa. Al usarla, destrúyala el mismo día."),
            say("Hoja en blanco"),
            lambda: form(demo=self.room.desk.is_demo),
        )

    def _on_consent(self) -> None:
        spoken = languages.SPANISH
        self.ask_at_desk(wordings.texts, CONSENT_SLOTS, spoken, then=self._offer_consent)

    def _offer_consent(self, texts: dict[str, Wording]) -> None:
        self._on_form(_("Hoja C: consentimiento"), lambda *, demo: consent_sheet(texts, demo=demo))

    def _offer(self, title: str, words: str, what: Message, content: Callable[[], str]) -> None:
        PrintOrKeepDialog(self, title, words, what, content).open()


def _line(symbol: str, what: str, hint: str) -> RowButton:
    return RowButton(symbol, "accent", what, hint)


def _latest(found: GroupDetail) -> bytes | None:
    """The last meeting that took place, or the first one."""
    held = [line.id for line in found.sessions if line.state is SessionState.HELD]
    return held[-1] if held else None
