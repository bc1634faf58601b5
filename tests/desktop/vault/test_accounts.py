"""Accounts: real files, the real key derivation."""

from __future__ import annotations

import contextlib
import pickle
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.trouble import Exit, Trouble
from desktop.vault import account_file, keepsakes, tagged
from desktop.vault.accounts import (
    UnlockedAccount,
    account_troubles,
    create_account,
    list_accounts,
    unlock_account,
)
from desktop.vault.sealing import NotSealedToMe, seal_to
from desktop.vault.troubles import DamagedAccount, NewerVersion, ReadOnlyFolder, WrongPassphrase

PHRASE = "el río baja crecido"


def file_of(laptop, account: UnlockedAccount) -> Path:
    for path in (laptop.folder / "accounts").glob("*.acct"):
        if account.card.sign_pub in path.read_bytes():
            return path
    raise AssertionError("no file")


def second(path: Path) -> Path:
    return path.with_name(path.name + "2")


def put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    second(path).write_bytes(data)


def test_a_passphrase_opens_the_same_keys_again(laptop):
    account = unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)
    assert account.card == laptop.lupe.card
    assert account.notices == []
    Ed25519PublicKey.from_public_bytes(account.card.sign_pub).verify(account.sign(b"x"), b"x")
    assert account.open_sealed(seal_to(account.card.box_pub, b"y", b"info"), b"info") == b"y"


def test_what_is_sealed_for_one_purpose_or_person_opens_for_no_other(laptop):
    sealed = seal_to(laptop.lupe.card.box_pub, b"y", b"grant")
    for account, info in ((laptop.lupe, b"notice"), (laptop.beto, b"grant")):
        with pytest.raises(NotSealedToMe):
            account.open_sealed(sealed, info)
    with pytest.raises(NotSealedToMe):
        laptop.lupe.open_sealed(b"", b"grant")


def test_another_passphrase_opens_nothing_and_changes_nothing(laptop):
    before = file_of(laptop, laptop.lupe).read_bytes()
    with pytest.raises(WrongPassphrase) as caught:
        unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE + " ")
    assert caught.value.exit_status == Exit.WRONG_PASSPHRASE
    assert file_of(laptop, laptop.lupe).read_bytes() == before


def test_a_keyboard_that_types_an_accent_as_two_characters_opens_too(laptop):
    typed = unicodedata.normalize("NFD", PHRASE)
    assert typed != PHRASE
    assert unlock_account(laptop.folder, laptop.lupe.card.id, typed).card == laptop.lupe.card


def test_the_lock_screen_learns_nicknames_and_nothing_else(laptop):
    assert [card.nickname for card in list_accounts(laptop.folder)] == ["Beto", "Lupe"]
    assert account_troubles(laptop.folder) == []
    assert list_accounts(laptop.folder / "nowhere") == []


def test_the_lock_screen_waits_for_nothing_heavy():
    script = (
        "import sys; import desktop.vault.cards; "
        "print([m for m in ('cryptography', 'sqlalchemy', 'sqlcipher3') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_an_account_that_is_not_there_is_said_apart_from_a_wrong_passphrase(laptop):
    with pytest.raises(KeyError):
        unlock_account(laptop.folder, bytes(16), PHRASE)


@pytest.mark.parametrize("damage", [b"", b"rot", None])
def test_a_damaged_copy_is_mended_from_the_other_and_said(laptop, damage):
    path = file_of(laptop, laptop.lupe)
    good = path.read_bytes()
    for bad in (path, second(path)):
        if damage is None:
            bad.unlink()
        else:
            bad.write_bytes(damage)
        account = unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)
        assert [str(notice) for notice in account.notices] == [
            "Una copia de su cuenta estaba dañada; se usó la otra y se reparó."
        ]
        assert path.read_bytes() == second(path).read_bytes() == good


def test_a_damaged_account_is_listed_as_trouble_and_the_others_work(laptop):
    put(file_of(laptop, laptop.beto), b"rot")
    assert [card.nickname for card in list_accounts(laptop.folder)] == ["Lupe"]
    (trouble,) = account_troubles(laptop.folder)
    assert isinstance(trouble, DamagedAccount)
    assert unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE).card == laptop.lupe.card


def test_an_account_of_a_newer_version_is_refused_in_plain_words(laptop):
    path = file_of(laptop, laptop.beto)
    data = bytearray(path.read_bytes())
    data[4] = 2
    put(path, resummed(bytes(data)))
    (trouble,) = account_troubles(laptop.folder)
    assert isinstance(trouble, NewerVersion)
    assert trouble.exit_status == Exit.NEWER_VERSION


def resummed(data: bytes) -> bytes:
    """The file with a checksum that fits: what a person who tampers would write."""
    return tagged.close(data[: -tagged.CHECKSUM_BYTES], b"")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), forged=st.booleans())
