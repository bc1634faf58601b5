"""The real process on a bad link, and killed: what it acknowledged is there afterwards."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from sync.batch.receipt import Cursor, Head, space_tag

from .conftest import ServerProcess, raw_exchange
from .stage import Programme, batch_hash, seed
from .talk import Heard, hear, request

Start = Callable[..., ServerProcess]


def post(server: ServerProcess, programme: Programme, body: bytes) -> Heard:
    head = f"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n"
    got, answer = raw_exchange(server.port, head.encode() + body)
    assert got.startswith(b"HTTP/1.1 200"), got
    assert len(got) + 4 <= 80
    return hear(answer, programme)


def test_what_was_acknowledged_survives_a_power_cut(server: Start, tmp_path: Path) -> None:
    programme = Programme()
    chain = programme.chain("a")
    batches = [chain.write() for _ in range(5)]
    running = server(tmp_path / "store", "--demo")
    told = post(running, programme, request(programme, *programme.rosters, *batches))
    running.kill()
    again = server(tmp_path / "store", "--demo")
    head = Head(chain.id, 5, batch_hash(batches[-1]))
    assert head in told.receipt.heads
    assert head in post(again, programme, request(programme, heads=[head])).receipt.heads


def test_a_broken_link_costs_at_most_one_batch(server: Start, tmp_path: Path) -> None:
    programme = Programme()
    chain = programme.chain("a")
    batches = [chain.write() for _ in range(10)]
    running = server(tmp_path / "store", "--demo")
    body = request(programme, *programme.rosters, *batches)
    cut = len(body) - len(batches[-1]) // 2
    with socket.create_connection(("127.0.0.1", running.port)) as line:
        head = f"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n"
        line.sendall(head.encode() + body[:cut])
        line.shutdown(socket.SHUT_WR)
        while line.recv(4096):
            pass
    mine = Head(chain.id, 10, batch_hash(batches[-1]))
    told = post(running, programme, request(programme, heads=[mine]))
    assert [(head.chain, head.number) for head in told.receipt.heads] == [(chain.id, 9)]


def test_the_same_request_twice_is_acknowledged_twice_and_kept_once(
    server: Start, tmp_path: Path
) -> None:
    programme = Programme()
    chain = programme.chain("a")
    body = request(programme, *programme.rosters, chain.write(), chain.write())
    running = server(tmp_path / "store", "--demo")
    assert (
        post(running, programme, body).receipt.heads == post(running, programme, body).receipt.heads
    )


def test_a_place_from_before_a_restore_renews_the_epoch_and_reads_from_the_beginning(
    server: Start, tmp_path: Path
) -> None:
    programme = Programme()
    programme.append(programme.device(seed("transport", "one"), programme.space))
    chain = programme.chain("a")
    running = server(tmp_path / "store", "--demo")
    first = post(running, programme, request(programme, *programme.rosters, chain.write()))
    beyond = Cursor(space_tag(programme.space), 2**40)
    body = request(programme, cursors=[beyond], epoch=first.receipt.epoch)
    second = post(running, programme, body)
    assert second.receipt.epoch != first.receipt.epoch
    assert second.batches == tuple(chain.batches)
    third = post(running, programme, body)
    assert third.receipt.epoch == second.receipt.epoch


def test_a_hello_signed_by_another_key_is_given_nothing(server: Start, tmp_path: Path) -> None:
    programme = Programme()
    programme.append(programme.device(seed("transport", "one"), programme.space))
    running = server(tmp_path / "store", "--demo")
    chain = programme.chain("a")
    post(running, programme, request(programme, *programme.rosters, chain.write()))
    cursor = Cursor(space_tag(programme.space), 0)
    honest = request(programme, cursors=[cursor])
    assert post(running, programme, honest).batches == tuple(chain.batches)
    forged = honest[:-1] + bytes([honest[-1] ^ 1])
    assert post(running, programme, forged).batches == ()
    stranger = request(programme, cursors=[cursor], device="stranger")
    assert post(running, programme, stranger).batches == ()
