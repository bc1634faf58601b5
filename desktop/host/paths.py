"""Where this system keeps a program's data. The names say nothing about what Vereda is for.

Standard library only; nothing here touches the disk.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop.host.files import private_umask

FOLDER_NAME = "Vereda"
DEMO_SUFFIX = " demo"
HOME_VARIABLE = "VEREDA_HOME"
"""Names another data folder, e.g. on a stick; the demonstration then lies beside it."""


def data_home(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The folder of this person's records. It may not exist yet.

    Args:
        environ: the environment to read, for tests.
        platform: as `sys.platform` names it.
    """
    chosen = environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    return _system_data(environ, platform) / FOLDER_NAME


def demo_home(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The folder of the demonstration: beside the real records, never inside them."""
    real = data_home(environ, platform)
    return real.with_name(real.name + DEMO_SUFFIX)


def private() -> None:
    """From now on this process makes files that only their owner can read."""
    private_umask()


def _system_data(environ: Mapping[str, str], platform: str) -> Path:
    if platform == "win32":
        # Local, not roaming: records never travel by a domain's profile.
        local = environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    named = environ.get("XDG_DATA_HOME", "")
    # The XDG specification says that relative paths are to be ignored.
    return Path(named) if named.startswith("/") else Path.home() / ".local" / "share"
