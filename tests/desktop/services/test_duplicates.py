"""Who writes a person down hears that she may be there; no stream names another's people."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Any

from desktop.programme.vocabulary import Nearness
from desktop.services import closeness, duplicates, joined_moves, joining_records, people
from desktop.services.entrance import Desk
from desktop.services.home import own_member
from desktop.services.people import PersonForm

TODAY = date(2026, 11, 22)


def add(desk: Desk, **said: Any) -> bytes:
    return people.add_person(desk.work, PersonForm(**said)).created[0]


def test_the_warning_names_folio_nickname_and_why_and_nothing_else(desk: Desk) -> None:
    person = add(desk, nickname="Luna", folio="4321", name="Ximena Dzul Pech", birth="1984")
    add(desk, nickname="Sol", name="Rosa Uc")
    (found,) = duplicates.like(desk.work, name="Jimena Tzul", birth="1985")
    assert (found.person, found.folio, found.nickname) == (person, "4321", "Luna")
    told = str(found.why)
    assert "1984" not in told
    assert "Dzul" not in told
    assert duplicates.like(desk.work, name="Rosa Chan") == ()
    assert duplicates.like(desk.work, nickname="Luna") == ()


def test_a_closed_record_is_compared_with_nobody(desk: Desk) -> None:
    person = add(desk, nickname="Luna", name="Ximena Dzul Pech")
    add(desk, nickname="Nube", name="Jimena Tzul Pech")
    assert len(duplicates.likely(desk.work)) == 1
    with desk.work.read() as connection:
        me = own_member(connection, desk.work)
    assert me is not None
    closeness.declare(desk.work, person, me, Nearness.FAMILY, TODAY)
    assert [each.nickname for each in duplicates.like(desk.work, name="Ximena Dzul Pech")] == [
        "Nube"
    ]
    assert duplicates.likely(desk.work) == ()


def test_no_stream_names_anybody_of_another(desk: Desk, mens_desk: Desk) -> None:
    add(desk, nickname="Luna", name="Ximena Dzul Pech")
    add(mens_desk, nickname="Maíz", name="Jimena Tzul Pech")
    assert [each.nickname for each in duplicates.like(desk.work, name="Jimena Dzul Pech")] == [
        "Luna"
    ]
    assert duplicates.likely(desk.work) == duplicates.likely(mens_desk.work) == ()
    # No function here could reach the other vault: none takes a desk, none opens a file.
    for module in (duplicates, joining_records, joined_moves):
        source = inspect.getsource(module)
        assert ".shared" not in source
        assert "Desk" not in source
        assert "desk" not in source.replace("from desktop", "")


def test_a_joined_person_is_found_by_either_folio(desk: Desk) -> None:
    gone = add(desk, nickname="Luna", folio="4321")
    kept = add(desk, nickname="Sol", folio="8765")
    joining_records.join(desk.work, gone, kept, TODAY)
    (line,) = people.list_people(desk.work)
    assert line.id == kept
    assert "4321" in line.sought
    assert "luna" in line.sought
