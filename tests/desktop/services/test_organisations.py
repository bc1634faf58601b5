"""With whom the programme works: what was agreed, and that nobody forgets when it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.programme.agreements import ENDS_SOON_DAYS, Agreement, Term, term
from desktop.programme.directory import Service
from desktop.programme.roles import Role
from desktop.programme.vocabulary import ServiceSort
from desktop.services import directory, organisations, undoing
from desktop.services.directory import DirectoryDamaged, ReadsOnly
from desktop.services.organisations import Organisation
from desktop.services.refusals import BadForm, NotFound

TODAY = date(2026, 11, 22)
RED = Organisation(name="Red de la Ladera", contact="Señora Olmo", phone="312 555 0130")
PLEDGE = Agreement(what="Acompañar", signed_on=TODAY - timedelta(days=300))


@pytest.mark.parametrize(
    ("left", "stands"),
    [
        (ENDS_SOON_DAYS + 1, Term.HOLDS),
        (ENDS_SOON_DAYS, Term.ENDS_SOON),
        (0, Term.ENDS_SOON),
        (-1, Term.OVER),
    ],
)
def test_an_agreement_is_told_of_a_month_before_it_ends(left, stands) -> None:
    agreement = replace(PLEDGE, until=TODAY + timedelta(days=left))
    assert term(agreement, TODAY) is stands
    assert term(replace(agreement, ended=True), TODAY) is Term.ENDED
    assert term(replace(agreement, until=None), TODAY) is Term.HOLDS


def test_an_organisation_is_kept_with_what_it_agreed(desk) -> None:
    made = organisations.add(desk, RED).created[0]
    late = replace(PLEDGE, what="Prestar el salón", until=TODAY + timedelta(days=400))
    soon = replace(PLEDGE, until=TODAY + timedelta(days=10))
    for each in (PLEDGE, late, soon):
        organisations.agree(desk, made, each)
    (line,) = organisations.list_organisations(desk)
    assert line.about == RED
    assert [each.agreement for each in line.agreements] == [soon, late, PLEDGE]
    assert line.needs_eyes(TODAY)
    organisations.change_agreement(desk, line.agreements[0].id, replace(soon, until=late.until))
    (line,) = organisations.list_organisations(desk)
    assert not line.needs_eyes(TODAY)


def test_an_agreement_that_was_ended_asks_for_nothing(desk) -> None:
    made = organisations.add(desk, RED).created[0]
    agreed = organisations.agree(desk, made, replace(PLEDGE, until=TODAY - timedelta(days=9)))
    ended = organisations.end_agreement(desk, agreed.created[0])
    (line,) = organisations.list_organisations(desk)
    assert not line.needs_eyes(TODAY)
    undoing.undo(desk, ended)
    (line,) = organisations.list_organisations(desk)
    assert line.needs_eyes(TODAY)


def test_a_service_names_its_organisation_and_is_found_by_it(desk) -> None:
    made = organisations.add(desk, RED).created[0]
    directory.add_service(desk, Service(name="Asesoría", phone="1", organisation=made))
    (line,) = directory.list_services(desk)
    assert (line.organisation, line.about.organisation) == (RED.name, made)
    assert "ladera" in line.sought


def test_correcting_changes_only_what_was_said_and_retiring_forgets_nothing(desk) -> None:
    made = organisations.add(desk, RED).created[0]
    organisations.edit(desk, made, replace(RED, sort=ServiceSort.LEGAL, phone=""))
    organisations.retire(desk, made)
    assert organisations.list_organisations(desk) == []
    (line,) = organisations.list_organisations(desk, retired=True)
    assert line.about == replace(RED, sort=ServiceSort.LEGAL, phone="")
    organisations.bring_back(desk, made)
    assert len(organisations.list_organisations(desk)) == 1


def test_what_says_nothing_is_refused(desk) -> None:
    made = organisations.add(desk, RED).created[0]
    with pytest.raises(BadForm):
        organisations.add(desk, replace(RED, name=" "))
    for bad in (
        replace(PLEDGE, what=""),
        replace(PLEDGE, until=TODAY - timedelta(days=301)),
        replace(PLEDGE, what="x" * (organisations.TEXT_MAX_CHARS + 1)),
    ):
        with pytest.raises(BadForm):
            organisations.agree(desk, made, bad)
    for act in (organisations.retire, organisations.end_agreement):
        with pytest.raises(NotFound):
            act(desk, bytes(16))
    with pytest.raises(NotFound):
        organisations.agree(desk, bytes(16), PLEDGE)


def test_who_works_with_no_group_reads_only_and_damage_is_told(desk) -> None:
    organisations.add(desk, RED)
    desk.role = Role.EVALUATOR
    assert len(organisations.list_organisations(desk)) == 1
    with pytest.raises(ReadsOnly):
        organisations.add(desk, RED)
    shared, desk.shared = desk.shared, None
    try:
        with pytest.raises(DirectoryDamaged):
            organisations.list_organisations(desk)
    finally:
        desk.shared = shared
