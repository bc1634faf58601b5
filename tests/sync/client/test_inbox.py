"""What a carrier may bring, in any order and state: each thing waits, enters or is put aside."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.programme.vocabulary import SkipReason
from desktop.services import attendance, groups
from sync.carriers import boxes
from tests.sync.client.conftest import (
    ABSENT,
    PRESENT,
    Course,
    Laptop,
    Programme,
    flipped,
    records_of,
    write_three_batches,
)
from tests.sync.server.stage import Programme as OtherProgramme


def test_batches_in_reverse_and_twice_are_taken_in_once(
    first: Laptop, second: Laptop, course: Course
) -> None:
    write_three_batches(first, course)
    for data in reversed(records_of(first.outbox())):
        second.put(data)
        second.take_in()
    gaps = second.status()
    assert (gaps.quarantined, gaps.saved) == (0, 0)
    second.put(*first.outbox().values())
    second.take_in()
    assert second.tables() == first.tables()
    second.put(*first.outbox().values())
    taken = second.take_in()
    assert (taken.batches, taken.put_aside) == (0, 0)
    assert taken.known == len(records_of(first.outbox()))
    assert second.inbox() == []
    assert second.tables() == first.tables()


def test_a_batch_whose_earlier_one_is_missing_waits_and_is_counted(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    one, two, three = write_three_batches(first, course)
    second.put(two, three)
    taken = second.take_in()
    assert (taken.waiting, taken.batches) == (2, 0)
    assert (second.status().gaps, second.status().quarantined) == (2, 0)
    second.put(one)
    second.take_in()
    assert (second.status().gaps, second.status().quarantined) == (0, 0)
    assert second.tables() == first.tables()


def test_one_flipped_bit_is_put_aside_and_the_rest_goes_in(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    """Bits of the label, the body and the signatures, under the names of sound files."""
    first, second = met
    one, two, three = write_three_batches(first, course)
    bits = [*range(0, 20 * 8, 16), *range(80 * 8, len(two) * 8, 997)]
    for bit in bits:
        sound = second.put(two)[0]
        sound.rename(sound.with_name(f"{bit:064x}.vrd")).write_bytes(flipped(two, bit))
    second.put(one, three)
    taken = second.take_in()
    assert (taken.put_aside, taken.batches, taken.waiting) == (len(bits), 1, 1)
    facts = second.status()
    assert (facts.quarantined, facts.gaps) == (len(bits), 1)
    second.put(two)
    second.take_in()
    assert second.tables() == first.tables()
    assert second.status().gaps == 0


def test_flips_by_somebody_who_also_renamed_the_files_change_nothing(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    one, two, three = write_three_batches(first, course)
    before = second.tables()
    for bit in range(0, len(one) * 8, 211):
        second.put(flipped(one, bit))
    second.take_in()
    assert second.tables() == before
    second.put(one, two, three)
    second.take_in()
    assert second.tables() == first.tables()


def test_a_cut_batch_and_foreign_files_are_put_aside_with_their_reason(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    one, two, three = write_three_batches(first, course)
    second.put(one, two[:-40], b"", b"%PDF-1.7 not ours", three)
    taken = second.take_in()
    assert (taken.batches, taken.waiting, taken.put_aside) == (1, 1, 3)
    assert second.put_aside() == ["CUT", "CUT", "NOT_A_BATCH"]
    second.put(two)
    second.take_in()
    assert second.tables() == first.tables()


def test_what_is_no_plain_file_or_far_too_large_stops_nothing(
    met: tuple[Laptop, Laptop], course: Course, tmp_path: Path
) -> None:
    first, second = met
    made = write_three_batches(first, course)
    inbox = boxes.inbox(second.folder)
    (inbox / "folder.vrd").mkdir()
    (inbox / "nowhere.vrd").symlink_to(tmp_path / "nothing")
    (inbox / "endless.vrd").symlink_to("/dev/zero")
    with (inbox / "large.vrd").open("wb") as file:
        file.truncate(5_000_000_000)
    second.put(*made)
    assert second.take_in().batches == 3
    assert second.status().others == 4
    assert second.tables() == first.tables()


def test_a_stick_full_of_rubbish_does_not_fill_the_vault(
    met: tuple[Laptop, Laptop], course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = met
    monkeypatch.setattr("sync.client.inbox.PUT_ASIDE_MAX", 5)
    second.put(*(b"rubbish %d" % n for n in range(9)), *write_three_batches(first, course))
    assert second.take_in().batches == 3
    assert (second.status().quarantined, len(second.inbox())) == (5, 4)


def test_a_full_inbox_is_looked_through_without_holding_it_in_memory(second: Laptop) -> None:
    chain = OtherProgramme(demo=False).chain("a")
    files = [chain.write_blob(90_000) for _ in range(30)]
    second.put(*files)
    tracemalloc.start()
    try:
        taken = second.take_in()
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken.waiting == len(files)
    assert most_bytes < sum(map(len, files)) / 2


def test_a_batch_of_a_newer_version_waits_for_the_update(met: tuple[Laptop, Laptop]) -> None:
    _, second = met
    path = second.put(b"Vr\x07 whatever comes later")[0]
    assert second.take_in().put_aside == 0
    assert path.exists()
    assert second.status().others == 1


def test_the_other_stream_s_batches_stay_for_the_account_they_are_for(
    programme: Programme, first: Laptop, open_laptop: Callable[..., Laptop]
) -> None:
    first.reopen(programme.man)
    first.seal()
    every = first.outbox()
    women = open_laptop(programme.first, programme.founder, "women")
    women.put(*every.values())
    women.take_in()
    left = {path.name: path.read_bytes() for path in women.inbox()}
    assert len(left) == 1
    assert women.status().others == 1
    assert women.status().quarantined == women.status().gaps == 0
    women.reopen(programme.man)
    women.take_in()
    assert women.inbox() == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_any_order_and_repetition_gives_a_third_laptop_the_same_tables(
    delivered: tuple[list[bytes], dict[str, object]],
    programme: Programme,
    tmp_path_factory: pytest.TempPathFactory,
    chance: Random,
) -> None:
    batches, expected = delivered
    order = batches + chance.choices(batches, k=4)
    chance.shuffle(order)
    folder = Path(shutil.copytree(programme.second, tmp_path_factory.mktemp("third") / "data"))
    third = Laptop(folder, programme.joined)
    try:
        while order:
            take = chance.randint(1, 5)
            third.put(*order[:take])
            del order[:take]
            third.take_in()
        assert third.inbox() == []
        assert third.put_aside() == []
        assert third.tables() == expected
    finally:
        third.desk.close()


@pytest.fixture(scope="module")
def delivered(
    programme: Programme, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[bytes], dict[str, object]]:
    """All batches of two laptops that worked side by side, and the tables that follow."""
    home = tmp_path_factory.mktemp("delivered")
    first = Laptop(Path(shutil.copytree(programme.first, home / "a")), programme.founder)
    second = Laptop(Path(shutil.copytree(programme.second, home / "b")), programme.joined)
    second.put(*first.outbox().values())
    second.take_in()
    course = programme.course
    groups.skip_session(second.work, course.sessions[4], SkipReason.ROAD)
    for laptop, state in ((first, PRESENT), (second, ABSENT), (first, ABSENT)):
        for session in course.sessions[1:3]:
            for person in course.people[:2]:
                attendance.mark(laptop.work, session, person, state)
            laptop.seal()
    batches = [*first.outbox().values(), *second.outbox().values()]
    first.put(*second.outbox().values())
    second.put(*first.outbox().values())
    first.take_in()
    second.take_in()
    expected = first.tables()
    assert second.tables() == expected
    for laptop in (first, second):
        laptop.desk.close()
    return batches, expected
