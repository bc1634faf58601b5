"""`vereda verify letter`: with an account, with a page, and with nothing but the laptop."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop import launcher
from desktop.host.instance import InstanceLock
from desktop.programme.court_letter import Letterhead
from desktop.programme.letter_code import Statement
from desktop.programme.vocabulary import Stream
from desktop.reports.court_letter import qr_png
from desktop.reports.verify_page import verify_page
from desktop.services import letter_checks, letterhead, letters, orders, people
from desktop.services.founding import found_programme
from desktop.services.orders import OrderForm
from desktop.services.people import PersonForm
from desktop.trouble import Exit

PHRASE = "piedra lumbre sobre el comal de barro"
TODAY = date(2026, 11, 22)
FORM = OrderForm(court="Juzgado Segundo", city="Colima", case_number="123/2026")


@dataclass(frozen=True)
class Written:
    """A men's programme with two letters of one order, and the page that checks them."""

    home: Path
    old: str
    standing: str


@pytest.fixture(scope="session")
def made_letters(tmp_path_factory: pytest.TempPathFactory) -> Written:
    home = tmp_path_factory.mktemp("letters")
    (home / "phrase").write_text(PHRASE + "\n")
    desk = found_programme(home / "data", "Cantera", PHRASE, Stream.MEN, "San Isidro")
    letterhead.keep(desk, Letterhead(institution="Instituto", signatory="Ana", post="Jefa"))
    person = people.add_person(desk.work, PersonForm(name="Juan Ejemplo")).created[0]
    order = orders.enter_order(desk.work, person, FORM).created[0]
    codes = []
    for _ in range(2):
        made = letters.issue(desk.work, order, TODAY, language="es", oficio="")
        letters.printed(desk.work, made.letter, TODAY)
        codes.append(made.code)
    signed = letter_checks.signed_list(desk, TODAY)
    page = verify_page(signed.data, signed.signer_key, signed.signature, TODAY)
    (home / "comprobar.html").write_text(page, encoding="utf-8")
    (home / "codigo.png").write_bytes(qr_png(codes[1]))
    desk.close()
    return Written(home, *codes)


@pytest.fixture
def written(made_letters: Written, tmp_path: Path) -> Written:
    home = Path(shutil.copytree(made_letters.home, tmp_path / "home"))
    return Written(home, made_letters.old, made_letters.standing)


Verify = Callable[..., tuple[int, str]]


@pytest.fixture
def verify(written: Written, capsys: pytest.CaptureFixture[str]) -> Verify:
    def run(code: str, *options: str) -> tuple[int, str]:
        data = str(written.home / "data")
        status = launcher.run(["verify", "letter", code, "--data", data, *options])
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return run


def test_the_records_know_which_letter_stands(written: Written, verify: Verify) -> None:
    entering = ("--passphrase-file", str(written.home / "phrase"))
    status, told = verify(written.standing, *entering)
    assert (status, told.splitlines()) == (
        Exit.OK,
        ["Vigente.", "Fecha del oficio según el código: 2026-11-22"],
    )
    status, told = verify(written.old, *entering)
    assert (status, told.splitlines()[0]) == (Exit.DIFFERENT, "Sustituido: ya no vale.")
    assert "Juan" not in told
    assert "Juzgado" not in told


def test_a_page_answers_as_of_its_day_without_unlocking(written: Written, verify: Verify) -> None:
    page = ("--list", str(written.home / "comprobar.html"))
    status, told = verify(written.standing, *page)
    assert status == Exit.OK
    assert "Válida a la fecha de la lista: 2026-11-22" in told
    status, told = verify(written.old, *page)
    assert status == Exit.DIFFERENT
    assert "Lista del 2026-11-22." in told


def test_without_either_the_signature_alone_is_checked_and_it_says_so(
    written: Written, verify: Verify
) -> None:
    for code in (written.standing, written.old):
        status, told = verify(code)
        assert status == Exit.OK
        assert "no se sabe sin abrir los registros" in told


def test_it_answers_beside_an_open_window_but_opens_nothing_then(
    written: Written, verify: Verify
) -> None:
    with InstanceLock(written.home / "data"):
        assert verify(written.standing)[0] == Exit.OK
        entering = ("--passphrase-file", str(written.home / "phrase"))
        assert verify(written.standing, *entering)[0] == Exit.ALREADY_OPEN


def test_a_picture_of_the_code_is_read(written: Written, verify: Verify) -> None:
    page = ("--list", str(written.home / "comprobar.html"))
    assert verify(str(written.home / "codigo.png"), *page)[0] == Exit.OK


def test_altered_codes_and_strangers_are_told(written: Written, verify: Verify) -> None:
    middle = "A" if written.standing[20] != "A" else "B"
    altered = written.standing[:20] + middle + written.standing[21:]
    assert verify(altered)[0] == Exit.DAMAGED
    stranger = Statement(bytes(16), TODAY, bytes(16), bytes(64)).text()
    assert verify(stranger)[0] == Exit.REFUSED
    assert verify(stranger, "--list", str(written.home / "comprobar.html"))[0] == Exit.REFUSED


def test_what_is_no_code_no_picture_or_no_page_is_said(written: Written, verify: Verify) -> None:
    (written.home / "blank.png").write_bytes(b"\x89PNG nothing")
    (written.home / "page.html").write_text('<p data-list="AA==">')
    assert verify("no es un código")[0] == Exit.BAD_FILE
    assert verify(str(written.home / "blank.png"))[0] == Exit.BAD_FILE
    assert verify(str(written.home / "phrase"))[0] == Exit.BAD_FILE
    for page in ("page.html", "none.html", "codigo.png"):
        status, told = verify(written.standing, "--list", str(written.home / page))
        assert status == Exit.USAGE
        assert "dañado" in told


def test_it_needs_no_data_folder(written: Written, verify: Verify, tmp_path: Path) -> None:
    elsewhere = ("--data", str(tmp_path / "nowhere"))
    page = ("--list", str(written.home / "comprobar.html"))
    assert verify(written.standing, *elsewhere, *page)[0] == Exit.OK
    assert verify(written.standing, *elsewhere)[0] == Exit.REFUSED
    assert not (tmp_path / "nowhere").exists()
