"""Small hostile servers on loopback: each answers one kind of nonsense, byte for byte."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.sync.server.conftest import ServerProcess, server

__all__ = ["ServerProcess", "server"]

Answer = Callable[[socket.socket], None]


class HostileServer:
    """Accepts connections, reads one request, lets `answer` do its worst."""

    def __init__(self, answer: Answer, *, reads: bool = True) -> None:
        self.requests: list[bytes] = []
        self._answer, self._reads = answer, reads
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while not self._over.is_set():
            connection, _ = self._listener.accept()
            if self._over.is_set():
                connection.close()
                return
            self._open.append(connection)
            try:
                if self._reads:
                    self.requests.append(read_request(connection))
                self._answer(connection)
            except OSError:
                pass

    def close(self) -> None:
        self._over.set()
        socket.create_connection(self._listener.getsockname()).close()
        self._thread.join()
        self._listener.close()
        for connection in self._open:
            connection.close()


def read_request(connection: socket.socket) -> bytes:
    """One whole HTTP request with a Content-Length."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = connection.recv(65536)
        if not piece:
            return got
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length:")
    ]
    while lengths and len(body) < lengths[0]:
        piece = connection.recv(65536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body


class CuttingProxy:
    """Passes bytes to a real server; drops the first connection after so many bytes of answer."""

    def __init__(self, port: int, after_bytes: int) -> None:
        self._target = ("127.0.0.1", port)
        self._left = after_bytes
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> CuttingProxy:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        socket.create_connection(self._listener.getsockname()).close()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            near, _ = self._listener.accept()
            with near, socket.create_connection(self._target) as far:
                if self._over.is_set():
                    return
                up = threading.Thread(target=self._upload, args=(near, far))
                up.start()
                self._download(far, near)
                for end in (near, far):
                    with contextlib.suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
                up.join()

    @staticmethod
    def _upload(near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := near.recv(65536):
                far.sendall(piece)
            far.shutdown(socket.SHUT_WR)

    def _download(self, far: socket.socket, near: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := far.recv(16384):
                near.sendall(piece[: self._left] if self._left else piece)
                if self._left:
                    self._left = max(0, self._left - len(piece))
                    if not self._left:
                        return


@pytest.fixture
def hostile() -> Iterator[Callable[..., HostileServer]]:
    started: list[HostileServer] = []

    def start(answer: Answer, *, reads: bool = True) -> HostileServer:
        started.append(HostileServer(answer, reads=reads))
        return started[-1]

    yield start
    for each in started:
        each.close()


def saying(data: bytes) -> Answer:
    """Send these bytes and hang up."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_RDWR)
        connection.close()

    return answer


def silence(connection: socket.socket) -> None:
    """Say nothing and keep the line open."""


def http_answer(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body
