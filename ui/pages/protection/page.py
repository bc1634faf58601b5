"""The protection orders of one woman: what they order, until when, and when they were not kept."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.protection import Standing
from desktop.programme.schema import BREACH, PARTICIPANT, PROTECTION
from desktop.services import directory, protections
from desktop.services.keeping_safe import Whom
from desktop.services.protections import BreachLine, ProtectionForm, ProtectionLine
from ui.cards_of_person import CardsOfPerson
from ui.dates import full_date
from ui.page import Room
from ui.pages.protection.breach import BreachDialog, ToldDialog
from ui.pages.protection.form import LINE_MAX_CHARS, ProtectionDialog
from ui.pages.protection.words import LOOKS
from ui.widgets.dialog import Dialog
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, label, pill, row
from ui.widgets.typed_line import bound


class ProtectionPage(CardsOfPerson):
    """A card for each order; nothing on it names anybody."""

    kinds = (PROTECTION, BREACH, PARTICIPANT)

    def __init__(self, room: Room) -> None:
        nothing = Empty(
            "shield-check",
            _("Sin órdenes de protección"),
            _(
                "Si ella tiene una, copie quién la dio, qué ordena y hasta cuándo. Diez días "
                "antes de que venza aparece en Hoy, a tiempo de pedir que se extienda."
            ),
        )
        super().__init__(
            room,
            _("Órdenes de protección"),
            "shield-check",
            begins=_(
                "Se abren desde el registro de una persona. Diez días antes de que una venza, "
                "aparece en Hoy."
            ),
            nothing=nothing,
            new=_("Anotar una orden"),
        )

    def reload(self) -> None:
        if self.person:
            self.ask(protections.of_person, self.person, date.today(), then=self._show)

    def _show(self, found: tuple[Whom, tuple[ProtectionLine, ...]]) -> None:
        who, lines = found
        if self.shows(who):
            self.show_cards(self._card(line) for line in lines)

    def _card(self, line: ProtectionLine) -> QFrame:
        frame, inside = card(spacing=8, margin=16)
        word, tone, symbol = LOOKS[line.standing]
        title = " · ".join(filter(None, (line.form.authority, line.form.case_number)))
        top = row(label(title or _("Orden de protección"), "strong", wrap=True), spacing=14)
        top.setStretch(0, 1)
        top.addWidget(pill(_(word), tone, symbol))
        inside.addLayout(top)
        if line.in_doubt:
            doubt = _("Dos personas anotaron cosas distintas: vale lo más prudente. Acuérdenlo.")
            inside.addWidget(label(doubt, "error", wrap=True))
        for text in (line.form.measures, *self._until(line), line.form.note):
            if text:
                inside.addWidget(label(text, wrap=True))
        for each in line.breaches:
            inside.addLayout(self._breach(each))
        if not self.stopped:
            inside.addLayout(row(*self._acts(line), None))
        return frame

    def _until(self, line: ProtectionLine) -> tuple[str, ...]:
        form, told = line.form, []
        if form.issued_on is not None:
            told.append(_("Se dio el {day}").format(day=full_date(form.issued_on)))
        if form.expires_text:
            told.append(_("dice: «{words}»").format(words=form.expires_text))
        if form.expires_on is not None:
            told.append(_("vence el {day}").format(day=full_date(form.expires_on)))
        asked = ""
        if line.standing is Standing.EXPIRED:
            asked = _("¿Se extendió o terminó? Mientras nadie lo diga, aparece en Hoy.")
        elif line.standing is Standing.NO_DATE:
            asked = _("Sin fecha no hay recordatorio: pregunten cuándo se revisa.")
        elif not line.is_open and line.state_on is not None:
            asked = f"{_(LOOKS[line.standing][0])}: {full_date(line.state_on)}"
        return " · ".join(told), asked, line.state_why

    def _breach(self, each: BreachLine) -> QHBoxLayout:
        day = full_date(each.on) if each.on else _("sin fecha")
        told = _("No se respetó ({day}): {what}").format(day=day, what=each.what)
        if each.told_to:
            on = full_date(each.told_on) if each.told_on else _("sin fecha")
            told += "\n" + _("Se avisó a: {who} ({day})").format(who=each.told_to, day=on)
        across = row(label(told, wrap=True), spacing=12)
        across.setStretch(0, 1)
        if not self.stopped:
            words = _("Corregir") if each.told_to else _("A quién se avisó")
            across.addWidget(button(words, symbol="megaphone", then=partial(self._tell, each)))
        return across

    def _acts(self, line: ProtectionLine) -> list[QWidget]:
        made = [button(_("Corregir"), symbol="pencil-simple", then=partial(self._edit, line))]
        if not line.is_open:
            again = partial(self._reopen, line)
            return [*made, button(_("Sigue vigente"), symbol="arrow-u-up-left", then=again)]
        return [
            *made,
            button(_("Se extendió"), symbol="arrow-right", then=partial(self._extend, line)),
            button(_("Terminó"), symbol="archive", then=partial(self._end, line)),
            button(_("No se respetó"), symbol="warning", then=partial(self._on_breach, line)),
        ]

    # --- what can be done --------------------------------------------------------------

    def on_new(self) -> None:
        about = f"protection of {self.person.hex()}"
        dialog = ProtectionDialog(self, _("Orden de protección"), ProtectionForm(), about)
        person = self.person
        dialog.ask(
            lambda: self.do(protections.enter, person, dialog.filled, said=_("Orden anotada."))
        )

    def _edit(self, line: ProtectionLine) -> None:
        about = f"protection {line.id.hex()}"
        dialog = ProtectionDialog(self, _("Orden de protección"), line.form, about)
        dialog.ask(
            lambda: self.do(protections.edit, line.id, dialog.filled, said=_("Orden corregida."))
        )

    def _extend(self, line: ProtectionLine) -> None:
        before = ProtectionForm(
            authority=line.form.authority,
            case_number=line.form.case_number,
            measures=line.form.measures,
        )
        about = f"extend {line.id.hex()}"
        dialog = ProtectionDialog(self, _("La orden que la extiende"), before, about)
        dialog.ask(
            lambda: self.do(
                protections.extend,
                line.id,
                dialog.filled,
                date.today(),
                said=_("Anotado: se extendió."),
            )
        )

    def _end(self, line: ProtectionLine) -> None:
        dialog = EndDialog(self, line.id)
        dialog.ask(
            lambda: self.do(
                protections.end,
                line.id,
                date.today(),
                dialog.why.text(),
                said=_("Anotado: terminó."),
            )
        )

    def _reopen(self, line: ProtectionLine) -> None:
        self.do(protections.reopen, line.id, date.today(), said=_("Anotado: sigue vigente."))

    def _on_breach(self, line: ProtectionLine) -> None:
        def ask(numbers: tuple[str, ...]) -> None:
            dialog = BreachDialog(self, line.id, numbers)
            dialog.ask(
                lambda: self.do(
                    protections.note_breach,
                    line.id,
                    dialog.on.day,
                    dialog.what.toPlainText(),
                    dialog.told.to.text(),
                    dialog.told.on.day,
                    said=_("Anotado."),
                )
            )

        self.ask_at_desk(directory.emergency_numbers, then=ask)

    def _tell(self, each: BreachLine) -> None:
        dialog = ToldDialog(self, each)
        dialog.ask(
            lambda: self.do(
                protections.tell_breach,
                each.id,
                dialog.told.to.text(),
                dialog.told.on.day,
                said=_("Anotado."),
            )
        )


class EndDialog(Dialog):
    """It is in force no more; in a few words why, if she wants it written."""

    def __init__(self, parent: QWidget, protection: bytes) -> None:
        super().__init__(parent, _("La orden terminó"), _("Guardar"), "check")
        self.about = f"end protection {protection.hex()}"
        told = _("Ya no se avisará de su fecha. Vean juntas qué la mantiene a salvo desde hoy.")
        self.body.addWidget(label(told, wrap=True))
        self.why = QLineEdit()
        bound(self.why, LINE_MAX_CHARS)
        self.why.setAccessibleName(_("Por qué (puede quedar vacío)"))
        self.form().addRow(self.why.accessibleName(), self.why)
        self.body.addStretch(1)
        self.fit(520, 340)
        self.why.setFocus()
