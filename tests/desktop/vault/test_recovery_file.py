from __future__ import annotations

import secrets
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest

from desktop.programme.vocabulary import Stream
from desktop.vault import recovery_file
from desktop.vault.bech32 import spell
from desktop.vault.cipher import connect
from desktop.vault.recovery_keys import RecoveryKeys
from desktop.vault.store import open_vaults

from .conftest import Laptop


@pytest.mark.parametrize(
    ("kind", "data", "spelled"),
    [
        # BIP-173, valid test vectors.
        ("a", b"", "a12uel5l"),
        ("split", bytes.fromhex("c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d"),
         "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w"),
    ],
)  # fmt: skip
def test_bech32_spells_as_its_own_vectors(kind: str, data: bytes, spelled: str) -> None:
    assert spell(kind, data) == spelled


def test_the_recovery_key_opens_it_and_what_it_says_opens_the_database(
    laptop: Laptop, tmp_path: Path
) -> None:
    keys = RecoveryKeys.draw(secrets.token_bytes)
    key = keys.of(Stream.WOMEN)
    (unlocked,) = (v for v in open_vaults(laptop.folder, laptop.lupe) if v.stream is Stream.WOMEN)
    recovery_file.keep(unlocked, key.card.box_pub)
    sealed = recovery_file.path_of(unlocked.path).read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n")
    identity = pyrage.x25519.Identity.from_str(recovery_file.identity(key))
    opened = pyrage.decrypt(sealed, [identity])
    said = dict(line.split() for line in opened.decode().splitlines()[1:])
    assert said["vault"] == unlocked.vault_id.hex()
    connect(unlocked.path, bytes.fromhex(said["key"])).close()
    other = pyrage.x25519.Identity.from_str(recovery_file.identity(keys.of(Stream.MEN)))
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [other])
    age = shutil.which("age")
    if age is not None:  # the stock tool, where it is installed
        (tmp_path / "identity").write_text(recovery_file.identity(key))
        command = [age, "-d", "-i", "identity", str(recovery_file.path_of(unlocked.path))]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
        assert done.stdout == opened
