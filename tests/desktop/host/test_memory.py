from __future__ import annotations

import subprocess
import sys

import pytest

CRASH = """
import os, resource, sys
from desktop.host.memory import never_dump
never_dump()
print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core dumps")
def test_a_crash_leaves_no_dump() -> None:
    crashed = subprocess.run([sys.executable, "-c", CRASH], capture_output=True, text=True)
    assert crashed.stdout == "(0, 0)\n"
    assert crashed.returncode < 0
