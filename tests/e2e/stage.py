"""A stage for the real window: offscreen, on a real data folder, played as a person would.

Used by the tour, the screenshots and the tests of pages. Time-outs are generous
and end in an error that names what was waited for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.host.clock import SystemClock
from desktop.services.entrance import sit_down
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.cards import list_accounts
from ui.app import start
from ui.link import LOCKED_STATUS
from ui.pages.unlock.page import UnlockPage

PATIENCE_S = 30.0


class Play:
    """One window, from its lock screen on."""

    def __init__(self, folder: Path, language: str = "es") -> None:
        self.folder = folder
        self.strict = True
        """A trouble ends the play; otherwise it shows as it would to a person."""
        self.troubles: list[BaseException] = []
        self.ended: int | None = None
        self.app, self.window = start(["--data", str(folder), "--language", language])
        self.window.ended.connect(self._on_ended)
        self.settle()

    def _on_ended(self, status: int) -> None:
        self.ended = status

    def until(self, what: str, done: Callable[[], bool]) -> None:
        """Let the window work until something is true."""
        began = time.monotonic()
        while not done():
            if self.troubles:
                raise self.troubles[0]
            if time.monotonic() - began > PATIENCE_S:
                raise TimeoutError(f"waited {PATIENCE_S:.0f} s for: {what}")
            self.app.processEvents()
            time.sleep(0.002)

    def settle(self) -> None:
        """Let everything that was asked for be done and painted."""
        for _ in range(3):
            self.app.processEvents()
            self.until("the database thread", lambda: not self.window.tasks.busy)
        self.app.processEvents()
        self._let_go()

    def _let_go(self) -> None:
        """Delete what was to be deleted later; only a real event loop does it by itself."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def sit(self, account: UnlockedAccount) -> None:
        """Open the desk of an account that is unlocked already: no key derivation."""
        self.window.tasks.run(
            sit_down, self.folder, account, SystemClock(), then=self.window._on_desk
        )
        self._opened()

    def unlock(self, nickname: str, phrase: str) -> float:
        """Choose a nickname and type the phrase; seconds until Today shows."""
        page = self.window.currentWidget()
        assert isinstance(page, UnlockPage)
        place = [card.nickname for card in list_accounts(self.folder)].index(nickname)
        page.people.button(place).click()
        page.phrase.clear()
        QTest.keyClicks(page.phrase, phrase)
        began = time.monotonic()
        page.enter.click()
        self.until("the vault to open", lambda: self.window.desk is not None)
        took = time.monotonic() - began
        self._opened()
        return took

    def _opened(self) -> None:
        self.until("the vault to open", lambda: self.window.desk is not None)
        self.settle()
        shell = self.window.shell
        assert shell is not None
        show = shell.on_trouble

        def on_trouble(problem: BaseException) -> None:
            if self.strict:
                self.troubles.append(problem)
            else:
                show(problem)

        shell.on_trouble = on_trouble  # type: ignore[method-assign]
        for page_made in shell.made():
            page_made.troubled.connect(on_trouble)

    def lock(self) -> None:
        """Ctrl+L, until the process would end."""
        self.window.lock()
        self.until("the lock", lambda: self.ended is not None)
        assert self.ended == LOCKED_STATUS
        self.close()

    def close(self) -> None:
        """Take this window away, as the end of its process would."""
        self.strict = False
        self.settle()
        # Also without a desk: a call may still be answering to a window that goes.
        self.window.tasks.finish()
        if self.window.desk is not None:
            self.window.desk.close()
        self.window.deleteLater()
        self.app.processEvents()
        self._let_go()

    def show(self, name: str, argument: object = None) -> None:
        assert self.window.shell is not None
        self.window.shell.show_page(name, argument)
        self.settle()

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.settle()

    def grab(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.app.processEvents()
        if not self.window.grab().save(str(path)):
            raise OSError(f"no picture could be written to {path}")

    def _is_checked(self) -> bool:
        assert self.window.shell is not None
        return self.window.shell.current.again.isEnabled()  # type: ignore[attr-defined]

    def every_page(self, roster: Path | None = None) -> Iterator[str]:
        """Each page of the open window in turn, by name."""
        from datetime import datetime

        from desktop.services import today

        assert self.window.desk is not None
        found = today.today(self.window.desk.work, datetime.now())
        everyday = ("today", "groups", "people", "team", "counts")
        for name in (*everyday, "sync", "settings", "doctor", "papers"):
            self.show(name)
            if name == "doctor":
                self.until("the check-up", self._is_checked)
            yield name
        if found.next is not None:
            self.show("group", found.next.group)
            yield "group"
            self.show("attendance", found.next.session)
            yield "attendance"
        self.show("import", roster)
        yield "import"
