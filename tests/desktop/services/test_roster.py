"""The roster says who may write where, and the wall stands in it too."""

from __future__ import annotations

import shutil

import pytest

from desktop.host.clock import SystemClock
from desktop.programme.vocabulary import Stream
from desktop.services import founding, roster
from sync.batch.keys import batch_hash, device_id
from sync.batch.reason import BatchError
from sync.batch.roster import Roster
from sync.batch.roster_names import Details
from sync.carriers import boxes


def test_each_person_may_write_only_to_the_own_stream_and_the_shared_space(
    desk, mens_desk, programme
) -> None:
    book = roster.known(desk.shared).roster
    women, men = programme.women.card.id, programme.men.card.id
    assert book.may_write(women, desk.work.home)
    assert book.may_write(men, mens_desk.work.home)
    assert book.may_write(women, desk.shared.home)
    assert book.may_write(men, desk.shared.home)
    assert not book.may_write(women, mens_desk.work.home)
    assert not book.may_write(men, desk.work.home)


def test_the_laptop_may_pull_every_space_that_lives_on_it(desk, mens_desk, laptop) -> None:
    transport = boxes.transport_key(laptop).public_key().public_bytes_raw()
    device = roster.known(desk.shared).roster.device(device_id(transport))
    assert device is not None
    assert device.spaces == {desk.work.home, mens_desk.work.home, desk.shared.home}


def test_both_accounts_see_the_same_roster_and_its_names(desk, mens_desk, programme) -> None:
    book = roster.known(desk.shared).roster
    assert book == roster.known(mens_desk.shared).roster
    told = roster.details(mens_desk.shared, book)
    assert sorted(one.nickname for one in told.people.values()) == ["Barro", "Colibrí"]


def test_the_roster_waits_in_the_outbox_and_names_nobody_in_clear(laptop, desk) -> None:
    files = boxes.batch_files(boxes.outbox(laptop))
    assert len(files) == 2
    book = roster.known(desk.shared).roster
    for path in files:
        content = path.read_bytes()
        assert batch_hash(content).hex() == path.stem
        assert content in book
        assert b"Barro" not in content
        assert "Colibrí".encode() not in content


def test_a_stranger_builds_the_same_roster_from_the_files_in_any_order(laptop, desk) -> None:
    book = roster.known(desk.shared).roster
    batches = [path.read_bytes() for path in boxes.batch_files(boxes.outbox(laptop))]
    for order in (batches, batches[::-1]):
        assert roster.applied(Roster.empty(book.programme), order).roster == book


def test_what_is_asked_again_is_what_all_batches_say(desk, laptop) -> None:
    whole = roster.known(desk.shared)
    assert roster.known(desk.shared) is whole
    roster.append(desk.shared, desk.account, laptop, (), Details(devices={bytes(16): "Nadie"}))
    after = roster.known(desk.shared)
    assert len(after.roster.hashes) == len(whole.roster.hashes) + 1
    empty = Roster.empty(whole.roster.programme)
    assert after == roster.applied(empty, roster.batches(desk.shared))
    with desk.shared.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE name LIKE 'roster %'")
    assert roster.known(desk.shared) == roster.Known(empty)


def test_a_batch_that_came_too_early_counts_once_the_other_is_here(
    desk, programme, tmp_path
) -> None:
    book = roster.known(desk.shared).roster
    whole = [path.read_bytes() for path in boxes.batch_files(boxes.outbox(programme.folder))]
    with desk.shared.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE name LIKE 'roster %'")
    first, second = sorted(whole, key=lambda data: data not in _openers(book.programme, whole))
    with pytest.raises(BatchError, match="chain not known yet"):
        roster.keep(desk.shared, second)  # it waits in the inbox: nobody knows yet whose it is
    assert roster.known(desk.shared) == roster.Known(Roster.empty(book.programme))
    roster.keep(desk.shared, first)
    roster.keep(desk.shared, second)
    roster.keep(desk.shared, first)
    assert roster.known(desk.shared) == roster.Known(book)


def _openers(programme: bytes, batches: list[bytes]) -> list[bytes]:
    empty = Roster.empty(programme)
    return [data for data in batches if _applies(empty, data)]


def _applies(book: Roster, data: bytes) -> bool:
    try:
        book.apply(data)
    except BatchError:
        return False
    return True


def test_a_damaged_or_foreign_roster_batch_is_not_kept(desk, laptop, tmp_path) -> None:
    before = roster.known(desk.shared)
    data = boxes.batch_files(boxes.outbox(laptop))[0].read_bytes()
    other = founding.found_programme(
        tmp_path / "otro", "Nube", "otra frase", Stream.WOMEN, "Otro", SystemClock()
    )
    foreign = boxes.batch_files(boxes.outbox(tmp_path / "otro"))[0].read_bytes()
    other.close()
    shutil.rmtree(tmp_path / "otro")
    for wrong in (b"", b"x" * 100, data[:-1] + bytes([data[-1] ^ 1]), foreign):
        with pytest.raises(BatchError):
            roster.keep(desk.shared, wrong)
    assert roster.known(desk.shared) == before


def test_a_demonstration_says_so_in_its_roster(tmp_path, clock) -> None:
    desk = founding.found_programme(
        tmp_path / "d", "Nube", "frase", Stream.WOMEN, "Sitio", clock, demo=True
    )
    assert roster.known(desk.shared).roster.demo
    desk.close()
