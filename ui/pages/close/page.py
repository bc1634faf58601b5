"""Close a meeting in three minutes: four things to think of, each kept as it is said."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schema import (
    ALLOWANCE,
    ATTENDANCE,
    CALL,
    ENROLMENT,
    GROUP,
    PARTICIPANT,
    SESSION,
)
from desktop.programme.vocabulary import SessionState
from desktop.services import close_meeting
from desktop.services.close_meeting import CloseFacts
from ui.dates import long_date
from ui.page import Page, Room
from ui.pages.close.missed import MissedStep
from ui.pages.close.money import MoneyStep
from ui.pages.close.step import CloseStep
from ui.pages.close.upcoming import UpcomingStep
from ui.pages.close.worry import WorryStep
from ui.widgets.dots import Dots
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card
from ui.words import meeting_name

SHOWN_KINDS = (SESSION, ATTENDANCE, CALL, ENROLMENT, PARTICIPANT, GROUP, ALLOWANCE)


class ClosePage(Page):
    """Nothing about absences shows before somebody says that the group has left the room."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.session = b""
        self._facts: CloseFacts | None = None
        self._at = 0
        self.gate = Empty(
            "door",
            _("¿Ya salió el grupo?"),
            _(
                "El cierre toma tres minutos y enseña quién no vino. "
                "Hágalo cuando nadie más vea la pantalla."
            ),
        )
        self.unknown = Empty(
            "check-square",
            _("Esta reunión todavía no termina"),
            _("El cierre se hace después de terminar la reunión en su lista."),
            button(_("Ver la lista"), symbol="check-square", then=self._to_list),
        )
        self.steps: tuple[CloseStep, ...] = (
            MissedStep(self),
            WorryStep(self),
            MoneyStep(self),
            UpcomingStep(self),
        )
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # As tall as there is room, whatever a step would like: the buttons stay in sight.
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        for step in self.steps:
            inside.addWidget(step)
        self.area.setWidget(ground)
        self.frame, within = card()
        within.addWidget(self.area)
        for each in (self.gate, self.unknown, self.frame):
            self.body.addWidget(each, 1)
        self.dots = Dots()
        self.back = button(_("Atrás"), symbol="arrow-left", then=self.go_back)
        self.later = button(_("Más tarde"), then=self._leave)
        self.primary = button(_("Seguir"), "primary", "arrow-right", self.go_on)
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.dots)
        self.foot.addStretch(1)
        self.foot.addWidget(self.later)
        self.foot.addWidget(self.primary)
        # From the text the next key goes on, not back.
        QWidget.setTabOrder(self.primary, self.later)
        QWidget.setTabOrder(self.later, self.back)
        on = QShortcut(QKeySequence("Ctrl+Return"), self, self.go_on)
        on.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.primary.setToolTip("Ctrl+Enter")
        money = self.steps[2]
        assert isinstance(money, MoneyStep)  # noqa: S101
        money.given.connect(self.primary.setFocus)

    # --- what it shows ---------------------------------------------------------------

    def open(self, argument: object = None) -> None:
        self.session = argument if isinstance(argument, bytes) else b""
        self._facts = None
        self._turn_to(-1)
        self.reload()

    def reload(self) -> None:
        if self.session:
            self.ask(close_meeting.facts, self.session, then=self._show)
        else:
            self._show_frame()

    def on_changes(self, changes: Changes) -> None:
        touched = any(changes.touches(kind.number) for kind in SHOWN_KINDS)
        if touched and self.session and self.isVisible():
            self.reload()

    def _show(self, facts: CloseFacts) -> None:
        if facts.session != self.session:
            return
        first = self._facts is None
        self._facts = facts
        self.head(
            _("Cierre · {group}").format(group=facts.group_name),
            f"{meeting_name(facts.ordinal)} · {long_date(facts.date)}",
        )
        for step in self.steps:
            step.show_facts(facts)
        self._show_frame()
        if first:
            self._take_focus()

    def _show_frame(self) -> None:
        ended = self._facts is not None and self._facts.state is SessionState.HELD
        if not self._facts:
            self.head(_("Cierre"))
        self.unknown.setVisible(not ended)
        self.gate.setVisible(ended and self._at < 0)
        self.frame.setVisible(ended and self._at >= 0)
        self.dots.setVisible(ended and self._at >= 0)
        self.back.setVisible(ended and self._at >= 0)
        self.later.setVisible(ended)
        self.primary.setVisible(ended)

    def _turn_to(self, at: int) -> None:
        self._at = at
        for place, step in enumerate(self.steps):
            step.setVisible(place == at)
        if at >= 0:
            self.dots.tell(at, len(self.steps))
        words = _("Ya salió") if at < 0 else _("Seguir")
        words = _("Listo") if at == len(self.steps) - 1 else words
        self.primary.setText(f" {words}")
        self.primary.setAccessibleName(words)
        self.area.verticalScrollBar().setValue(0)
        self._show_frame()
        self._take_focus()

    def _take_focus(self) -> None:
        if self._at >= 0:
            self.steps[self._at].begin(self.primary)
        else:
            self.primary.setFocus()

    # --- from step to step -----------------------------------------------------------

    def go_on(self) -> None:
        """What Enter and the primary button do; nothing has to be filled in."""
        if not self.primary.isVisible():
            return
        self._keep()
        if self._at == len(self.steps) - 1:
            self.said.emit(_("Cierre guardado. Gracias."), None)
            self.go.emit("today", None)
        else:
            self._turn_to(self._at + 1)

    def go_back(self) -> None:
        self._keep()
        if self._at > 0:
            self._turn_to(self._at - 1)
        else:
            self._leave()

    def leaving(self) -> None:
        """Another page comes, or a lock: what was typed is kept."""
        self._keep()

    def _keep(self) -> None:
        if self._at >= 0:
            self.steps[self._at].keep()

    def _leave(self) -> None:
        self.go.emit("today", None)

    def _to_list(self) -> None:
        if self.session:
            self.go.emit("attendance", self.session)
        else:
            self.go.emit("groups", None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A key held down must not answer the next question too.
            if not event.isAutoRepeat():
                self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """On a line that leads somewhere Enter opens it; anywhere else it goes on."""
        focus = self.focusWidget()
        if isinstance(focus, QPushButton) and focus is not self.primary:
            focus.click()
        else:
            self.go_on()
