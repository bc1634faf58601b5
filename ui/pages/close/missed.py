"""Who did not come today, and whom somebody should look for."""

from __future__ import annotations

from desktop.i18n import _, ngettext
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import AttendanceState, NoticeSort
from desktop.services.close_meeting import CloseFacts, Missed
from ui.calls.opening import open_card
from ui.page import Page
from ui.pages.close.step import CloseStep
from ui.widgets.parts import button, clear, column, label, row
from ui.widgets.rowbutton import RowButton
from ui.words import ATTENDANCE_LOOKS


class MissedStep(CloseStep):
    """Two absences in a row lead to the call card; one is only told."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("¿Quién no vino?"))
        self.list = column(spacing=4)
        self.inside.addLayout(self.list)
        self.inside.addStretch(1)

    def show_facts(self, facts: CloseFacts) -> None:
        clear(self.list)
        for person in sorted(facts.missed, key=lambda each: not each.to_call):
            self.list.addWidget(self._row(person, facts.group))
        if self._may_concern_the_others(facts):
            words = _("Aviso al otro equipo, si hace falta")
            write = button(words, symbol="bell", then=self._on_notice)
            self.list.addLayout(row(write, None))
        if not facts.missed:
            self.list.addWidget(label(_("Nadie quedó anotado como ausente."), "soft", wrap=True))
        if facts.unmarked:
            words = ngettext(
                "{n} persona quedó sin marcar: no se cuenta como falta.",
                "{n} personas quedaron sin marcar: no se cuentan como falta.",
                facts.unmarked,
            )
            self.list.addWidget(label(words.format(n=facts.unmarked), "small", wrap=True))

    def _may_concern_the_others(self, facts: CloseFacts) -> bool:
        """Somebody was suspended, at a desk that may write across the wall."""
        suspended = any(each.state is AttendanceState.SUSPENDED for each in facts.missed)
        return suspended and "notice" in self.page.room.pages

    def _on_notice(self) -> None:
        from ui.notices_form import offer

        offer(self.page, NoticeSort.SUSPENDED)

    def _row(self, person: Missed, group: bytes) -> RowButton:
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(person.nickname), folio=person.folio
        )
        if person.to_call:
            hint = _("Dos o más seguidas sin venir: ver si es seguro llamar")
            made = RowButton("phone", "terracotta", who, hint)
        else:
            look = ATTENDANCE_LOOKS.get(person.state)
            made = RowButton("user", "info", who, _(look.word) if look else _("No participó"))
        made.clicked.connect(lambda: open_card(self.page, person.participant, group))
        return made
