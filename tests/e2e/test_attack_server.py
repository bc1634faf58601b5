"""A stranger with nothing but the server's address tries to lock a real programme out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx

from sync.batch.frames import NO_EPOCH
from sync.server.intake import Fate
from sync.server.limits import Limits
from sync.server.opening import open_store
from tests.sync.server.conftest import ServerProcess
from tests.sync.server.stage import Person, Programme
from tests.sync.server.talk import Heard, hear, request
from tests.sync.server.test_intake import Counter


def bring(server: ServerProcess, programme: Programme) -> Heard:
    body = request(programme, *programme.rosters)
    answer = httpx.post(f"{server.url}/v1/sync", content=body, trust_env=False)
    return hear(answer.raise_for_status().content, programme)


def opened(heard: Heard) -> bool:
    return heard.receipt.epoch != NO_EPOCH and not heard.remarks


def test_one_member_cannot_use_up_the_chains_of_all(tmp_path: Path) -> None:
    programme, honest = Programme(), Person("honest")
    store = open_store(tmp_path)
    try:
        counter = Counter(store, replace(Limits(), chains_of_one=3))
        counter.bring(programme, *programme.rosters)
        counter.bring(programme, programme.append(Programme.member(honest, programme.space)))
        many = [programme.chain(f"chain {n}").write() for n in range(5)]
        fates = [verdict.fate for verdict in counter.bring(programme, *many)]
        assert fates.count(Fate.REFUSED) == 3  # the roster's chain is one of the three
        (verdict,) = counter.bring(programme, programme.chain("hers", honest).write())
        assert verdict.fate is Fate.STORED
    finally:
        store.close()


def test_a_named_programme_opens_though_strangers_took_every_place(
    server: Callable[..., ServerProcess], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    ours = Programme("ours", demo=False)
    everyone = server(store, "--programmes", "2")
    assert all(opened(bring(everyone, Programme(f"stranger {n}", demo=False))) for n in range(2))
    assert not opened(bring(everyone, ours))
    assert everyone.stop() == 0
    named = server(store, "--programmes", "2", "--programme", ours.id.hex())
    assert opened(bring(named, ours))
    assert not opened(bring(named, Programme("one more stranger", demo=False)))
