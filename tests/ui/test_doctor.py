"""The check-up page: runs off the window's thread, stops when asked, tells no names."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.demo.build import ACCOUNTS
from desktop.host import crash
from desktop.host.sticks import Stick
from desktop.host.system_checks.finding import Finding, State
from desktop.services import checkup
from desktop.services.checkup import Depth, Step
from desktop.trouble import say
from desktop.vault.database import make_engine, writing
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.pages.doctor.page import DoctorPage


def doctor(play: Play) -> DoctorPage:
    play.show("doctor")
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, DoctorPage)
    return page


def finished(play: Play, page: DoctorPage) -> list[Finding]:
    play.until("the check-up", lambda: page.again.isEnabled() and not page._checking.busy)
    return page.findings


def only(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> None:
    monkeypatch.setattr(checkup, "about_laptop", lambda *_a: list(steps))
    monkeypatch.setattr(checkup, "about_vaults", lambda *_a: [])


def good(name: str) -> Finding:
    return Finding(name, say("Reloj"), State.GOOD, say("Bien."))


def test_the_first_visit_checks_and_shows_the_worst_first(play: Play) -> None:
    page = doctor(play)
    found = finished(play, page)
    assert {"disk-encryption", "swap", "clock", "disk-room", "accounts"} <= {f.name for f in found}
    assert sum(each.name.startswith("vault-") for each in found) == 2
    order = [State.BAD, State.WARN, State.UNKNOWN, State.GOOD]
    assert [each.state for each in found] == sorted((f.state for f in found), key=order.index)
    shown = " ".join(every_text(page))
    assert all(str(each.means) in shown for each in found)
    assert not page.progress.isVisible()


def test_a_deep_check_rebuilds_every_vault_and_leaves_no_copy(play: Play, laptop: Path) -> None:
    page = doctor(play)
    finished(play, page)
    page.deep.click()
    found = finished(play, page)
    assert sum("sin diferencias" in str(each.means) for each in found) == 2
    assert [*(laptop / checkup.SCRATCH).glob("*")] == []


def test_a_row_that_the_journal_does_not_account_for_is_found(play: Play) -> None:
    desk = play.window.desk
    assert desk is not None
    unlocked = desk.work.unlocked
    engine = make_engine(unlocked.path, unlocked.database_key)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE participant SET nickname = 'Zarzamora'")
    engine.dispose()
    page = doctor(play)
    page.check(Depth.REBUILD)
    worst = next(f for f in finished(play, page) if f.name == f"vault-{unlocked.path.stem}")
    assert worst.state is State.BAD
    assert worst.details[0].startswith("participant")
    assert "Zarzamora" not in " ".join(every_text(page))


def test_stopping_ends_after_the_step_that_runs_and_what_it_says_late_is_not_shown(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(_copy: Path | None) -> list[Finding]:
        started.set()
        go_on.wait(20)
        return [good("late")]

    looked: list[str] = []

    def never(_copy: Path | None) -> list[Finding]:
        looked.append("never")
        return []

    only(monkeypatch, Step(say("a"), slow), Step(say("b"), never))
    page = doctor(play)
    assert started.wait(20)
    assert page.progress.isVisible()
    # Meanwhile the database thread is free: a tap does not wait for the check-up.
    play.settle()
    page.stop.click()
    assert page.again.isEnabled()
    go_on.set()
    finished(play, page)
    assert (looked, page.findings) == ([], [])


def test_leaving_the_page_stops_the_check(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(_copy: Path | None) -> list[Finding]:
        started.set()
        go_on.wait(20)
        return []

    only(monkeypatch, Step(say("a"), slow), Step(say("b"), slow))
    page = doctor(play)
    assert started.wait(20)
    play.show("today")
    go_on.set()
    assert finished(play, page) == []


def test_a_check_that_breaks_is_told_and_the_others_go_on(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_copy: Path | None) -> list[Finding]:
        raise RuntimeError("Rosalinda Prueba")

    play.strict = False
    only(
        monkeypatch,
        Step(say("a"), breaks),
        Step(say("b"), lambda _none: [good("clock")]),
    )
    page = doctor(play)
    assert [each.name for each in finished(play, page)] == ["clock"]
    assert "Rosalinda" not in " ".join(every_text(dialog()))
    dialog().accept()


def test_the_report_that_is_copied_names_nobody_and_no_folder(
    play: Play, laptop: Path, locked: Callable
) -> None:
    page = doctor(play)
    finished(play, page)
    page.copy.click()
    text = QApplication.clipboard().text()
    assert "disk-encryption" in text
    assert "Qt" in text
    for word in (
        *(each.nickname for each in ACCOUNTS),
        str(laptop),
        str(Path.home()),
        "San Isidro",
    ):
        assert word not in text


# --- crashes ---------------------------------------------------------------------------


@pytest.fixture
def crashed(laptop: Path) -> Path:
    crash.keep(laptop, ValueError("Rosalinda Prueba"), now_ms=1_700_000_000_000)
    return laptop


def test_without_crashes_there_is_no_button(play: Play) -> None:
    page = doctor(play)
    finished(play, page)
    assert not page.crashes.isVisible()


def test_what_is_copied_to_a_stick_is_what_was_shown(
    crashed: Path, play: Play, stick: Stick
) -> None:
    page = doctor(play)
    finished(play, page)
    page.crashes.click()
    asked = dialog()
    shown = asked.findChild(QPlainTextEdit).toPlainText()
    assert "ValueError" in shown
    assert "Rosalinda" not in shown
    asked.primary.click()
    where = next(each for each in dialogs() if each is not asked)
    where.primary.click()
    play.settle()
    assert (stick.path / "informe.txt").read_text() == shown
    button(asked, "Borrarlas").click()
    play.settle()
    assert crash.kept(crashed) == []
    assert not page.crashes.isVisible()


def test_a_finding_says_what_to_do_and_its_state_in_a_word(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = replace(good("clock"), state=State.BAD, to_do=say("Corrija la fecha."))
    only(monkeypatch, Step(say("a"), lambda _none: [bad]))
    page = doctor(play)
    finished(play, page)
    texts = every_text(page)
    assert {"Mal", "Corrija la fecha."} <= set(texts)
