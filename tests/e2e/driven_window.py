"""The real window, offscreen, played by a test through a socket: driven_window.py PORT OPTIONS.

It does what the test orders with keys, as a person would, and tells what is on
screen. This way in exists here alone: the product has none.
"""

import json
import os
import socket
import sys
import threading

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from ui.app import start

test = socket.create_connection(("127.0.0.1", int(sys.argv[1])))


def tell(**what: object) -> None:
    test.sendall(json.dumps(what).encode() + b"\n")


class Player(QObject):
    """Takes orders in the window's own thread."""

    ordered = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.app, self.window = start(sys.argv[2:])
        self.window.ended.connect(self.app.exit)
        self.window.opened.connect(lambda: tell(opened=True))
        self.window.installEventFilter(self)
        self.ordered.connect(self.obey)
        self.told_saved = -1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            tell(shown=True)
        return False

    def listen(self) -> None:
        for line in test.makefile("r"):
            self.ordered.emit(json.loads(line))

    def obey(self, order: dict[str, object]) -> None:
        if "unlock" in order:
            nickname, phrase = order["unlock"]
            page = self.window.currentWidget()
            for place, card in enumerate(page._cards):
                if card.nickname == nickname:
                    page.people.button(place).click()
            QTest.keyClicks(page.phrase, phrase)
            QTest.keyClick(page.phrase, Qt.Key.Key_Return)
        elif "attend" in order:
            self.window.shell.show_page("attendance", bytes.fromhex(order["attend"]))
            self.page = self.window.shell.current
            self.page.model.modelReset.connect(self.look_soon)
            self.page.model.dataChanged.connect(self.look_soon)
        elif "show" in order:
            self.window.shell.show_page(order["show"])
            # After what the page asked for, if it asked for anything.
            self.window.tasks.run(lambda: None, then=lambda _none: tell(page=order["show"]))
        elif "write" in order:
            for letter in order["write"]:
                key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                self.app.sendEvent(self.window.focusWidget(), key)
        elif "code" in order:
            tell(code=self.window.currentWidget().screens.code.code.spelled)
        elif "press" in order:
            keys = getattr(Qt.KeyboardModifier, order.get("with", "NoModifier"))
            front = self.app.activeModalWidget() or self.window
            widget = front.focusWidget()
            QTest.keyPress(widget, getattr(Qt.Key, f"Key_{order['press']}"), keys)

    def look_soon(self) -> None:
        QTimer.singleShot(0, self.look)

    def look(self) -> None:
        """Tell how many marks the person is told are saved, whenever that changes."""
        shown = self.page.state.itemAt(0)
        words = shown.widget().accessibleName() if shown is not None else ""
        if self.page.model.rowCount() and "guardado" in words:
            saved = self.page.model.marked
            if saved != self.told_saved:
                self.told_saved = saved
                tell(saved=saved)


player = Player()
tell(pid=os.getpid(), options=sys.argv[2:], visible=player.window.isVisible())
threading.Thread(target=player.listen, daemon=True).start()
status = player.app.exec()
os._exit(status)
