"""Limits, slow clients, a full disk: each has its status, and nothing is promised wrongly."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import httpx
import pytest

from sync.server.app import make_app
from sync.server.desk import Desk
from sync.server.gate import ADDRESSES_MAX, CrowdedError, Gate, Room
from sync.server.limits import Limits
from sync.server.logbook import Logbook
from sync.server.opening import OpenStore, open_store

from .stage import Programme
from .talk import hear, request

Work = Callable[[httpx.AsyncClient], Awaitable[None]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OpenStore]:
    opened = open_store(tmp_path / "store")
    yield opened
    opened.close()


def serve(store: OpenStore, work: Work, limits: Limits | None = None) -> str:
    """Run `work` against the application without a socket; what was logged."""
    log = io.StringIO()
    limits = limits or Limits()
    desk = Desk(
        store, limits, takes_demonstrations=True, now_ms=lambda: 1_790_000_000_000, rng=Random(1)
    )

    async def main() -> None:
        app = make_app(desk, limits, Logbook(log))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://centre") as client:
            await work(client)

    with desk:
        asyncio.run(main())
    return log.getvalue()


def test_a_full_disk_is_507_and_nothing_of_it_is_acknowledged(store: OpenStore) -> None:
    programme = Programme()
    chain = programme.chain("a")

    async def work(client: httpx.AsyncClient) -> None:
        first = await client.post("/v1/sync", content=request(programme, *programme.rosters))
        assert first.status_code == 200
        limit_pages(store, spare=4)
        full = await client.post("/v1/sync", content=request(programme, chain.write_blob(90_000)))
        assert (full.status_code, full.content) == (507, b"")
        limit_pages(store, spare=1_000)
        again = await client.post("/v1/sync", content=request(programme, *chain.batches))
        heads = hear(again.content, programme).receipt.heads
        assert [(head.chain, head.number) for head in heads] == [(chain.id, 1)]

    assert '"status": 507' in serve(store, work)


def limit_pages(store: OpenStore, spare: int) -> None:
    """Let the database grow by so many pages and then say what a full disk says."""
    with store.transaction() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used + spare}")


def test_a_client_that_stops_in_the_middle_is_408(store: OpenStore) -> None:
    programme = Programme()

    async def dawdle() -> AsyncIterator[bytes]:
        yield request(programme, *programme.rosters)[:50]
        await asyncio.Event().wait()

    async def work(client: httpx.AsyncClient) -> None:
        answer = await client.post("/v1/sync", content=dawdle())
        assert answer.status_code == 408

    serve(store, work, replace(Limits(), idle_s=0.05))


def test_a_body_without_announced_length_is_cut_at_the_limit(store: OpenStore) -> None:
    async def flood() -> AsyncIterator[bytes]:
        while True:
            yield bytes(10_000)

    async def work(client: httpx.AsyncClient) -> None:
        answer = await client.post("/v1/sync", content=flood())
        assert answer.status_code in (400, 413)

    serve(store, work, replace(Limits(), request_bytes=50_000))


def test_fewer_or_more_batches_than_announced_is_400(store: OpenStore) -> None:
    programme = Programme()
    chain = programme.chain("a")
    whole = request(programme, *programme.rosters, chain.write())

    async def work(client: httpx.AsyncClient) -> None:
        for body in (whole[:-3], whole + whole, b"", whole[:100]):
            assert (await client.post("/v1/sync", content=body)).status_code == 400
        assert (await client.post("/v1/sync", content=whole)).status_code == 200

    serve(store, work)


def test_remarks_name_what_was_not_taken_and_why(store: OpenStore) -> None:
    programme = Programme()
    chain = programme.chain("a")
    chain.write()
    later = chain.write()
    body = request(programme, *programme.rosters, b"junk", later)

    async def work(client: httpx.AsyncClient) -> None:
        heard = hear((await client.post("/v1/sync", content=body)).content, programme)
        assert [(r.index, r.what.name, r.reason) for r in heard.remarks] == [
            (1, "REFUSED", "NOT_A_BATCH"),
            (2, "WAITS", "UNKNOWN_CHAIN"),
        ]
        assert all(head.chain != chain.id for head in heard.receipt.heads)

    serve(store, work)


def test_an_unexpected_fault_is_500_and_the_log_has_no_values(
    store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.server.visit import Visit

    def broken(_visit: Visit) -> bytes:
        raise RuntimeError("a secret value")

    monkeypatch.setattr(Visit, "answer", broken)
    programme = Programme()

    async def work(client: httpx.AsyncClient) -> None:
        answer = await client.post("/v1/sync", content=request(programme))
        assert (answer.status_code, answer.content) == (500, b"")

    assert "secret" not in serve(store, work)


def test_knocking_too_often_is_429_and_passes(store: OpenStore) -> None:
    programme = Programme()

    async def work(client: httpx.AsyncClient) -> None:
        codes = [
            (await client.post("/v1/sync", content=request(programme))).status_code
            for _ in range(4)
        ]
        assert codes == [200, 200, 200, 429]

    assert '"status": 429' in serve(store, work, replace(Limits(), requests_per_minute=3))


def test_the_gate_refills_and_forgets_the_oldest_address() -> None:
    now = 0.0
    gate = Gate(2, lambda: now)
    assert [gate.lets_in("a") for _ in range(3)] == [True, True, False]
    now = 30.0
    assert gate.lets_in("a")
    for number in range(ADDRESSES_MAX):
        gate.lets_in(str(number))
    assert [gate.lets_in("a") for _ in range(3)] == [True, True, False]


def test_one_address_cannot_take_every_place_of_the_server(store: OpenStore) -> None:
    programme = Programme()
    holding, enough = asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        whole = request(programme, *programme.rosters)
        yield whole[:50]
        holding.set()
        await enough.wait()
        yield whole[50:]

    async def work(client: httpx.AsyncClient) -> None:
        slow = asyncio.create_task(client.post("/v1/sync", content=slowly()))
        await holding.wait()
        whole = request(programme, *programme.rosters)
        assert (await client.post("/v1/sync", content=whole)).status_code == 429
        enough.set()
        assert (await slow).status_code == 200
        assert (await client.post("/v1/sync", content=whole)).status_code == 200

    serve(store, work, replace(Limits(), uploads_of_one=1))


def test_a_crowd_behind_one_address_leaves_places_for_others() -> None:
    room = Room(1)
    with room.place("a"), room.place("b"), pytest.raises(CrowdedError), room.place("a"):
        pass
    with room.place("a"):
        pass
    assert Limits().uploads_of_one * 2 < Limits().connections
