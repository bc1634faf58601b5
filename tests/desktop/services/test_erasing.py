"""Somebody who asks for it is erased, by two coordinators, and by nobody alone at once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.journal.erased import PersonErased
from desktop.journal.open_vault import OpenVault
from desktop.journal.rebuild import compare
from desktop.programme.rights import WAITING_DAYS
from desktop.programme.schema import CALL, ERASURE, INCIDENT, OWN_WORDS, PARTICIPANT
from desktop.programme.vocabulary import AttendanceState, RightOutcome, RightSort
from desktop.services import attendance, drafts, erasing, groups, history, incidents, people, rights
from desktop.services.entrance import Desk, sit_down
from desktop.services.erasing import NeedsSecond, Stage, StillWaiting
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotEnrolled, NotFound
from desktop.services.rights import Asking, OnlyCoordination
from tests.desktop.services.conftest import Course, Crew, StillClock, at
from tests.desktop.services.killing import in_a_process

TODAY = date(2026, 11, 20)
SECRET = "Xochiquetzalita"
"""A nickname that stands nowhere else."""
KILLS = 24
PAGE, RESERVED, IV = 4096, 80, 16
WAL_HEAD, FRAME_HEAD = 32, 24


@pytest.fixture
def second(crew: Crew, clock: StillClock) -> Iterator[Desk]:
    """Cigarra's desk at the same laptop, closed until she sits down."""
    desk = sit_down(crew.folder, crew.cigarra, clock)
    yield desk
    desk.close()


def with_a_person(vault: OpenVault) -> tuple[bytes, bytes]:
    """A group and one who came once, of whom something is written in many places."""
    group = groups.create_group(
        vault, NewGroup(name="Jacaranda", start_date=date(2026, 10, 8), start_minute=960)
    ).created[0]
    who = people.add_person(
        vault, PersonForm(nickname=SECRET, note=f"{SECRET} llegó sola")
    ).created[0]
    other = people.add_person(vault, PersonForm(nickname="Ceiba")).created[0]
    groups.add_to_group(vault, group, (who, other))
    session = groups.get_group(vault, group).sessions[0].id
    for person in (who, other):
        attendance.mark(vault, session, person, AttendanceState.PRESENT)
    with vault.write() as journal:
        journal.record(
            OWN_WORDS.new(participant=who, session=session, sort=1, text=f"{SECRET}: pedir ayuda"),
            CALL.new(participant=who, grp=group, on_date="2026-10-20", note=f"habló {SECRET}"),
            INCIDENT.new(session=session, sort=9, participant=who, note=f"{SECRET} se fue"),
        )
    drafts.keep(vault, f"call {who.hex()}", {"note": SECRET})
    return group, who


def asked(vault: OpenVault, who: bytes) -> bytes:
    return rights.ask(vault, Asking(RightSort.CANCELLATION, TODAY, SECRET, who)).created[0]


def plain_pages(vault: OpenVault) -> bytes:
    """Every page of the database and its log, decrypted where it lies: freed space too."""
    path, key = vault.unlocked.path, vault.unlocked.database_key
    data = path.read_bytes()
    pages = [data[n : n + PAGE] for n in range(0, len(data), PAGE)]
    log = Path(f"{path}-wal")
    if log.exists():
        raw = log.read_bytes()[WAL_HEAD:]
        step = FRAME_HEAD + PAGE
        pages += [raw[n + FRAME_HEAD : n + step] for n in range(0, len(raw), step)]
    out = []
    for page in pages:
        iv = page[-RESERVED : -RESERVED + IV]
        opened = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        body = page[:-RESERVED]
        out.append(opened.update(body[16:] if page is pages[0] else body))
    return b"".join(out)


def test_nothing_of_an_erased_person_is_left_on_any_page(
    founder: Desk, second: Desk, tmp_path: Path
) -> None:
    _group, who = with_a_person(founder.work)
    right = asked(founder.work, who)
    assert SECRET.encode() in plain_pages(founder.work)
    erasing.propose(founder, right)
    found = erasing.standing(second, right)
    assert (found.stage, found.asked_by) == (Stage.THEIRS, "Colibrí")
    assert found.records > 4
    changes = erasing.confirm(second, right, TODAY)
    assert changes.touches(PARTICIPANT.number, who)
    assert not changes.undo
    founder.work.empty_log()
    second.work.empty_log()
    assert SECRET.encode() not in plain_pages(second.work)
    assert compare(second.work, tmp_path) == []
    with pytest.raises(NotFound):
        people.get_person(second.work, who)


def test_the_request_and_what_happened_at_the_meeting_stay_without_words(
    founder: Desk, second: Desk
) -> None:
    group, who = with_a_person(founder.work)
    right = asked(founder.work, who)
    erasing.propose(founder, right)
    erasing.confirm(second, right, TODAY)
    (request,) = rights.everything(second.work)
    assert (request.outcome, request.person, request.asked) == (RightOutcome.DONE, None, "")
    with second.work.read() as connection:
        incident = connection.exec_driver_sql(
            "SELECT sort, participant, note, session IS NOT NULL FROM incident"
        ).one()
    assert tuple(incident) == (9, None, None, 1)
    assert not [each for each in incidents.mine(second) if each.open]
    assert [p.nickname for p in groups.get_group(second.work, group).people] == ["Ceiba"]
    session = groups.get_group(second.work, group).sessions[0].id
    (line,) = attendance.sheet(second.work, session).lines
    assert line.state is AttendanceState.PRESENT


