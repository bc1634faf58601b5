"""What one laptop writes arrives on the other, whole, and both end up the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from desktop.programme.schema import SITE
from desktop.services import attendance
from desktop.services.attendance import AttendanceState
from desktop.services.groups import list_members
from sync.batch.header import read_label
from sync.carriers import boxes
from sync.carriers.trouble import NoServer, Refused
from sync.client import joining
from sync.client.missing import ASK_AGAIN_AFTER_MS
from tests.sync.client.conftest import (
    ABSENT,
    PRESENT,
    Course,
    Laptop,
    Programme,
    ServerProcess,
    records_of,
)


def test_one_request_sends_everything_and_a_pull_gives_the_same_tables(
    first: Laptop, second: Laptop, centre: ServerProcess
) -> None:
    first.seal()
    outcome = first.carry()
    assert (outcome.requests, outcome.waiting, outcome.trouble) == (1, 0, None)
    taken = first.take_in()
    assert (taken.receipts, taken.put_aside) == (1, 0)
    facts = first.status()
    assert facts.saved == facts.received > 0
    assert (facts.unsealed, facts.waiting, facts.sent, facts.others) == (0, 0, 0, 0)

    taken = second.sync()
    # The men's records of the first laptop stay there and at the server: no pull gives them.
    assert (taken.waiting, taken.put_aside) == (0, 0)
    assert second.inbox() == []
    assert second.tables() == first.tables()
    assert second.status().saved == 0


def test_two_laptops_marking_one_person_make_one_visible_conflict(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    attendance.mark(first.work, course.sessions[1], course.people[0], PRESENT)
    attendance.mark(second.work, course.sessions[1], course.people[0], ABSENT)
    exchange_by_stick(first, second)
    assert first.tables() == second.tables()
    assert first.status().conflicts == second.status().conflicts == 1
    lines = attendance.sheet(second.work, course.sessions[1]).lines
    assert [line.conflict for line in lines if line.participant == course.people[0]] == [True]

    attendance.mark(second.work, course.sessions[1], course.people[0], AttendanceState.EXCUSED)
    exchange_by_stick(first, second)
    assert first.tables() == second.tables()
    assert first.status().conflicts == second.status().conflicts == 0


def exchange_by_stick(first: Laptop, second: Laptop) -> None:
    first.seal()
    second.seal()
    second.put(*first.outbox().values())
    first.put(*second.outbox().values())
    assert first.take_in().put_aside == second.take_in().put_aside == 0


def test_with_no_server_nothing_is_lost_and_the_page_says_so(first: Laptop, course: Course) -> None:
    attendance.mark(first.work, course.sessions[1], course.people[0], PRESENT)
    first.seal()
    kept = first.outbox()
    before = first.status()
    assert before.waiting == before.saved > 0
    assert isinstance(first.carry().trouble, NoServer)
    boxes.change_server(first.folder, "http://127.0.0.1:9")
    assert isinstance(first.carry().trouble, Refused)
    facts = first.status()
    assert facts.failed
    assert isinstance(facts.trouble, Refused)
    assert (facts.saved, facts.waiting, facts.sent, facts.received) == (
        before.saved,
        before.saved,
        0,
        0,
    )
    assert first.outbox() == kept


def test_what_is_written_while_offline_for_long_goes_in_one_request_when_the_signal_comes(
    first: Laptop, second: Laptop, centre: ServerProcess, course: Course
) -> None:
    for session in course.sessions[1:6]:
        for person in course.people:
            attendance.mark(first.work, session, person, PRESENT)
        first.seal()
    assert first.carry().requests == 1
    first.take_in()
    facts = first.status()
    assert facts.saved == facts.received
    second.sync()
    assert second.tables() == first.tables()


def test_a_receipt_that_is_only_taken_in_later_still_counts_and_nothing_goes_twice(
    first: Laptop, centre: ServerProcess
) -> None:
    first.seal()
    first.carry()
    assert first.status().received == 0
    first.seal()
    assert first.outbox() == {}
    first.take_in()
    assert first.status().received == first.status().saved


def test_a_batch_that_went_up_whole_without_an_answer_is_sent_and_not_received(
    first: Laptop,
) -> None:
    names = frozenset(name.removesuffix(".vrd") for name in first.outbox())
    boxes.write_state(first.folder, boxes.State(handed=names))
    first.take_in()
    facts = first.status()
    assert (facts.sent, facts.waiting, facts.received) == (facts.saved, 0, 0)


def test_a_retry_sends_the_very_same_bytes(first: Laptop, course: Course) -> None:
    attendance.mark(first.work, course.sessions[1], course.people[0], PRESENT)
    first.seal()
    kept = first.outbox()
    for path in boxes.batch_files(boxes.outbox(first.folder)):
        path.unlink()
    assert first.seal().batches == 0
    assert first.outbox() == kept


def test_what_a_restored_folder_has_lost_of_its_outbox_goes_again(
    first: Laptop, centre: ServerProcess
) -> None:
    """A backup holds vaults, not boxes."""
    kept = first.outbox()
    shutil.rmtree(boxes.outbox(first.folder))
    first.seal()
    assert first.outbox() == {name: data for name, data in kept.items() if name in first.outbox()}
    assert records_of(first.outbox()) != []
    first.sync()
    assert first.status().received == first.status().saved


def test_work_that_a_power_cut_left_is_sealed_by_the_next_member_with_its_author_s_word(
    programme: Programme, first: Laptop, second: Laptop
) -> None:
    """The shared vault opens for both facilitators of the first laptop."""
    assert first.desk.shared is not None
    with first.desk.shared.write() as journal:
        journal.record(SITE.new(name="Sin sellar"))
    author = first.account.card.id
    first.reopen(programme.man)
    assert first.seal().operations > 0

    second.put(*first.outbox().values())
    taken = second.take_in()
    assert taken.put_aside == 0
    assert first.desk.shared is not None
    assert second.desk.shared is not None
    with second.desk.shared.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT author.account FROM site JOIN born ON born.record = site.id "
            "JOIN op ON op.place = born.chain_no << 40 | born.seq "
            "JOIN author ON author.no = op.author_no WHERE site.name = 'Sin sellar'"
        ).scalar()
    assert found == author


def test_somebody_invited_twice_is_one_member(
    programme: Programme, first: Laptop, tmp_path: Path
) -> None:
    request = joining.write_request(tmp_path / "third", "Duna", "otra frase de prueba más")
    outbox = len(first.outbox())
    for _ in range(2):
        joining.invite(first.desk, first.folder, request)
    members = [member.nickname for member in list_members(first.work)]
    assert members.count("Duna") == 1
    assert len(first.outbox()) == outbox + 1


def test_every_operation_saved_anywhere_is_received_once_all_was_exchanged(
    first: Laptop, second: Laptop, centre: ServerProcess, course: Course
) -> None:
    first.sync()
    second.sync()
    for session in course.sessions[1:3]:
        for person in course.people:
            attendance.mark(first.work, session, person, PRESENT)
            attendance.mark(second.work, session, person, ABSENT)
    for laptop in (first, second, first, second):
        laptop.sync()
    assert first.tables() == second.tables()
    for laptop in (first, second):
        facts = laptop.status()
        assert facts.saved == facts.received > 0
        assert (facts.gaps, facts.quarantined, facts.others, facts.waiting) == (0, 0, 0, 0)
    assert first.status().conflicts == 6


def test_a_receipt_taken_in_by_one_account_still_reaches_the_other(
    programme: Programme, first: Laptop, centre: ServerProcess, course: Course
) -> None:
    """One receipt covers what both facilitators of a laptop have sealed."""
    first.reopen(programme.man)
    first.seal()
    first.carry()
    first.take_in()
    man = first.status()
    assert man.received == man.saved > 0
    first.reopen(programme.founder)
    assert first.status().received < first.status().saved
    first.take_in()
    assert first.status().received == first.status().saved

    # Nobody can know that both have seen it, but not more than the newest is kept.
    for session in course.sessions[1:4]:
        attendance.mark(first.work, session, course.people[0], PRESENT)
        first.sync()
    assert len(first.inbox()) == 1


def test_a_pulled_batch_that_the_disk_spoilt_comes_again(
    first: Laptop, second: Laptop, centre: ServerProcess, course: Course
) -> None:
    first.sync()
    second.sync()
    for session in course.sessions[1:4]:
        attendance.mark(first.work, session, course.people[0], PRESENT)
        first.seal()
    first.sync()
    assert second.carry().brought == 3
    earliest = min(
        boxes.batch_files(boxes.inbox(second.folder)),
        key=lambda path: read_label(path.read_bytes()).number,
    )
    earliest.write_bytes(earliest.read_bytes()[:-1])
    second.take_in()
    assert second.status().gaps == 2
    second.sync()
    assert second.status().gaps == 0
    assert second.tables() == first.tables()


def test_the_same_gap_is_asked_for_once(
    first: Laptop, second: Laptop, centre: ServerProcess, course: Course
) -> None:
    """The server has not got it either; it came by a stick."""
    first.sync()
    second.sync()
    before = set(first.outbox())
    for session in course.sessions[1:3]:
        attendance.mark(first.work, session, course.people[0], PRESENT)
        first.seal()
    _, later = records_of({n: d for n, d in first.outbox().items() if n not in before})
    second.put(later)
    second.take_in()
    assert second.carry().brought > 0
    second.take_in()
    assert second.carry().brought == 0
    second.put(*first.outbox().values())
    second.take_in()
    assert second.tables() == first.tables()


def test_labels_that_nobody_signed_cost_at_most_one_whole_pull_a_day(
    first: Laptop, second: Laptop, centre: ServerProcess, course: Course
) -> None:
    first.sync()
    second.sync()
    before = set(first.outbox())
    for session in course.sessions[1:8]:
        attendance.mark(first.work, session, course.people[0], PRESENT)
        first.seal()
    later = records_of({n: d for n, d in first.outbox().items() if n not in before})[1::2]
    pulls = 0
    for data in later:  # each names another gap
        second.put(data)
        second.take_in()
        pulls += second.carry().brought > 0
    assert (pulls, len(later)) == (1, 3)
    second.clock.ms += ASK_AGAIN_AFTER_MS
    second.take_in()
    assert second.carry().brought > 0


def test_a_server_that_was_set_back_to_a_backup_hears_everything_again(
    first: Laptop,
    second: Laptop,
    server: Callable[..., ServerProcess],
    tmp_path: Path,
    course: Course,
) -> None:
    """Even what the laptop itself no longer has outside its vault."""
    running = server(tmp_path / "store")
    for laptop in (first, second):
        boxes.change_server(laptop.folder, running.url)
    first.sync()
    running.stop()
    backup = shutil.copytree(tmp_path / "store", tmp_path / "backup")
    running = server(tmp_path / "store", "--port", str(running.port))
    for session in course.sessions[1:3]:
        attendance.mark(first.work, session, course.people[0], PRESENT)
        first.sync()
    running.stop()
    shutil.rmtree(tmp_path / "store")
    shutil.rmtree(boxes.sent(first.folder))
    shutil.copytree(backup, tmp_path / "store")
    server(tmp_path / "store", "--port", str(running.port))
    attendance.mark(first.work, course.sessions[3], course.people[0], PRESENT)
    for _ in range(3):
        first.sync()
    assert first.status().received == first.status().saved
    second.sync()
    assert second.tables() == first.tables()
