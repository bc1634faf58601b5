from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from desktop.backup import copies, facts, snapshot
from desktop.backup.archive import Writer
from desktop.backup.make import make
from desktop.backup.makers import Signer
from desktop.backup.restore import restore
from desktop.backup.troubles import (
    BadCopy,
    Cancelled,
    CannotWriteThere,
    CopyUnderWay,
    NoRoom,
    NothingToCopy,
    NotWritten,
)
from desktop.backup.verify import verify
from desktop.host.clock import SystemClock
from desktop.journal.rebuild import compare
from desktop.vault.database import quick_check
from desktop.vault.store import open_vaults
from desktop.vault.troubles import Busy

from .conftest import PHRASES, Laptop, add_people, folios

CHILD = Path(__file__).with_name("writing_child.py")
COPIER = (sys.executable, "-P", "-m", "desktop.launcher", "backup")
CLOCK = SystemClock()


class Window:
    """Another process that has the vaults open."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(CHILD), str(folder), PHRASES["Lupe"]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )
        assert self.hear() == "ready"

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def do(self, word: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return self.hear()

    def close(self) -> int:
        """The last number it said."""
        rest, _ = self.process.communicate()
        assert self.process.returncode == 0
        return int(rest.split()[-1]) if rest.split() else 0


@contextmanager
def window(laptop: Laptop) -> Iterator[Window]:
    opened = Window(laptop.folder)
    try:
        yield opened
    finally:
        opened.process.kill()
        opened.process.communicate()


def written_in(made: Path, laptop: Laptop, folder: Path) -> list[str]:
    """Put a copy back, check it to the last page, and say what the window had written in it."""
    restore(made, folder)
    with laptop.at(folder).desk() as desk:
        for vault in desk.vaults:
            quick_check(vault._engine)
            scratch = folder / ".doctor"
            scratch.mkdir(exist_ok=True)
            assert compare(vault, scratch) == []
        return [folio for folio in folios(desk.work) if folio.startswith("w")]


@pytest.mark.parametrize(
    ("place", "emptied", "words"),
    [
        ("part 1", False, "write checkpoint write"),
        ("part 2", False, "write checkpoint"),
        ("part 2", True, "write checkpoint"),
        ("part 3", True, "write checkpoint"),
        ("between", False, "write checkpoint write"),
        ("between", True, "write checkpoint write"),
        ("between", True, "write checkpoint"),
        ("wal", False, "write checkpoint write"),
    ],
)
def test_a_wal_begun_anew_in_the_middle_of_a_copy_spoils_nothing(
    laptop: Laptop,
    stick: Path,
    new_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    emptied: bool,
    words: str,
) -> None:
    """After a part of the database, or before or in its WAL, pages move and the WAL begins anew."""
    with laptop.desk() as desk:
        database = desk.work.unlocked.path
    wal = snapshot.wal_of(database)
    add_file, parts = snapshot._add_file, snapshot._parts
    done: list[str] = []

    with window(laptop) as other:
        for _ in range(20):
            before = int(other.do("write"))
        if emptied:
            other.do("checkpoint")

        def disturb() -> None:
            if not done:
                done.extend(other.do(word) for word in words.split())

        def disturbed(file: Any, digest: Any) -> Iterator[bytes]:
            for number, part in enumerate(parts(file, digest), 1):
                yield part
                if (file.name, place) in ((str(database), f"part {number}"), (str(wal), "wal")):
                    disturb()

        def between(writer: Writer, path: Path, *digest: Any) -> bool:
            if path == wal and place == "between":
                disturb()
            return add_file(writer, path, *digest)

        monkeypatch.setattr(snapshot, "_parts", disturbed)
        monkeypatch.setattr(snapshot, "_add_file", between)
        made = make(laptop.folder, stick, CLOCK)
        assert done
        found = written_in(made, laptop, new_folder)
    # A prefix of what was written, with everything that stood when the copy began.
    assert found == [f"w{n:06d}" for n in range(len(found))]
    assert len(found) >= before


def test_copies_made_while_somebody_writes_are_whole(
    laptop: Laptop, stick: Path, tmp_path: Path
) -> None:
    with window(laptop) as other:
        other.do("churn")
        for number in range(3):
            seen = int(other.hear())
            made = None
            while made is None:
                # Nobody writes without a pause; under load no moment may be still for long enough.
                with suppress(Busy):
                    made = make(laptop.folder, stick, CLOCK)
            found = written_in(made, laptop, tmp_path / f"restored {number}")
            assert found == [f"w{n:06d}" for n in range(len(found))]
            assert len(found) >= seen
        assert other.close() > 0


def test_the_window_itself_still_holds_its_database_after_a_copy(
    laptop: Laptop, stick: Path
) -> None:
    with window(laptop) as other:
        other.do("write")
        make(laptop.folder, stick, CLOCK)
        assert other.do("write") == "6"
        other.close()
    with laptop.desk() as desk:
        assert len(folios(desk.work)) == 9


def test_nobody_needs_a_key_and_any_tar_opens_it(laptop: Laptop, stick: Path) -> None:
    made = make(laptop.folder, stick, CLOCK)
    report = verify(made)
    assert report.manifest.counter == 1
    assert report.signed_by is None
    assert {card.nickname for card in report.accounts} == {"Lupe", "Beto"}
    assert len(report.manifest.vaults) == 3
    with tarfile.open(made) as tar:
        names = tar.getnames()
        for name in names:
            source = laptop.folder / name
            if source.suffix in (".db", ".key", ".acct"):
                file = tar.extractfile(name)
                assert file is not None
                assert file.read() == source.read_bytes()
    assert names[-2:] == ["manifest", "signature"]
    assert "transport.key" not in names
    assert laptop.folder.joinpath("transport.key").read_bytes() not in made.read_bytes()


def test_the_account_that_makes_it_signs_it_and_says_what_it_holds(
    laptop: Laptop, stick: Path
) -> None:
    with laptop.desk() as desk:
        known = {vault.vault_id: facts.seal(vault) for vault in desk.vaults}
        then = facts.of(desk.work)
        add_people(desk.work, "later")
        now = facts.of(desk.work)
    maker = Signer("account", laptop.lupe.card.sign_pub, laptop.lupe.sign)
    report = verify(make(laptop.folder, stick, CLOCK, maker=maker, known=known))
    assert report.signed_by == laptop.lupe.card
    lines = {line.id: line for line in report.manifest.vaults}
    assert len({len(line.facts) for line in lines.values()}) == 1
    for unlocked in open_vaults(laptop.folder, laptop.lupe):
        read = facts.read(unlocked, lines[unlocked.vault_id].facts)
        assert read is not None
        if unlocked.vault_id == desk.work.vault_id:
            assert read == then
            assert now.holds(then)
            assert not then.holds(now)
    (mens,) = (v for v in open_vaults(laptop.folder, laptop.beto) if v.vault_id not in known)
    assert facts.read(mens, lines[mens.vault_id].facts) is None


def test_copies_are_counted_and_each_names_the_one_before(laptop: Laptop, stick: Path) -> None:
    first = verify(make(laptop.folder, stick, CLOCK)).manifest
    second = verify(make(laptop.folder, stick, CLOCK)).manifest
    assert (first.counter, second.counter) == (1, 2)
    assert second.previous == first.hash
    last = copies.last(laptop.folder)
    assert (last.counter, last.hash, last.at_ms) == (2, second.hash, second.made_ms)
    assert len(list(stick.iterdir())) == 2


@pytest.mark.parametrize("spoilt", [b"", b"{", b'{"counter": -1, "hash": "", "at_ms": 0}', b"[]"])
def test_a_damaged_memory_of_the_last_copy_stops_no_copy(
    laptop: Laptop, stick: Path, spoilt: bytes
) -> None:
    make(laptop.folder, stick, CLOCK)
    (laptop.folder / "copies" / "last.json").write_bytes(spoilt)
    assert verify(make(laptop.folder, stick, CLOCK)).manifest.counter == 1


def test_names_are_neutral_and_fit_a_fat_stick(laptop: Laptop, stick: Path) -> None:
    name = make(laptop.folder, stick, CLOCK).name
    assert len(name) <= 32
    assert not set(name) & set('\\/:*?"<>| ')
    assert name.isascii()
    assert "vereda" not in name.lower()


def test_cancelling_leaves_nothing_behind(laptop: Laptop, stick: Path) -> None:
    for after in (0, 3, 8):
        calls = iter(range(1000))
        with pytest.raises(Cancelled):
            make(laptop.folder, stick, CLOCK, cancelled=lambda: next(calls) >= after)  # noqa: B023
        assert list(stick.iterdir()) == []
    assert copies.last(laptop.folder).counter == 0


def test_progress_ends_at_its_whole(laptop: Laptop, stick: Path) -> None:
    told: list[tuple[int, int]] = []
    make(laptop.folder, stick, CLOCK, progress=lambda *each: told.append(each))
    assert told == sorted(told)
    assert len({of for _, of in told}) == 1
    assert told[-1][0] <= told[-1][1]


def test_no_room_is_said_before_anything_is_written(
    laptop: Laptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.backup.make.free_bytes", lambda _path: 1000)
    with pytest.raises(NoRoom):
        make(laptop.folder, stick, CLOCK)
    assert list(stick.iterdir()) == []


def test_a_stick_that_forgets_is_found_before_it_is_said_to_be_done(
    laptop: Laptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(file: object) -> None:
        file.flush()  # type: ignore[attr-defined]
        file.seek(70_000)  # type: ignore[attr-defined]
        file.write(b"\0" * 512)  # type: ignore[attr-defined]
        file.flush()  # type: ignore[attr-defined]

    monkeypatch.setattr("desktop.backup.make._to_the_medium", spoil)
    with pytest.raises(NotWritten):
        make(laptop.folder, stick, CLOCK)
    assert list(stick.iterdir()) == []
    assert copies.last(laptop.folder).counter == 0


def test_a_target_that_is_not_there_is_said(laptop: Laptop, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteThere):
        make(laptop.folder, tmp_path / "gone", CLOCK)


def test_an_empty_folder_is_no_copy(tmp_path: Path, stick: Path) -> None:
    with pytest.raises(NothingToCopy):
        make(tmp_path / "nothing", stick, CLOCK)


def test_files_that_people_left_there_stop_no_copy(laptop: Laptop, stick: Path) -> None:
    for part, ending in (("vaults", "*.db"), ("accounts", "*.acct"), ("outbox", "*.vrd")):
        one = next((laptop.folder / part).glob(ending))
        one.with_name(f"{one.stem} (copia){one.suffix}").write_bytes(one.read_bytes())
    (laptop.folder / "vaults" / "notas.key").write_text("de otra cosa")
    report = verify(make(laptop.folder, stick, CLOCK))
    assert (len(report.manifest.vaults), len(report.accounts)) == (3, 2)


def test_two_copies_of_one_folder_wait_for_each_other(laptop: Laptop, stick: Path) -> None:
    with copies.held(laptop.folder), pytest.raises(CopyUnderWay):
        make(laptop.folder, stick, CLOCK)


def test_what_was_left_unfinished_goes_with_the_next_copy(laptop: Laptop, stick: Path) -> None:
    (stick / ".unfinished-copia-0011").write_bytes(b"cut")
    made = make(laptop.folder, stick, CLOCK)
    assert list(stick.iterdir()) == [made]


def test_without_a_transport_key_a_copy_is_made_all_the_same(laptop: Laptop, stick: Path) -> None:
    (laptop.folder / "transport.key").unlink()
    assert verify(make(laptop.folder, stick, CLOCK)).signed_by is None


def test_what_is_on_its_way_goes_along(laptop: Laptop, stick: Path, new_folder: Path) -> None:
    made = make(laptop.folder, stick, CLOCK)
    waiting = {path.name for path in (laptop.folder / "outbox").glob("*.vrd")}
    assert waiting
    restore(made, new_folder)
    assert {path.name for path in (new_folder / "outbox").iterdir()} == waiting


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_what_is_put_back_is_its_owners_alone(copy: Path, new_folder: Path) -> None:
    restore(copy, new_folder)
    for path in new_folder.rglob("*"):
        if path.name != "lock":
            assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_a_window_that_asks_gets_its_copy_signed_by_its_account(
    laptop: Laptop, stick: Path
) -> None:
    process = subprocess.Popen(
        [*COPIER, str(stick), "--talk", "--data", str(laptop.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def tell(**said: object) -> None:
        assert process.stdin is not None
        process.stdin.write(json.dumps(said) + "\n")
        process.stdin.flush()

    tell(maker=laptop.lupe.card.sign_pub.hex(), facts={})
    last: dict[str, object] = {}
    for line in process.stdout:
        last = json.loads(line)
        if last["do"] == "sign":
            tell(signature=laptop.lupe.sign(bytes.fromhex(str(last["data"]))).hex())
    process.communicate()
    assert last["do"] == "made"
    assert verify(Path(str(last["file"]))).signed_by == laptop.lupe.card


def test_a_window_that_ends_takes_its_copy_with_it(laptop: Laptop, stick: Path) -> None:
    done = subprocess.run(
        [*COPIER, str(stick), "--talk", "--data", str(laptop.folder)],
        input=json.dumps({"maker": "00" * 32, "facts": {}}) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout.splitlines()[-1])["do"] == "trouble"
    assert list(stick.iterdir()) == []


def test_what_is_no_copy_is_said(laptop: Laptop, tmp_path: Path) -> None:
    other = tmp_path / "list.tar"
    other.write_bytes(b"names\n" * 1000)
    with pytest.raises(BadCopy):
        verify(other)
