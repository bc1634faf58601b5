"""The server starts with no configuration, says where it is, and ends with a clear reason."""

from __future__ import annotations

import os
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.server.exits import Exit

from .conftest import ServerProcess, raw_exchange

Start = Callable[..., ServerProcess]


def run_to_the_end(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sync.server.cli", "serve", "--port", "0", *options],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_it_ends_with_status_0_on_sigterm(server: Start, tmp_path: Path) -> None:
    running = server(tmp_path / "store")
    assert running.stop() == 0


def test_the_receipt_key_is_made_once_and_only_its_owner_reads_it(
    server: Start, tmp_path: Path
) -> None:
    server(tmp_path / "store").stop()
    key = tmp_path / "store" / "receipt.key"
    first = key.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    server(tmp_path / "store").stop()
    assert key.read_bytes() == first


def test_a_missing_receipt_key_is_not_replaced_behind_anybodys_back(
    server: Start, tmp_path: Path
) -> None:
    server(tmp_path / "store").stop()
    (tmp_path / "store" / "receipt.key").unlink()
    assert run_to_the_end("--store", str(tmp_path / "store")).returncode == Exit.DAMAGED


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run_to_the_end("--store", str(tmp_path / "store"), "--port", port)
    assert ended.returncode == Exit.ALREADY_OPEN
    assert "--port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_file_that_is_no_store_is_left_alone(server: Start, tmp_path: Path) -> None:
    server(tmp_path / "store").stop()
    for file in (tmp_path / "store").glob("store.db*"):
        file.unlink()
    (tmp_path / "store" / "store.db").write_bytes(b"not a database" * 100)
    ended = run_to_the_end("--store", str(tmp_path / "store"))
    assert ended.returncode == Exit.DAMAGED
    assert (tmp_path / "store" / "store.db").read_bytes() == b"not a database" * 100


def test_a_store_from_a_newer_version_is_left_alone(server: Start, tmp_path: Path) -> None:
    server(tmp_path / "store").stop()
    database = sqlite3.connect(tmp_path / "store" / "store.db")
    with database:
        database.execute("UPDATE fact SET value = '99' WHERE name = 'version'")
    database.close()
    assert run_to_the_end("--store", str(tmp_path / "store")).returncode == Exit.NEWER_VERSION


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert run_to_the_end("--store", str(tmp_path / "store")).returncode == Exit.READ_ONLY


def test_a_file_in_the_way_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"")
    assert run_to_the_end("--store", str(tmp_path / "store")).returncode == Exit.READ_ONLY


def test_a_stranger_learns_nothing_but_the_name(server: Start, tmp_path: Path) -> None:
    running = server(tmp_path / "store")
    head, body = raw_exchange(running.port, b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
    assert (head.split(b"\r\n")[0], body) == (b"HTTP/1.1 200 OK", b"")
    head, body = raw_exchange(running.port, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
    assert b"<h1>Vereda</h1>" in body
    for path in (b"/docs", b"/openapi.json", b"/v1/sync", b"/v1/other"):
        head, body = raw_exchange(running.port, b"GET " + path + b" HTTP/1.1\r\nhost: x\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 404")
        assert body == b""
        assert b"server:" not in head.lower()
        assert b"date:" not in head.lower()


def test_a_head_without_end_is_cut_off(server: Start, tmp_path: Path) -> None:
    running = server(tmp_path / "store")
    with socket.create_connection(("127.0.0.1", running.port), timeout=20) as line:
        line.sendall(b"GET / HTTP/1.1\r\n")
        got = b""
        try:
            for _ in range(1_000):
                line.sendall(b"x-more: " + b"y" * 100 + b"\r\n")
            while piece := line.recv(65536):
                got += piece
        except ConnectionError:
            pass
    assert not got or got.startswith(b"HTTP/1.1 400")


def test_a_body_over_the_limit_is_refused_before_it_is_read(server: Start, tmp_path: Path) -> None:
    running = server(tmp_path / "store")
    head, _ = raw_exchange(
        running.port, b"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\n"
    )
    assert head.startswith(b"HTTP/1.1 413")


def test_garbage_is_answered_with_400_and_the_log_names_nobody(
    server: Start, tmp_path: Path
) -> None:
    running = server(tmp_path / "store")
    body = bytes(range(256)) * 4
    head, _ = raw_exchange(
        running.port,
        b"POST /v1/sync HTTP/1.1\r\nhost: secret-host\r\ncontent-length: 1024\r\n\r\n" + body,
    )
    assert head.startswith(b"HTTP/1.1 400")
    raw_exchange(running.port, b"\x16\x03\x01garbage\r\n\r\n")
    running.stop()
    assert "secret-host" not in running.log()
    assert "127.0.0.1" not in running.log()
