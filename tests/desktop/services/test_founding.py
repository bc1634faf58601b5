"""A programme begins, the wall between the streams stands, and entering tells the truth."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.programme.vocabulary import Stream
from desktop.services import entrance, founding, groups
from desktop.services.founding import AlreadyFounded
from desktop.trouble import Exit
from desktop.vault.accounts import list_accounts
from desktop.vault.store import open_vaults
from desktop.vault.troubles import DamagedDatabase, DamagedHeader, WrongPassphrase
from sync.carriers import boxes

ROOT = Path(__file__).parents[3]


def streams(folder: Path, account) -> set[Stream]:
    return {vault.stream for vault in open_vaults(folder, account)}


def test_each_account_opens_its_own_stream_and_the_shared_one_and_nothing_else(
    programme,
) -> None:
    assert streams(programme.folder, programme.women) == {Stream.WOMEN, Stream.SHARED}
    assert streams(programme.folder, programme.men) == {Stream.MEN, Stream.SHARED}


def test_every_vault_is_its_own_space(desk, mens_desk) -> None:
    homes = [desk.work.home, desk.shared.home, mens_desk.work.home]
    assert len(set(homes)) == 3
    assert mens_desk.shared.home == desk.shared.home


def test_entering_needs_the_passphrase_and_opens_the_same_desk(
    laptop, programme, passphrases
) -> None:
    account = programme.women.card.id
    with pytest.raises(WrongPassphrase):
        entrance.enter(laptop, account, passphrases.men)
    desk = entrance.enter(laptop, account, passphrases.women)
    assert (desk.nickname, desk.site_name, desk.is_demo) == ("Colibrí", "San Isidro", False)
    assert desk.work.stream is Stream.WOMEN
    desk.close()


def test_an_account_that_is_gone_is_said_plainly(laptop) -> None:
    with pytest.raises(entrance.AccountGone):
        entrance.enter(laptop, bytes(16), "da igual")


def damage(folder: Path, pattern: str) -> None:
    for path in (folder / "vaults").glob(pattern):
        path.write_bytes(b"\0" * path.stat().st_size)


def test_a_damaged_copy_of_a_key_is_mended_and_the_desk_says_so(laptop, seat, programme) -> None:
    damage(laptop, "*.key")
    desk = seat(programme.women)
    assert desk.work.stream is Stream.WOMEN
    assert desk.notices
    desk.close()
    assert not seat(programme.women).notices


@pytest.mark.parametrize(
    ("pattern", "trouble"), [("*.key*", DamagedHeader), ("*.db", DamagedDatabase)]
)
def test_damage_is_said_in_three_sentences_and_an_exit_status(
    laptop, seat, programme, pattern, trouble
) -> None:
    damage(laptop, pattern)
    with pytest.raises(trouble) as caught:
        seat(programme.women)
    assert caught.value.exit_status is Exit.DAMAGED
    assert all(str(sentence) for sentence in caught.value.sentences)


def test_nothing_on_disk_says_which_stream_is_which(programme) -> None:
    told = [b"women", b"men\x00", b"mujer", b"hombre", b"shared", b"Jacaranda", b"SQLite format 3"]
    for path in programme.folder.rglob("*"):
        assert not any(word.decode("latin-1") in path.name for word in told)
        if path.is_file():
            content = path.read_bytes()
            assert not [word for word in told if word in content], path.name


def test_a_folder_with_accounts_is_not_founded_again(laptop) -> None:
    before = {path: path.stat().st_size for path in laptop.rglob("*") if path.is_file()}
    with pytest.raises(AlreadyFounded):
        founding.found_programme(laptop, "Nube", "otra frase", Stream.WOMEN, "Sitio")
    assert {p: p.stat().st_size for p in laptop.rglob("*") if p.is_file()} == before


def test_a_founding_that_was_cut_short_can_be_done_again(tmp_path, clock) -> None:
    folder = tmp_path / "Vereda"
    left = folder / ".founding" / "accounts"
    left.mkdir(parents=True)
    (left / "0123456789abcdef.acct").write_bytes(b"cut")
    assert list_accounts(folder) == []
    desk = founding.found_programme(
        folder, "Nube", "frase de prueba", Stream.MEN, "Sitio", clock, demo=True
    )
    assert desk.is_demo
    assert [card.nickname for card in list_accounts(folder)] == ["Nube"]
    assert not (folder / ".founding").exists()
    settings = boxes.read_settings(folder)
    assert settings is not None
    assert settings.demo
    assert [m.nickname for m in groups.list_members(desk.work)] == ["Nube"]
    desk.close()


def test_a_founding_that_fails_leaves_the_folder_as_it_was(tmp_path, clock) -> None:
    folder = tmp_path / "Vereda"
    folder.mkdir()
    (folder / "prefs.json").write_text("{}")
    with pytest.raises(ValueError, match="passphrase"):
        founding.found_programme(folder, "Nube", "", Stream.MEN, "Sitio", clock)
    assert [path.name for path in folder.iterdir()] == ["prefs.json"]


def test_the_unlock_window_loads_nothing_heavy_with_the_entrance() -> None:
    code = (
        "import sys, desktop.services.entrance, desktop.services.prefs;"
        "heavy = {'sqlalchemy', 'cryptography', 'sqlcipher3', 'PySide6', 'alembic', 'msgpack'};"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
