"""The newcomer and the coordinator across a table, without a stick: codes, photos, six words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sync.client.invitation import INVITATION_MAGIC
from sync.client.joining import waiting_request, write_request
from sync.client.qr_parts import PART_BYTES, PARTS_MAX, split
from sync.client.six_words import words_of
from tests.e2e.first_run import FirstRun, to_the_end
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text
from tests.ui.photographer import choose_photos, looked, photograph, press
from tests.ui.test_inviting import (
    FOUNDER,
    FOUNDER_PHRASE,
    NEWCOMER,
    NEWCOMER_PHRASE,
    ask_to_join,
    choosing,
    compare_words,
    pick,
    press_invite,
)
from tests.ui.test_unlock import betraying
from ui.pages.team.by_code import InvitingByCode
from ui.qr.reading import ReadQrDialog
from ui.qr.showing import ShowQrDialog
from ui.widgets.six_words import SixWordsDialog

Opening = Callable[..., Play]


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "tarjeta de fotos"
    folder.mkdir()
    return folder


@pytest.fixture
def coordinator(locked: Opening, blank: Path) -> Play:
    play = locked(blank)
    play.unlock(FOUNDER, FOUNDER_PHRASE)
    return play


def press_invite_by_code(play: Play) -> ReadQrDialog:
    play.show("team")
    assert play.window.shell is not None
    button(play.window.shell.current, "Agregar a alguien").click()
    asked = dialog()
    pick(asked, "En otra, sin memoria")
    play.settle()
    pick(asked, "Facilita grupos")
    play.settle()
    read = dialog()
    assert isinstance(read, ReadQrDialog)
    return read


def shown() -> ShowQrDialog:
    found = [each for each in dialogs() if isinstance(each, ShowQrDialog)]
    assert len(found) == 1
    return found[0]


def test_a_newcomer_joins_by_codes_and_photos_alone(
    locked: Opening, coordinator: Play, card: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "new"
    run = FirstRun(locked(theirs))
    to_the_end(run.ask_to_join(NEWCOMER, NEWCOMER_PHRASE))
    run.tab_to("Mostrarla como código QR")
    run.enter()
    request = waiting_request(theirs)
    assert request is not None
    assert not betraying(every_text(shown()))
    # The words stay on the other screen, or a photo would be compared with itself.
    assert words_of(request) not in " ".join(every_text(shown()))
    photos = photograph(shown().view, card)
    assert len(photos) == 1
    shown().view.setFocus()
    QTest.keyClick(shown(), Qt.Key.Key_Escape)
    run.play.settle()

    read = press_invite_by_code(coordinator)
    choose_photos(read, *photos)
    coordinator.until("six words", lambda: isinstance(dialog(), SixWordsDialog))
    compared = dialog()
    assert words_of(request) in every_text(compared)
    assert any(NEWCOMER in text for text in every_text(compared))
    compared.primary.setFocus()
    press(Qt.Key.Key_Return)
    coordinator.settle()
    photos = photograph(shown().view, card)
    assert len(photos) > 1
    QTest.keyClick(shown(), Qt.Key.Key_Return)
    coordinator.settle()
    told = dialog()
    assert isinstance(told, SixWordsDialog)

    run.tab_to("Leer la invitación de códigos QR")
    run.enter()
    read = next(each for each in dialogs() if isinstance(each, ReadQrDialog))
    assert not betraying(every_text(read))
    read.primary.setFocus()
    # Two at first, then the rest: what was read stays.
    choose_photos(read, *photos[1:3])
    run.play.until("the photos", lambda: looked(read))
    assert f"2 de {len(photos)} partes" in every_text(read)
    assert any(text.startswith("Faltan: 1") for text in every_text(read))
    choose_photos(read, *reversed(photos))
    run.play.until("the words", lambda: run.step is run.page.screens.words)
    invitation = run.page.screens.waiting.invitation
    assert invitation.startswith(INVITATION_MAGIC)
    assert words_of(invitation) in every_text(run.step)
    assert words_of(invitation) in every_text(told)
    told.primary.click()
    coordinator.settle()
    compare_words(run)
    run.answer(NEWCOMER_PHRASE)
    run.play.until("Today", lambda: run.play.window.desk is not None)
    run.play.settle()
    assert waiting_request(theirs) is None
    assert run.play.window.desk is not None
    assert run.play.window.desk.site_name == "Arroyo Seco"


def test_an_invitation_saved_to_a_stick_can_be_shown_as_well(
    locked: Opening, coordinator: Play, card: Path, tmp_path: Path
) -> None:
    ask_to_join(locked(tmp_path / "new"), card)
    press_invite(coordinator, card / "solicitud.vrq")
    choosing(card / "invitacion.vri")
    dialog().primary.click()
    coordinator.settle()
    told = dialog()
    button(told, "Mostrarla como código QR").click()
    coordinator.settle()
    assert shown().view.parts == split((card / "invitacion.vri").read_bytes())
    QTest.keyClick(shown(), Qt.Key.Key_Escape)
    coordinator.settle()
    assert dialogs() == [told]
    told.primary.click()


def test_an_invitation_too_large_for_codes_is_told_and_goes_to_a_stick(
    locked: Opening, coordinator: Play, card: Path, tmp_path: Path
) -> None:
    request = write_request(tmp_path / "new", NEWCOMER, NEWCOMER_PHRASE)
    coordinator.show("team")
    assert coordinator.window.shell is not None
    inviting = InvitingByCode(coordinator.window.shell.current)
    inviting._tell(request, bytes(PARTS_MAX * PART_BYTES + 1))
    assert any("demasiado grande" in text for text in every_text(dialog()))
    assert "Llévelo en una memoria." in every_text(dialog())
    choosing(card / "invitacion.vri")
    press(Qt.Key.Key_Return)
    coordinator.settle()
    assert words_of((card / "invitacion.vri").read_bytes()) in every_text(dialog())
    dialog().primary.click()
