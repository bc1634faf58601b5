"""What the laptop's own clocks promise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.host import clock
from desktop.host.clock import BOOT_BYTES, SystemClock

ROOT = Path(__file__).parents[3]


def test_the_monotonic_clock_never_turns_back():
    readings = [SystemClock().monotonic_ms() for _ in range(1000)]
    assert readings == sorted(readings)


@pytest.mark.skipif(not Path("/proc/sys/kernel/random/boot_id").exists(), reason="Linux names it")
def test_two_processes_of_one_boot_agree_and_do_not_show_the_systems_name_for_it():
    script = "from desktop.host.clock import SystemClock; print(SystemClock().boot().hex())"
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    mine = SystemClock().boot()
    assert (len(mine), mine.hex()) == (BOOT_BYTES, other.stdout.strip())
    assert mine.hex() not in Path("/proc/sys/kernel/random/boot_id").read_text().replace("-", "")


def test_a_system_that_names_no_boot_gets_a_fresh_name_a_process(monkeypatch, tmp_path):
    monkeypatch.setattr(clock, "_LINUX_BOOT_ID", tmp_path / "none")
    first, second = clock._this_boot(), clock._this_boot()
    assert len(first) == BOOT_BYTES
    assert first != second
