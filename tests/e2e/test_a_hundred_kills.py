"""A hundred of the thousand kills of `make soak`, in a process without Qt's threads to fork."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).parents[1] / "soak" / "run.py"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
@pytest.mark.timeout(300)
def test_a_hundred_kills_lose_no_mark_and_leave_one_epoch() -> None:
    done = subprocess.run(
        [sys.executable, SOAK, "--kills", "100"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "100 kills, every promise held" in done.stdout
