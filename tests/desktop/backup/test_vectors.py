"""Backups written once stay readable: by the program, and by a script that shares no code."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.backup.restore import restore
from desktop.programme.vocabulary import Stream
from desktop.vault import carried
from desktop.vault.accounts import unlock_account
from desktop.vault.database import make_engine, reading
from desktop.vault.store import open_vaults
from sync.carriers import boxes

VECTORS = Path(__file__).parents[2] / "vectors" / "backup.json"


@pytest.fixture(scope="module")
def vector() -> Any:
    return json.loads(VECTORS.read_text(encoding="utf-8"))


def test_a_reader_written_from_the_document_alone_takes_the_vector_apart(vector: Any) -> None:
    script = Path(__file__).with_name("independent_reader.py")
    done = subprocess.run(
        [sys.executable, str(script), str(VECTORS)], capture_output=True, check=True
    )
    assert json.loads(done.stdout) == vector["found"]


def test_the_program_restores_the_vector(vector: Any, tmp_path: Path, new_folder: Path) -> None:
    made = tmp_path / vector["name"]
    made.write_bytes(base64.b64decode(vector["file"]))
    report = restore(made, new_folder)
    assert report.signed_by is not None
    account = unlock_account(new_folder, bytes.fromhex(vector["account"]), vector["passphrase"])
    assert report.signed_by == account.card
    (unlocked,) = open_vaults(new_folder, account)
    assert unlocked.stream is Stream.WOMEN
    engine = make_engine(unlocked.path, unlocked.database_key)
    with reading(engine) as connection:
        word = connection.exec_driver_sql("SELECT text FROM word").scalar()
    engine.dispose()
    assert word == vector["found"]["word"]
    assert carried.take_back(new_folder, account)
    seed = boxes.transport_key_path(new_folder).read_bytes()
    assert seed.hex() == vector["found"]["carried"]["transport"]
