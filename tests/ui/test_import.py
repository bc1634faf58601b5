from __future__ import annotations

import csv
import threading
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.host.sticks import Stick
from desktop.services import groups, people
from tests.e2e.rosters import untidy_csv
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration, busy_disk
from tests.ui.looking import dialog, every_text
from ui.door import papers_of
from ui.pages.people.import_page import ImportPage
from ui.widgets.parts import choose

SYLLABLES = ("Rosa", "Alba", "Luz", "Sol", "Mar", "Flor", "Perla", "Brisa")
TICKED = Qt.CheckState.Checked
TICK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def page(play: Play, tmp_path: Path) -> ImportPage:
    """The preview of an untidy list."""
    play.show("import", untidy_csv(tmp_path / "lista.csv"))
    return importing(play)


def importing(play: Play) -> ImportPage:
    assert play.window.shell is not None
    current = play.window.shell.current
    assert isinstance(current, ImportPage)
    return current


@pytest.fixture
def known(on_disk: Callable, laptop: Path) -> Callable[[], set[str]]:
    """Folios of everybody on disk."""

    def read() -> set[str]:
        with on_disk(laptop) as desk:
            return {line.folio for line in people.list_people(desk.work)}

    return read


def test_a_preview_writes_nothing(play: Play, page: ImportPage, known: Callable) -> None:
    before = known()
    assert page.found is not None
    assert page.found.create
    assert page.found.doubtful
    assert page.found.refused
    page.doubtful.click()
    page.cancel.click()
    play.show("today")
    assert known() == before


def test_the_doubtful_need_a_tick_and_the_refused_cannot_have_one(
    play: Play, page: ImportPage, known: Callable
) -> None:
    before = known()
    assert page.found is not None
    wanted = len(page.found.create) + 1
    doubtful = next(i for i, c in enumerate(page.model.rows) if c.kind == "doubtful")
    assert page.model.setData(page.model.index(doubtful, 0), TICKED, TICK)
    assert page.confirm.text().strip() == f"Crear {wanted} personas"
    page.confirm.click()
    play.settle()
    assert len(known() - before) == wanted


def test_confirming_creates_the_people_in_the_group_that_stays_chosen(
    play: Play, page: ImportPage, on_disk: Callable, laptop: Path, demonstration: Demonstration
) -> None:
    choose(page.group, demonstration.group)
    play.show("people")
    play.show("import")
    assert page.group.currentText() == "Al grupo Grupo Manglar"
    page.confirm.click()
    play.settle()
    with on_disk(laptop) as desk:
        names = {p.nickname for p in groups.get_group(desk.work, demonstration.group).people}
    assert {"Luna", "Ceiba", "Nube"} <= names
    assert play.window.shell is not None
    assert type(play.window.shell.current).__name__ == "PeoplePage"


def test_a_second_click_on_the_button_creates_nobody_twice(
    play: Play, page: ImportPage, known: Callable
) -> None:
    before = known()
    assert page.found is not None
    wanted = len(page.found.create)
    with busy_disk(play):
        page.confirm.click()
        assert not page.confirm.isEnabled()
        page.confirm.click()
        # A tick while it works must not wake the button up either.
        page.model.accept_all_doubtful(True)
        assert not page.confirm.isEnabled()
    assert len(known() - before) == wanted


def test_cancelling_midway_leaves_whole_people_and_says_so(
    play: Play, tmp_path: Path, known: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = known()
    path = tmp_path / "larga.csv"
    names = [" ".join(parts) for parts in product(SYLLABLES, repeat=3)][:500]
    rows = "\n".join(f"{name};{n % 28 + 1}/05/1985" for n, name in enumerate(names))
    path.write_text(f"Nombre;Fecha de nacimiento\n{rows}\n", encoding="utf-8")
    play.show("import", path)
    page = importing(play)
    assert len(page.model.accepted) == 500
    started, go_on = threading.Event(), threading.Event()

    def pause(_done: int, _total: int) -> None:
        started.set()
        go_on.wait(20)

    page.progressed.connect(pause, Qt.ConnectionType.DirectConnection)
    page.confirm.click()
    assert started.wait(20)
    page.cancel.click()
    go_on.set()
    play.settle()
    created = known() - before
    assert 0 < len(created) < 500
    assert play.window.shell is not None
    said = " ".join(every_text(play.window.shell.toast))
    assert f"{len(created)} personas creadas" in said
    assert "puede confirmar otra vez" in said
    page.progressed.disconnect(pause)
    page.confirm.click()
    play.settle()
    assert len(known() - before) == 500


def test_cancelling_before_forgets_the_file(play: Play, page: ImportPage, known: Callable) -> None:
    before = known()
    page.cancel.click()
    play.settle()
    assert page.found is None
    assert page.empty.isVisible()
    assert not page.confirm.isVisible()
    assert known() == before


def test_the_refused_rows_leave_by_the_one_door_with_their_reasons(
    play: Play, page: ImportPage, stick: Stick
) -> None:
    page.refused.click()
    play.settle()
    dialog().primary.click()
    play.settle()
    assert page.found is not None
    with (stick.path / "lista-revisar.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) == len(page.found.refused) + 1
    assert any("repetido" in cell for line in lines for cell in line)
    assert play.window.shell is not None
    assert any("no está cifrado" in text.lower() for text in every_text(play.window.shell.toast))
    (paper,) = papers_of(page.room).listed()
    assert paper.stick == stick.name


@pytest.mark.parametrize("agreed", [True, False])
def test_after_an_import_the_list_in_clear_is_offered_for_removal(
    play: Play, page: ImportPage, tmp_path: Path, agreed: bool
) -> None:
    source = tmp_path / "lista.csv"
    page.confirm.click()
    play.settle()
    asked = dialog()
    assert source.name in every_text(asked)
    assert any("restos" in text for text in every_text(asked))
    assert source.exists()
    (asked.primary if agreed else asked.cancel).click()
    play.settle()
    assert source.exists() is not agreed
    assert play.window.shell is not None
    told = "no está cifrado" if not agreed else "se borró"
    assert any(told in text for text in every_text(play.window.shell.toast))


def test_an_unreadable_file_is_told_in_three_sentences_and_another_can_follow(
    play: Play, tmp_path: Path, known: Callable
) -> None:
    before = known()
    play.strict = False
    bad = tmp_path / "foto.xlsx"
    bad.write_bytes(b"\x89PNG\r\n" + bytes(400))
    play.show("import", bad)
    play.until("the refusal", lambda: bool(dialog()))
    said = [text for text in every_text(dialog()) if text.endswith(".")]
    assert len(said) >= 3
    assert "Traceback" not in " ".join(said)
    dialog().accept()
    page = importing(play)
    assert page.empty.isVisible()
    play.show("import", untidy_csv(tmp_path / "lista.csv"))
    assert page.found is not None
    assert known() == before
