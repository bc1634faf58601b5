"""What laptops of the women's team refuse, put off or put aside among notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from desktop.journal.spaces import space_key
from desktop.programme.schema import NOTICE
from desktop.programme.vocabulary import NoticeSort, NoticeUrgency
from desktop.services import notices, team
from desktop.services import roster as rosters
from desktop.vault.sealing import NotSealedToMe, seal_to
from sync.batch.header import Link, read_label
from sync.batch.keys import public_key, signer
from sync.batch.notice import Notice, pack_notice, seal_notice
from sync.batch.reason import Reason
from sync.batch.records import seal_records
from sync.batch.roster import Roster
from sync.batch.roster_entries import RevocationEntry
from sync.client import notice_sending
from sync.client.notice_intake import NOTICES_A_DAY
from sync.client.notice_sending import Words
from tests.sync.batch.world import World, fixed
from tests.sync.client.conftest import Laptop, Programme

DAY_MS = 24 * 3_600_000


@pytest.fixture
def men(programme: Programme, open_laptop: Callable[..., Laptop]) -> Laptop:
    """The men's facilitator on a copy of the first laptop; the women's team sits elsewhere."""
    return open_laptop(programme.first, programme.man, "men")


@pytest.fixture
def women(met: tuple[Laptop, Laptop]) -> Laptop:
    return met[1]


def roster_of(laptop: Laptop) -> Roster:
    assert laptop.desk.shared is not None
    return rosters.known(laptop.desk.shared).roster


def forged(
    men: Laptop, women: Laptop, text: str, *, space: bytes = b"", receivers: bool = True
) -> bytes:
    """A notice made by hand with the man's real keys."""
    roster = roster_of(men)
    space = space or women.work.home
    people = roster.members_of(women.work.home) if receivers else roster.members_of(men.work.home)
    return seal_notice(
        pack_notice(Notice(1, 1, "2026-10-08", text, fixed(text))),
        programme=roster.programme,
        space=space,
        sender=men.desk.me,
        receivers={one.id: one.box_pub for one in people if one.id != men.desk.me}
        or {fixed("nobody"): fixed("box", 32)},
        random=lambda size: fixed(f"{text}{size}{next(_drawn)}", size),
        seal_to=seal_to,
        sign_sealer=men.account.sign,
    )


_drawn = iter(range(10**6))


def texts(laptop: Laptop) -> list[str]:
    lines = notices.list_notices(laptop.desk)
    return [notices.get_notice(laptop.desk, line.id).text for line in lines]


def test_a_flood_is_taken_in_by_the_day_and_nothing_of_it_is_lost(
    men: Laptop, women: Laptop
) -> None:
    women.put(*(forged(men, women, f"aviso {number}") for number in range(NOTICES_A_DAY + 3)))
    assert (women.take_in().notices, women.take_in().notices) == (NOTICES_A_DAY, 0)
    assert len(women.inbox()) == 3
    women.clock.ms += DAY_MS + 1
    assert women.take_in().notices == 3
    assert women.inbox() == []


def test_a_notice_into_a_space_that_receives_none_is_put_aside(men: Laptop, women: Laptop) -> None:
    shared = women.desk.shared
    assert shared is not None
    women.put(forged(men, women, "a", space=shared.home))
    women.take_in()
    assert women.put_aside() == [Reason.NOT_ALLOWED.name]
    men.put(forged(men, women, "b", space=men.work.home, receivers=False))
    men.take_in()
    assert men.put_aside() == [Reason.NOT_ALLOWED.name]
    with men.work.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM notice").scalar() == 0


