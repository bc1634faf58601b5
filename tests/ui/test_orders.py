"""The pages of court orders, at the laptop of who facilitates the men's groups."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from desktop.host.clock import SystemClock
from desktop.host.sticks import Stick
from desktop.programme.court_letter import LOGO_MAX_BYTES, Letterhead
from desktop.programme.letter_code import read_bytes
from desktop.programme.roles import Role
from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance, groups, letter_checks, letterhead, orders, people
from desktop.services.entrance import sit_down
from desktop.services.groups import NewGroup
from desktop.services.letter_checks import Answer
from desktop.services.orders import OrderForm
from desktop.services.people import PersonForm
from desktop.vault.accounts import UnlockedAccount
from tests.desktop.services.conftest import at
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text, reachable, shown
from tests.ui.staffed import *  # noqa: F403 - its fixtures
from tests.ui.staffed import Staff
from tests.ui.test_reach import clipped, labelled, spoken
from ui.order_form import OrderDialog
from ui.pages.orders.detail import OrderPage
from ui.pages.orders.head import small_png
from ui.pages.orders.page import OrdersPage

HEAD = Letterhead(
    institution="Instituto de Prueba", signatory="Ana Ejemplo", post="Coordinadora del programa"
)
FORM = OrderForm(
    court="Juzgado Segundo de Control",
    addressee="Juez Segundo",
    city="Comala, Colima",
    case_number="123/2026",
    preset="us-vt",
)


@dataclass(frozen=True)
class Court:
    """A men's facilitator whose group has a man with an order, and the ids of both."""

    folder: Path
    account: UnlockedAccount
    person: bytes
    order: bytes


@pytest.fixture(scope="session")
def made_court(made_staff: Staff, tmp_path_factory: pytest.TempPathFactory) -> Court:
    folder = Path(shutil.copytree(made_staff.folder, tmp_path_factory.mktemp("court") / "Vereda"))
    account = at(folder, made_staff.accounts["Barro"])
    desk = sit_down(folder, account, SystemClock())
    vault = desk.work
    first = date.today() - timedelta(weeks=6)
    made = groups.create_group(vault, NewGroup("Grupo Encino", start_date=first, start_minute=960))
    group = made.created[0]
    form = PersonForm(nickname="Roble", name="Juan Ejemplo Pérez")
    person = people.add_person(vault, form, group=group).created[0]
    for session, state in zip(groups.get_group(vault, group).sessions, "PPAPA", strict=False):
        codes = {"P": AttendanceState.PRESENT, "A": AttendanceState.ABSENT}
        attendance.mark(vault, session.id, person, codes[state])
        attendance.finish(vault, session.id)
    order = orders.enter_order(vault, person, FORM).created[0]
    desk.role = Role.COORDINATOR
    letterhead.keep(desk, HEAD)
    desk.close()
    return Court(folder, account, person, order)


@pytest.fixture
def court(made_court: Court, tmp_path: Path) -> Court:
    folder = Path(shutil.copytree(made_court.folder, tmp_path / "Vereda"))
    return replace(made_court, folder=folder, account=at(folder, made_court.account))


@pytest.fixture
def play(locked: Callable[..., Play], court: Court) -> Play:
    opened = locked(court.folder)
    opened.sit(court.account)
    return opened


@pytest.fixture
def page(play: Play, court: Court) -> OrderPage:
    found = shown(play, "order", court.order)
    assert isinstance(found, OrderPage)
    return found


def test_the_list_tells_attendance_and_absences_and_opens_an_order(play: Play) -> None:
    page = shown(play, "orders")
    assert isinstance(page, OrdersPage)
    told = every_text(page)
    assert "3" in told
    assert any("Juzgado Segundo" in each for each in told)
    assert not any("Juan Ejemplo" in each for each in told)
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.table.activated.emit(page.model.index(0, 0))
    play.settle()
    assert play.window.shell is not None
    assert isinstance(play.window.shell.current, OrderPage)


def test_every_meeting_says_how_it_counts_and_why(page: OrderPage) -> None:
    told = every_text(page)
    assert "No vino y no está justificada: cuenta." in told
    assert "Todavía no se hace." in told
    assert not any("Juan Ejemplo" in each for each in told)


