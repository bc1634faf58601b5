"""Another passphrase, a recovery code: real files, real key derivations, real kills."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.vault import recovery_code, tries
from desktop.vault.account_file import RECOVERY_WRAP
from desktop.vault.accounts import create_account, recover_account, unlock_account
from desktop.vault.sealing import seal_to
from desktop.vault.store import open_vaults
from desktop.vault.troubles import (
    DamagedAccount,
    MistypedCode,
    NoRecoveryCode,
    WrongCode,
    WrongPassphrase,
)

OLD, NEW = "el río baja crecido", "tres mulas y un gallo pinto"
CODE = bytes(range(17))
ROOT = Path(__file__).parents[3]


@pytest.fixture
def lupe(laptop):
    """Lupe, unlocked in this test's own copy."""
    return unlock_account(laptop.folder, laptop.lupe.card.id, OLD)


def opens(laptop, phrase: str) -> bool:
    return opens_in(laptop.folder, laptop.lupe.card.id, phrase)


def opens_in(folder: Path, account_id: bytes, phrase: str) -> bool:
    tries.succeeded(folder, account_id)
    try:
        unlock_account(folder, account_id, phrase)
    except WrongPassphrase:
        return False
    return True


def test_a_new_passphrase_opens_all_that_the_old_one_did_and_the_old_one_nothing(laptop, lupe):
    lupe.keepsakes["root"] = b"r"
    before = [vault.vault_id for vault in open_vaults(laptop.folder, lupe)]
    lupe.set_passphrase(NEW)
    again = unlock_account(laptop.folder, lupe.card.id, NEW)
    assert again.card == lupe.card
    assert again.keepsakes["root"] == b"r"
    assert [vault.vault_id for vault in open_vaults(laptop.folder, again)] == before
    assert not opens(laptop, OLD)


def test_no_copy_of_the_file_still_opens_with_the_old_passphrase(laptop, lupe):
    lupe.set_passphrase(NEW)
    copies = sorted((laptop.folder / "accounts").glob("*.acct*"))
    for copy in copies:
        if copy.suffix == ".acct":
            copy.unlink()
    assert not opens(laptop, OLD)
    assert opens(laptop, NEW)


def test_an_account_unlocked_before_the_change_does_not_undo_it(laptop, lupe):
    elsewhere = unlock_account(laptop.folder, lupe.card.id, OLD)
    lupe.set_passphrase(NEW)
    elsewhere.keepsakes["late"] = b"1"
    assert opens(laptop, NEW)
    assert not opens(laptop, OLD)


def test_a_recovery_code_opens_the_account_and_sets_a_new_passphrase(laptop, lupe):
    assert not lupe.has_recovery_code
    lupe.set_recovery_code(CODE)
    assert opens(laptop, OLD)
    account = recover_account(laptop.folder, lupe.card.id, CODE, NEW)
    assert account.open_sealed(seal_to(lupe.card.box_pub, b"y", b"i"), b"i") == b"y"
    assert opens(laptop, NEW)
    assert not opens(laptop, OLD)
    recover_account(laptop.folder, lupe.card.id, CODE, OLD)
    assert opens(laptop, OLD)


def test_a_new_code_ends_the_one_before_and_a_new_passphrase_ends_no_code(laptop, lupe):
    other = bytes(16) + b"\1"
    lupe.set_recovery_code(CODE)
    lupe.set_recovery_code(other)
    lupe.set_passphrase(NEW)
    with pytest.raises(WrongCode):
        recover_account(laptop.folder, lupe.card.id, CODE, OLD)
    assert opens(laptop, NEW)
    assert recover_account(laptop.folder, lupe.card.id, other, OLD).card == lupe.card


def test_a_typing_error_a_wrong_code_and_no_code_are_three_different_sentences(laptop, lupe):
    with pytest.raises(NoRecoveryCode):
        recover_account(laptop.folder, lupe.card.id, CODE, NEW)
    lupe.set_recovery_code(CODE)
    with pytest.raises(WrongCode):
        recover_account(laptop.folder, lupe.card.id, bytes(17), NEW)
    with pytest.raises(MistypedCode):
        recovery_code.read(recovery_code.spell(CODE)[:-1] + "Z")
    assert opens(laptop, OLD)


def test_one_persons_code_opens_nobody_elses_account(laptop, lupe):
    lupe.set_recovery_code(CODE)
    beto = unlock_account(laptop.folder, laptop.beto.card.id, "tres mulas y un gallo")
    beto.set_recovery_code(recovery_code.new_code(lambda count: b"\xff" * count))
    with pytest.raises(WrongCode):
        recover_account(laptop.folder, beto.card.id, CODE, NEW)


def test_recovering_ends_the_wait_of_failed_tries(laptop, lupe):
    lupe.set_recovery_code(CODE)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            unlock_account(laptop.folder, lupe.card.id, "otra")
    recover_account(laptop.folder, lupe.card.id, CODE, NEW)
    assert unlock_account(laptop.folder, lupe.card.id, NEW).card == lupe.card


_CHANGING = """
import sys
from pathlib import Path
from desktop.vault.accounts import unlock_account
account = unlock_account(Path({folder!r}), bytes.fromhex({id!r}), {old!r})
ready()
account.set_passphrase({new!r})
"""


def test_a_kill_at_any_step_of_a_change_leaves_the_old_or_the_new_passphrase(tmp_path):
    folder = tmp_path / "data"
    account = create_account(folder, "Lupe", OLD)
    account.set_recovery_code(CODE)
    at, phrase, seen = 0, OLD, []
    while True:
        other = NEW if phrase == OLD else OLD
        lines = _CHANGING.format(
            folder=str(folder), id=account.card.id.hex(), old=phrase, new=other
        )
        child = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("killed_child.py")), str(at)],
            input=lines,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
        )
        assert child.returncode in (0, -9), child.stderr
        working = [each for each in (OLD, NEW) if opens_in(folder, account.card.id, each)]
        assert len(working) == 1
        seen.append(working[0] == other)
        phrase = working[0]
        if child.stdout == "done\n":
            break
        at += 1
    assert at >= 6
    assert seen[0] is False
    assert seen[-1] is True
    assert recover_account(folder, account.card.id, CODE, OLD).card == account.card


def test_a_recovery_wrap_of_a_weaker_kind_is_refused_even_if_its_owner_signed_it(laptop, lupe):
    lupe.set_recovery_code(CODE)
    file = lupe._file
    for wrapped in (b"\1" + file.wraps[RECOVERY_WRAP][1:], b"", file.wraps[RECOVERY_WRAP] + b"x"):
        weaker = replace(file, wraps={**file.wraps, RECOVERY_WRAP: wrapped})
        lupe._twin.write(lupe._private.signed(weaker))
        with pytest.raises(DamagedAccount):
            recover_account(laptop.folder, lupe.card.id, CODE, NEW)
        with pytest.raises(DamagedAccount):
            unlock_account(laptop.folder, lupe.card.id, OLD)
