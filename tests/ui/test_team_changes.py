"""What a coordinator changes on the team's page: ending, replacing, closing, giving, allowing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox

from desktop.host.clock import SystemClock
from desktop.programme.roles import SERVES, Role
from desktop.programme.vocabulary import Stream
from desktop.services import group_views, team
from desktop.services import roster as rosters
from desktop.services.entrance import AccessEnded, sit_down
from desktop.services.founding import found_programme
from desktop.services.groups import NewGroup, create_group
from desktop.services.laptops import spoken_code
from desktop.services.leading import who_may_lead
from desktop.services.presence import heard_of
from desktop.vault.troubles import NoAccess
from sync.batch.keys import device_id
from sync.client.invitation import decode_request
from sync.client.inviting import invite
from sync.client.joining import write_request
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text
from tests.ui.staffed import (
    PHRASE,
    Staff,
    folder,
    made_staff,
    page_of,
    pick,
    rows,
    sit,
    staffed,
)
from ui.pages.team.invite import Inviting
from ui.pages.team.laptops import CloseLaptopDialog

__all__ = ["folder", "made_staff", "sit", "staffed"]


def test_ending_an_access_is_read_before_it_is_pressed_and_then_refuses_the_phrase(
    sit: Callable[[str], Play], folder: Path, staffed: Staff
) -> None:
    play = sit("Colibrí")
    page = page_of(play)
    barranca = rows(page)["Barranca"]
    barranca.click()
    play.settle()
    pick(play, "Quitar acceso")
    asked = dialog()
    read = " ".join(every_text(asked))
    for promise in ("desde este momento", "cuando les llegue", "No se puede deshacer", "conserva"):
        assert promise in read
    assert asked.cancel.isDefault()
    asked.primary.click()
    play.until("another shell", lambda: play.window.shell.current is not page)  # type: ignore[union-attr]
    play.settle()
    assert rows(page_of(play))["Barranca"].accessibleName().endswith("Acceso terminado")
    assert play.window.desk is not None
    assert group_views.list_groups(play.window.desk.work) == []
    with pytest.raises((AccessEnded, NoAccess)):
        sit_down(folder, staffed.accounts["Barranca"], SystemClock(), farewell=lambda _desk: None)


def test_replacing_hands_the_groups_over_and_ends_the_old_access(
    sit: Callable[[str], Play],
) -> None:
    play = sit("Colibrí")
    desk = play.window.desk
    assert desk is not None
    members = {m.nickname: m.id for m in who_may_lead(desk)}
    assert "Barro" not in members
    from datetime import date

    made = create_group(
        desk.work,
        NewGroup("Jacaranda", date.today(), 600, facilitator=members["Barranca"]),
    )
    page = page_of(play)
    rows(page)["Barranca"].click()
    play.settle()
    pick(play, "Reemplazar")
    asked = pick(play, "Colibrí")
    asked.back.click()
    play.settle()
    pick(play, "Alguien nuevo, en esta computadora")
    form = asked.newcomer  # type: ignore[attr-defined]
    form.nickname.setText("Nube")
    form.again.line.setText(form.phrase.phrase)
    asked.primary.click()
    play.settle()
    assert any("Nube toma los grupos de Barranca" in text for text in every_text(asked))
    asked.primary.click()
    play.until("another shell", lambda: play.window.shell.current is not page)  # type: ignore[union-attr]
    play.settle()
    people = rows(page_of(play))
    assert people["Barranca"].person.ended
    assert not people["Nube"].person.ended
    assert play.window.desk is not None
    found = group_views.get_group(play.window.desk.work, made.created[0])
    assert found.facilitators == "Nube"


@pytest.fixture
def request_of_nube(tmp_path: Path) -> bytes:
    """What somebody wrote at another laptop."""
    return write_request(tmp_path / "Other", "Nube", PHRASE)


@pytest.fixture
def elsewhere(folder: Path, staffed: Staff, request_of_nube: bytes) -> bytes:
    """Nube was invited to that laptop; its id."""
    desk = sit_down(folder, staffed.accounts["Colibrí"], SystemClock())
    invite(desk, folder, request_of_nube)
    desk.close()
    return device_id(decode_request(request_of_nube).transport_pub)


def test_a_lost_computer_is_closed_and_its_person_keeps_the_access(
    elsewhere: bytes, sit: Callable[[str], Play]
) -> None:
    play = sit("Colibrí")
    page = page_of(play)
    assert "en otra computadora" in rows(page)["Nube"].accessibleName()
    rows(page)["Nube"].click()
    play.settle()
    pick(play, "Cerrar una computadora")
    asked = dialog()
    read = " ".join(every_text(asked))
    for truth in ("No se puede deshacer", "Nube conserva su acceso", "todavía entra"):
        assert truth in read
    assert asked.cancel.isDefault()
    asked.primary.click()
    play.settle()
    assert not dialogs()
    after = rows(page_of(play))["Nube"].person
    assert (after.ended, after.closable) == (False, ())
    assert play.window.desk is not None
    roster = rosters.known(play.window.desk.shared).roster  # type: ignore[arg-type]
    assert roster.device_ended(elsewhere)


def test_of_several_computers_the_right_one_is_closed_by_its_number(
    elsewhere: bytes, sit: Callable[[str], Play]
) -> None:
    play = sit("Colibrí")
    page = page_of(play)
    person = rows(page)["Nube"].person
    both = replace(person, closable=(elsewhere, bytes(16)), devices=(elsewhere, bytes(16)))
    CloseLaptopDialog(page, both).open()
    asked = dialog()
    assert isinstance(asked, CloseLaptopDialog)
    asked.primary.click()
    assert "al menos una" in asked.problem.text()
    tick = next(each for each in asked.findChildren(QCheckBox) if "0000" not in each.text())
    assert spoken_code(elsewhere) in tick.text()
    tick.click()
    asked.primary.click()
    play.settle()
    assert rows(page_of(play))["Nube"].person.closable == ()


def test_replacing_somebody_offers_to_close_their_computer_too(
    elsewhere: bytes, sit: Callable[[str], Play]
) -> None:
    play = sit("Colibrí")
    page = page_of(play)
    rows(page)["Nube"].click()
    play.settle()
    pick(play, "Reemplazar")
    asked = pick(play, "Barranca")
    assert asked.close_machines.isVisible()  # type: ignore[attr-defined]
    asked.close_machines.click()  # type: ignore[attr-defined]
    asked.primary.click()
    play.until("another shell", lambda: play.window.shell.current is not page)  # type: ignore[union-attr]
    play.settle()
    assert rows(page_of(play))["Nube"].person.ended
    roster = rosters.known(play.window.desk.shared).roster  # type: ignore[union-attr, arg-type]
    assert roster.device_ended(elsewhere)


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.FACILITATOR, "leer y anotar"),
        (Role.COORDINATOR, "quitar accesos"),
        (Role.EVALUATOR, "Ninguna persona"),
        (Role.STEWARD, "no puede leer"),
    ],
)
def test_an_invitation_says_what_that_role_will_be_able_to_do(
    sit: Callable[[str], Play], request_of_nube: bytes, role: Role, told: str
) -> None:
    Inviting(page_of(sit("Colibrí")), role)._compare(request_of_nube)
    read = " ".join(every_text(dialog()))
    assert "Nube" in read
    assert told in read
    assert ("leer y anotar" in read) == (role in SERVES)
    dialog().reject()


def test_only_who_can_make_the_sheets_is_led_to_them(sit: Callable[[str], Play]) -> None:
    play = sit("Colibrí")
    page = page_of(play)
    assert page.found is not None
    button(page.facts, "Abrir")
    page.facts.show_facts(
        replace(page.found, can=team.Powers(coordinate=True)), late=0, acts=page.acts
    )
    play.settle()
    read = every_text(page.facts)
    assert "Abrir" not in read
    assert any("quien inició el programa" in text for text in read)


def test_the_first_person_of_the_other_programme_is_told_what_follows(
    tmp_path: Path, locked: Callable[..., Play]
) -> None:
    desk = found_programme(tmp_path / "New", "Colibrí", PHRASE, Stream.WOMEN, "San Isidro")
    account = desk.account
    desk.close()
    play = locked(tmp_path / "New")
    play.sit(account)
    page_of(play).add.click()
    play.settle()
    for answer in ("En ésta", "Facilita grupos", "Hombres"):
        asked = pick(play, answer)
    assert "conviene elegir «Coordina»" in " ".join(every_text(asked))
    asked.reject()


def test_a_site_is_added_and_the_policy_is_the_roots(sit: Callable[[str], Play]) -> None:
    play = sit("Colibrí")
    page = page_of(play)
    button(page, "Nueva sede").click()
    asked = dialog()
    asked.primary.click()
    assert "Nombre de la sede" in asked.problem.text()
    asked.name.setText("Arroyo Seco")  # type: ignore[attr-defined]
    asked.municipality.setText("Arroyo Seco")  # type: ignore[attr-defined]
    asked.primary.click()
    play.settle()
    assert not dialogs()
    assert any("Arroyo Seco" in text for text in every_text(page.facts))
    button(page, "Permitirlo").click()
    asked = dialog()
    assert asked.cancel.isDefault()
    asked.primary.click()
    play.settle()
    assert "Una coordinadora puede ver los dos programas." in every_text(page)


def test_who_writes_elsewhere_and_was_never_heard_of_shows_as_such(
    sit: Callable[[str], Play], staffed: Staff
) -> None:
    play = sit("Colibrí")
    desk = play.window.desk
    assert desk is not None
    heard = heard_of(desk)
    assert desk.me in heard
    assert staffed.accounts["Lucero"].card.id not in heard