def test_a_preset_fills_the_numbers_and_a_word_that_is_no_number_is_said(
    play: Play, page: OrderPage
) -> None:
    page.edit.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, OrderDialog)
    place = asked.preset.findText("24 clases (Vermont)")
    asked.preset.setCurrentIndex(place)
    asked.preset.activated.emit(place)
    assert (asked.required.text(), asked.in_all.text()) == ("24", "4")
    asked.late.setText("muchos")
    asked.primary.click()
    assert asked.problem.text() == "No es un número: Minutos tarde permitidos."
    asked.late.setText("15")
    asked.deadline.setText("mañana no")
    asked.primary.click()
    assert "Fecha límite" in asked.problem.text()
    asked.deadline.setText("1/12/2030")
    asked.primary.click()
    play.settle()
    assert not dialogs()
    assert page.detail is not None
    rule = page.detail.line.form.rule
    assert (rule.required, rule.max_total, rule.late_limit_min) == (24, 4, 15)
    assert rule.deadline == date(2030, 12, 1)


def test_an_order_is_entered_for_the_person_from_whom_the_page_was_opened(
    play: Play, court: Court
) -> None:
    people_page = shown(play, "people")
    button(people_page, "Orden").click()
    play.settle()
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, OrdersPage)
    assert page.person == court.person
    page._on_new()
    play.settle()
    asked = dialog()
    assert isinstance(asked, OrderDialog)
    asked.court.setText("Juzgado Primero")
    asked.primary.click()
    play.settle()
    assert isinstance(play.window.shell.current, OrderPage)
    assert play.window.desk is not None
    assert len(orders.list_orders(play.window.desk.work, date.today(), court.person)) == 2


# --- letters ------------------------------------------------------------------


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have come out of the printer."""
    out: list[str] = []
    monkeypatch.setattr("ui.door.print_directly", lambda html, *_on: out.append(html) or True)
    return out


def write(play: Play, page: OrderPage) -> None:
    page.write.click()
    play.settle()
    asked = dialog()
    asked.oficio.setText("45/2026")  # type: ignore[attr-defined]
    asked.primary.click()
    play.settle()


def test_a_letter_goes_to_the_printer_and_supersedes_the_one_before(
    play: Play, page: OrderPage, printer: list[str]
) -> None:
    write(play, page)
    write(play, page)
    assert len(printer) == 2
    assert "Juan Ejemplo Pérez" in printer[0]
    assert "Acredita asistencia." in printer[0]
    told = [page.letters.item(at).text() for at in range(page.letters.count())]
    assert [each.rsplit(" · ")[-1] for each in told] == ["vigente", "sustituido"]


def test_a_letter_that_was_not_printed_never_counts(
    play: Play, page: OrderPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr("ui.door.print_directly", lambda html, *_on: bool(printed.append(html)))
    write(play, page)
    assert len(printed) == 1
    assert page.letters.item(0).text().endswith("no se imprimió")
    assert play.window.desk is not None
    assert page.detail is not None
    code = bytes.fromhex(page.detail.letters[0].statement)
    now = letter_checks.list_now(play.window.desk, date.today())
    assert now.answer(read_bytes(code)) is Answer.SUPERSEDED


def test_a_letter_is_taken_back_with_a_reason(
    play: Play, page: OrderPage, printer: list[str]
) -> None:
    write(play, page)
    page.letters.setCurrentRow(0)
    page.take_back.click()
    play.settle()
    dialog().why.setText("Se equivocó el expediente")  # type: ignore[attr-defined]
    dialog().primary.click()
    play.settle()
    assert page.letters.item(0).text().endswith("retirado")
    assert not page.take_back.isEnabled()


def test_an_order_is_closed_and_opened_again(play: Play, page: OrderPage) -> None:
    page.shut.click()
    play.settle()
    dialog().primary.click()
    play.settle()
    assert "Cerrada" in every_text(page)
    page.again.click()
    play.settle()
    assert page.shut.isVisible()


# --- the coordination -------------------------------------------------------------


@pytest.fixture
def coordination(
    locked: Callable[..., Play], court: Court, monkeypatch: pytest.MonkeyPatch
) -> Play:
    """As `play`, for who coordinates the men's groups."""
    from desktop.services import places

    monkeypatch.setattr(places, "role_of", lambda *_a: Role.COORDINATOR)
    opened = locked(court.folder)
    opened.sit(court.account)
    return opened


