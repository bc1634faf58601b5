"""Who is family or close to a person does not read or write her or his record."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.programme.directory import Service
from desktop.programme.schema import MEMBER, MERGE
from desktop.programme.vocabulary import (
    AttendanceState,
    CallOutcome,
    Evaluation,
    IncidentSort,
    Nearness,
    ServiceSort,
)
from desktop.services import (
    attendance,
    calls,
    certificates,
    closeness,
    closing_group,
    directory,
    doubts,
    enrolments,
    groups,
    incidents,
    orders,
    own_words,
    people,
    record_history,
    timeline,
)
from desktop.services.call_card import Agreement
from desktop.services.closeness import OnlyCoordination, RecordClosed
from desktop.services.doubts import DoubtSort
from desktop.services.groups import NewGroup
from desktop.services.incidents import UNTOLD, Happening
from desktop.services.orders import OrderForm
from desktop.services.own_words import Said
from desktop.services.people import PersonForm
from desktop.services.refusals import NotFound
from tests.desktop.services.conftest import FIRST_MEETING
from tests.desktop.services.meeting_places import OneChair

TODAY = date(2026, 11, 22)
PRESENT = AttendanceState.PRESENT


@pytest.fixture
def chair(crew, clock):
    made = OneChair(
        crew.folder, {name: getattr(crew, name) for name in ("colibri", "cigarra", "nube")}, clock
    )
    yield made
    made.leave()


def member(desk, nickname: str) -> bytes:
    return next(each.id for each in groups.list_members(desk.work) if each.nickname == nickname)


class Village:
    """Nube leads the group of Luna, who is her cousin, and of Flor, who is not."""

    def __init__(self, chair: OneChair) -> None:
        desk = chair("nube")
        self.chair, self.nube = chair, member(desk, "Nube")
        vault = desk.work
        self.group = groups.create_group(
            vault, NewGroup("Jacaranda", FIRST_MEETING, 960, facilitator=self.nube)
        ).created[0]
        self.luna, self.flor = (
            people.add_person(vault, form).created[0]
            for form in (
                PersonForm(nickname="Luna", name="Rosa Itzel Canul", phone="999 123 4567"),
                PersonForm(nickname="Flor", name="Rosa Elena Pech"),
            )
        )
        groups.add_to_group(vault, self.group, [self.luna, self.flor])
        self.session = groups.get_group(vault, self.group).sessions[0].id
        attendance.mark(vault, self.session, self.luna, PRESENT)
        attendance.write_note(vault, self.session, self.luna, "llegó llorando")
        closeness.declare(vault, self.luna, self.nube, Nearness.FAMILY, TODAY)


@pytest.fixture
def village(chair) -> Village:
    return Village(chair)


def _enrolment_doors(at: Village, vault):
    yield lambda: enrolments.pause_in_group(vault, at.group, at.luna)
    yield lambda: enrolments.leave_group(vault, at.group, at.luna)
    yield lambda: enrolments.rejoin(vault, at.group, at.luna)
    yield lambda: enrolments.transfer(vault, at.luna, at.group, at.group[::-1])
    yield lambda: closing_group.set_evaluation(vault, at.group, at.luna, Evaluation.DECLINED)


def _record_doors(at: Village, vault):
    yield lambda: people.get_person(vault, at.luna)
    yield lambda: people.edit_person(vault, at.luna, PersonForm(name="Otra"))
    yield lambda: timeline.of_person(vault, at.luna)
    yield lambda: calls.card(vault, at.luna)
    yield lambda: calls.record(vault, at.luna, at.group, CallOutcome.MET, "", TODAY)
    yield lambda: calls.agree(vault, at.luna, Agreement(who="yo"))
    yield lambda: own_words.said(vault, at.session, at.luna)
    yield lambda: own_words.keep(vault, at.session, at.luna, Said(commitment="x"))
    yield lambda: own_words.earlier(vault, at.session, at.luna)
    yield lambda: attendance.write_note(vault, at.session, at.luna, "x")
    yield lambda: record_history.of_mark(vault, at.session, at.luna)
    yield lambda: closeness.declare(vault, at.luna, at.nube, Nearness.OTHER, TODAY)


def test_behind_each_door_the_record_stays_closed_and_nothing_is_written(village, chair) -> None:
    vault = chair("nube").work
    for door in (*_record_doors(village, vault), *_enrolment_doors(village, vault)):
        with pytest.raises(RecordClosed):
            door()
    with pytest.raises(RecordClosed):
        closeness.of_person(chair("nube"), village.luna)
    with chair("colibri").work.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM call").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM own_words").scalar() == 0


def test_the_same_doors_open_for_a_colleague(village, chair) -> None:
    vault = chair("cigarra").work
    assert people.get_person(vault, village.luna).name == "Rosa Itzel Canul"
    assert calls.card(vault, village.luna).nickname == "Luna"
    assert attendance.sheet(vault, village.session).lines[1].note == "llegó llorando"


def test_the_list_shows_folio_and_nickname_and_the_name_finds_nobody(village, chair) -> None:
    def found(nickname: str, text: str) -> bool:
        lines = people.list_people(chair(nickname).work)
        return any(line.id == village.luna and text in line.sought for line in lines)

    assert found("cigarra", "canul")
    assert not found("nube", "canul")
    assert found("nube", "luna")
    lines = {line.id: line for line in people.list_people(chair("nube").work)}
    assert (lines[village.luna].nickname, lines[village.luna].name) == ("Luna", "")
    assert lines[village.luna].folio
    assert lines[village.flor].name == "Rosa Elena Pech"


def test_the_meeting_is_held_all_the_same_without_what_was_noted(village, chair) -> None:
    vault = chair("nube").work
    attendance.mark(vault, village.session, village.luna, AttendanceState.LATE, 10)
    line = next(
        each
        for each in attendance.sheet(vault, village.session).lines
        if each.participant == village.luna
    )
    assert (line.state, line.note) == (AttendanceState.LATE, "")


def test_an_incident_of_hers_is_seen_and_not_read(village, chair) -> None:
    desk = chair("nube")
    happened = Happening(IncidentSort.OTHER, TODAY, village.luna, note="dijo que teme por ella")
    noted = incidents.note(desk.work, village.session, happened).created[0]
    (line,) = incidents.mine(desk)
    assert (line.id, line.note, line.open) == (noted, "", True)
    with pytest.raises(RecordClosed):
        incidents.settle(desk.work, noted, "hablado", TODAY)
    colleague = chair("colibri")
    assert incidents.mine(colleague)[0].note == "dijo que teme por ella"
    incidents.settle(colleague.work, noted, "hablado", TODAY)
    (line,) = incidents.of_session(chair("nube").work, village.session)
    assert (line.open, line.note, line.settled_how) == (False, "", UNTOLD)


def test_a_certificate_of_hers_is_printed_without_the_name(village, chair) -> None:
    desk = chair("colibri")
    both = (village.luna, village.flor)
    attendance.mark(desk.work, village.session, village.flor, PRESENT)
    attendance.finish(desk.work, village.session)
    assert len(certificates.write_for(desk.work, village.group, both, TODAY)) == 2
    papers = certificates.write_for(chair("nube").work, village.group, both, TODAY)
    assert {paper.name for paper in papers} == {"", "Rosa Elena Pech"}


def test_only_a_coordinator_who_is_not_close_herself_opens_it_again(village, chair) -> None:
    with pytest.raises(OnlyCoordination):
        closeness.end(chair("nube"), village.luna, village.nube)
    desk = chair("colibri")
    closeness.declare(desk.work, village.luna, member(desk, "Colibrí"), Nearness.COMPADRAZGO, TODAY)
    with pytest.raises(RecordClosed):
        closeness.end(desk, village.luna, village.nube)
    other = chair("cigarra")
    told = closeness.of_person(other, village.luna)
    assert [(each.who.name, each.relation) for each in told] == [
        ("Colibrí", Nearness.COMPADRAZGO),
        ("Nube", Nearness.FAMILY),
    ]
    closeness.end(other, village.luna, village.nube)
    with pytest.raises(NotFound):
        closeness.end(other, village.luna, village.nube)
    assert people.get_person(chair("nube").work, village.luna).nickname == "Luna"


def test_what_was_declared_is_not_undone_by_whoever_it_closes(village, chair) -> None:
    vault = chair("nube").work
    assert not closeness.declare(vault, village.flor, village.nube, Nearness.NEIGHBOUR, TODAY).undo


def test_every_record_of_an_account_counts_also_one_taken_off_the_list(village, chair) -> None:
    desk = chair("colibri")
    account = chair.accounts["cigarra"].card.id.hex()
    with desk.work.write() as journal:
        twice = journal.record(MEMBER.new(nickname="Cigarra 2", account=account)).created[0]
    closeness.declare(desk.work, village.flor, twice, Nearness.FAMILY, TODAY)
    with desk.work.write() as journal:
        journal.record(MEMBER.of(twice, deleted=True))
    with pytest.raises(RecordClosed):
        people.get_person(chair("cigarra").work, village.flor)


def test_a_record_that_was_merged_is_closed_under_either_id(village, chair) -> None:
    with chair("colibri").work.write() as journal:
        journal.record(MERGE.pair(village.luna, village.flor, undone=False, on_date="2026-11-01"))
    with pytest.raises(RecordClosed):
        people.get_person(chair("nube").work, village.flor)


def test_before_somebody_joins_it_is_asked_whether_who_leads_is_close(village, chair) -> None:
    desk = chair("colibri")
    other = groups.create_group(
        desk.work, NewGroup("Encino", FIRST_MEETING, 960, facilitator=village.nube)
    ).created[0]
    asked = doubts.door(desk.work, other).doubts([village.luna, village.flor])
    found = [each.nickname for each in asked if each.sort is DoubtSort.NOT_HERS_TO_LEAD]
    assert found == ["Luna"]


def test_an_interpreter_who_is_close_is_not_fit_for_her_alone(village, chair) -> None:
    desk = chair("colibri")
    service = directory.add_service(
        desk, Service(name="Intérprete de Comala", sort=ServiceSort.INTERPRETER, phone="911")
    ).created[0]
    helpers = closeness.helpers(desk)
    assert [each.id for each in helpers if each.interprets] == [service]
    assert [each.name for each in helpers if each.me] == ["Colibrí"]
    closeness.declare(desk.work, village.flor, service, Nearness.FAMILY, TODAY)
    with desk.work.read() as connection:
        assert closeness.unfit_interpreters(connection, village.flor) == {service}
        assert service not in closeness.unfit_interpreters(connection, village.luna)
    assert people.get_person(desk.work, village.flor).nickname == "Flor"


def test_an_order_of_his_is_neither_listed_nor_read_nor_written(mens_desk) -> None:
    vault = mens_desk.work
    me = member(mens_desk, "Barro")
    person = people.add_person(vault, PersonForm(nickname="Río", name="X")).created[0]
    order = orders.enter_order(vault, person, OrderForm(court="Juzgado 3")).created[0]
    assert [each.id for each in orders.list_orders(vault, TODAY)] == [order]
    closeness.declare(vault, person, me, Nearness.FAMILY, TODAY)
    assert orders.list_orders(vault, TODAY) == []
    assert orders.needing(vault, TODAY) == ()
    for door in (
        lambda: orders.get_order(vault, order, TODAY),
        lambda: orders.enter_order(vault, person, OrderForm()),
        lambda: orders.edit_order(vault, order, OrderForm()),
        lambda: orders.close_order(vault, order, TODAY),
        lambda: orders.reopen_order(vault, order),
    ):
        with pytest.raises(RecordClosed):
            door()
