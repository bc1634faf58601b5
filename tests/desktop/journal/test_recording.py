"""What a person records stands, says what it changed, and can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.changes import Changes
from desktop.journal.commits import TextTooLong
from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import ATTENDANCE, GROUP, PARTICIPANT, SESSION, Draft
from desktop.programme.vocabulary import AttendanceState
from desktop.vault.troubles import DiskFull

from .conftest import Laptop, commits_of

MEETING, PERSON = b"m" * 16, b"p" * 16


def record(vault: OpenVault, *drafts: Draft) -> Changes:
    with vault.write() as journal:
        return journal.record(*drafts)


def one(vault: OpenVault, query: str) -> tuple[Any, ...]:
    with vault.read() as connection:
        return tuple(connection.exec_driver_sql(query).one())


def operations(vault: OpenVault) -> int:
    return sum(len(ops) for _, ops, _ in commits_of(vault))


def test_a_recorded_person_can_be_read_back(vault: OpenVault) -> None:
    changes = record(vault, PARTICIPANT.new(folio="8163", nickname="Luna", phone_safe=False))
    (person,) = changes.created
    query = "SELECT id, folio, nickname, name, phone, phone_safe, deleted FROM participant"
    assert one(vault, query) == (person, "8163", "Luna", None, None, 0, 0)
    assert changes.touches(PARTICIPANT.number, person)


def test_a_mark_is_there_after_closing_and_opening(laptop: Laptop) -> None:
    record(laptop.vault, ATTENDANCE.pair(MEETING, PERSON, state=AttendanceState.PRESENT))
    laptop.vault.close()
    query = "SELECT session, participant, state, detail FROM attendance"
    assert one(laptop.unlock(), query) == (MEETING, PERSON, 1, None)
    record(laptop.vault, ATTENDANCE.pair(MEETING, PERSON, state=3))
    (_, (first,), _), (_, (second,), _) = commits_of(laptop.vault)
    assert (second.seq, second.lamport, second.replaces) == (2, 2, (first.id,))


def test_a_mark_touches_its_session_and_its_person(vault: OpenVault) -> None:
    changes = record(vault, ATTENDANCE.pair(MEETING, PERSON, state=1))
    assert changes.touches(ATTENDANCE.number, MEETING)
    assert changes.touches(ATTENDANCE.number, PERSON)


def test_saying_again_what_stands_writes_nothing(vault: OpenVault) -> None:
    (person,) = record(vault, PARTICIPANT.new(nickname="Luna", note="")).created
    assert not record(vault, PARTICIPANT.of(person, nickname="Luna"))
    assert not record(vault, ATTENDANCE.pair(MEETING, PERSON, state=None))
    assert operations(vault) == 1
    record(vault, PARTICIPANT.of(person, nickname="Luna", name="L."))
    _, (edit,), _ = commits_of(vault)[-1]
    assert edit.fields == {3: "L."}


def test_everything_in_one_write_is_one_commit(vault: OpenVault) -> None:
    with vault.write() as journal:
        (group,) = journal.record(GROUP.new(name="Jacaranda")).created
        journal.record(*(SESSION.child(group, n, date="2026-11-03") for n in range(1, 26)))
    ((_, ops, _),) = commits_of(vault)
    assert [op.ends_commit for op in ops] == [False] * 25 + [True]


def test_more_than_a_batch_carries_is_cut_between_calls(vault: OpenVault) -> None:
    with vault.write() as journal:
        for n in range(6):
            journal.record(*(PARTICIPANT.new(folio=f"{n}{m}") for m in range(100)))
    assert [len(ops) for _, ops, _ in commits_of(vault)] == [500, 100]
    with vault.write() as journal, pytest.raises(ValueError, match="500"):
        journal.record(*(PARTICIPANT.new() for _ in range(501)))


def test_a_failed_write_leaves_nothing_on_disk_or_in_memory(vault: OpenVault) -> None:
    record(vault, PARTICIPANT.new(folio="1"))

    def fail() -> None:
        with vault.write() as journal:
            journal.record(PARTICIPANT.new(folio="2"))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    record(vault, PARTICIPANT.new(folio="3"))
    assert [(op.seq, op.lamport) for _, (op,), _ in commits_of(vault)] == [(1, 1), (2, 2)]


def test_a_full_disk_is_said_and_the_next_write_goes_on(vault: OpenVault) -> None:
    record(vault, PARTICIPANT.new(folio="1"))
    with vault.transaction() as connection:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    long = [PARTICIPANT.new(folio=str(n), note="x" * 50_000) for n in range(2)]
    with pytest.raises(DiskFull):
        record(vault, *long)
    record(vault, PARTICIPANT.new(folio="2"))
    assert [op.seq for _, (op,), _ in commits_of(vault)] == [1, 2]


def test_a_text_that_no_batch_could_carry_is_refused_whole(vault: OpenVault) -> None:
    with pytest.raises(TextTooLong):
        record(vault, PARTICIPANT.new(folio="1"), PARTICIPANT.new(note="x" * 65_000))
    assert operations(vault) == 0


def test_values_of_the_wrong_type_are_refused(vault: OpenVault) -> None:
    for draft in (
        PARTICIPANT.new(nickname=3),
        PARTICIPANT.new(site=b"short"),
        PARTICIPANT.new(phone_safe=1),
        ATTENDANCE.pair(MEETING, PERSON, state="1"),
    ):
        with pytest.raises(TypeError):
            record(vault, draft)
    with pytest.raises(LookupError):
        record(vault, PARTICIPANT.of(PERSON, nickname="Luna"))


def test_undo_restores_the_value_before(vault: OpenVault) -> None:
    record(vault, ATTENDANCE.pair(MEETING, PERSON, state=2, detail=10))
    changes = record(vault, ATTENDANCE.pair(MEETING, PERSON, state=3))
    with vault.write() as journal:
        assert journal.take_back(changes.undo)
    assert one(vault, "SELECT state, detail FROM attendance") == (2, 10)


def test_undo_of_a_first_mark_leaves_no_mark(vault: OpenVault) -> None:
    changes = record(vault, ATTENDANCE.pair(MEETING, PERSON, state=1))
    with vault.write() as journal:
        undone = journal.take_back(changes.undo)
    assert one(vault, "SELECT state, deleted FROM attendance") == (None, 0)
    with vault.write() as journal:
        journal.take_back(undone.undo)
    assert one(vault, "SELECT state FROM attendance") == (1,)


def test_undo_of_several_steps_on_one_record_goes_back_to_the_first(vault: OpenVault) -> None:
    record(vault, ATTENDANCE.pair(MEETING, PERSON, state=1))
    changes = Changes()
    for state in (2, 3, 4):
        changes |= record(vault, ATTENDANCE.pair(MEETING, PERSON, state=state))
    with vault.write() as journal:
        journal.take_back(changes.undo)
    assert one(vault, "SELECT state FROM attendance") == (1,)


def test_undo_leaves_alone_what_was_changed_since(vault: OpenVault) -> None:
    changes = record(vault, ATTENDANCE.pair(MEETING, PERSON, state=1))
    record(vault, ATTENDANCE.pair(MEETING, PERSON, state=3))
    with vault.write() as journal:
        assert not journal.take_back(changes.undo)
    assert one(vault, "SELECT state FROM attendance") == (3,)


def test_undo_of_a_new_person_deletes_and_redo_brings_back(vault: OpenVault) -> None:
    changes = record(vault, PARTICIPANT.new(nickname="Luna"))
    with vault.write() as journal:
        undone = journal.take_back(changes.undo)
    assert one(vault, "SELECT nickname, deleted FROM participant") == ("Luna", 1)
    with vault.write() as journal:
        assert journal.take_back(undone.undo)
    assert one(vault, "SELECT nickname, deleted FROM participant") == ("Luna", 0)


def test_a_new_person_that_was_edited_since_is_not_undone(vault: OpenVault) -> None:
    changes = record(vault, PARTICIPANT.new(nickname="Luna"))
    record(vault, PARTICIPANT.of(changes.created[0], note="…"))
    with vault.write() as journal:
        assert not journal.take_back(changes.undo)
    assert one(vault, "SELECT deleted FROM participant") == (0,)


def test_writing_to_a_deleted_record_brings_it_back_without_a_question(vault: OpenVault) -> None:
    (person,) = record(vault, PARTICIPANT.new(nickname="Luna")).created
    record(vault, PARTICIPANT.of(person, deleted=True))
    changes = record(vault, PARTICIPANT.of(person, nickname="Nube"))
    assert one(vault, "SELECT nickname, deleted FROM participant") == ("Nube", 0)
    assert one(vault, "SELECT count(*) FROM conflict") == (0,)
    with vault.write() as journal:
        journal.take_back(changes.undo)
    assert one(vault, "SELECT nickname, deleted FROM participant") == ("Luna", 1)


def test_a_clock_set_anew_begins_a_new_claim_about_time(laptop: Laptop) -> None:
    for wall_ms, boot in ((0, b"boot-one"), (900, b"boot-one"), (86_400_000, b"boot-one")):
        laptop.clock.at_ms += wall_ms
        laptop.clock.named = boot
        record(laptop.vault, PARTICIPANT.new(folio=str(wall_ms)))
    laptop.clock.named = b"boot-two"
    record(laptop.vault, PARTICIPANT.new(folio="x"))
    claims = [op.clock for _, (op,), _ in commits_of(laptop.vault)]
    assert claims[0] == claims[1]
    assert len(set(claims)) == 3
