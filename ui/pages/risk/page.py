"""What risk instruments said of one person, and what follows. Not while a group meets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QStackedWidget, QWidget

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.schema import INSTRUMENT, REFERRAL, RISK, SAFETY_PLAN
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import Answer, NoticeSort, ReferralCause, ServiceSort
from desktop.services import risk, risk_record
from desktop.services.risk_record import RiskRecord
from desktop.services.risk_views import RiskLine
from ui.page import Page, Room
from ui.pages.risk.entry import DayDialog, RemoveDialog, ResultDialog
from ui.pages.risk.history import HistoryLine
from ui.pages.risk.pick import PickDialog
from ui.pages.risk.told import ToldCard
from ui.pages.risk.words import in_short
from ui.referral_form import offer
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, row
from ui.widgets.veil import veil

KINDS = (RISK, INSTRUMENT, SAFETY_PLAN, REFERRAL)
LIST_PX = 64


class RiskPage(Page):
    """History and list at the left, one result explained at the right.

    Attributes:
        now: the laptop's local time, by which a meeting of this hour is known.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.now: Callable[[], datetime] = datetime.now
        self.person = b""
        self.record: RiskRecord | None = None
        self._alone = False
        """Whoever sits here said so since the page was opened."""
        self._kept: bytes | None = None
        """A result that was just kept: what follows from it is asked once it shows."""
        self.tool(_("Instrumentos"), "clipboard-text", "instruments")
        self.tool(_("Persona"), "arrow-left", "person", lambda: self.person)
        self.history = HistoryLine()
        self.list = QListWidget()
        self.told = ToldCard()
        self.veil = veil(self._on_alone)
        self.empty = Empty(
            "chart-line",
            _("Todavía no hay resultados"),
            _(
                "Aquí se anota lo que dijo un instrumento hecho en papel, o se pregunta con uno "
                "cargado en el programa. No sale de este programa ni se cuenta en ningún informe."
            ),
        )
        self.results = self._results()
        self.stack = QStackedWidget()
        for each in (self.veil, self.empty, self.results):
            self.stack.addWidget(each)
        self.body.addWidget(self.stack, 1)
        self.enter = button(_("Anotar un resultado"), symbol="note", then=self._on_enter)
        self.ask_here = button(_("Preguntar aquí"), "primary", "chat-circle", self._on_ask)
        self.foot.addStretch(1)
        self.foot.addWidget(self.enter)
        self.foot.addWidget(self.ask_here)
        self._blank()

    def _results(self) -> QWidget:
        self.list.setAccessibleName(_("Resultados"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme().px(LIST_PX))
        self.list.currentRowChanged.connect(self._on_row)
        self.history.chosen.connect(self.list.setCurrentRow)
        left, inside = card(margin=16)
        inside.addWidget(self.history)
        inside.addWidget(self.list, 1)
        self.told.plan.connect(lambda: self.go.emit("plan", self.person))
        self.told.medical.connect(self._offer_medical)
        self.told.notice.connect(lambda: self.go.emit("notice", NoticeSort.DANGER))
        self.told.day.connect(self._ask_day)
        self.told.reviewed.connect(self._on_reviewed)
        self.told.edit.connect(self._on_edit)
        self.told.remove.connect(self._on_remove)
        across = row(left, self.told, spacing=16)
        across.setStretch(0, 1)
        made = QWidget()
        made.setLayout(across)
        return made

    # --- showing -------------------------------------------------------------------

    def open(self, argument: object = None) -> None:
        """Of a person; or of (person, result), to ask what follows from one just kept."""
        if isinstance(argument, tuple):
            argument, self._kept = argument
        elif isinstance(argument, bytes):
            self._alone = False
        if isinstance(argument, bytes) and argument != self.person:
            self.person = argument
            self._blank()
        self.reload()

    def reload(self) -> None:
        if self.person:
            self.ask(risk_record.read, self.person, self.now(), then=self._show, failed=self._fail)

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.touches(kind.number) for kind in KINDS):
            self.reload()

    def leaving(self) -> None:
        self._blank()

    def _blank(self) -> None:
        """Nothing of the person before stays on screen or in it."""
        self.record = None
        self.list.clear()
        self.history.show_lines((), 0)
        self.head(_("Valoraciones"))
        self.stack.hide()
        self.enter.hide()
        self.ask_here.hide()

    def _fail(self, problem: BaseException) -> None:
        self._blank()
        self.troubled.emit(problem)

    def _on_alone(self) -> None:
        self._alone = True
        if self.record is not None:
            self._show(self.record)

    def _show(self, found: RiskRecord) -> None:
        if found.whom.participant != self.person:
            return
        self.record = found
        veiled = found.meeting and not self._alone and self._kept is None
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(found.whom.nickname), folio=found.whom.folio
        )
        n = len(found.lines)
        told = ngettext("{n} resultado", "{n} resultados", n).format(n=n) if n else ""
        self.head(_("Valoraciones"), who if veiled or not told else f"{who} · {told}")
        self.stack.show()
        self.stack.setCurrentWidget(
            self.veil if veiled else self.results if found.lines else self.empty
        )
        self.enter.setVisible(not veiled and not found.whom.stopped)
        self.ask_here.setVisible(
            not veiled and not found.whom.stopped and bool(found.to_hold) and self._may_ask()
        )
        if veiled:
            self.list.clear()
            self.history.show_lines((), 0)
            return
        chosen = self._chosen()
        wanted = self._kept or (chosen.id if chosen else b"")
        at = next((at for at, line in enumerate(found.lines) if line.id == wanted), 0)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([in_short(line) for line in found.lines])
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self.history.show_lines(found.lines, at)
        self._on_row(at)
        if self._kept is not None:
            self._follow()

    def _may_ask(self) -> bool:
        return "risk_hold" in self.room.pages

    def _chosen(self) -> RiskLine | None:
        at = self.list.currentRow()
        if self.record is None or not 0 <= at < len(self.record.lines):
            return None
        return self.record.lines[at]

    def _on_row(self, _at: int) -> None:
        line = self._chosen()
        if line is not None and self.record is not None:
            self.history.choose(self.list.currentRow())
            self.told.show_line(self.record, line, self.room.pages)

    # --- a new one -------------------------------------------------------------------

    def _on_enter(self) -> None:
        stream = self.room.desk.work.stream
        about = f"risk result {self.person.hex()}"
        dialog = ResultDialog(self, stream, about, None, date.today())
        dialog.ask(
            lambda: self.do(
                risk.enter,
                self.person,
                dialog.filled,
                date.today(),
                said=_("Resultado anotado."),
                then=self._on_entered,
            )
        )

    def _on_entered(self, changes: Changes) -> None:
        self._kept = changes.created[0]

    def _on_ask(self) -> None:
        if self.record is None:
            return
        if len(self.record.to_hold) == 1:
            self.go.emit("risk_hold", (self.person, self.record.to_hold[0].id))
            return
        dialog = PickDialog(self, self.record.to_hold)
        dialog.ask(lambda: self.go.emit("risk_hold", (self.person, dialog.chosen)))

    # --- what follows ------------------------------------------------------------------

    def _follow(self) -> None:
        """Of a result that was just kept: health first, then a day to look again."""
        line, self._kept = self._chosen(), None
        if line is None or self.record is None:
            return
        hers = self.record.has_plans
        if hers and line.strangled is Answer.YES and not self.record.referred:
            self._offer_medical()
        elif line.alarming and line.review_on is None:
            self._ask_day()

    def _offer_medical(self) -> None:
        line = self._chosen()

        def then(_referral: bytes) -> None:
            if line is not None and line.review_on is None:
                self._ask_day()

        offer(self, self.person, ReferralCause.STRANGULATION, (ServiceSort.HEALTH,), then)

    def _ask_day(self) -> None:
        line = self._chosen()
        if line is None:
            return
        proposed = risk.proposed_review(date.today())
        shown = line.review_on if line.review_on and not line.reviewed else proposed
        dialog = DayDialog(self, line.id, shown)
        dialog.ask(
            lambda: self.do(risk.set_review, line.id, dialog.day.day, said=_("Día anotado."))
        )

    def _on_reviewed(self) -> None:
        line = self._chosen()
        if line is not None:
            self.do(risk.review, line.id, date.today(), said=_("Anotado: ya se volvió a ver."))

    def _on_edit(self) -> None:
        line = self._chosen()
        if line is None:
            return
        stream = self.room.desk.work.stream
        dialog = ResultDialog(self, stream, f"risk {line.id.hex()}", line, date.today())
        dialog.ask(
            lambda: self.do(
                risk.correct, line.id, dialog.filled, date.today(), said=_("Resultado corregido.")
            )
        )

    def _on_remove(self) -> None:
        line = self._chosen()
        if line is not None:
            dialog = RemoveDialog(self, in_short(line))
            dialog.ask(lambda: self.do(risk.remove, line.id, said=_("Resultado quitado.")))
