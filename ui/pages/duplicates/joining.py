"""The dialog that asks which of two records stays, and says what will move."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QRadioButton

from desktop.i18n import _, ngettext
from desktop.programme.vocabulary import AttendanceState
from desktop.services import joining_records
from desktop.services.duplicates import Side
from desktop.services.joining_records import BothMarks, Coming
from ui.dates import full_date
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.words import ATTENDANCE_LOOKS

if TYPE_CHECKING:
    from ui.page import Page

_TOLD_MAX = 6


class JoinDialog(Dialog):
    """Nothing is written before "Juntar"; afterwards it can be separated at any time."""

    def __init__(self, page: Page, one: Side, other: Side) -> None:
        super().__init__(page, _("Juntar dos registros"), _("Juntar"), "link")
        self._page = page
        self._sides = (one, other)
        self.body.addWidget(label(_("¿Con cuál folio se queda la persona?"), "strong"))
        self.stays: list[QRadioButton] = []
        for side in self._sides:
            choice = QRadioButton(
                _("{nickname} · Folio {folio}").format(nickname=side.nickname, folio=side.folio)
            )
            self.stays.append(choice)
            self.body.addWidget(choice)
        # Where most was marked is what people know best.
        self.stays[int(other.meetings > one.meetings)].setChecked(True)
        self.told = label("", wrap=True)
        self.body.addWidget(self.told)
        self.body.addWidget(
            label(
                _("El otro folio ya no se mostrará. Puede separarlos de nuevo cuando quiera."),
                "soft",
                wrap=True,
            )
        )
        self.body.addStretch(1)
        self.fit(560, 460)
        for choice in self.stays:
            choice.toggled.connect(self._on_choice)
        self._look()

    @property
    def pair(self) -> tuple[bytes, bytes]:
        """Who is shown no more, and who stays."""
        one, other = (side.person for side in self._sides)
        return (other, one) if self.stays[0].isChecked() else (one, other)

    def _on_choice(self, chosen: bool) -> None:
        if chosen:
            self._look()

    def _look(self) -> None:
        pair = self.pair
        self._page.ask(joining_records.coming, *pair, then=partial(self._show, pair))

    def _show(self, pair: tuple[bytes, bytes], found: Coming) -> None:
        if pair != self.pair:
            return
        told = [
            ngettext(
                "Se moverá {n} reunión marcada.",
                "Se moverán {n} reuniones marcadas.",
                found.meetings,
            ).format(n=found.meetings)
        ]
        if found.groups:
            told.append(_("Grupos: {names}.").format(names=", ".join(found.groups)))
        told.append(_("También sus llamadas, acuerdos y lo demás anotado."))
        if found.both:
            n = len(found.both)
            told.append(
                ngettext(
                    "En {n} reunión se marcaron los dos; cuenta una sola vez:",
                    "En {n} reuniones se marcaron los dos; cada una cuenta una sola vez:",
                    n,
                ).format(n=n)
            )
            told += map(_line, found.both[:_TOLD_MAX])
            if n > _TOLD_MAX:
                told.append("…")
        self.told.setText("\n".join(told))


def _line(both: BothMarks) -> str:
    on = full_date(both.on) if both.on else ""
    return _("· {day}: {one} y {other} → cuenta {counts}").format(
        day=on,
        one=_words(both.kept),
        other=_words(both.gone),
        counts=_words(both.counts),
    )


def _words(state: AttendanceState | None) -> str:
    return _(ATTENDANCE_LOOKS[state].word) if state in ATTENDANCE_LOOKS else _("sin marca")
