"""The server takes a notice from anybody of the programme into any space of it, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.vault.sealing import seal_to
from sync.batch.header import Link, read_label
from sync.batch.keys import public_key, signer
from sync.batch.notice import Notice, pack_notice, seal_notice
from sync.batch.reason import Reason
from sync.batch.roster_entries import RevocationEntry
from sync.server.intake import Fate
from sync.server.limits import Limits
from sync.server.opening import open_store

from .stage import Chain, Person, Programme, seed
from .test_intake import Counter, fates

LIMIT = Limits().notices_a_day


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    store = open_store(tmp_path / "store")
    yield Counter(store)
    store.close()


@pytest.fixture
def man() -> Person:
    return Person("man")


@pytest.fixture
def programme(counter: Counter, man: Person) -> Programme:
    """The coordinator works in `space`; the man in the other one."""
    found = Programme()
    found.append(found.member(man, found.other_space))
    counter.bring(found, *found.rosters)
    return found


def notice(programme: Programme, sender: Person, name: object, space: bytes = b"") -> bytes:
    """A notice whose chain has the key `seed("drawn", name, 0)`."""
    drawn = iter(range(9))
    return seal_notice(
        pack_notice(Notice(1, 1, "2026-11-22", "Aviso.", seed(name)[:16])),
        programme=programme.id,
        space=space or programme.space,
        sender=sender.id,
        receivers={programme.coordinator.id: programme.coordinator.box_pub},
        random=lambda size: seed("drawn", name, next(drawn))[:size],
        seal_to=seal_to,
        sign_sealer=signer(sender.seed),
        demo=programme.demo,
    )


def why(counter: Counter, programme: Programme, data: bytes) -> tuple[Fate, Reason | None]:
    (verdict,) = counter.bring(programme, data)
    return verdict.fate, verdict.reason


def test_a_man_puts_a_notice_but_no_record_into_a_womens_space(
    counter: Counter, programme: Programme, man: Person
) -> None:
    data = notice(programme, man, "one")
    assert fates(counter.bring(programme, data, data)) == [Fate.STORED, Fate.KNOWN]
    assert data in counter.kept(programme)
    records = programme.chain("records", man).write()
    assert why(counter, programme, records) == (Fate.REFUSED, Reason.NOT_ALLOWED)


def test_a_stranger_waits_and_a_space_of_nobody_is_refused(
    counter: Counter, programme: Programme, man: Person
) -> None:
    stranger = notice(programme, Person("stranger"), "a")
    assert why(counter, programme, stranger) == (Fate.WAITING, Reason.UNKNOWN_SIGNER)
    nowhere = notice(programme, man, "b", space=seed("nowhere")[:16])
    assert why(counter, programme, nowhere) == (Fate.REFUSED, Reason.NOT_ALLOWED)
    of_rosters = notice(programme, man, "c", space=bytes(16))
    assert why(counter, programme, of_rosters) == (Fate.REFUSED, Reason.NOT_ALLOWED)


@pytest.mark.parametrize("first", [True, False])
def test_nothing_follows_in_the_chain_of_a_notice(
    counter: Counter, programme: Programme, man: Person, first: bool
) -> None:
    data = notice(programme, man, "one")
    chain = Chain(programme, programme.space, man, "after a notice")
    chain.seed = seed("drawn", "one", 0)
    label = read_label(data)
    start = Link.opened_by(label)
    chain.link = start.after(start.complete(label), data)
    second = chain.write()
    brought = [data, second] if first else [second, data]
    counter.bring(programme, *brought)
    assert counter.kept(programme) & {data, second} == {data}
    with counter.store.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM waiting").scalar()
    assert rows == 0


def test_nobody_opens_a_chain_twice_with_a_notice(
    counter: Counter, programme: Programme, man: Person
) -> None:
    data = notice(programme, man, "one")
    counter.bring(programme, data)
    drawn = iter([seed("drawn", "one", 0), seed("k"), seed("s")])
    again = seal_notice(
        pack_notice(Notice(2, 2, "2026-11-22", "Otro.", seed("once")[:16])),
        programme=programme.id,
        space=programme.space,
        sender=man.id,
        receivers={programme.coordinator.id: programme.coordinator.box_pub},
        random=lambda size: next(drawn)[:size],
        seal_to=seal_to,
        sign_sealer=signer(man.seed),
        demo=programme.demo,
    )
    assert read_label(again).chain == read_label(data).chain
    assert why(counter, programme, again) == (Fate.REFUSED, Reason.NOT_ALLOWED)
    chain = Chain(programme, programme.space, programme.coordinator, "same key")
    chain.seed = seed("drawn", "one", 0)
    chain.link = replace(chain.link, chain_pub=public_key(chain.seed))
    assert why(counter, programme, chain.write()) == (Fate.REFUSED, Reason.NOT_ALLOWED)


def test_a_flood_ends_at_the_days_limit_and_leaves_everybody_else_alone(
    counter: Counter, programme: Programme, man: Person
) -> None:
    flood = [notice(programme, man, number) for number in range(LIMIT + 5)]
    stored = fates(counter.bring(programme, *flood)).count(Fate.STORED)
    assert stored == LIMIT
    other = Person("other man")
    counter.bring(programme, programme.append(programme.member(other, programme.other_space)))
    assert why(counter, programme, notice(programme, other, "other")) == (Fate.STORED, None)
    # And his own records find room as before: notices use up nobody's chains.
    few = Counter(counter.store, replace(counter.limits, chains_of_one=1))
    mine = programme.chain("his", man, programme.other_space).write()
    assert why(few, programme, mine) == (Fate.STORED, None)


def test_what_an_ended_member_signed_is_kept_for_the_laptops_to_judge(
    counter: Counter, programme: Programme, man: Person
) -> None:
    counter.bring(programme, programme.append(RevocationEntry(man.id, {})))
    assert why(counter, programme, notice(programme, man, "late")) == (Fate.STORED, None)
