"""The first run: one question a screen, until Today or the lock screen can be shown."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, language, tell
from desktop.services import prefs
from desktop.trouble import Trouble
from ui.pages.welcome import calls
from ui.pages.welcome.first import Aim
from ui.pages.welcome.frame import Frame
from ui.pages.welcome.screens import Screens
from ui.pages.welcome.step import Step
from ui.tasks import Tasks


class WelcomePage(Frame):
    """Leads through the screens. Nothing is written before the last one, which says so.

    Signals:
        founded(Desk): a programme was begun or an invitation taken in; the desk is open.
        joined(): the lock screen can be shown: an invitation was taken in, or somebody
            with an account here went back to it.
        restored(): a backup was put back; the lock screen can be shown.
        language_chosen(str): "es" or "en"; this page is to be made anew.
    """

    founded = Signal(object)
    joined = Signal()
    restored = Signal()
    language_chosen = Signal(str)

    def __init__(self, folder: Path, tasks: Tasks) -> None:
        super().__init__()
        self.folder = folder
        self.tasks = tasks
        self._busy = ""
        self._focus_before: QWidget | None = None
        self.screens = Screens(folder, tasks)
        self._connect()
        if calls.waits(folder) and not calls.is_again(folder):
            self._wait()
        elif self.screens.has_accounts:
            self._path: tuple[Step, ...] = self.screens.paths[Aim.AGAIN]
            self._show(self.screens.way)
        else:
            self._path = self.screens.paths[Aim.FOUND]
            chosen = (folder / prefs.PREFS_FILE).exists()
            self._show(self.screens.aim if chosen else self.screens.language)

    def _connect(self) -> None:
        screens = self.screens
        self._ends = {
            screens.beginning: self._on_founded,
            screens.request: self._on_request,
            screens.ask_again: self._wait,
            screens.undo: self._on_undone,
            screens.entering: self._on_entered,
            screens.restore: self.restored.emit,
        }
        for step in screens.all:
            self.take(step)
            step.works.connect(self._on_works)
            if step is not screens.language:
                step.done.connect(self._next)
        screens.language.chosen.connect(self._on_language)
        screens.aim.chosen.connect(self._on_aim)
        screens.way.chosen.connect(self._on_aim)
        self.back.clicked.connect(self.go_back)
        self.primary.clicked.connect(self.go_on)

    # --- from screen to screen ------------------------------------------------

    @property
    def step(self) -> Step:
        """The screen that shows."""
        return self._step

    def go_on(self) -> None:
        if not self._busy and self._step.primary:
            self._step.go()

    def go_back(self) -> None:
        """To the question before; its answer still stands there."""
        if self._busy:
            self._step.stop()
        elif self._leads_out():
            self.joined.emit()
        elif self._step in self.screens.back_to:
            self._show(self.screens.back_to[self._step])
        elif self._at > 0:
            self._show(self._path[self._at - 1])

    def _next(self) -> None:
        ending = self._ends.get(self._step)
        if ending is not None:
            ending()
        else:
            self._show(self._path[self._at + 1])

    def _show(self, step: Step) -> None:
        self._step = step
        step.complain()
        if step in self._path:
            self._at = self._path.index(step)
        self.dots.tell(self._at, len(self._path))
        self.back.setVisible(self._at > 0 or step is self.screens.way)
        self.primary.setVisible(bool(step.primary))
        self.say(self.back, self._way_back())
        self.say(self.primary, step.primary)
        self.turn_to(step)
        self._take_focus()

    def _take_focus(self) -> None:
        self._step.begin(self.back if self._step.grave else self.primary)

    def _leads_out(self) -> bool:
        """To the lock screen: others may work where somebody asks again."""
        waiting = self._step is self.screens.waiting
        return self._step is self.screens.way or (waiting and calls.is_again(self.folder))

    def _way_back(self) -> str:
        if self._leads_out():
            return _("Volver a la entrada")
        return self._step.back or _("Atrás")

    def _on_works(self, words: str) -> None:
        """What has begun is not gone back from: whoever does would not know what was written.

        Meanwhile the page itself has the keys, or an impatient second Enter would cancel.
        """
        if words:
            self._focus_before = self.focusWidget()
            self.setFocus()
        self._busy = words
        self.primary.setEnabled(not words)
        self.back.setEnabled(not words or self._step.stoppable)
        self.say(self.primary, words or self._step.primary)
        self.say(self.back, _("Cancelar") if words and self._step.stoppable else self._way_back())
        if not words and self._focus_before is not None:
            self._focus_before.setFocus()

    # --- answers ----------------------------------------------------------------

    def _on_language(self, code: str) -> None:
        if code != language():
            self.language_chosen.emit(code)
            return
        with contextlib.suppress(Trouble, OSError):
            prefs.change(self.folder, language=code)
        self._show(self.screens.aim)

    def _on_aim(self, aim: str) -> None:
        self._path = self.screens.paths[Aim(aim)]

    # --- ends -------------------------------------------------------------------

    def _on_founded(self) -> None:
        self._forget()
        self.founded.emit(self.screens.beginning.desk)

    def _on_request(self) -> None:
        self._wait()
        if not self.screens.request.code_kept:
            self.screens.waiting.complain(tell(calls.CODE_LOST))

    def _wait(self) -> None:
        self._forget()
        again = calls.is_again(self.folder)
        self._path = self.screens.paths[Aim.AGAIN if again else Aim.JOIN]
        self._show(self.screens.waiting)

    def _on_undone(self) -> None:
        if self.screens.undo.again:
            self.joined.emit()
        else:
            self._path = self.screens.paths[Aim.FOUND]
            self._show(self.screens.aim)

    def _on_entered(self) -> None:
        self._forget()
        if self.screens.entering.desk is None:
            self.joined.emit()
        else:
            self.founded.emit(self.screens.entering.desk)

    def _forget(self) -> None:
        """No secret stays in a widget once it has done its work."""
        for step in self.screens.all:
            step.forget()

    # --- keys -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A key held down must not answer the next question too.
            if not event.isAutoRepeat():
                self.go_on()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_focus()
