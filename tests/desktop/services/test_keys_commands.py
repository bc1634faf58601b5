"""`vereda passphrase`, `recovery` and `recover`, as typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import launcher
from desktop.trouble import Exit

NEW = "tapanco birote zarigüeya ocre"
Vereda = Callable[..., int]


@pytest.fixture
def vereda(laptop: Path) -> Vereda:
    def run(verb: str, *arguments: str) -> int:
        return launcher.run([verb, "--data", str(laptop), "--account", "Colibrí", *arguments])

    return run


@pytest.fixture
def old(tmp_path: Path, passphrases) -> str:
    (tmp_path / "old").write_text(passphrases.women, encoding="utf-8")
    return str(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> str:
    (tmp_path / "new").write_text(NEW, encoding="utf-8")
    return str(tmp_path / "new")


def test_a_passphrase_is_changed_and_five_words_are_offered(vereda: Vereda, old, new, capsys):
    given = ["--passphrase-file", old, "--new-passphrase-file", new]
    assert vereda("passphrase", "--offer", *given) == Exit.OK
    assert "53 bits" in capsys.readouterr().out
    assert vereda("passphrase", *given) == Exit.WRONG_PASSPHRASE
    assert vereda("doctor", "--passphrase-file", new) == Exit.OK


def test_a_weak_new_passphrase_is_refused(vereda: Vereda, old, tmp_path, capsys):
    (tmp_path / "weak").write_text("la virgen de guadalupe")
    given = ["--passphrase-file", old, "--new-passphrase-file", str(tmp_path / "weak")]
    assert vereda("passphrase", *given) == Exit.USAGE
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_a_code_made_here_sets_a_passphrase_later(vereda: Vereda, old, new, tmp_path, capsys):
    assert vereda("recovery", "--passphrase-file", old) == Exit.OK
    code = capsys.readouterr().out.splitlines()[0]
    sheet = tmp_path / "sheet"
    given = ["--code-file", str(sheet), "--new-passphrase-file", new]
    sheet.write_text(code[:-2])
    assert vereda("recover", *given) == Exit.USAGE
    sheet.write_text(code)
    assert vereda("recover", *given) == Exit.OK
    assert vereda("doctor", "--passphrase-file", new) == Exit.OK
    assert code not in capsys.readouterr().out
