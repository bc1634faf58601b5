"""One directory at every laptop of both streams, whatever was written where before they met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme import languages, service_languages
from desktop.programme.directory import Service
from desktop.programme.vocabulary import Nearness, ReferralCause, ServiceSort
from desktop.services import directory, referral_offer, unsafe_services
from desktop.services.closeness import RecordClosed, declare, helpers
from desktop.services.entrance import Desk, sit_down
from desktop.services.refusals import NotFound
from desktop.services.starter_lines import starter_lines
from desktop.vault.accounts import UnlockedAccount
from sync.carriers import boxes
from sync.client.inbox import Intake
from tests.desktop.services.conftest import Crew, StillClock, seal_all

TODAY = date(2026, 11, 22)
SHELTER = Service(
    name="Zaguán de prueba", sort=ServiceSort.SHELTER, municipality="Comala", phone="312 555 0001"
)


@pytest.fixture
def sit(clock: StillClock) -> Iterator[Callable[[Crew, UnlockedAccount], Desk]]:
    with ExitStack() as stack:

        def down(crew: Crew, account: UnlockedAccount) -> Desk:
            copied = sit_down(crew.folder, account, clock)
            for vault in copied.vaults:
                with vault.write() as journal:
                    # Another laptop writes chains of its own, also where a test copied its files.
                    journal.connection.exec_driver_sql("UPDATE chain SET incarnation = x''")
            copied.close()
            desk = sit_down(crew.folder, account, clock)
            stack.callback(desk.close)
            return desk

        yield down


def carry(source: Crew, mine: Desk, target: Crew, theirs: Desk) -> None:
    """A stick takes everything that one laptop has to the other."""
    seal_all(mine)
    for batch in boxes.batch_files(boxes.outbox(source.folder)):
        boxes.put_batch(boxes.inbox(target.folder), batch.read_bytes())
    Intake(theirs.vaults, target.folder).finish()


def test_two_laptops_of_two_streams_that_loaded_the_lines_have_each_once(crew, twin, sit) -> None:
    hers, his = sit(crew, crew.colibri), sit(twin, twin.barro)
    for desk in (hers, his):
        directory.add_starters(desk)
    mine = next(line for line in directory.list_services(his) if line.about.phone == "911")
    directory.verify(his, mine.id, TODAY)
    carry(twin, his, crew, hers)
    carry(crew, hers, twin, his)
    for desk in (hers, his):
        lines = directory.list_services(desk)
        assert len(lines) == len(starter_lines())
        first = next(line for line in lines if line.about.phone == "911")
        assert (first.about.verified_on, len(first.ids)) == (TODAY, 2)
        assert not directory.add_starters(desk)
    assert directory.list_services(hers) == directory.list_services(his)


def test_what_is_written_to_one_of_them_is_written_to_both(crew, twin, sit) -> None:
    hers, his = sit(crew, crew.colibri), sit(twin, twin.barro)
    for desk in (hers, his):
        directory.add_service(desk, SHELTER)
    directory.edit_service(
        his, directory.list_services(his)[0].id, replace(SHELTER, address="X", address_hidden=True)
    )
    carry(twin, his, crew, hers)
    (line,) = directory.list_services(hers)
    assert line.about.address_hidden, "what one laptop hid stays hidden"
    directory.edit_service(hers, line.id, replace(SHELTER, phone="312 555 0002"))
    (line,) = directory.list_services(hers)
    assert (line.about.phone, len(line.ids)) == ("312 555 0002", 2)
    directory.retire(hers, line.also[0])
    assert directory.list_services(hers) == []
    directory.bring_back(hers, line.id)
    assert len(directory.list_services(hers)) == 1


def test_what_is_not_safe_for_her_is_not_offered_under_another_record(crew, twin, sit) -> None:
    from desktop.services import people
    from desktop.services.people import PersonForm

    hers, his = sit(crew, crew.colibri), sit(twin, twin.barro)
    person = people.add_person(hers.work, PersonForm(nickname="Luna")).created[0]
    for desk in (hers, his):
        directory.add_service(desk, SHELTER)
    (line,) = directory.list_services(hers)
    unsafe_services.mark(hers.work, person, line.ids, TODAY)
    directory.verify(his, directory.list_services(his)[0].id, TODAY)
    carry(twin, his, crew, hers)
    (line,) = directory.list_services(hers)
    assert len(line.ids) == 2
    found = referral_offer.offer(hers, person, ReferralCause.ASKED_FOR, TODAY)
    assert (found.choices, found.unsafe) == ((), 1)
    (told,) = unsafe_services.of_person(hers, person)
    assert (told.name, told.on) == (SHELTER.name, TODAY)


def test_she_may_say_that_it_may_be_offered_again(desk, course) -> None:
    luna, other = course.people[:2]
    service = directory.add_service(desk, SHELTER).created[0]
    with pytest.raises(NotFound):
        unsafe_services.unmark(desk.work, luna, [service])
    unsafe_services.mark(desk.work, luna, [service], TODAY)
    assert unsafe_services.of_person(desk, other) == ()
    with desk.work.read() as connection:
        assert unsafe_services.not_for(connection, luna) == {service}
    unsafe_services.unmark(desk.work, luna, [service])
    assert unsafe_services.of_person(desk, luna) == ()
    with desk.work.read() as connection:
        assert unsafe_services.not_for(connection, luna) == frozenset()


def test_a_closed_record_says_nothing_of_what_is_not_safe(desk, course) -> None:
    luna = course.people[0]
    service = directory.add_service(desk, SHELTER).created[0]
    me = next(each for each in helpers(desk) if each.me)
    declare(desk.work, luna, me.id, Nearness.FAMILY, TODAY)
    for asked in (
        lambda: unsafe_services.of_person(desk, luna),
        lambda: unsafe_services.mark(desk.work, luna, [service], TODAY),
        lambda: unsafe_services.unmark(desk.work, luna, [service]),
    ):
        with pytest.raises(RecordClosed):
            asked()


def test_languages_are_kept_as_codes_and_read_as_names(desk) -> None:
    about = replace(SHELTER, languages="Español, náhuatl y lo que haga falta", wheelchair=True)
    directory.add_service(desk, about)
    with desk.shared.read() as connection:
        kept = connection.exec_driver_sql("SELECT languages FROM service").scalar_one()
    assert kept == "es, nah, lo que haga falta"
    (line,) = directory.list_services(desk)
    assert line.about.languages == "español, náhuatl, lo que haga falta"
    assert (line.about.language_codes, line.about.wheelchair) == (("es", "nah"), True)


@given(st.lists(st.sampled_from(languages.EVERY), min_size=1, max_size=5, unique=True))
def test_a_language_that_was_chosen_is_found_again(chosen) -> None:
    text = ", ".join(each.name for each in chosen)
    kept = service_languages.kept(text)
    assert service_languages.codes(kept) == tuple(each.code for each in chosen)
    assert service_languages.shown(kept) == text
    assert service_languages.kept(service_languages.shown(kept)) == kept


@given(st.text(max_size=60))
def test_whatever_was_typed_of_languages_reads_the_same_twice(text) -> None:
    kept = service_languages.kept(text)
    assert service_languages.kept(service_languages.shown(kept)) == kept
    assert service_languages.codes(kept) == service_languages.codes(text)
