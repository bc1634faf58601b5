"""The window process's life: locked, open, covered, locked again. Locking ends the process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget

from desktop import i18n
from desktop.services import prefs
from ui.link import LOCKED_STATUS, Link
from ui.pages.unlock.page import UnlockPage
from ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.services.entrance import Desk
    from ui.cover import Cover
    from ui.shell import Shell

IDLE_CHECK_MS = 1000
IDLE_WARNING_S = 30
SEAL_AT_LOCK_MS = 500


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
        self.link = link
        self.tasks = Tasks(self)
        self.desk: Desk | None = None
        self.shell: Shell | None = None
        self._cover: Cover | None = None
        self._idle_ms = 0
        self._locking = False
        link.heard.connect(self._on_heard)
        link.alone.connect(self.lock)
        self.show_locked()

    # --- locked ---------------------------------------------------------

    def show_locked(self) -> None:
        """The lock screen, or the first-run page when nobody has an account here."""
        from desktop.vault.cards import list_accounts

        cards = list_accounts(self.folder)
        if not cards:
            from ui.pages.welcome.page import WelcomePage

            welcome = WelcomePage(self.folder, self.tasks)
            welcome.language_chosen.connect(self._on_language)
            welcome.founded.connect(self._on_desk)
            welcome.joined.connect(self.show_locked)
            self._put(welcome)
            return
        page = UnlockPage(cards, is_demo(self.folder), i18n.language())
        page.entered.connect(self._on_entered)
        page.language_chosen.connect(self._on_language)
        self._put(page)
        self._unlock_page = page

    def _put(self, page: QObject) -> None:
        while self.count():
            old = self.widget(0)
            self.removeWidget(old)
            old.deleteLater()
        self.addWidget(page)  # type: ignore[arg-type]
        self.setCurrentIndex(0)

    def preload(self) -> None:
        """Import the store and the pages while the phrase is being typed."""

        def load() -> None:

            import ui.catalogue  # noqa: F401

        threading.Thread(target=load, name="preload", daemon=True).start()

    def _on_language(self, code: str) -> None:
        prefs.change(self.folder, language=code)
        i18n.install(code)
        self.show_locked()

    def _on_entered(self, account: bytes, phrase: str) -> None:
        self.tasks.run(
            _enter, self.folder, account, phrase, then=self._on_desk, failed=self._on_refused
        )

    def _on_refused(self, problem: BaseException) -> None:
        from ui.widgets.trouble import sentences

        self._unlock_page.refuse(*sentences(problem))

    # --- open -----------------------------------------------------------

    def _on_desk(self, desk: Desk) -> None:
        from ui.catalogue import PAGES
        from ui.page import Room
        from ui.shell import Shell

        self.desk = desk
        room = Room(desk, self.tasks, self.folder, self.link.say)
        self.shell = Shell(room, PAGES)
        self.shell.lock_asked.connect(self.lock)
        self.tasks.troubled.connect(self.shell.on_trouble)
        if isinstance(self.currentWidget(), UnlockPage):
            self._unlock_page.forget()
        self._put(self.shell)
        self._shortcut("Ctrl+L", self.lock)
        self._shortcut("F12", self.cover)
        self._watch_idle()
        self.link.say("unlocked")
        self.shell.show_page("today")
        self._take_in()
        for notice in desk.notices:
            self.shell.toast.say(i18n.tell(notice))
        self.opened.emit()

    def _shortcut(self, keys: str, then: Callable[[], None]) -> None:
        made = QShortcut(QKeySequence(keys), self)
        made.activated.connect(then)

    def _take_in(self) -> None:
        """Apply what the courier brought while the laptop was locked."""
        from ui.arrivals import take_in

        if self.desk is not None and self.shell is not None:
            take_in(self.tasks, self.desk, self.folder, then=self.shell.broadcast)

    def _on_heard(self, message: dict[str, object]) -> None:
        if message.get("do") == "show":
            # A standby was made before: the language may have been changed since.
            if self.desk is None and prefs.load(self.folder).language != i18n.language():
                i18n.install(prefs.load(self.folder).language)
                self.show_locked()
            self.showMaximized() if self.screen().size().width() <= 1400 else self.show()
            self.activateWindow()
        elif message.get("do") == "courier" and self.shell is not None:
            from ui.arrivals import hear_courier

            hear_courier(self.shell, message)
            if message.get("state") == "idle":
                self._take_in()

    # --- covered --------------------------------------------------------

    def cover(self) -> None:
        """F12: hide everything now; the phrase lifts it."""
        from ui.cover import Cover

        if self._cover is None:
            self._cover = Cover(self)
            self._cover.lift_asked.connect(self._on_lift)

    def _on_lift(self, phrase: str) -> None:
        assert self.desk is not None  # noqa: S101
        self.tasks.run(
            _check, self.folder, self.desk, phrase, then=self._on_lifted, failed=self._not_lifted
        )

    def _on_lifted(self, _account: object) -> None:
        if self._cover is not None:
            self._cover.lift()
            self._cover = None
            if self.shell is not None:
                self.shell.current.setFocus()

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
            return
        from ui.cover import Cover

        Cover(self, asks=False).repaint()
        if self.shell is not None:
            self.shell.leaving()
        self.link.say("locking")
        from ui.arrivals import seal

        QTimer.singleShot(SEAL_AT_LOCK_MS, self._end)
        seal(self.tasks, self.desk, self.folder, then=self._end)

    def _end(self) -> None:
        self.ended.emit(LOCKED_STATUS)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window is leaving: seal like a lock, but tell the supervisor to end too."""
        self.link.say("quit")
        if self.desk is not None and not self._locking:
            event.ignore()
            self.lock()
        else:
            self.ended.emit(0)

    # --- idle -----------------------------------------------------------

    def _watch_idle(self) -> None:
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        timer = QTimer(self, interval=IDLE_CHECK_MS)
        timer.timeout.connect(self._on_idle_check)
        timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (
            QEvent.Type.KeyPress,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseMove,
            QEvent.Type.Wheel,
        ):
            self._idle_ms = 0
        return False

    def _on_idle_check(self) -> None:
        """The system's own idle time counts where it is known, ours where it is not."""
        from desktop.host.idle import seconds_idle

        self._idle_ms += IDLE_CHECK_MS
        system = seconds_idle()
        idle_s = self._idle_ms / 1000 if system is None else min(system, self._idle_ms / 1000)
        left = prefs.load(self.folder).idle_lock_s - idle_s
        if left <= 0:
            self.lock()
        elif left <= IDLE_WARNING_S and self.shell is not None:
            self.shell.toast.say(
                i18n._("Se bloquea en {n} segundos. Toque una tecla para seguir.").format(
                    n=round(left)
                )
            )


def is_demo(folder: Path) -> bool:
    """Whether this folder is a demonstration, as far as can be told while locked."""
    from sync.carriers.boxes import read_settings
    from sync.carriers.trouble import BadFolder

    try:
        settings = read_settings(folder)
    except BadFolder:
        return False
    return settings is not None and settings.demo


def _enter(folder: Path, account: bytes, phrase: str) -> Desk:
    from desktop.services.entrance import enter

    return enter(folder, account, phrase)


def _check(folder: Path, desk: Desk, phrase: str) -> object:
    from desktop.vault.accounts import unlock_account

    return unlock_account(folder, desk.account.card.id, phrase)
