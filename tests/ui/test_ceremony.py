"""The ceremony as a person goes through it, and the two sheets at the lock screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from desktop.host.network import Link
from desktop.services import prefs, recovery
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.store import open_with_recovery
from tests.e2e.stage import Play
from tests.ui.looking import every_text, reachable
from tests.ui.test_lock import StillClock
from tests.ui.test_reach import SMALL, TARGET_MIN_PX, clipped, named, overlapping, spoken
from tests.ui.typed_sheets import Opening, write
from ui.idle import IdleWatch
from ui.pages.ceremony import page as ceremony_page
from ui.pages.ceremony.page import CeremonyPage
from ui.pages.ceremony.steps import (
    COVER_AFTER_MS,
    DoneStep,
    ExplainStep,
    NetworkStep,
    SheetStep,
    TypeStep,
)
from ui.watch import AWAKE_MAX_S, Watch


@pytest.fixture
def page(beginner: Play, monkeypatch: pytest.MonkeyPatch) -> CeremonyPage:
    """Who founded the programme has opened the page, on a laptop without a network."""
    monkeypatch.setattr(ceremony_page, "links_up", lambda: frozenset())
    beginner.show("ceremony")
    return shown(beginner)


def shown(play: Play) -> CeremonyPage:
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, CeremonyPage)
    return found


def go_on(play: Play, page: CeremonyPage) -> None:
    page.primary.click()
    play.settle()


def test_three_sheets_are_shown_one_by_one_typed_back_and_then_count(
    beginner: Play, page: CeremonyPage, blank: Path
) -> None:
    assert isinstance(page.step, ExplainStep)
    go_on(beginner, page)
    assert isinstance(page.step, NetworkStep)
    assert "sin red" in page.step.seen.text()
    go_on(beginner, page)
    ceremony = page.ceremony
    assert ceremony is not None
    for sheet in ceremony.sheets:
        assert isinstance(page.step, SheetStep)
        assert page.step.sheet is sheet
        seen = every_text(page)
        assert all(word in seen for word in sheet.words)
        others = [word for other in ceremony.sheets if other is not sheet for word in other.words]
        assert not any(word in seen for word in set(others) - set(sheet.words))
        go_on(beginner, page)
        assert isinstance(page.step, TypeStep)
        assert len(page.step.fields.fields) == 33  # by hand: the whole sheet
        assert not any(word in every_text(page) for word in sheet.words)
        write(page.step.fields, sheet.words)
        assert recovery.revision(beginner.window.desk) == 0
        go_on(beginner, page)
    assert isinstance(page.step, DoneStep)
    assert page.ceremony is None
    assert recovery.revision(beginner.window.desk) == 1
    assert len(open_with_recovery(blank, ceremony.keys)[0]) == 2


def test_a_printed_sheet_is_typed_back_in_six_words(
    beginner: Play, page: CeremonyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr("ui.door.print_directly", lambda html, _on: printed.append(html) or True)
    go_on(beginner, page)
    go_on(beginner, page)
    step = page.step
    assert isinstance(step, SheetStep)
    page.print.click()
    assert all(word in printed[0] for word in step.sheet.words)
    go_on(beginner, page)
    assert isinstance(page.step, TypeStep)
    assert len(page.step.fields.fields) == recovery.WORDS_BACK


def test_a_sheet_that_nobody_looks_at_is_covered_and_shown_again_at_a_key(
    beginner: Play, page: CeremonyPage
) -> None:
    go_on(beginner, page)
    go_on(beginner, page)
    step = page.step
    assert isinstance(step, SheetStep)
    assert step._left.interval() == COVER_AFTER_MS
    step._left.timeout.emit()
    assert not step.words.isVisible()
    assert beginner.window.focusWidget() is step.again
    QTest.keyClick(step.again, Qt.Key.Key_Space)
    assert step.words.isVisible()
    assert all(word in every_text(step.words) for word in step.sheet.words)
    assert not step.again.isVisible()


def test_the_lock_waits_a_quarter_of_an_hour_while_sheets_are_copied_and_not_longer(
    beginner: Play, page: CeremonyPage
) -> None:
    clock = StillClock()
    guard = beginner.window.guard
    guard.watch.idle = IdleWatch(clock, lambda: None)
    asked: list[None] = []
    guard.watch.lock_asked.connect(lambda: asked.append(None))
    beginner.window.guard.lock_asked.disconnect(beginner.window.lock)
    go_on(beginner, page)
    go_on(beginner, page)
    idle(guard.watch, clock, AWAKE_MAX_S - 10)
    assert not asked
    idle(guard.watch, clock, 10)
    assert asked
    guard.watch.idle.touch()
    asked.clear()
    beginner.show("team")
    idle(guard.watch, clock, prefs.IDLE_LOCK_S)
    assert asked


def idle(watch: Watch, clock: StillClock, seconds: int) -> None:
    for _ in range(0, seconds, 10):
        clock.wait(10)
        watch.check()


def test_a_slip_of_the_hand_is_told_by_its_place(beginner: Play, page: CeremonyPage) -> None:
    go_on(beginner, page)
    go_on(beginner, page)
    go_on(beginner, page)
    step = page.step
    assert isinstance(step, TypeStep)
    go_on(beginner, page)
    assert page.problem.text() == "Falta la palabra 1."
    write(step.fields, step.sheet.words)
    wrong = "acid" if step.sheet.words[16] != "acid" else "acne"
    step.fields.fields[17].setText(wrong)
    go_on(beginner, page)
    assert "La palabra 17 no es la de la hoja" in page.problem.text()
    assert page.step is step
    assert beginner.window.focusWidget() is step.fields.fields[17]
    page.back.click()
    assert isinstance(page.step, SheetStep)
    assert not page.problem.isVisible()


@pytest.mark.parametrize("way", ["cancel", "rail"])
def test_leaving_in_the_middle_leaves_nothing(
    beginner: Play, page: CeremonyPage, blank: Path, way: str
) -> None:
    go_on(beginner, page)
    go_on(beginner, page)
    ceremony = page.ceremony
    assert ceremony is not None
    if way == "cancel":
        page.cancel.click()
    else:
        beginner.show("sync")
    beginner.settle()
    assert not isinstance(beginner.window.shell.current, CeremonyPage)
    assert page.ceremony is None
    assert page.step is None
    assert not set(ceremony.sheets[0].words) & set(every_text(beginner.window))
    assert open_with_recovery(blank, ceremony.keys) == ([], 2)
    beginner.show("ceremony")
    assert isinstance(shown(beginner).step, ExplainStep)


def test_a_network_is_told_and_its_going_is_seen(
    beginner: Play, page: CeremonyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ceremony_page, "links_up", lambda: frozenset({Link.WIRELESS, Link.CABLE}))
    go_on(beginner, page)
    step = page.step
    assert isinstance(step, NetworkStep)
    assert "un cable de red y una red inalámbrica" in step.seen.text()
    assert page.primary.accessibleName() == "Seguir con la red"
    assert beginner.window.focusWidget() is page.cancel
    monkeypatch.setattr(ceremony_page, "links_up", lambda: frozenset())
    page._look()
    assert "sin red" in step.seen.text()
    assert page.primary.accessibleName() == "Hacer la primera hoja"


def test_the_whole_ceremony_can_be_done_with_the_keyboard(
    beginner: Play, page: CeremonyPage
) -> None:
    beginner.window.show()
    for _step in range(3):
        assert page.primary in reachable(page)
        page.primary.setFocus()
        QTest.keyClick(page.primary, Qt.Key.Key_Space)
        beginner.settle()
    step = page.step
    assert isinstance(step, TypeStep)
    for word in step.sheet.words:
        field = beginner.window.focusWidget()
        QTest.keyClicks(field, word[:4])
        QTest.keyClick(field, Qt.Key.Key_Space)
    beginner.settle()
    following = page.step
    assert isinstance(following, SheetStep)
    assert following.sheet.number == 2
    assert page.cancel in reachable(page)


def test_an_enter_too_many_skips_no_sheet_and_after_a_mended_word_enter_checks(
    beginner: Play, page: CeremonyPage
) -> None:
    beginner.window.show()
    for _step in range(3):
        go_on(beginner, page)
    step = page.step
    assert isinstance(step, TypeStep)
    words = step.sheet.words
    write(step.fields, words)
    step.fields.fields[9].setText("acid" if words[8] != "acid" else "acne")
    step.fields.fields[33].setFocus()
    QTest.keyClick(step.fields.fields[33], Qt.Key.Key_Return)
    assert "palabra 9" in page.problem.text()
    field = beginner.window.focusWidget()
    assert field is step.fields.fields[9]
    QTest.keyClicks(field, words[8][:4])
    for _press in range(3):
        QTest.keyClick(beginner.window.focusWidget(), Qt.Key.Key_Return)
        beginner.settle()
    following = page.step
    assert isinstance(following, SheetStep)
    assert following.sheet.number == 2
    assert "en inglés" in page.subtitle.text()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("percent", [100, 200])
def test_every_step_fits_a_small_screen_and_has_a_name_for_every_control(
    locked: Opening, blank: Path, founder: UnlockedAccount, percent: int, language: str
) -> None:
    prefs.change(blank, text_percent=percent)
    play = locked(blank, language)
    play.sit(founder)
    play.show("ceremony")
    play.resize(*SMALL)
    page = shown(play)
    for _step in range(4):
        assert play.window.size().toTuple() == SMALL
        assert not clipped(page)
        assert not overlapping(page)
        assert not [named(each) for each in reachable(page) if not spoken(each)]
        small = [
            named(each)
            for each in reachable(page)
            if not isinstance(each, QScrollArea)
            and min(each.width(), each.height()) < TARGET_MIN_PX
        ]
        assert not small
        go_on(play, page)
