"""A system that tells of sleep, lid and locked sessions, over a real bus: logind's part in tests.

It takes orders as JSON lines on stdin and tells on stdout what it was asked.
    {"signal": [PATH, INTERFACE, MEMBER, [VALUES]]}    {"lid": true}
"""

import json
import os
import sys
import threading

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)

NAMES = ("org.freedesktop.login1", "org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver")


def tell(**what: object) -> None:
    print(json.dumps(what), flush=True)


class System(QDBusVirtualObject):
    """Answers whatever is asked below /."""

    lid_closed = False

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, bus: QDBusConnection) -> bool:  # noqa: N802
        if message.member() == "Inhibit":
            bus.send(message.createReply(self.inhibit()))
            tell(inhibited=message.arguments())
        elif message.member() == "Get":
            bus.send(message.createReply(QDBusVariant(self.lid_closed)))
            tell(asked=message.arguments())
        else:
            return False
        return True

    def inhibit(self) -> QDBusUnixFileDescriptor:
        """As logind: whoever holds the descriptor delays the sleep."""
        ours, theirs = os.pipe()
        given = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)

        def wait() -> None:
            os.read(ours, 1)
            tell(released=True)

        threading.Thread(target=wait, daemon=True).start()
        return given


class Orders(QObject):
    """Lines of stdin, in the thread of the bus."""

    given = Signal(str)

    def listen(self) -> None:
        for line in sys.stdin:
            self.given.emit(line)
        os._exit(0)


def obey(line: str) -> None:
    order = json.loads(line)
    if "lid" in order:
        system.lid_closed = order["lid"]
        values: list[object] = ["org.freedesktop.login1.Manager", {"LidClosed": order["lid"]}, []]
        where = ["/org/freedesktop/login1", "org.freedesktop.DBus.Properties", "PropertiesChanged"]
    else:
        *where, values = order["signal"]
    signal = QDBusMessage.createSignal(*where)
    signal.setArguments(values)
    bus.send(signal)
    tell(sent=True)


app = QCoreApplication([])
bus = QDBusConnection.connectToBus(sys.argv[1], "system")
system = System()
bus.registerVirtualObject("/", system, QDBusConnection.VirtualObjectRegisterOption.SubPath)
for name in NAMES:
    bus.registerService(name)
orders = Orders()
orders.given.connect(obey, Qt.ConnectionType.QueuedConnection)
threading.Thread(target=orders.listen, daemon=True).start()
tell(ready=bus.isConnected())
app.exec()