def test_only_the_coordination_sees_the_letterhead(play: Play, coordination: Play) -> None:
    assert "Membrete" not in every_text(shown(play, "orders"))
    assert "Membrete" in every_text(shown(coordination, "orders"))


def test_the_letterhead_is_kept(coordination: Play) -> None:
    page = shown(coordination, "orders")
    button(page, "Membrete").click()
    coordination.settle()
    asked = dialog()
    asked.fields["area"].setText("Área de Prueba")  # type: ignore[attr-defined]
    asked.primary.click()
    coordination.settle()
    assert coordination.window.desk is not None
    kept = letterhead.read(coordination.window.desk.work)
    assert kept == replace(HEAD, area="Área de Prueba")


def test_the_page_for_checking_goes_out_by_the_door_and_is_remembered(
    coordination: Play, stick: Stick
) -> None:
    page = shown(coordination, "orders")
    button(page, "Página para comprobar oficios").click()
    coordination.settle()
    dialog().primary.click()
    coordination.settle()
    (out,) = stick.path.glob("*.html")
    assert out.name == "comprobar.html"
    found = letter_checks.read_list(letter_checks.list_in(out.read_text(encoding="utf-8")))
    assert coordination.window.desk is not None
    assert coordination.window.desk.me in found.signers
    papers = shown(coordination, "papers")
    assert "Página para comprobar oficios" in every_text(papers)


def test_an_emblem_of_any_size_becomes_a_small_png() -> None:
    image = QImage(1200, 900, QImage.Format.Format_RGB32)
    for x in range(1200):
        for y in range(0, 900, 3):
            image.setPixel(x, y, (x * 2654435761 + y * 40503) & 0xFFFFFF)
    image.setText("Author", "Alguien")
    data = small_png(image)
    assert data.startswith(b"\x89PNG")
    assert len(data) <= LOGO_MAX_BYTES
    assert b"Alguien" not in data


# --- everybody reaches everything --------------------------------------------------


def roots(play: Play, court: Court) -> Iterator[tuple[str, QWidget]]:
    for name, argument in (("orders", None), ("order", court.order), ("people", None)):
        shown(play, name, argument)
        assert play.window.shell is not None
        yield name, play.window.shell


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("size", [(1024, 560), (1366, 768)])
def test_nothing_is_clipped_nameless_or_too_small(
    locked: Callable[..., Play],
    court: Court,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    language: str,
) -> None:
    from desktop.services import places

    monkeypatch.setattr(places, "role_of", lambda *_a: Role.COORDINATOR)
    play = locked(court.folder, language)
    play.sit(court.account)
    for name, root in roots(play, court):
        play.resize(*size)
        assert play.window.size().toTuple() == size, name
        assert not clipped(root), name
        assert not [each for each in reachable(root) if not spoken(each)], name
        small = [
            each.accessibleName()
            for each in reachable(root)
            if isinstance(each, QPushButton | QLineEdit | QComboBox)
            and min(each.width(), each.height()) < 40
        ]
        assert not small, name
        assert play.window.shell is not None
        assert play.window.shell.area.horizontalScrollBar().maximum() == 0, name


def test_every_dialog_fits_a_small_screen_and_escape_closes_it(
    coordination: Play, court: Court
) -> None:
    play = coordination
    play.resize(1024, 560)
    page = shown(play, "order", court.order)
    assert isinstance(page, OrderPage)
    doors: list[tuple[str, Callable[[QWidget], None]]] = [
        ("order", lambda p: p.write.click()),  # type: ignore[attr-defined]
        ("order", lambda p: p.edit.click()),  # type: ignore[attr-defined]
        ("order", lambda p: p.shut.click()),  # type: ignore[attr-defined]
        ("orders", lambda p: button(p, "Membrete").click()),
        ("orders", lambda p: p._on_new()),  # type: ignore[attr-defined]
    ]
    for name, press in doors:
        press(shown(play, name, court.order if name == "order" else None))
        play.settle()
        asked = dialog()
        words = asked.primary.text()
        assert asked.height() <= 560, words
        assert not clipped(asked), words
        assert asked.primary.isDefault()
        assert not [w for w in reachable(asked) if not (spoken(w) or labelled(w))], words
        QTest.keyClick(asked, Qt.Key.Key_Escape)
        play.settle()
        assert not dialogs(), words
