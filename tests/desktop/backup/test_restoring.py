from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.backup import verify
from desktop.backup.archive import BLOCK, CHUNK_BYTES
from desktop.backup.make import make
from desktop.backup.restore import restore
from desktop.backup.troubles import BadCopy, Cancelled, NoCopyThere, NoRoom
from desktop.host.clock import SystemClock
from desktop.journal import incarnation, witness
from desktop.services.staging import AlreadyFounded
from desktop.trouble import Trouble
from desktop.vault import store
from desktop.vault.accounts import unlock_account
from desktop.vault.cards import list_accounts
from desktop.vault.cipher import change_key
from desktop.vault.places import Place
from sync.carriers import boxes

from .conftest import PHRASES, Laptop, add_people, folios

CLOCK = SystemClock()


def test_accounts_open_as_before_with_everything_in_a_new_incarnation(
    laptop: Laptop, copy: Path, new_folder: Path
) -> None:
    restore(copy, new_folder)
    again = laptop.at(new_folder)
    account = unlock_account(new_folder, laptop.lupe.card.id, PHRASES["Lupe"])
    assert account.card == laptop.lupe.card
    with laptop.desk() as before, again.desk() as desk:
        assert folios(desk.work) == ["1", "2", "3"]
        assert witness.RESTORED in desk.notices
        mine = incarnation.current(desk.work)
        assert mine != incarnation.current(before.work)
        old = witness.last_seqs(desk.work)
        add_people(desk.work, "4")
        new = witness.last_seqs(desk.work, of=mine)
        assert set(new) - set(old)
        assert all(witness.last_seqs(desk.work)[chain] == seq for chain, seq in old.items())
    with again.desk() as desk:
        assert witness.RESTORED not in desk.notices
        assert incarnation.current(desk.work) == mine
        assert folios(desk.work) == ["1", "2", "3", "4"]


def test_this_laptops_key_and_server_come_back_at_the_first_unlock(
    laptop: Laptop, stick: Path, new_folder: Path
) -> None:
    boxes.change_server(laptop.folder, "https://centro.example.org")
    made = make(laptop.folder, stick, CLOCK)
    assert b"centro.example.org" not in made.read_bytes()
    restore(made, new_folder)
    assert boxes.read_settings(new_folder) is None
    for_now = boxes.transport_key_path(new_folder).read_bytes()
    assert for_now != boxes.transport_key_path(laptop.folder).read_bytes()
    with laptop.at(new_folder).desk():
        pass
    found = boxes.read_settings(new_folder)
    assert found is not None
    assert found.server == "https://centro.example.org"
    key = boxes.transport_key_path(new_folder).read_bytes()
    assert key == boxes.transport_key_path(laptop.folder).read_bytes()
    assert not (new_folder / "carried").exists()


def test_a_restored_laptop_goes_on_counting_its_copies(
    laptop: Laptop, stick: Path, new_folder: Path
) -> None:
    first = make(laptop.folder, stick, CLOCK)
    restore(first, new_folder)
    second = verify.verify(make(new_folder, stick, CLOCK)).manifest
    assert (second.counter, second.previous) == (2, verify.verify(first).manifest.hash)


def test_nothing_is_put_over_accounts_that_are_there(laptop: Laptop, copy: Path) -> None:
    before = {path: path.read_bytes() for path in laptop.folder.rglob("*") if path.is_file()}
    with pytest.raises(AlreadyFounded):
        restore(copy, laptop.folder)
    assert before == {
        path: path.read_bytes() for path in laptop.folder.rglob("*") if path.is_file()
    }


def test_a_wal_of_another_restoring_is_not_played_into_this_one(
    laptop: Laptop, copy: Path, new_folder: Path
) -> None:
    """A restore that was cut short left its vaults, and the next copy has no WAL beside them."""
    restore(copy, new_folder)
    with laptop.at(new_folder).desk() as desk:
        add_people(desk.work, "of another day")
        path = desk.work.unlocked.path
        for source in (path, path.with_name(path.name + "-wal")):
            shutil.copyfile(source, source.with_suffix(source.suffix + ".kept"))
    path.with_name(path.name + "-wal.kept").rename(path.with_name(path.name + "-wal"))
    shutil.rmtree(new_folder / "accounts")
    restore(copy, new_folder)
    with laptop.at(new_folder).desk() as desk:
        assert folios(desk.work) == ["1", "2", "3"]


