"""A measurement in a process of its own: it says what it found as one line of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LIMIT_S = 300


def ask(script: str, *arguments: object) -> dict[str, Any]:
    """What tests/bench/`script` says last. Raises: RuntimeError with its errors."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, str(HERE / script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_S,
        env=environment,
    )
    if done.returncode:
        raise RuntimeError(f"{script}: {done.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def answer(**found: Any) -> None:
    """Say it and end at once, as the window process does."""
    print(json.dumps(found), flush=True)
    os._exit(0)
