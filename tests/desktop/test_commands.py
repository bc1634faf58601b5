from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import launcher
from desktop.services.entrance import enter
from desktop.trouble import Exit
from desktop.vault.cards import list_accounts
from desktop.vault.database import make_engine, writing

from .conftest import TERMINAL_PHRASE as PHRASE

Vereda = Callable[..., int]


@pytest.fixture
def vereda(home: Path) -> Vereda:
    """Runs the command on the data folder, entering with the passphrase."""

    def run(verb: str, *arguments: str, phrase: Path = home / "phrase") -> int:
        entering = ["--data", str(home / "data"), "--passphrase-file", str(phrase)]
        return launcher.run([verb, *entering, *arguments])

    return run


def test_doctor_finds_a_new_programme_whole_and_equal_to_its_journal(
    home: Path, vereda: Vereda, capsys: pytest.CaptureFixture[str]
) -> None:
    assert vereda("doctor", "--rebuild") == Exit.OK
    printed = capsys.readouterr()
    assert printed.out.count("sin diferencias") == 2
    assert printed.err == ""
    assert "Colibrí" not in printed.out
    assert not (home / "data" / ".doctor").exists()


def test_doctor_reports_a_table_that_the_journal_does_not_account_for(
    home: Path, vereda: Vereda, capsys: pytest.CaptureFixture[str]
) -> None:
    card = list_accounts(home / "data")[0]
    desk = enter(home / "data", card.id, PHRASE)
    unlocked = desk.work.unlocked
    desk.close()
    engine = make_engine(unlocked.path, unlocked.database_key)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE member SET nickname = 'Otra'")
    engine.dispose()
    assert vereda("doctor", "--rebuild") == Exit.DIFFERENT
    printed = capsys.readouterr()
    assert "member" in printed.err
    assert "Otra" not in printed.err


def test_doctor_names_a_damaged_file_and_goes_on_to_the_others(
    home: Path, vereda: Vereda, capsys: pytest.CaptureFixture[str]
) -> None:
    largest = max((home / "data" / "vaults").glob("*.db"), key=lambda path: path.stat().st_size)
    for leftover in largest.parent.glob(f"{largest.name}-*"):
        leftover.unlink()
    with largest.open("r+b") as file:
        file.seek(4096 + 100)
        file.write(b"\xff" * 64)
    assert vereda("doctor") == Exit.DAMAGED
    printed = capsys.readouterr()
    assert largest.stem in printed.err
    assert printed.out.count("Entero") == 1


def test_a_wrong_passphrase_has_its_own_status(
    tmp_path: Path, vereda: Vereda, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wrong").write_text("otra frase, muy equivocada")
    assert vereda("doctor", phrase=tmp_path / "wrong") == Exit.WRONG_PASSPHRASE
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_a_missing_passphrase_file_is_told(tmp_path: Path, vereda: Vereda) -> None:
    assert vereda("doctor", phrase=tmp_path / "missing") == Exit.BAD_FILE


def test_an_unknown_account_is_told(vereda: Vereda) -> None:
    assert vereda("doctor", "--account", "Nadie") == Exit.USAGE


def test_a_programme_is_not_begun_twice_in_one_folder(vereda: Vereda) -> None:
    again = ["--nickname", "Otra", "--site", "Otro", "--stream", "men"]
    assert vereda("init", *again) == Exit.REFUSED


def test_a_short_passphrase_is_refused_before_anything_is_made(
    tmp_path: Path, vereda: Vereda
) -> None:
    (tmp_path / "short").write_text("corta")
    new = tmp_path / "new"
    arguments = ["--nickname", "Otra", "--site", "Otro", "--stream", "men", "--data", str(new)]
    assert vereda("init", *arguments, phrase=tmp_path / "short") == Exit.USAGE
    assert list(new.iterdir()) == [new / "lock"]


def test_a_list_is_only_looked_at_until_it_is_confirmed(
    tmp_path: Path, vereda: Vereda, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = tmp_path / "lista.csv"
    roster.write_text("Nombre;Fecha de nacimiento\nInventada Ejemplo;3/11/1990\n;\nX;31/31/99\n")
    assert vereda("import", str(roster)) == Exit.OK
    assert vereda("import", str(roster), "--confirm") == Exit.OK
    assert "1 persona creada." in capsys.readouterr().out
    assert vereda("import", str(roster), "--confirm") == Exit.OK
    printed = capsys.readouterr().out
    assert "0 personas creadas." in printed
    assert "Inventada" not in printed


def test_a_list_that_cannot_be_read_changes_nothing_and_says_so(
    tmp_path: Path, vereda: Vereda, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lista.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert vereda("import", str(tmp_path / "lista.xlsx"), "--confirm") == Exit.BAD_FILE
    assert len(capsys.readouterr().err.splitlines()) == 3
