"""The window process's life: locked, open, covered, locked again. Locking ends the process."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget

from desktop import i18n
from desktop.services import prefs
from desktop.trouble import Trouble
from ui import locked
from ui.link import LOCKED_STATUS, Link
from ui.pages.unlock.page import UnlockPage
from ui.spoken import speak
from ui.tasks import Tasks
from ui.theme import Theme, use

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from desktop.programme.vocabulary import Stream
    from desktop.services.entrance import Desk
    from ui.cover import Cover
    from ui.guard import Guard
    from ui.shell import Shell
    from ui.widgets.dialog import Dialog

SEAL_AT_LOCK_MS = 500
WARM_AFTER_MS = 400
"""After Today shows: sooner than a hand finds the next button."""
USUAL_PX = (1366, 728)
MAXIMISED_TO_PX = 1400
"""Screens up to this width get the whole window."""


class Window(QStackedWidget):
    """One top-level window. Its title and icon never say what is inside.

    Signals:
        opened(): the vault is open and Today is on screen.
        ended(int): the process should end now, with this exit status.
    """

    opened = Signal()
    ended = Signal(int)

    def __init__(self, folder: Path, link: Link) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Vereda")
        self.setMinimumSize(860, 480)
        self.folder = folder
        self._look = prefs.load(folder)
        self.link = link
        self.tasks = Tasks(self)
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self.guard: Guard | None = None
        self._cover: Cover | None = None
        self._set_aside: list[Dialog] = []
        """Dialogs that a cover hid, to be shown again when it is lifted."""
        self._locking = self._over = False
        link.heard.connect(self._on_heard)
        link.alone.connect(self.lock)
        self.show_locked()

    # --- locked ---------------------------------------------------------

    def show_locked(self) -> None:
        """The lock screen, or the first-run page when nobody has an account here."""
        cards = self._cards = locked.cards(self.folder)
        if not cards or locked.waits(self.folder):
            self.show_welcome()
            return
        demo = locked.is_demo(self.folder)
        told = locked.demo_phrases(self.folder) if demo else ""
        page = UnlockPage(cards, demo, i18n.language(), told)
        page.entered.connect(self._on_entered)
        page.language_chosen.connect(self._on_language)
        page.forgot.connect(self._on_forgot)
        self._put(page)
        self._unlock_page = page

    def show_welcome(self) -> None:
        """The first run; also the way back for an account that opens nothing here."""
        from ui.pages.welcome.page import WelcomePage

        welcome = WelcomePage(self.folder, self.tasks)
        welcome.language_chosen.connect(self._on_language)
        welcome.founded.connect(self._on_desk)
        welcome.joined.connect(self.show_locked)
        welcome.restored.connect(self.show_locked)
        self._put(welcome)

    def appear(self) -> None:
        """Come on screen: whole on small screens, never larger than the screen."""
        room = self.screen().availableGeometry()
        self.resize(min(USUAL_PX[0], room.width()), min(USUAL_PX[1], room.height()))
        if room.width() <= MAXIMISED_TO_PX:
            self.showMaximized()
        else:
            self.show()
        self.activateWindow()
        # In the next turn: a window whose loop stands still has not shown.
        QTimer.singleShot(0, self, lambda: self.link.say("shown"))

    def _is_outdated(self) -> bool:
        """Whether somebody was added, renamed or chose another look while this window stood by."""
        return prefs.load(self.folder) != self._look or locked.cards(self.folder) != self._cards

    def _renew(self) -> None:
        """A window that stood by was made earlier: take up what was chosen since."""
        before, look = self._look, prefs.load(self.folder)
        self._look = look
        app = QApplication.instance()
        if look != before and isinstance(app, QApplication):
            i18n.install(look.language)
            use(Theme(look.theme, look.text_percent / 100), app)
            speak(app)
        self.show_locked()

    def _put(self, page: QObject) -> None:
        while self.count():
            old = self.widget(0)
            self.removeWidget(old)
            old.deleteLater()
        self.addWidget(page)  # type: ignore[arg-type]
        self.setCurrentIndex(0)

    def preload(self) -> None:
        """Import the store and the pages while the phrase is being typed."""
        self.tasks.run(locked.preload)

    def _on_language(self, code: str) -> None:
        with contextlib.suppress(Trouble):  # a full disk: the language holds until the end
            prefs.change(self.folder, language=code)
        i18n.install(code)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            speak(app)
        if isinstance(self.currentWidget(), UnlockPage):
            self.show_locked()
        else:
            self.show_welcome()

    def _on_entered(self, account: bytes, phrase: str) -> None:
        self.tasks.run(
            locked.enter, self.folder, account, phrase, then=self._on_desk, failed=self._on_refused
        )

    def _on_refused(self, problem: BaseException) -> None:
        from desktop.vault.troubles import NoAccess
        from ui.widgets.trouble import sentences

        if isinstance(problem, NoAccess):
            from ui.way_back import WayBackDialog

            WayBackDialog(self).ask(self.show_welcome)
        self._unlock_page.refuse(*sentences(problem))
        account = self._unlock_page.account
        if account is not None:
            from desktop.services.entrance import wait_s

            self._unlock_page.wait(wait_s(self.folder, account))

    def _on_forgot(self, account: bytes) -> None:
        """The recovery code, for who has one: a new phrase, and then the door as always."""
        from ui.pages.unlock.recover import RecoverDialog

        dialog = RecoverDialog(self, self.tasks, self.folder, account)
        dialog.recovered.connect(self._unlock_page.welcome_back)
        dialog.restored.connect(self.show_locked)
        dialog.open()

    # --- open -----------------------------------------------------------

    def _on_desk(self, desk: Desk) -> None:
        self.desk = desk
        if self._locking:  # it came too late
            return
        try:
            self._open(desk)
        except Exception as problem:  # nobody waits for ever at the door
            from ui import opening

            opening.failed(self, problem)

    def _open(self, desk: Desk) -> None:
        from ui import opening

        self.shell, told = opening.shell_of(self, desk)
        self.shell.lock_asked.connect(self.lock)
        self.shell.turn_asked.connect(self._on_turn)
        self._put(self.shell)
        self.link.say("unlocked")
        self.shell.show_first()
        self._take_in()
        opening.send_rest(self, desk)
        QTimer.singleShot(WARM_AFTER_MS, self, self._warm)
        self.shell.toast.say_all(told)
        self.opened.emit()

    def _warm(self) -> None:
        """The long list is ready before somebody opens it."""
        if self.shell is not None and not self._locking and not self.tasks.over:
            self.shell.warm("people")

    def reseat(self, desk: Desk, page: str, said: str) -> None:
        """A page's call closed the desk and opened another one, e.g. with other keys."""
        self._on_desk(desk)
        if self.shell is not None and not self._locking:
            self.shell.show_page(page)
            self.shell.toast.say(said)

    def _on_turn(self, stream: Stream) -> None:
        """The other stream, for who may open both: another desk, and a shell of its own."""
        if self.desk is not None and self.shell is not None:
            self.shell.leaving()
            self.shell.setEnabled(False)
            self.shell.room.over = True
            turning = (locked.turn, self.folder, self.desk, stream)
            self.tasks.run(*turning, then=self._on_desk, failed=self._not_turned)

    def _not_turned(self, problem: BaseException) -> None:
        from desktop.services.entrance import NotYourStream

        if self.shell is not None and isinstance(problem, NotYourStream):
            self.shell.setEnabled(True)
            self.shell.room.over = False
            self.shell.on_trouble(problem)
        else:
            self.lock()  # the desk is closed: the lock screen is the only way on

    def watch(self) -> Guard:
        """From the first open desk on; again, it is as if somebody had just touched a key."""
        if self.guard is None:
            from ui.guard import Guard

            self.guard = Guard(self, self.folder)
            self.guard.lock_asked.connect(self.lock)
            self.guard.cover_asked.connect(self.cover)
            self.guard.panic_asked.connect(self.panic)
            self.guard.ending.connect(self._on_ending)
        self.guard.awake(0.0)
        return self.guard

    def _on_ending(self, left_s: float) -> None:
        if self.shell is not None:
            words = i18n._("Se bloquea en {n} segundos. Toque una tecla para seguir.")
            self.shell.toast.say(words.format(n=round(left_s)))

    def _take_in(self) -> None:
        """Apply what the courier brought while the laptop was locked."""
        from ui.arrivals import take_in

        if self.desk is not None and self.shell is not None:
            take_in(self.tasks, self.desk, self.folder, then=self.shell.broadcast)

    def _on_heard(self, message: dict[str, object]) -> None:
        if message.get("do") == "show":
            if self.desk is None and self._is_outdated():
                self._renew()
            self.appear()
        elif message.get("do") == "courier" and self.shell is not None:
            from ui.arrivals import hear_courier

            hear_courier(self.shell, message)
            if message.get("state") == "idle":
                self._take_in()

    # --- covered --------------------------------------------------------

    def cover(self) -> None:
        """F12: hide everything now; the phrase lifts it."""
        from ui.cover import Cover

        if self._cover is None and not self._locking:
            self._cover = Cover()
            self._cover.lift_asked.connect(self._on_lift)
            self._hide_behind(self._cover)

    def _hide_behind(self, cover: Cover) -> None:
        """Nothing else stays on screen, not for one turn of the loop: dialogs neither."""
        from ui.widgets.dialog import on_screen

        self._set_aside += on_screen()
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible():
                other.hide()
        self.addWidget(cover)
        self.setCurrentWidget(cover)
        cover.setGeometry(self.rect())
        self.repaint()
        cover.take_focus()

    def _on_lift(self, phrase: str) -> None:
        assert self.desk is not None  # noqa: S101
        self.tasks.run(
            self.desk.account.confirm, phrase, then=self._on_lifted, failed=self._not_lifted
        )

    def _on_lifted(self, _account: object) -> None:
        cover, self._cover = self._cover, None
        if cover is None or self.shell is None or self._locking:
            return
        self.setCurrentWidget(self.shell)
        self.removeWidget(cover)
        cover.deleteLater()
        self.shell.current.setFocus()
        for dialog in self._set_aside:
            dialog.show()
        self._set_aside.clear()

    def _not_lifted(self, problem: BaseException) -> None:
        from ui.widgets.trouble import sentences

        if self._cover is not None:
            self._cover.refuse(sentences(problem)[0])

    # --- lock -----------------------------------------------------------

    def lock(self) -> None:
        """Cover at once, seal what is pending for at most 500 ms, end the process."""
        if self._locking:
            return
        self._locking = True
        if self.desk is None:
            self._end()
        else:
            self._leave(self.desk, self._end)

    def panic(self) -> None:
        """As a lock, and no vault of this laptop opens any more. Only from an open window."""
        if self._locking or self.desk is None:
            return
        self._locking = True
        from desktop.services import panic

        def destroy() -> None:
            if not self._over:
                panic.destroy(self.folder)
                self._end()

        # From here on a cut leaves the rest to the supervisor.
        with contextlib.suppress(OSError):
            panic.begin(self.folder)
        self._leave(self.desk, destroy)

    def _leave(self, desk: Desk, then: Callable[[], None]) -> None:
        """Cover, let dialogs and page keep what is being typed, seal; `then` after 500 ms at most.

        `then` may be called twice.
        """
        from ui.arrivals import seal
        from ui.cover import Cover
        from ui.widgets.dialog import on_screen

        # First, so that nothing that fails below can keep the keys in memory.
        QTimer.singleShot(SEAL_AT_LOCK_MS, then)
        self.link.say("locking")
        try:
            for dialog in (*self._set_aside, *on_screen()):
                dialog.leave()
            if self.shell is not None:
                self.shell.leaving()
        finally:
            # After the dialogs, which give the focus back to what lies below them.
            self._hide_behind(Cover(asks=False))
            seal(self.tasks, desk, self.folder, then=then)

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self.ended.emit(LOCKED_STATUS)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window is leaving: seal like a lock, but tell the supervisor to end too."""
        self.link.say("quit")
        if self.desk is not None:
            event.ignore()
            self.lock()
        else:
            self.ended.emit(0)