@pytest.mark.parametrize("changed", [False, True])
def test_a_copy_made_in_the_middle_of_a_new_epoch_opens(
    laptop: Laptop, stick: Path, new_folder: Path, changed: bool
) -> None:
    """The next header lies beside the vault, and the database has its new key or not yet."""
    with laptop.desk() as desk:
        unlocked = desk.work.unlocked
    place = Place.of_database(unlocked.path)
    now = store._current(unlocked)
    following = now.next_epoch([laptop.lupe.card], began_ms=1, random=os.urandom)
    place.next_header.write_bytes(following.encode(os.urandom))
    if changed:
        change_key(unlocked.path, now.database_key(), following.database_key())
    restore(make(laptop.folder, stick, CLOCK), new_folder)
    with laptop.at(new_folder).desk() as desk:
        assert folios(desk.work) == ["1", "2", "3"]
        assert desk.work.unlocked.epoch == now.header.epoch + changed
    assert not list((new_folder / "vaults").glob("*.next"))


def test_cancelling_or_no_room_leaves_the_folder_empty(
    copy: Path, new_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(1000))
    with pytest.raises(Cancelled):
        restore(copy, new_folder, cancelled=lambda: next(calls) > 5)
    assert list_accounts(new_folder) == []
    assert list(new_folder.iterdir()) == []
    monkeypatch.setattr("desktop.backup.restore.free_bytes", lambda _path: 1000)
    with pytest.raises(NoRoom):
        restore(copy, new_folder)


def test_a_copy_that_is_not_there_is_said(tmp_path: Path, new_folder: Path) -> None:
    with pytest.raises(NoCopyThere):
        restore(tmp_path / "gone.tar", new_folder)
    with pytest.raises(NoCopyThere):
        verify.verify(tmp_path)


@pytest.fixture(scope="session")
def whole(copy: Path) -> bytes:
    return copy.read_bytes()


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "copy.tar"


def _refused(scratch: Path, data: bytes) -> None:
    scratch.write_bytes(data)
    with pytest.raises(BadCopy):
        verify.verify(scratch)


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_every_flipped_byte_is_found(whole: bytes, scratch: Path, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1) | st.integers(len(whole) - 9000, len(whole) - 1))
    bit = data.draw(st.integers(0, 7))
    _refused(scratch, whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_cut_is_found(whole: bytes, scratch: Path, data: st.DataObject) -> None:
    blocks = st.integers(0, len(whole) // BLOCK - 1).map(lambda n: n * BLOCK)
    _refused(scratch, whole[: data.draw(st.integers(0, len(whole) - 1) | blocks)])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_piece_left_out_doubled_or_moved_is_found(
    whole: bytes, scratch: Path, data: st.DataObject
) -> None:
    size = data.draw(st.sampled_from([1, BLOCK, CHUNK_BYTES]))
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)] if size > 1 else None
    at = data.draw(st.integers(0, len(whole) - size))
    out = whole[:at] + whole[at + size :]
    twice = whole[: at + size] + whole[at:]
    changed = [out, twice]
    if pieces:
        one, other = sorted(
            data.draw(st.lists(st.integers(0, len(pieces) - 1), min_size=2, max_size=2))
        )
        swapped = [*pieces]
        swapped[one], swapped[other] = pieces[other], pieces[one]
        changed.append(b"".join(swapped))
    for each in changed:
        if each != whole:
            _refused(scratch, each)


def test_bytes_after_the_end_are_found(whole: bytes, scratch: Path) -> None:
    for more in (b"\0", bytes(BLOCK), b"x"):
        _refused(scratch, whole + more)


@pytest.mark.parametrize("name", ["../accounts/00", "/etc/passwd", "vaults/..", "vaults/x/y"])
def test_a_name_that_leads_elsewhere_is_refused(
    tmp_path: Path, new_folder: Path, name: str
) -> None:
    import tarfile

    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w", format=tarfile.USTAR_FORMAT) as tar:
        tar.addfile(tarfile.TarInfo(name))
    with pytest.raises(Trouble):
        restore(evil, new_folder)
    assert list(new_folder.iterdir()) == []
