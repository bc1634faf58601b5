from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

ASK = "from desktop.host.idle import seconds_idle; print(seconds_idle())"


def ask(*wrapper: str, **environ: str) -> str:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    answer = subprocess.run(
        [*wrapper, sys.executable, "-c", ASK],
        capture_output=True,
        text=True,
        check=True,
        env={**kept, **environ},
    )
    return answer.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always tell")
@pytest.mark.parametrize(
    "environ", [{}, {"DISPLAY": ":4711"}, {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}]
)
def test_where_nobody_tells_the_idle_time_is_unknown(environ: dict[str, str]) -> None:
    assert ask(**environ) == "None"


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb is not installed")
def test_x11_tells_the_idle_time() -> None:
    assert float(ask("xvfb-run", "-a")) >= 0