def test_no_changed_byte_opens_an_account_or_crashes(founded, laptop, data, forged):
    pristine = file_of(founded, founded.lupe)
    path, good = laptop.folder / "accounts" / pristine.name, pristine.read_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    changed = bytearray(good)
    changed[at] ^= data.draw(st.integers(1, 255))
    put(path, resummed(bytes(changed)) if forged else bytes(changed))
    if forged and at >= len(good) - tagged.CHECKSUM_BYTES:
        return  # a person who sets the checksum right again has changed nothing
    assert all(card.nickname for card in list_accounts(laptop.folder))
    with pytest.raises((Trouble, KeyError)) as caught:
        unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)
    assert not isinstance(caught.value, WrongPassphrase)


@pytest.mark.parametrize(
    "parameters",
    [(65535, 3, 4), (65536, 2, 4), (65536, 3, 3), (8, 1, 1), (2**32 - 1, 3, 4), (65536, 17, 4)],
)
def test_a_wrap_outside_its_floor_and_ceiling_is_refused_even_if_its_owner_signed_it(
    laptop, parameters
):
    weak = bytes([1]) + b"".join(number.to_bytes(4, "big") for number in parameters)
    file = laptop.lupe._file
    wrapped = weak + file.wraps[account_file.PASSPHRASE_WRAP][len(weak) :]
    file = replace(file, wraps={account_file.PASSPHRASE_WRAP: wrapped})
    put(file_of(laptop, laptop.lupe), laptop.lupe._private.signed(file))
    with pytest.raises(DamagedAccount):
        unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)


def test_the_wrap_of_one_account_does_not_open_in_the_file_of_another(laptop):
    file = replace(laptop.lupe._file, wraps=laptop.beto._file.wraps)
    put(file_of(laptop, laptop.lupe), laptop.lupe._private.signed(file))
    with pytest.raises(WrongPassphrase):
        unlock_account(laptop.folder, laptop.lupe.card.id, "tres mulas y un gallo")


def test_keepsakes_are_kept_and_do_not_change_the_files_size(laptop):
    path = file_of(laptop, laptop.lupe)
    size = path.stat().st_size
    account = unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)
    account.keepsakes["root"] = bytes(range(32))
    account.keepsakes["passing"] = b"x"
    del account.keepsakes["passing"]
    assert path.stat().st_size == size
    assert bytes(range(32)) not in path.read_bytes()
    again = unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)
    assert again.keepsakes["root"] == bytes(range(32))
    assert "passing" not in again.keepsakes
    assert again.notices == []


def test_a_power_cut_between_the_two_copies_keeps_the_newer_one(laptop):
    path = file_of(laptop, laptop.lupe)
    old = path.read_bytes()
    account = unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)
    account.keepsakes["root"] = b"new"
    second(path).write_bytes(old)
    again = unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)
    assert again.keepsakes["root"] == b"new"
    assert [str(notice) for notice in again.notices] == [
        "Las dos copias de su cuenta eran distintas; se usó la más nueva."
    ]
    assert second(path).read_bytes() == path.read_bytes()


def test_a_keepsake_that_could_not_be_written_is_not_there(laptop, make_read_only):
    make_read_only(laptop.folder)
    account = unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)
    with pytest.raises(ReadOnlyFolder):
        account.keepsakes["root"] = b"x"
    assert "root" not in account.keepsakes


def test_fields_of_a_later_minor_version_are_kept_when_the_file_is_rewritten(laptop):
    path = file_of(laptop, laptop.lupe)
    later = replace(laptop.lupe._file, minor=3, others={999: b"from the future"})
    put(path, laptop.lupe._private.signed(later))
    account = unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE)
    account.keepsakes["root"] = b"x"
    file = tagged.read(account_file.LAYOUT, path.read_bytes())
    assert (file.minor, file.fields[999]) == (3, b"from the future")


def test_private_keys_are_in_no_repr_and_no_pickle(laptop):
    assert repr(laptop.lupe) == f"UnlockedAccount({laptop.lupe.card.id.hex()})"
    with pytest.raises(TypeError):
        pickle.dumps(laptop.lupe)


@pytest.mark.parametrize("nickname", ["", "  ", "a\nb", "ñ" * 33])
def test_a_nickname_that_a_lock_screen_cannot_show_is_refused(tmp_path, nickname):
    with pytest.raises(ValueError, match="nickname"):
        create_account(tmp_path, nickname, PHRASE)


def test_an_account_file_copied_beside_itself_is_the_same_account(laptop):
    path = file_of(laptop, laptop.lupe)
    shutil.copy(path, path.with_name("00112233445566aa.acct"))
    assert unlock_account(laptop.folder, laptop.lupe.card.id, PHRASE).card == laptop.lupe.card


@given(
    kept=st.dictionaries(st.text(max_size=12), st.binary(max_size=900), max_size=4),
    noise=st.binary(max_size=64),
)
@settings(max_examples=50)
def test_keepsakes_come_back_as_they_were_packed(kept, noise):
    packed = keepsakes.pack(kept)
    assert len(packed) % 1024 == 0
    assert keepsakes.unpack(packed) == kept
    with contextlib.suppress(tagged.Damaged):
        keepsakes.unpack(noise)
