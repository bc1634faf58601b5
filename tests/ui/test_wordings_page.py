"""Who coordinates writes what people hear; each edit is a version, reviewed and spoken anew."""

from __future__ import annotations

import pytest

from desktop.services import wordings
from tests.e2e.some_materials import bring
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, every_text


@pytest.fixture
def page(play: Play):
    play.show("wordings")
    assert play.window.shell is not None
    return play.window.shell.current


def test_every_text_says_that_nobody_has_reviewed_it(play, page) -> None:
    told = every_text(page)
    assert "Borrador" in told
    assert any("falta revisión jurídica" in text for text in told)
    assert page.chosen.slot == "limits"


def test_an_edit_is_another_version_and_a_lawyers_name_ends_the_draft(play, page) -> None:
    page.edit.click()
    play.settle()
    dialog().text.setPlainText("Lo que no es secreto.")
    dialog().primary.click()
    play.settle()
    now = wordings.current(play.window.desk, "limits", "es")
    assert (now.text, now.version, now.is_draft) == ("Lo que no es secreto.", 2, True)
    assert "Versiones anteriores" in every_text(page)
    page.reviewed.click()
    play.settle()
    dialog().primary.click()
    assert "Falta el nombre" in dialog().problem.text()
    dialog().by.setText("Lic. Prueba")
    dialog().primary.click()
    play.settle()
    assert wordings.current(play.window.desk, "limits", "es").reviewed_by == "Lic. Prueba"
    assert any("Revisado por Lic. Prueba" in text for text in every_text(page))


def test_a_language_without_a_text_shows_the_spanish_one_and_takes_its_own(play, page) -> None:
    page.spoken.set_code("yua")
    page.spoken.picked.emit("yua")
    play.settle()
    assert any("se lee en español" in text for text in every_text(page))
    assert not page.sound.isEnabled()
    page.edit.click()
    play.settle()
    assert dialog().text.toPlainText() == ""
    dialog().text.setPlainText("Ma' ta'aki'")
    dialog().primary.click()
    play.settle()
    assert wordings.current(play.window.desk, "limits", "yua").text == "Ma' ta'aki'"


def test_a_sound_of_the_library_is_chosen_for_this_very_version(play, page) -> None:
    desk = play.window.desk
    bring(desk, play.window.folder)
    page.sound.click()
    play.settle()
    shown = dialog()
    assert shown.sound.count() > 1
    shown.sound.setCurrentIndex(1)
    chosen = shown.sound.currentData()
    shown.primary.click()
    play.settle()
    assert wordings.current(desk, "limits", "es").sound_sha == chosen
    assert page.listen.isEnabled()


def test_the_texts_are_reached_from_the_settings(play) -> None:
    play.show("settings")
    assert play.window.shell is not None
    button(play.window.shell.current, "Ver los textos").click()
    play.settle()
    assert play.window.shell.current.title.text() == "Textos que se leen"
