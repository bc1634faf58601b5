"""The real server as a process on a free port of this machine."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


class ServerProcess:
    """A running `vereda-server serve`."""

    def __init__(self, store: Path, *options: str) -> None:
        self.store = store
        store.parent.mkdir(parents=True, exist_ok=True)
        self._log = store.with_name(store.name + ".log")
        command = [sys.executable, "-m", "sync.server.cli", "serve", "--store", str(store)]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", "0", *options], stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("listening on http://127.0.0.1:"), self.log()
        self.url = line.split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])

    def log(self) -> str:
        return self._log.read_text()

    def stop(self) -> int:
        """End it gently; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self._wait()

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self._wait()

    def _wait(self) -> int:
        status = self.process.wait(timeout=30)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return status


@pytest.fixture
def server() -> Iterator[Callable[..., ServerProcess]]:
    running: list[ServerProcess] = []

    def start(store: Path, *options: str) -> ServerProcess:
        running.append(ServerProcess(store, *options))
        return running[-1]

    yield start
    for process in running:
        process.kill()


def raw_exchange(port: int, request: bytes) -> tuple[bytes, bytes]:
    """Head and body of the answer to raw bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(request)
        got = b""
        while b"\r\n\r\n" not in got:
            piece = line.recv(65536)
            if not piece:
                break
            got += piece
        head, _, body = got.partition(b"\r\n\r\n")
        length = next(
            (
                int(row.split(b":")[1])
                for row in head.lower().split(b"\r\n")
                if row.startswith(b"content-length:")
            ),
            0,
        )
        while len(body) < length:
            body += line.recv(65536)
    return head, body
