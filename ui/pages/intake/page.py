"""The first interview: six steps, each answer kept at once, left and taken up again at will."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QWidget,
)

from desktop.changes import Changes
from desktop.i18n import _, language
from desktop.programme.consent import Standing
from desktop.programme.first_safety import alarms
from desktop.programme.schema import CONSENT, INTAKE, PARTICIPANT
from desktop.programme.vocabulary import Stream
from desktop.services import intake_views, intakes
from desktop.services.intake_deciding import answers_of
from desktop.services.intake_drafts import Interview, Value
from desktop.services.refusals import NotFound
from ui import listen
from ui.page import Page, Room
from ui.pages.intake.aloud import Aloud
from ui.pages.intake.ended import EndedCard
from ui.pages.intake.options import show_options
from ui.pages.intake.saved import Saved
from ui.pages.intake.step_list import StepList
from ui.pages.intake.steps import Steps
from ui.pages.intake.strip import Strip
from ui.pages.intake.writer import Writer
from ui.theme import theme
from ui.widgets.parts import button, card, row
from ui.widgets.tips import tip

NARROW_PX, TINY_PX = 1000, 500
SAFETY = 2
KINDS = (INTAKE, PARTICIPANT, CONSENT)


class IntakePage(Page):
    """One interview with one person, who reads and hears as much of it as she or he wants."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.interview = Interview(id=b"")
        self.today = date.today()
        self._at = 0
        self._tiny = False
        self.saved = Saved()
        self.erase = button(_("Borrar esta entrevista"), "icon", "trash", self._on_erase)
        self.tools.addWidget(self.erase)
        self.tools.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        self.writer = Writer(self, self.saved, self._born, self.reload)
        self.steps = Steps(self)
        self.aloud = Aloud(self, self.steps.columns)
        self.aloud.found.connect(self._show_texts)
        self.list = StepList([step.name for step in self.steps.all])
        self.list.gone_to.connect(self.go_to)
        self.strip = Strip()
        self.strip.asked.connect(lambda: show_options(self))
        self.back = button(_("Atrás"), symbol="arrow-left", then=self.go_back)
        self.later = button(_("Guardar y salir"), then=self.leave)
        self.primary = button(_("Siguiente"), "primary", "arrow-right", self.go_on)
        self.frame, inside = card(spacing=14, margin=24)
        inside.addWidget(self.steps, 1)
        inside.addWidget(self.strip)
        inside.addLayout(row(self.back, None, self.later, self.primary, spacing=14))
        # After the last answer the next key goes on, not back.
        QWidget.setTabOrder(self.primary, self.later)
        QWidget.setTabOrder(self.later, self.back)
        self.ended = EndedCard(self)
        across = row(self.list, self.frame, self.ended, spacing=18)
        across.setStretch(1, 1)
        across.setStretch(2, 1)
        self.body.addLayout(across, 1)
        on = QShortcut(QKeySequence("Ctrl+Return"), self, self.go_on)
        on.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.primary.setToolTip("Ctrl+Enter")
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    @property
    def stream(self) -> Stream:
        return self.room.desk.work.stream

    @property
    def page(self) -> Page:
        return self

    @property
    def spoken(self) -> str:
        """The language of the person, as far as anybody knows it."""
        return str(self.interview.details.get("language") or language())

    # --- opening ----------------------------------------------------------------------

    def open(self, argument: object = None) -> None:
        self.keep_typed()
        self.today = date.today()
        listen.begin(self)
        self.saved.hide()
        if isinstance(argument, bytes):
            self.ask(
                intake_views.read,
                argument,
                then=self._opened,
                failed=lambda problem: self._not_found(argument, problem),
            )
        else:
            self._opened(Interview(id=intakes.new_id(), on=self.today))
        self.aloud.read(self.spoken)

    def _not_found(self, argument: bytes, problem: BaseException) -> None:
        """Somebody known, without any interview: one begins when somebody says so."""
        if isinstance(problem, NotFound):
            self.interview = Interview(id=b"", person=argument)
            self._show_frame()
        else:
            self.troubled.emit(problem)
            self.go.emit("people", None)

    def begin_again(self) -> None:
        """Another interview with the same person."""
        person = self.interview.person
        if person is not None:
            self.do(
                intakes.begin_again,
                person,
                self.today,
                then=lambda changes: self.open(changes.created[0]),
            )

    def _opened(self, found: Interview) -> None:
        self.interview = found
        self._at = self._as_far_as(found.step)
        self.steps.result.forget()
        if not found.is_draft or found.answers or found.details or found.consents:
            self.saved.show_pending(False)
        self._show_all()
        self._show_step()
        # After the window has given the cursor to the page as a whole.
        QTimer.singleShot(0, self, self._take_focus)

    def _show_texts(self) -> None:
        for step in self.steps.all:
            step.show_texts()

    def reload(self) -> None:
        """Read again what is kept; what is being typed stays."""
        if self.interview.id and self.writer.idle:
            self.ask(intake_views.read, self.interview.id, then=self._again, failed=self._gone)

    def _again(self, found: Interview) -> None:
        if found.id == self.interview.id and self.writer.idle:
            self.interview = replace(found, step=self._at)
            self._show_all()

    def _gone(self, problem: BaseException) -> None:
        """A new interview that nobody has answered yet is nowhere; another one was taken away."""
        if not isinstance(problem, NotFound):
            self.troubled.emit(problem)

    def on_changes(self, changes: Changes) -> None:
        if self.writer.telling or not self.interview.id or not self.isVisible():
            return
        ours = {self.interview.id, self.interview.person}
        if any(changes.touches(kind.number, each) for kind in KINDS for each in ours if each):
            self.reload()

    # --- what it shows ----------------------------------------------------------------

    def _show_all(self) -> None:
        for step in self.steps.all:
            step.show_interview()
        self._show_frame()

    def _show_frame(self) -> None:
        found = self.interview
        ended = found.decision is not None or not found.id
        self.frame.setVisible(not ended)
        self._show_list()
        self.ended.setVisible(ended)
        self.erase.setVisible(not ended)
        if ended:
            self.ended.show_interview(found)
            self.saved.setVisible(False)
        away = _("Borrar esta entrevista") if found.is_draft else _("Quitar esta entrevista")
        self.erase.setAccessibleName(away)
        self.erase.setToolTip(tip(away))
        nickname = str(found.details.get("nickname") or "")
        who = " · ".join(each for each in (nickname, found.folio) if each)
        where = _("Entrevista inicial · paso {n} de {all}").format(
            n=self._at + 1, all=len(self.steps.all)
        )
        self.head(
            who if found.folio else _("Nueva persona"),
            _("Entrevista inicial") if ended else where,
        )
        stopped = self.steps.safety.stopped
        furthest = self._as_far_as(self.steps.last)
        self.list.show_at(self._at, [step.is_done() for step in self.steps.all], furthest)
        self.primary.setVisible(self._at < SAFETY or not stopped)
        found_alarms = alarms(answers_of(found, self.stream, self.today))
        shown = self._at >= SAFETY and not stopped
        self.strip.show_alarms(found_alarms if shown else ())

    def _as_far_as(self, step: int) -> int:
        """No step asks anything more once somebody can hear."""
        return min(step, SAFETY if self.steps.safety.stopped else self.steps.last)

    def _show_list(self) -> None:
        """Large type on a small screen has no room for it: the line below the title counts."""
        self.list.setVisible(not self.frame.isHidden() and not self._tiny)

    def _show_step(self) -> None:
        self.steps.show_only(self._at)
        last = self._at == self.steps.last
        self.primary.setText(f" {_('Terminar')}" if last else f" {_('Siguiente')}")
        self.primary.setAccessibleName(self.primary.text().strip())
        self.back.setVisible(self._at > 0)
        self._show_frame()

    def _take_focus(self) -> None:
        on = self.steps.all[self._at].begin()
        if on is not None and on.isVisible():
            on.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < theme().px(NARROW_PX)
        self._tiny = self.width() < theme().px(TINY_PX)
        self._show_list()
        self.list.narrow(narrow)
        self.strip.shorten(narrow or self.stream is Stream.MEN)
        super().resizeEvent(event)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        # What has just come into sight has no place yet.
        if now is not None and self.isVisible():
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        now = QApplication.focusWidget()
        if now is not None:
            self.steps.follow(now)

    def reveal(self, part: QWidget) -> None:
        # After the cursor, which is followed a turn later.
        QTimer.singleShot(0, self, lambda: self.steps.follow(part))

    # --- from step to step --------------------------------------------------------------

    def end_of_step(self) -> None:
        self.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def go_on(self) -> None:
        if self.frame.isHidden():
            return
        if self._at == self.steps.last:
            self.keep_typed()
            self.steps.result.finish()
        else:
            self.go_to(self._at + 1)

    def go_back(self) -> None:
        if self._at:
            self.go_to(self._at - 1)

    def go_to(self, step: int) -> None:
        self.keep_typed()
        self._at = step = self._as_far_as(step)
        if self.interview.id and not self._is_untouched:
            self.writer.save(self.interview.id, self.today, step=step)
        self.aloud.speak(self.spoken)
        self.interview = replace(self.interview, step=step)
        self.steps.all[step].show_interview()
        self._show_step()
        self._take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on to what follows; Esc goes back, and out, and loses nothing."""
        on = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(on, QLineEdit):
            if on is self.steps.safety.hours:
                self.steps.safety.after_hours()
            else:
                self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back() if self._at and not self.frame.isHidden() else self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        self.keep_typed()
        self.go.emit("people", None)

    def leaving(self) -> None:
        self.keep_typed()

    def keep_typed(self) -> None:
        """Everything that stands in a field and not on the disk."""
        for step in self.steps.all:
            step.keep_typed()

    # --- keeping ----------------------------------------------------------------------

    @property
    def _is_untouched(self) -> bool:
        found = self.interview
        return found.is_draft and not (found.answers or found.details or found.consents)

    def keep(
        self,
        answers: Mapping[str, Value] | None = None,
        details: Mapping[str, Value] | None = None,
    ) -> None:
        if not self.interview.id or self.interview.decision is not None:
            return
        self.interview = self.interview.told(answers, details)
        self.writer.save(
            self.interview.id, self.today, answers=answers, details=details, step=self._at
        )
        self._show_frame()

    def agree(self, said: Standing) -> None:
        before = self.interview
        self.interview = before.agreed(said)
        self.writer.consent(before, said, self.today)
        self._show_frame()

    def typing(self) -> None:
        self.saved.show_pending(True)

    def _born(self, found: Interview) -> None:
        """The draft is a record now; what was said meanwhile is on its way to it."""
        mine = self.interview
        self.interview = replace(
            mine,
            id=found.id,
            person=found.person,
            folio=found.folio,
            details={**found.details, **mine.details},
        )
        self._show_all()

    # --- the end ----------------------------------------------------------------------

    def referred(self, referral: bytes) -> None:
        self.steps.result.referred_to(referral)

    def decided(self) -> None:
        self.saved.hide()
        person = self.interview.person
        if self.stream is Stream.MEN:
            self.open(self.interview.id)
            return
        page = "person" if "person" in self.room.pages else "people"
        self.interview = Interview(id=b"")
        self.go.emit(page, person if page == "person" else None)

    def keep_nothing(self) -> None:
        self.do(
            intakes.keep_nothing,
            self.interview.id,
            self.today,
            said=_("No se guardó nada de esta persona."),
            then=lambda _changes: self._let_go(),
        )

    def _on_erase(self) -> None:
        from ui.pages.intake.erasing import EraseDialog

        self.keep_typed()
        if self._is_untouched:
            self._let_go()
            return
        EraseDialog(self, self.interview.is_draft).ask(self._erase)

    def _erase(self) -> None:
        self.do(
            intakes.erase,
            self.interview.id,
            said=_("Entrevista borrada."),
            then=lambda _changes: self._let_go(),
        )

    def _let_go(self) -> None:
        """Nothing that still stands in a field may be kept after this."""
        self.interview = Interview(id=b"")
        for step in self.steps.all:
            step.show_interview()
        self.go.emit("people", None)
