"""Files written once stay readable: by the program, and by a script that shares no code with it."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.programme.vocabulary import Stream
from desktop.vault import header, header_file, recovery_code
from desktop.vault.accounts import recover_account, unlock_account
from desktop.vault.database import make_engine, reading
from desktop.vault.header import NotMine
from desktop.vault.recovery_keys import WrongSecret, holder_card
from desktop.vault.recovery_sheets import join, read_sheet, series
from desktop.vault.store import open_vaults

VECTORS = Path(__file__).parents[2] / "vectors" / "vault.json"


@pytest.fixture(scope="module")
def vector() -> dict:
    return json.loads(VECTORS.read_text(encoding="utf-8"))


def test_a_reader_written_from_the_document_alone_opens_the_vectors(vector):
    script = Path(__file__).with_name("independent_reader.py")
    done = subprocess.run(
        [sys.executable, str(script), str(VECTORS)], capture_output=True, check=True
    )
    assert json.loads(done.stdout) == vector["found"]


def test_the_program_opens_the_vectors(vector, tmp_path):
    files = {kind: base64.b64decode(data) for kind, data in vector["files"].items()}
    for place, kind in (
        ("accounts/00000000000000aa.acct", "account"),
        ("vaults/00000000000000bb.key", "header"),
        ("vaults/00000000000000bb.db", "database"),
    ):
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(files[kind])
    found = vector["found"]
    account = unlock_account(tmp_path, bytes.fromhex(found["account_id"]), vector["passphrase"])
    assert {name: kept.hex() for name, kept in account.keepsakes.items()} == found["keepsakes"]
    (vault,) = open_vaults(tmp_path, account)
    assert vault.vault_id.hex() == found["vault_id"]
    assert vault.stream == found["stream"]
    assert vault.database_key.hex() == found["database_key"]
    assert len(vault.notices) == 1  # the second copy was missing and is there now
    engine = make_engine(vault.path, vault.database_key)
    with reading(engine) as connection:
        rows = connection.exec_driver_sql("SELECT body FROM vector").all()
    engine.dispose()
    assert [list(row) for row in rows] == found["rows"]


SHEETS = VECTORS.with_name("recovery.json")


@pytest.mark.parametrize("pair", [("1", "2"), ("3", "1"), ("2", "3")])
def test_a_reader_written_from_the_document_alone_opens_a_vault_with_two_sheets(pair):
    script = Path(__file__).with_name("independent_sheets.py")
    done = subprocess.run(
        [sys.executable, str(script), str(SHEETS), *pair], capture_output=True, check=True
    )
    assert json.loads(done.stdout) == json.loads(SHEETS.read_text(encoding="utf-8"))["found"]


def test_the_program_opens_the_vectors_with_two_sheets():
    vector = json.loads(SHEETS.read_text(encoding="utf-8"))
    found = vector["found"]
    programme = bytes.fromhex(vector["programme"])
    second, third = (read_sheet(words.split(), programme) for words in vector["sheets"][1:])
    keys = join(third, second)
    assert (keys.secret.hex(), second.number) == (found["secret"], 2)
    assert series(programme, vector["revision"]) == found["series"]
    boxes = keys.boxes()
    assert {str(code): box.hex() for code, box in boxes.items()} == found["boxes"]
    holders = {str(code): holder_card(box).id.hex() for code, box in boxes.items()}
    assert holders == found["holders"]
    wrapped, space, root_pub = (
        bytes.fromhex(vector[name]) for name in ("root_wrapped", "space_key", "root_pub")
    )
    assert keys.unwrap_root(wrapped, space, root_pub).hex() == found["root"]
    with pytest.raises(WrongSecret):
        keys.unwrap_root(wrapped, bytes(32), root_pub)
    copy = header_file.SHAPE.copy(base64.b64decode(vector["header"]))
    opened = header.open_for(keys.of(Stream.WOMEN), copy.file)
    assert (opened.vault_key.hex(), opened.stream) == (found["vault_key"], Stream.WOMEN)
    for other in (Stream.MEN, Stream.SHARED):
        with pytest.raises(NotMine):
            header.open_for(keys.of(other), copy.file)


RECOVERY = VECTORS.with_name("vault_recovery.json")


@pytest.fixture(scope="module")
def recovery() -> dict:
    return json.loads(RECOVERY.read_text(encoding="utf-8"))


def test_a_reader_written_from_the_document_alone_opens_an_account_by_its_code(recovery):
    script = Path(__file__).with_name("independent_recovery.py")
    done = subprocess.run(
        [sys.executable, str(script), str(RECOVERY)], capture_output=True, check=True
    )
    assert json.loads(done.stdout) == recovery["found"]


def test_the_program_opens_the_recovery_vectors(recovery, tmp_path):
    path = tmp_path / "accounts" / "00000000000000aa.acct"
    path.parent.mkdir()
    path.write_bytes(base64.b64decode(recovery["account"]))
    code = recovery_code.read(recovery["recovery_code"])
    assert code.hex() == recovery["found"]["code"]
    account_id = bytes.fromhex(recovery["found"]["account_id"])
    assert recover_account(tmp_path, account_id, code, "otra").card.id == account_id
    for each, spelled in recovery["spelled"].items():
        assert recovery_code.spell(bytes.fromhex(each)) == spelled