def test_nobody_confirms_an_own_proposal_while_there_is_a_colleague(founder: Desk) -> None:
    _group, who = with_a_person(founder.work)
    right = asked(founder.work, who)
    with pytest.raises(NeedsSecond):
        erasing.confirm(founder, right, TODAY)
    erasing.propose(founder, right)
    assert erasing.standing(founder, right).stage is Stage.MINE
    with pytest.raises(NeedsSecond):
        erasing.confirm(founder, right, TODAY)
    erasing.take_back(founder, right)
    assert erasing.standing(founder, right).stage is Stage.NONE
    assert people.get_person(founder.work, who).nickname == SECRET


def test_a_single_coordinator_waits_and_types_a_word(
    desk: Desk, course: Course, clock: StillClock
) -> None:
    who = course.people[0]
    right = asked(desk.work, who)
    erasing.propose(desk, right)
    assert erasing.standing(desk, right).stage is Stage.ALONE
    with pytest.raises(StillWaiting):
        erasing.confirm(desk, right, TODAY, erasing.TYPED)
    clock.ms += (WAITING_DAYS + 1) * 86_400_000
    with pytest.raises(BadForm):
        erasing.confirm(desk, right, TODAY, "")
    assert erasing.confirm(desk, right, TODAY, "Borrar ")
    with pytest.raises(NotFound):
        people.get_person(desk.work, who)


def test_only_coordinators_are_heard(crew: Crew, founder: Desk, clock: StillClock) -> None:
    _group, who = with_a_person(founder.work)
    right = asked(founder.work, who)
    nube = sit_down(crew.folder, crew.nube, clock)
    try:
        with pytest.raises(OnlyCoordination):
            erasing.propose(nube, right)
        # A program that was altered writes it all the same, in two coordinators' names.
        first, other = crew.colibri.card.id.hex(), crew.cigarra.card.id.hex()
        with nube.work.write() as journal:
            journal.record(ERASURE.child(who, 0, asked_by=first))
            journal.record(ERASURE.child(who, 0, asked_by=first, confirmed_by=other))
        roster = erasing._roster(nube)
        assert not erasing.carry_out(nube.vaults, roster)
        assert people.get_person(nube.work, who).nickname == SECRET
    finally:
        nube.close()


def test_one_coordinator_alone_does_not_pass_for_two(crew: Crew, second: Desk) -> None:
    _group, who = with_a_person(second.work)
    first, me = crew.colibri.card.id.hex(), crew.cigarra.card.id.hex()
    with second.work.write() as journal:
        journal.record(ERASURE.child(who, 0, asked_by=first))
        journal.record(ERASURE.child(who, 0, asked_by=first, confirmed_by=me))
    assert not erasing.carry_out(second.vaults, erasing._roster(second))
    assert people.get_person(second.work, who).nickname == SECRET


def test_nothing_is_written_about_an_erased_person_again(founder: Desk, second: Desk) -> None:
    group, who = with_a_person(founder.work)
    session = groups.get_group(founder.work, group).sessions[0].id
    right = asked(founder.work, who)
    erasing.propose(founder, right)
    erasing.confirm(second, right, TODAY)
    with pytest.raises(PersonErased), second.work.write() as journal:
        journal.record(CALL.new(participant=who, on_date="2026-11-21"))
    with pytest.raises((PersonErased, NotEnrolled)):
        attendance.mark(second.work, session, who, AttendanceState.PRESENT)


def test_undoing_brings_nothing_of_an_erased_person_back(founder: Desk, second: Desk) -> None:
    _group, who = with_a_person(founder.work)
    changed = people.edit_person(founder.work, who, PersonForm(nickname="Otra"))
    right = asked(founder.work, who)
    erasing.propose(founder, right)
    erasing.confirm(second, right, TODAY)
    founder.work._forget()  # another connection wrote: as another process would, read again
    assert not history.undo_all((founder.work,), changed)
    assert SECRET.encode() not in plain_pages(second.work)


def test_a_kill_at_any_moment_is_made_good_at_the_next_unlock(
    crew: Crew, founder: Desk, clock: StillClock, tmp_path: Path
) -> None:
    _group, who = with_a_person(founder.work)
    right = asked(founder.work, who)
    erasing.propose(founder, right)
    founder.close()

    def erase(folder: Path) -> None:
        desk = sit_down(folder, at(folder, crew.cigarra), clock)
        sys.setprofile(lambda _frame, event, _arg: sys.audit(f"a {event}"))
        erasing.confirm(desk, right, TODAY)
        sys.setprofile(None)

    def copied(name: str) -> Path:
        return Path(shutil.copytree(crew.folder, tmp_path / name))

    first = copied("whole")
    calls = in_a_process(lambda: erase(first), None, {"a call"})
    assert calls > 100
    seen = set()
    for n, at_call in enumerate(range(1, calls, calls // KILLS)):
        folder = copied(f"killed{n}")
        in_a_process(partial(erase, folder), at_call, {"a call"})
        desk = sit_down(folder, at(folder, crew.colibri), clock)
        try:
            gone = SECRET.encode() not in plain_pages(desk.work)
            (request,) = rights.everything(desk.work)
            assert gone == (not request.open)
            assert gone == all(line.nickname != SECRET for line in people.list_people(desk.work))
            seen.add(gone)
        finally:
            desk.close()
    assert seen == {True, False}
