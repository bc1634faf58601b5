"""The directory of services: true as of a day, shared by both programmes, hidden where asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.journal.protective import PROTECTIVE
from desktop.programme.directory import STALE_AFTER_DAYS, Service, by_municipality
from desktop.programme.roles import Role
from desktop.programme.schema import SERVICE
from desktop.programme.vocabulary import ServiceSort
from desktop.services import directory, history
from desktop.services.directory import DirectoryDamaged, ReadsOnly
from desktop.services.refusals import BadForm, NotFound

TODAY = date(2026, 11, 22)
CLINIC = Service(
    name="  Clínica de la  Ladera ",
    sort=ServiceSort.HEALTH,
    municipality="Comala",
    phone="312 000 0000",
    address="Calle Escondida 9",
    address_hidden=True,
    about="Preguntar por guardia",
)


def test_a_service_is_kept_as_it_was_written_and_not_verified(desk) -> None:
    created = directory.add_service(desk, CLINIC).created[0]
    (line,) = directory.list_services(desk)
    assert line.id == created
    assert line.about == replace(CLINIC, name="Clínica de la Ladera")
    assert line.about.is_stale(TODAY)
    assert line.about.printable_address == ""
    assert "escondida" not in line.sought


def test_both_programmes_keep_one_directory(seat, programme) -> None:
    womens = seat(programme.women)
    directory.add_service(womens, CLINIC)
    womens.close()
    mens = seat(programme.men)
    assert [line.about.phone for line in directory.list_services(mens)] == [CLINIC.phone]
    directory.edit_service(mens, directory.list_services(mens)[0].id, replace(CLINIC, cost="0"))
    assert directory.list_services(mens)[0].about.cost == "0"


def test_verifying_lasts_half_a_year_and_correcting_does_not_renew_it(desk) -> None:
    service = directory.add_service(desk, CLINIC).created[0]
    directory.verify(desk, service, TODAY)
    directory.edit_service(desk, service, replace(CLINIC, phone="1"))
    (line,) = directory.list_services(desk)
    assert (line.about.verified_on, line.about.verified_by) == (TODAY, desk.nickname)
    assert not line.about.is_stale(TODAY + timedelta(days=STALE_AFTER_DAYS))
    assert line.about.is_stale(TODAY + timedelta(days=STALE_AFTER_DAYS + 1))


def test_what_is_retired_is_offered_no_more_and_can_come_back(desk) -> None:
    service = directory.add_service(desk, CLINIC).created[0]
    directory.retire(desk, service)
    assert directory.list_services(desk) == []
    assert [line.retired for line in directory.list_services(desk, retired=True)] == [True]
    changes = directory.bring_back(desk, service)
    assert len(directory.list_services(desk)) == 1
    history.undo_all(desk.vaults, changes)
    assert directory.list_services(desk) == []


def test_the_countrys_lines_come_once_unverified_and_a_retired_one_stays_so(desk) -> None:
    assert directory.add_starters(desk)
    lines = directory.list_services(desk)
    phones = {line.about.phone for line in lines}
    assert {"911", "079, opción 1", "800 911 2000", "55 5259 8121"} <= phones
    assert all(line.about.is_stale(TODAY) and not line.about.municipality for line in lines)
    emergency = next(line for line in lines if line.about.phone == "911")
    directory.retire(desk, emergency.id)
    assert not directory.add_starters(desk)
    assert len(directory.list_services(desk)) == len(lines) - 1


def test_what_leads_nowhere_is_refused(desk) -> None:
    for bad in (replace(CLINIC, name=" "), Service(name="Algo")):
        with pytest.raises(BadForm):
            directory.add_service(desk, bad)
    with pytest.raises(NotFound):
        directory.verify(desk, bytes(16), TODAY)
    assert directory.list_services(desk, retired=True) == []


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.STEWARD])
def test_who_works_with_no_group_reads_only(desk, role) -> None:
    directory.add_service(desk, CLINIC)
    desk.role = role
    assert not directory.may_edit(desk)
    assert len(directory.list_services(desk)) == 1
    with pytest.raises(ReadsOnly):
        directory.add_service(desk, CLINIC)


def test_a_damaged_shared_vault_is_told_with_the_number_to_call(desk) -> None:
    shared, desk.shared = desk.shared, None
    try:
        with pytest.raises(DirectoryDamaged) as told:
            directory.list_services(desk)
    finally:
        desk.shared = shared
    assert "911" in str(told.value.next_step)


def test_an_address_hidden_on_one_laptop_stays_hidden() -> None:
    rank = PROTECTIVE[SERVICE.number, SERVICE.register_of("address").number]
    assert rank(("Calle 9", 1)) > rank(("Calle 9 bis", 0)) == rank((None, None))


def test_municipalities_are_gathered_as_they_read() -> None:
    told = by_municipality(
        [
            Service(name="b", municipality="Villa de Álvarez"),
            Service(name="a", municipality="villa de alvarez "),
            Service(name="c"),
            Service(name="d", municipality="Comala"),
        ]
    )
    assert [(place, [each.name for each in listed]) for place, listed in told] == [
        ("", ["c"]),
        ("Comala", ["d"]),
        ("Villa de Álvarez", ["a", "b"]),
    ]
