"""Bytes on the wire: attendance from a journal through the real courier to a real server.

A counting proxy stands between; beside it, in the same run, Anki's sync moves
the same records through its own copy of that proxy.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import weeks
from figures import Figure, at_most, told
from shared import REPOSITORY, load

from desktop.programme.vocabulary import Stream
from desktop.services.entrance import Desk, enter
from desktop.services.founding import found_programme
from desktop.vault.cards import list_accounts
from sync.carriers import boxes
from sync.carriers.courier import run_once
from sync.client import joining
from sync.client.inbox import Intake
from sync.client.outbox import seal_pending

BULK = 10_000
WEEK = 50
BULK_MOST_BYTES = 12
WEEK_MOST_BYTES = 25
PHRASE = "una frase larga de prueba"
PATIENCE_S = 30
ANKI_LIMIT_S = 240


def measure(folder: Path, peers: Path) -> list[Figure]:
    """`folder` is empty and stays ours; `peers` has records.py and counting_proxy.py."""
    anki = start_anki(folder / "anki", peers)
    records = load(peers / "records.py").gen(n=BULK + WEEK)
    with server(folder / "store") as port:
        proxy = load(peers / "counting_proxy.py").Proxy(port)
        bulk, week, operations = push(folder, records, proxy)
    beside = anki_said(anki)
    return [
        *_rows(bulk, BULK, BULK_MOST_BYTES, f"{operations:,} operations", beside.get("full")),
        *_rows(week, WEEK, WEEK_MOST_BYTES, "one exchange", beside.get("weekly50")),
    ]


def _rows(
    ours: dict[str, int], records: int, most: int, what: str, anki: dict[str, Any] | None
) -> list[Figure]:
    peer = "Anki's sync: not measured, .venv-bench is missing"
    if anki is not None:
        peer = f"Anki's sync: {anki['up'] / records:.1f} up, {anki['down'] / records:.1f} down"
    name = f"{records:,} attendance records pushed"
    figures = [
        at_most(most, f"{name}, up", ours["up"] / records, "bytes a record", f"{peer}; {what}"),
        told(f"{name}, down", ours["down"] / records, "bytes a record", peer),
        told(
            f"{name}, up and down",
            (ours["up"] + ours["down"]) / records,
            "bytes a record",
            f"{peer}; {ours['up']:,} and {ours['down']:,} bytes in {ours['reqs']} requests",
        ),
    ]
    if anki is not None:
        figures.append(
            told(
                f"{name}, up, beside Anki's",
                ours["up"] / anki["up"],
                "x",
                f"{anki['up']:,} bytes up in {anki['reqs']} requests",
            )
        )
    return figures


def push(
    folder: Path, records: list[weeks.Record], proxy: Any
) -> tuple[dict[str, int], dict[str, int], int]:
    """Bytes of the ten thousand, of the week after, and how many operations the first were.

    Raises: RuntimeError when a second laptop cannot derive the same records.
    """
    first, second = folder / "first", folder / "second"
    clock = weeks.SetClock()
    clock.set(weeks.ms_of(records[0]["created_at"]) - 2 * 86_400_000)
    desk = found_programme(first, "Colibrí", PHRASE, Stream.WOMEN, "San Isidro", clock)
    boxes.change_server(first, f"http://127.0.0.1:{proxy.port}")
    request = joining.write_request(second, "Tórtola", PHRASE)
    invitation = joining.invite(desk, first, request)
    world = weeks.found(desk.work, clock, records)
    send(desk, first)
    proxy.reset()
    operations = weeks.take(desk.work, clock, world, records[:BULK])
    send(desk, first)
    bulk = proxy.snap()
    weeks.take(desk.work, clock, world, records[BULK:])
    send(desk, first)
    week = proxy.snap()
    desk.close()
    joining.accept(second, PHRASE, invitation)
    pull_and_compare(second, world, records)
    return bulk, week, operations


def send(desk: Desk, folder: Path) -> None:
    for vault in desk.vaults:
        seal_pending(vault, folder)
    outcome = run_once(folder)
    if outcome.trouble is not None or outcome.waiting:
        raise RuntimeError(f"not everything arrived: {outcome}")


def pull_and_compare(folder: Path, world: weeks.World, records: list[weeks.Record]) -> None:
    outcome = run_once(folder)
    if outcome.trouble is not None:
        raise RuntimeError(f"nothing came: {outcome}")
    desk = enter(folder, list_accounts(folder)[0].id, PHRASE)
    Intake(desk.vaults, folder).finish()
    found = weeks.derived(desk.work, world, records)
    desk.close()
    wrong = [each["id"] for each, ours in zip(records, found, strict=False) if each != ours]
    if len(found) != len(records) or wrong:
        raise RuntimeError(f"{len(found)} of {len(records)} came, {len(wrong)} of them different")


@contextmanager
def server(store: Path) -> Iterator[int]:
    """A real `vereda-server` in a process of its own; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "sync.server.cli", "serve"]
    command += ["--store", str(store), "--port", str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=REPOSITORY
    ) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    limit = time.monotonic() + PATIENCE_S
    while time.monotonic() < limit:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the server does not answer")


def start_anki(folder: Path, peers: Path) -> subprocess.Popen[str] | None:
    """Anki's own measurement on copies of the tools: it writes its records beside them."""
    python = REPOSITORY / ".venv-bench" / "bin" / "python"
    if not python.is_file():
        return None
    folder.mkdir()
    for name in ("records.py", "counting_proxy.py", "anki_peer.py", "anki_client.py"):
        shutil.copyfile(peers / name, folder / name)
    subprocess.run([python, "records.py"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return subprocess.Popen(
        [python, "anki_peer.py"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def anki_said(process: subprocess.Popen[str] | None) -> dict[str, dict[str, Any]]:
    """What each of its phases cost, by the phase's name."""
    if process is None:
        return {}
    said, _ = process.communicate(timeout=ANKI_LIMIT_S)
    phases = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    return {phase["phase"]: phase for phase in phases}
