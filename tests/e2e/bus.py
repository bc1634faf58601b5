"""A private D-Bus daemon and a system behind it, for the tests of lock and session."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

PATIENCE_S = 20
FAKE = Path(__file__).with_name("fake_system.py")
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>custom</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class Bus:
    """One bus; `tell_as_system` needs `start_system` first."""

    def __init__(self, folder: Path) -> None:
        config = folder / "bus.conf"
        config.write_text(CONFIG.format(socket=folder / "socket"))
        self.address = f"unix:path={folder / 'socket'}"
        self.daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.daemon.stdout is not None
        assert self.daemon.stdout.readline()
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        self.system: subprocess.Popen[str] | None = None

    def start_system(self) -> None:
        self.system = subprocess.Popen(
            [sys.executable, str(FAKE), self.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()
        assert self.told("ready")

    def _read(self) -> None:
        assert self.system is not None
        assert self.system.stdout is not None
        for line in self.system.stdout:
            self._told.put(json.loads(line))

    def told(self, name: str) -> Any:
        """What the system says next under this name."""
        while name not in (told := self._told.get(timeout=PATIENCE_S)):
            pass
        return told[name]

    def has_told(self, name: str) -> bool:
        """The same without waiting."""
        told = [self._told.get() for _ in range(self._told.qsize())]
        return any(name in each for each in told)

    def order(self, **what: object) -> None:
        """Let the system say something; it has gone out when this returns."""
        assert self.system is not None
        assert self.system.stdin is not None
        self.system.stdin.write(json.dumps(what) + "\n")
        self.system.stdin.flush()
        assert self.told("sent")

    def close(self) -> None:
        for process in (self.system, self.daemon):
            if process is not None:
                process.kill()
                process.communicate()
