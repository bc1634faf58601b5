"""A server that answers for ever, each byte in time, to keep a laptop from ever sending again."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from sync.carriers.http import Line, Patience
from sync.carriers.trouble import Stopped, TooSlow

IMPATIENT = Patience(connect_s=5.0, idle_s=5.0, whole_s=0.5)
Answer = Callable[[socket.socket, threading.Event], None]


def head_that_drips(line: socket.socket, ended: threading.Event) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    while not ended.wait(0.05):
        line.sendall(b"a: b\r\n")


def interim_answers_without_end(line: socket.socket, ended: threading.Event) -> None:
    while not ended.wait(0.01):
        line.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")


@pytest.fixture
def endless() -> Iterator[Callable[[Answer], str]]:
    """Starts a server that gives one answer, and tells its address."""
    ended = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def serve(answer: Answer) -> None:
        with contextlib.suppress(OSError), listener.accept()[0] as line:
            line.recv(65536)
            answer(line, ended)

    def start(answer: Answer) -> str:
        threads.append(threading.Thread(target=serve, args=(answer,)))
        threads[-1].start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    ended.set()
    for thread in threads:
        thread.join()
    listener.close()


@pytest.mark.parametrize("answer", [head_that_drips, interim_answers_without_end])
def test_an_answer_without_end_ends(endless: Callable[[Answer], str], answer: Answer) -> None:
    with Line(endless(answer), IMPATIENT) as line, pytest.raises(TooSlow):
        line.exchange(b"hello", lambda _piece: None)


def test_a_person_may_stop_while_the_head_of_an_answer_drips(
    endless: Callable[[Answer], str],
) -> None:
    asked = threading.Event()

    def sent(_bytes: int) -> None:
        asked.set()

    patience = Patience(connect_s=5.0, idle_s=5.0, whole_s=60.0)
    address = endless(head_that_drips)
    with Line(address, patience, cancelled=asked.is_set) as line, pytest.raises(Stopped):
        line.exchange(b"hello", lambda _piece: None, sent)
