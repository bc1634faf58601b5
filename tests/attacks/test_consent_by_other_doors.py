"""What somebody withdrew is not done by another door: undo, a list, a transfer, a second record."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.programme.schema import MERGE, PARTICIPANT, SETTING
from desktop.programme.vocabulary import (
    ConsentHow,
    ConsentState,
    Purpose,
    RightSort,
    SettingNumber,
)
from desktop.services import (
    call_card,
    choices,
    closing_group,
    consents,
    enrolments,
    groups,
    own_record,
    people,
    rights,
    undoing,
)
from desktop.services.call_card import Bar
from desktop.services.enrolments import NotedDead
from desktop.services.entrance import Desk
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from desktop.services.refusals import Refusal
from desktop.services.rights import Asking

TODAY = date(2026, 11, 20)


def a_group(desk: Desk, name: str) -> bytes:
    new = NewGroup(name=name, start_date=date(2026, 12, 1), start_minute=960)
    return groups.create_group(desk.work, new).created[0]


def says(desk: Desk, person: bytes, purpose: Purpose, state: ConsentState):
    return consents.answer(
        desk.work,
        person,
        purpose,
        state,
        wording="shipped",
        how=ConsentHow.SPOKEN,
        on=TODAY,
        language="es",
    )


def test_undoing_an_older_change_brings_no_withdrawn_yes_back(desk: Desk, person: bytes) -> None:
    for purpose in Purpose:
        says(desk, person, purpose, ConsentState.REFUSED)
    given = says(desk, person, Purpose.TAKING_PART, ConsentState.GIVEN)
    says(desk, person, Purpose.KEEPING_DATA, ConsentState.GIVEN)
    joined = enrolments.add_to_group(desk.work, a_group(desk, "Jacaranda"), [person])
    consents.withdraw(desk.work, person, Purpose.TAKING_PART, TODAY)
    for changes in (joined, given):
        undoing.undo(desk, changes)
    with desk.work.read() as connection:
        assert not consents.may(connection, person, Purpose.TAKING_PART)
        assert not enrolments.groups_of(connection, person)
    with pytest.raises(Refusal):
        enrolments.add_to_group(desk.work, a_group(desk, "Ceiba"), [person])


def test_who_completed_and_then_took_consent_back_is_not_made_active_again(
    desk: Desk, person: bytes
) -> None:
    for purpose in Purpose:
        says(desk, person, purpose, ConsentState.GIVEN)
    group = a_group(desk, "Jacaranda")
    enrolments.add_to_group(desk.work, group, [person])
    closing_group.complete(desk.work, group, (person,))
    consents.withdraw(desk.work, person, Purpose.TAKING_PART, TODAY)
    with pytest.raises(Refusal):
        closing_group.not_completed(desk.work, group, person)


def test_a_no_and_a_death_count_under_whichever_record_somebody_is_looked_up(
    desk: Desk, person: bytes
) -> None:
    twin = people.add_person(desk.work, PersonForm(nickname="Luna dos")).created[0]
    says(desk, twin, Purpose.FOLLOW_UP_CALL, ConsentState.REFUSED)
    with desk.work.write() as journal:
        journal.record(MERGE.pair(twin, person, on_date=TODAY.isoformat(), undone=False))
        journal.record(MERGE.pair(person, twin, on_date=TODAY.isoformat(), undone=False))
    assert call_card.card(desk.work, person).bar is Bar.NOT_WANTED
    with desk.work.write() as journal:
        journal.record(PARTICIPANT.of(twin, died=True, died_on=TODAY.isoformat()))
    assert call_card.card(desk.work, person).bar is Bar.DIED
    with pytest.raises(NotedDead):
        enrolments.add_to_group(desk.work, a_group(desk, "Jacaranda"), [person])


def test_a_setting_of_five_thousand_digits_stops_no_request(desk: Desk, person: bytes) -> None:
    with desk.work.write() as journal:
        for number in (SettingNumber.RIGHTS_TERM, SettingNumber.RETENTION):
            journal.record(SETTING.child(choices.SCOPE, int(number), value="9" * 5_000))
        journal.record(PARTICIPANT.of(person, reasons="1," + "9" * 5_000, disability="9" * 5_000))
    assert rights.ask(desk.work, Asking(RightSort.ACCESS, TODAY, "", person))
    assert own_record.read(desk, person).parts
