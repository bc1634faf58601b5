"""Where and when one man may not be: nothing else of an order stands in his stream."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from desktop.i18n import _
from desktop.programme.schema import FORBIDDEN, PARTICIPANT
from desktop.services import forbidden
from desktop.services.forbidden import ForbiddenLine
from desktop.services.keeping_safe import Whom
from ui.cards_of_person import CardsOfPerson
from ui.dates import full_date
from ui.forbidden_form import ForbiddenDialog, offer
from ui.page import Room
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, label, pill, row


class ForbiddenPage(CardsOfPerson):
    """A card for each; what ended stays below."""

    kinds = (FORBIDDEN, PARTICIPANT)

    def __init__(self, room: Room) -> None:
        nothing = Empty(
            "prohibit",
            _("Nada anotado"),
            _(
                "Si una orden le prohíbe lugares u horas, cópielos aquí. Al ponerlo en un grupo "
                "que se reúne en uno de ellos, el programa lo dirá."
            ),
        )
        super().__init__(
            room,
            _("Lugares y horas prohibidos"),
            "prohibit",
            begins=_("Se abren desde el registro de una persona."),
            nothing=nothing,
            new=_("Anotar lugares u horas"),
        )

    def reload(self) -> None:
        if self.person:
            self.ask(forbidden.of_person, self.person, date.today(), then=self._show)

    def _show(self, found: tuple[Whom, tuple[ForbiddenLine, ...]]) -> None:
        who, lines = found
        if self.shows(who):
            self.show_cards(self._card(line) for line in lines)

    def _card(self, line: ForbiddenLine) -> QFrame:
        frame, inside = card(spacing=8, margin=16)
        form = line.form
        top = row(label(form.places or form.hours, "strong", wrap=True), spacing=14)
        top.setStretch(0, 1)
        if line.ended_on is not None:
            top.addWidget(pill(_("Terminó"), "plain", "archive"))
        elif line.asks:
            top.addWidget(pill(_("Pasó su fecha"), "amber", "warning"))
        inside.addLayout(top)
        told = [form.hours] if form.places and form.hours else []
        told.append(" · ".join(self._until(line)))
        if line.asks:
            told.append(_("Hasta que alguien diga que terminó, siguen prohibidos."))
        for text in filter(None, told):
            inside.addWidget(label(text, wrap=True))
        if not self.stopped:
            inside.addLayout(row(*self._acts(line), None))
        return frame

    def _until(self, line: ForbiddenLine) -> list[str]:
        told = []
        if line.form.until_text:
            told.append(_("dice: «{words}»").format(words=line.form.until_text))
        if line.form.until_on is not None:
            told.append(_("termina el {day}").format(day=full_date(line.form.until_on)))
        if line.ended_on is not None:
            told.append(_("se anotó que terminó el {day}").format(day=full_date(line.ended_on)))
        return told

    def _acts(self, line: ForbiddenLine) -> list[QWidget]:
        edit = button(_("Corregir"), symbol="pencil-simple", then=partial(self._edit, line))
        if line.ended_on is not None:
            again = partial(self._reopen, line)
            return [edit, button(_("Siguen prohibidos"), symbol="arrow-u-up-left", then=again)]
        return [edit, button(_("Terminó"), symbol="archive", then=partial(self._end, line))]

    # --- what can be done --------------------------------------------------------------

    def on_new(self) -> None:
        offer(self, self.person)

    def _edit(self, line: ForbiddenLine) -> None:
        dialog = ForbiddenDialog(self, line.form, f"forbidden {line.id.hex()}")
        dialog.ask(lambda: self.do(forbidden.edit, line.id, dialog.filled, said=_("Corregido.")))

    def _end(self, line: ForbiddenLine) -> None:
        self.do(forbidden.end, line.id, date.today(), said=_("Anotado: terminó."))

    def _reopen(self, line: ForbiddenLine) -> None:
        self.do(forbidden.reopen, line.id, said=_("Anotado: siguen prohibidos."))
