"""The real supervisor, alone in its process, with driven windows. Arguments: PORT FOLDER."""

import secrets
import sys
from pathlib import Path

from desktop.host.clock import SystemClock
from desktop.host.instance import InstanceLock
from desktop.host.memory import never_dump
from desktop.host.paths import private
from desktop.supervisor import Supervisor

never_dump()
private()
port, folder = sys.argv[1], Path(sys.argv[2])
window = Path(__file__).with_name("driven_window.py")
with InstanceLock(folder):
    Supervisor(
        [sys.executable, str(window), port],
        folder,
        clock=SystemClock(),
        rng=secrets.SystemRandom(),
    ).run()