def test_records_of_a_man_do_not_come_in_behind_a_notice(men: Laptop, women: Laptop) -> None:
    world, data = World(), forged(men, women, "uno")
    seed = fixed("his chain", 32)
    label = read_label(data)
    start = replace(Link.opened_by(label), chain_pub=public_key(seed))
    record = fixed("a record")
    operation = replace(
        world.operation(1, record, {1: "0417"}, kind=4), chain=start.chain, author=men.desk.me
    )
    # With the very key of the space, which he has not got: only the roster's word is left.
    records = seal_records(
        start,
        [operation],
        world.origins.get,
        epoch=1,
        space_key=space_key(women.work, women.work.home, 1),
        salt=fixed("salt"),
        sealer=men.desk.me,
        sign_chain=signer(seed),
        sign_sealer=men.account.sign,
    )
    women.put(data, records)
    women.take_in()
    assert women.put_aside() == [Reason.NOT_ALLOWED.name]
    assert texts(women) == ["uno"]


def test_what_came_before_does_not_come_again_nor_bring_back_what_was_deleted(
    men: Laptop, women: Laptop
) -> None:
    data = forged(men, women, "uno")
    women.put(data)
    women.take_in()
    (line,) = notices.list_notices(women.desk)
    with women.work.write() as journal:
        journal.record(NOTICE.of(line.id, deleted=True))
    women.put(data)
    assert women.take_in().notices == 0
    assert (texts(women), women.inbox()) == ([], [])


def test_a_damaged_or_unreadable_notice_is_put_aside_and_the_rest_goes_on(
    men: Laptop, women: Laptop
) -> None:
    good, other = forged(men, women, "bueno"), forged(men, women, "otro")
    flipped = bytearray(other)
    flipped[len(flipped) // 2] ^= 1
    women.put(good, bytes(flipped))
    women.take_in()
    assert women.put_aside() == [Reason.BAD_SIGNATURE.name]
    assert texts(women) == ["bueno"]


def test_one_sealed_to_nobody_of_this_laptop_leaves_no_file_behind(
    men: Laptop, women: Laptop
) -> None:
    women.put(forged(men, women, "a nadie", receivers=False))
    women.take_in()
    assert (texts(women), women.inbox(), women.put_aside()) == ([], [], [])


def test_a_notice_of_an_ended_sender_waits_for_who_coordinates(
    programme: Programme, met: tuple[Laptop, Laptop], men: Laptop
) -> None:
    first, _second = met
    data = forged(men, first, "antes de irse")
    assert first.desk.shared is not None
    ended = RevocationEntry(programme.man.card.id, {})
    rosters.append(first.desk.shared, first.account, first.folder, [ended])
    first.put(data)
    assert first.take_in().late == 1
    assert (first.put_aside(), texts(first)) == ([Reason.REVOKED.name], [])
    (late,) = team.list_late(first.desk)
    assert late.nickname == "Barro"
    team.accept_late(first.folder, first.desk, late.hash)
    first.take_in()
    assert (first.put_aside(), texts(first)) == ([], ["antes de irse"])


def test_the_sender_opens_nothing_of_it_with_all_his_keys_and_files(
    programme: Programme, men: Laptop, first: Laptop
) -> None:
    words = Words(NoticeSort.DANGER, NoticeUrgency.TODAY, "secreto", date(2026, 10, 8))
    notice_sending.send(men.desk, men.folder, words)
    (data,) = [d for d in men.outbox().values() if read_label(d).kind == 6]
    label = read_label(data)
    body = data[len(label.clear) : -128]
    count = int.from_bytes(body[:2], "big")
    info = (
        b"vereda notice key 1"
        + (label.programme or b"")
        + (label.space or b"")
        + (label.chain_pub or b"")
        + men.desk.me
    )
    slots = {body[at : at + 16]: body[at + 16 : at + 96] for at in range(2, 2 + 96 * count, 96)}
    assert slots
    assert men.desk.me not in slots
    for sealed in slots.values():
        with pytest.raises(NotSealedToMe):
            men.account.open_sealed(sealed, info)
    files = [path.read_bytes() for path in men.folder.rglob("*") if path.is_file()]
    assert not any(b"secreto" in each for each in files)
