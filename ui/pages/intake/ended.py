"""An interview that has ended, or somebody who has had none: what there is, and the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.i18n import _
from desktop.programme.vocabulary import NoticeSort, Outcome
from desktop.services.intake_drafts import Decision, Interview
from ui.dates import full_date
from ui.pages.intake.words import ENDED
from ui.theme import theme
from ui.widgets.parts import button, label, row

if TYPE_CHECKING:
    from ui.pages.intake.page import IntakePage


class EndedCard(QFrame):
    """Read only: what changes later is said in another interview."""

    def __init__(self, page: IntakePage) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.page = page
        self._decision: Decision | None = None
        inside = QVBoxLayout(self)
        side = theme().px(24)
        inside.setContentsMargins(side, side, side, side)
        inside.setSpacing(theme().px(12))
        self.heading = label("", "title", wrap=True)
        self.told = label("", wrap=True)
        self.why = label("", "soft", wrap=True)
        for each in (self.heading, self.told, self.why):
            inside.addWidget(each)
        inside.addStretch(1)
        self.again = button(_("Hacer otra entrevista"), "primary", "plus", page.begin_again)
        self.leave = button(_("Personas"), symbol="arrow-left", then=page.leave)
        self.notice = button(_("Aviso"), symbol="bell", then=self._on_notice)
        inside.addLayout(row(self.leave, None, self.notice, self.again))

    def show_interview(self, found: Interview) -> None:
        decision = self._decision = found.decision
        self.notice.setVisible("notice" in self.page.room.pages and decision is not None)
        self.again.setVisible(found.person is not None)
        if decision is None:
            self.heading.setText(_("Todavía no hay entrevista"))
            self.told.setText(_("Esta persona se anotó sin entrevista inicial."))
            self.why.setText("")
            self.again.setText(f" {_('Empezar la entrevista')}")
            return
        self.again.setText(f" {_('Hacer otra entrevista')}")
        self.heading.setText(_(ENDED[decision.outcome]))
        told = [_("Se decidió el {day}.").format(day=full_date(decision.on))] if decision.on else []
        if decision.until is not None:
            told.append(
                _("Se le vuelve a preguntar el {day}.").format(day=full_date(decision.until))
            )
        self.told.setText(" ".join(told))
        self.why.setText(decision.why)

    def _on_notice(self) -> None:
        """To the other team, once he has gone; nothing on the screen says before what it is."""
        from ui.notices_form import offer

        admitted = self._decision is not None and self._decision.outcome is Outcome.ELIGIBLE
        offer(self.page, NoticeSort.STARTS if admitted else NoticeSort.TURNED_AWAY)
