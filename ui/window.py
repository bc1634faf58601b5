"""The window process's life: locked, open, covered, locked again. Locking ends the process."""

from __future__ import annotations

import contextlib
import gc
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop import i18n
from desktop.services import prefs
from desktop.trouble import Trouble
from ui.link import LOCKED_STATUS, Link
from ui.pages.unlock.page import UnlockPage
from ui.spoken import speak
from ui.tasks import Tasks
from ui.theme import Theme, use

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from desktop.services.entrance import Desk
    from ui.cover import Cover
    from ui.shell import Shell

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
        self._cover: Cover | None = None
        self._set_aside: list[QWidget] = []
        """Dialogs that a cover hid, to be shown again when it is lifted."""
        self._locking = self._over = False
        link.heard.connect(self._on_heard)
        link.alone.connect(self.lock)
        self.show_locked()

    # --- locked ---------------------------------------------------------

    def show_locked(self) -> None:
        """The lock screen, or the first-run page when nobody has an account here."""
        from desktop.vault.cards import list_accounts
        from sync.carriers.boxes import REQUEST_FILE

        cards = list_accounts(self.folder)
        if not cards or ((self.folder / REQUEST_FILE).exists() and waits(self.folder)):
            from ui.pages.welcome.page import WelcomePage

            welcome = WelcomePage(self.folder, self.tasks)
            welcome.language_chosen.connect(self._on_language)
            welcome.founded.connect(self._on_desk)
            welcome.joined.connect(self.show_locked)
            self._put(welcome)
            return
        demo = is_demo(self.folder)
        told = demo_phrases(self.folder) if demo else ""
        page = UnlockPage(cards, demo, i18n.language(), told)
        page.entered.connect(self._on_entered)
        page.language_chosen.connect(self._on_language)
        page.forgot.connect(self._on_forgot)
        self._put(page)
        self._unlock_page = page

    def appear(self) -> None:
        """Come on screen: whole on small screens, never larger than the screen."""
        room = self.screen().availableGeometry()
        self.resize(min(USUAL_PX[0], room.width()), min(USUAL_PX[1], room.height()))
        if room.width() <= MAXIMISED_TO_PX:
            self.showMaximized()
        else:
            self.show()
        self.activateWindow()

    def _renew(self) -> None:
        """A window that stood by was made earlier: take up what was chosen since."""
        look = self._look = prefs.load(self.folder)
        app = QApplication.instance()
        if isinstance(app, QApplication):
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

        def load() -> None:
            import ui.catalogue  # noqa: F401

            # What was imported stays: no later search for garbage need walk through it.
            gc.freeze()

        threading.Thread(target=load, name="preload", daemon=True).start()

    def _on_language(self, code: str) -> None:
        with contextlib.suppress(Trouble):  # a full disk: the language holds until the end
            prefs.change(self.folder, language=code)
        i18n.install(code)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            speak(app)
        self.show_locked()

    def _on_entered(self, account: bytes, phrase: str) -> None:
        self.tasks.run(
            _enter, self.folder, account, phrase, then=self._on_desk, failed=self._on_refused
        )

    def _on_refused(self, problem: BaseException) -> None:
        from ui.widgets.trouble import sentences

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
        dialog.open()

    # --- open -----------------------------------------------------------

    def _on_desk(self, desk: Desk) -> None:
        from ui.arrivals import seal_rest
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
        self._watch()
        self.link.say("unlocked")
        self.shell.show_page("today")
        self._take_in()
        seal_rest(self.tasks, desk, self.folder, then=self._send)
        warming = QTimer(self, singleShot=True, interval=WARM_AFTER_MS)
        warming.timeout.connect(self._warm)
        warming.start()
        for notice in desk.notices:
            self.shell.toast.say(i18n.tell(notice))
        self.opened.emit()

    def _warm(self) -> None:
        """The long list is ready before somebody opens it."""
        if self.shell is not None and not self._locking and not self.tasks.over:
            self.shell.warm("people")

    def _send(self) -> None:
        """Also fetches what others sent since."""
        self.link.say("send")

    def _watch(self) -> None:
        from desktop.host.clock import SystemClock
        from desktop.host.idle import seconds_idle
        from ui.idle import IdleWatch
        from ui.watch import Watch

        self.watch = Watch(
            self,
            IdleWatch(SystemClock(), seconds_idle),
            lambda: prefs.load(self.folder).idle_lock_s,
        )
        self.watch.lock_asked.connect(self.lock)
        self.watch.cover_asked.connect(self.cover)
        self.watch.ending.connect(self._on_ending)

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
            if self.desk is None and prefs.load(self.folder) != self._look:
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
        from ui.widgets.dialog import Dialog

        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible():
                if isinstance(other, Dialog):
                    self._set_aside.append(other)
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
            return
        from ui.cover import Cover

        self._hide_behind(Cover(asks=False))
        if self.shell is not None:
            self.shell.leaving()
        self.link.say("locking")
        from ui.arrivals import seal

        QTimer.singleShot(SEAL_AT_LOCK_MS, self._end)
        seal(self.tasks, self.desk, self.folder, then=self._end)

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


def waits(folder: Path) -> bool:
    """Whether an account here waits for an invitation; a damaged request waits for nothing."""
    from sync.client.joining import waiting_request

    return waiting_request(folder) is not None


def demo_phrases(folder: Path) -> str:
    """Who can enter a demonstration, for who started it from an icon and saw no terminal."""
    from desktop.commands import DEMO_ENTRY_FILE

    try:
        return (folder / DEMO_ENTRY_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


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
