"""The real window with a clock on it, driven by locking.py: locking_child.py PORT OPTIONS."""

from __future__ import annotations

import gc
import json
import os
import resource
import socket
import sys
import threading
import time
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from desktop.vault import passphrase
from ui.app import start
from ui.catalogue import pages_for

gc.disable()  # as the start of the window's own process does
test = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
derived_s = 0.0
derive = passphrase._key
PAGES = ("today", "groups", "people", "sync", "settings")


def tell(**what: object) -> None:
    test.sendall(json.dumps(what).encode() + b"\n")


def timed(*arguments: Any) -> bytes:
    global derived_s
    began = time.perf_counter()
    try:
        return derive(*arguments)
    finally:
        derived_s += time.perf_counter() - began


passphrase._key = timed


class Player(QObject):
    """Takes orders in the window's own thread."""

    ordered = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.app, self.window = start(sys.argv[2:])
        self.window.ended.connect(self.app.exit)
        self.window.installEventFilter(self)
        self.ordered.connect(self.obey)
        self.began = 0.0
        # A phrase takes seconds to type; the store is loaded meanwhile.
        self.loading = QTimer(self, interval=5)
        self.loading.timeout.connect(self.look_loaded)
        self.loading.start()

    def look_loaded(self) -> None:
        if "ui.catalogue" in sys.modules and not self.window.tasks.busy:
            self.loading.stop()
            tell(loaded=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            tell(shown=True)
        return False

    def listen(self) -> None:
        for line in test.makefile("r"):
            self.ordered.emit(json.loads(line))

    def obey(self, order: dict[str, Any]) -> None:
        if "unlock" in order:
            nickname, phrase = order["unlock"]
            page = self.window._unlock_page
            next(each for each in page.people.buttons() if each.text() == nickname).click()
            page.phrase.setText(phrase)
            self.began = time.perf_counter()
            page.enter.click()
            self.until_open()
        elif "pages" in order:
            for name in PAGES:
                if name in pages_for(self.window.desk):
                    self.window.shell.show_page(name)
                    self.rest()
            tell(peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
        elif "lock" in order:
            began = time.perf_counter()
            self.window.lock()
            # `lock` paints the cover itself before it returns.
            tell(covered_s=time.perf_counter() - began)

    def rest(self) -> None:
        while self.window.tasks.busy:
            self.app.processEvents()
        self.app.processEvents()

    def until_open(self) -> None:
        while self.window.shell is None or not self.window.shell.current.title.text():
            self.app.processEvents()
        self.app.processEvents()
        tell(opened_s=[time.perf_counter() - self.began, derived_s])
        self.rest()


player = Player()
tell(pid=os.getpid())
threading.Thread(target=player.listen, daemon=True).start()
status = player.app.exec()
os._exit(status)
