"""What a person said and what happened are noted while a session is led, and stay out of sight."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.programme.vocabulary import (
    IncidentSort,
    ViolenceForm,
    WayHome,
    WordsSort,
)
from desktop.services import (
    incidents,
    own_words,
)
from desktop.services.own_words import Said
from tests.e2e.stage import Play
from tests.ui.leading import (
    HIDDEN,
    Group,
    group,
    page,
    planned,
    shown,
)
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.incidents.choose import WhatHappenedDialog
from ui.incidents.note import IncidentDialog
from ui.pages.lead.page import LeadPage

__all__ = ["group", "page", "planned"]

# --- own words --------------------------------------------------------------------------------


def test_a_persons_own_words_are_kept_from_the_keyboard(play: Play, page: LeadPage) -> None:
    assert play.window.desk is not None
    vault = play.window.desk.work
    person = page.side.view.roll.line(1).participant
    before = page.session
    page.side.view.setFocus()
    page.side.view.setCurrentIndex(page.side.view.roll.index(1))
    QTest.keyClick(page.side.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    play.settle()
    asked = dialog()
    assert asked.texts[WordsSort.COMMITMENT].hasFocus()
    QTest.keyClicks(asked.texts[WordsSort.COMMITMENT], "Salir a caminar")
    asked.forms[ViolenceForm.CONTROL].click()
    asked.primary.click()
    play.settle()
    kept = own_words.said(vault, before, person)
    assert kept == Said("Salir a caminar", "", frozenset({ViolenceForm.CONTROL}))
    assert not dialogs()
    assert play.window.focusWidget() is page.side.view


def test_what_was_said_before_shows_only_when_asked_for(play: Play, planned: Group) -> None:
    assert play.window.desk is not None
    forms = frozenset({ViolenceForm.ECONOMIC})
    said = Said(HIDDEN, "", forms)
    own_words.keep(play.window.desk.work, planned.sessions[0], planned.people[0], said)
    play.resize(1366, 768)
    page = shown(play, planned.sessions[2])
    page.side.view.setCurrentIndex(page.side.view.roll.index(0))
    page.side.words.click()
    play.settle()
    asked = dialog()
    assert HIDDEN not in " ".join(every_text(asked))
    asked.before.click()
    play.settle()
    told = " ".join(every_text(asked))
    assert HIDDEN in told
    assert "Sesión 1" in told
    assert not asked.before.isVisible()


def test_the_dialog_asks_for_no_partner(play: Play, page: LeadPage) -> None:
    page._on_words()
    play.settle()
    told = " ".join(every_text(dialog()))
    assert "Nunca el nombre de su pareja" in told
    assert told.count("pareja") == 1


# --- what happens -----------------------------------------------------------------------------


def test_what_to_do_comes_before_anything_is_written(play: Play, page: LeadPage) -> None:
    assert play.window.desk is not None
    page.happened.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, WhatHappenedDialog)
    asked.answers[IncidentSort.PARTNER_OUTSIDE].click()
    play.settle()
    noted = dialog()
    assert isinstance(noted, IncidentDialog)
    told = every_text(noted)
    first = next(at for at, text in enumerate(told) if "Que el grupo siga adentro" in text)
    field = next(at for at, text in enumerate(told) if text.startswith("Nota"))
    assert first < field
    noted.primary.click()
    play.settle()
    (found,) = incidents.of_session(play.window.desk.work, page.session)
    assert (found.sort, found.folio, found.on) == (IncidentSort.PARTNER_OUTSIDE, "", date.today())


def test_who_was_not_admitted_is_asked_about_from_the_row(play: Play, page: LeadPage) -> None:
    assert play.window.desk is not None
    assert not page.side.door.isVisible()
    QTest.keyClick(page.side.view, Qt.Key.Key_X)
    play.settle()
    page.side.door.click()
    play.settle()
    noted = dialog()
    assert isinstance(noted, IncidentDialog)
    assert noted.person.currentData() == page.side.view.roll.line(0).participant
    noted.way.setCurrentIndex(noted.way.findText("No la quiso"))
    noted.primary.click()
    play.settle()
    (found,) = incidents.of_session(play.window.desk.work, page.session)
    assert found.way_home is WayHome.DECLINED
    assert found.folio == page.side.view.roll.line(0).folio
    assert not page.side.door.isVisible()


def test_the_attendance_page_leads_to_the_same_question(play: Play, planned: Group) -> None:
    play.show("attendance", planned.sessions[2])
    assert play.window.shell is not None
    page = play.window.shell.current
    QTest.keyClick(page.view, Qt.Key.Key_X)  # type: ignore[attr-defined]
    play.settle()
    page.door.click()  # type: ignore[attr-defined]
    play.settle()
    noted = dialog()
    assert isinstance(noted, IncidentDialog)
    assert noted.sort is IncidentSort.NOT_ADMITTED
    assert noted.person.currentData() == page.model.line(0).participant  # type: ignore[attr-defined]
    noted.reject()
    play.show("lead", planned.sessions[2])
    assert not dialogs()


def test_in_the_womens_stream_no_notice_is_offered(play: Play, page: LeadPage) -> None:
    page._on_door(page.side.view.roll.line(0).participant)
    play.settle()
    assert not [each for each in dialog().findChildren(QPushButton) if "aviso" in each.text()]


def test_a_child_is_never_named(play: Play, page: LeadPage) -> None:
    page.happened.click()
    play.settle()
    dialog().answers[IncidentSort.CHILD_DISCLOSURE].click()  # type: ignore[attr-defined]
    play.settle()
    told = " ".join(each.text() for each in dialog().findChildren(QLabel))
    assert "Procuraduría de Protección" in told
    assert "Sobre quién" not in told


def test_today_leads_to_what_is_open_and_it_is_settled_there(play: Play, page: LeadPage) -> None:
    from ui.widgets.rowbutton import RowButton

    assert play.window.desk is not None
    work = play.window.desk.work
    for each in incidents.mine(play.window.desk):
        incidents.settle(work, each.id, "De la demostración", date.today())
    incidents.note(work, page.session, incidents.Happening(IncidentSort.HEALTH, date.today()))
    play.show("today")
    assert play.window.shell is not None
    today = play.window.shell.current
    line = next(r for r in today.findChildren(RowButton) if "pasó algo" in r.accessibleName())
    line.click()
    play.settle()
    listed = play.window.shell.current
    assert "Una emergencia de salud" in every_text(listed)
    button(listed, "Anotar cómo quedó").click()
    play.settle()
    asked = dialog()
    asked.primary.click()
    assert asked.problem.isVisible()
    QTest.keyClicks(asked.how, "La vio el centro de salud")  # type: ignore[attr-defined]
    asked.primary.click()
    play.settle()
    assert listed.empty.isVisible()  # type: ignore[attr-defined]
    assert not incidents.of_session(work, page.session)[0].open
    listed.settled.click()  # type: ignore[attr-defined]
    play.settle()
    assert any("La vio el centro de salud" in text for text in every_text(listed))
