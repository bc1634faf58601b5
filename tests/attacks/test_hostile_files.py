"""Small files that somebody else wrote: none of them crashes, and none keeps anybody out."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.backup import copies, manifest
from desktop.backup.troubles import BadCopy
from desktop.host.clock import SystemClock
from desktop.services import prefs
from desktop.services.entrance import sit_down
from desktop.vault import tries
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder
from tests.desktop.services.conftest import Crew, StillClock

HOSTILE = (
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"programme": "' + b"00" * 16 + b'", "choice": 1e999}',
    b"1e999",
    b"9" * 5_000,
    b"\xff\xfe",
    b"null",
    b'{"counter": 1e999, "hash": "00", "at_ms": 1, "count": 1e999, "idle_lock_s": 1e999}',
    b'{"text_percent": 1e999, "language": [[]], "theme": {}, "count": 3, "at_ms": -1e999}',
)


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> bytes:
    return request.param


def test_whatever_stands_in_the_courier_s_files_is_told_or_counts_as_none(
    tmp_path: Path, hostile: bytes
) -> None:
    boxes.settings_path(tmp_path).write_bytes(hostile)
    boxes.state_path(tmp_path).write_bytes(hostile)
    with pytest.raises(BadFolder):
        boxes.read_settings(tmp_path)
    assert boxes.read_state(tmp_path) == boxes.State()


def test_a_place_without_end_in_the_courier_s_state_counts_as_no_state(tmp_path: Path) -> None:
    boxes.write_state(tmp_path, boxes.State())
    found = json.loads(boxes.state_path(tmp_path).read_bytes())
    for field in ("cursors", "lacking"):
        boxes.state_path(tmp_path).write_text(json.dumps({**found, field: {"00": float("inf")}}))
        assert boxes.read_state(tmp_path) == boxes.State()


def test_whatever_stands_in_the_preferences_a_window_opens_with_sane_ones(
    tmp_path: Path, hostile: bytes
) -> None:
    (tmp_path / prefs.PREFS_FILE).write_bytes(hostile)
    found = prefs.load(tmp_path)
    assert prefs.IDLE_LOCK_MIN_S <= found.idle_lock_s <= prefs.IDLE_LOCK_MAX_S
    assert found.language in prefs.LANGUAGES


def test_whatever_stands_in_the_count_of_tries_nobody_is_kept_out(
    tmp_path: Path, hostile: bytes
) -> None:
    path = tmp_path / "accounts" / f"{bytes(16).hex()}{tries.SUFFIX}"
    path.parent.mkdir()
    path.write_bytes(hostile)
    assert tries.wait_s(tmp_path, bytes(16), SystemClock()) <= tries.LONGEST_WAIT_S


def test_whatever_stands_in_the_memory_of_copies_counts_as_none(
    tmp_path: Path, hostile: bytes
) -> None:
    (tmp_path / copies.FOLDER).mkdir()
    (tmp_path / copies.FOLDER / "last.json").write_bytes(hostile)
    assert copies.last(tmp_path) == copies.Last()


def test_whatever_a_backup_carried_its_people_enter(
    crew: Crew, clock: StillClock, hostile: bytes
) -> None:
    (crew.folder / "carried").write_bytes(hostile)
    sit_down(crew.folder, crew.nube, clock).close()


@pytest.mark.parametrize("value", ["1e999", "-1e999", "1" * 4_000, "-5"])
@pytest.mark.parametrize("field", ["counter", "made_ms"])
def test_a_number_that_no_backup_has_is_a_bad_copy(field: str, value: str) -> None:
    maker = Ed25519PrivateKey.generate()
    told = manifest.Manifest(
        1, manifest.FIRST, 1, "laptop", maker.public_key().public_bytes_raw(), (), 0, ()
    ).encode()
    key = {"counter": b'"counter":1', "made_ms": b'"made_ms":1'}[field]
    assert key in told
    forged = told.replace(key, key.split(b":")[0] + b":" + value.encode())
    with pytest.raises(BadCopy):
        manifest.read(forged, maker.sign(manifest.message(forged)))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_a_pipe_or_a_file_without_end_in_the_place_of_a_small_one_holds_nobody_up(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / prefs.PREFS_FILE)
    assert prefs.load(tmp_path) == prefs.Prefs()
    (tmp_path / prefs.PREFS_FILE).unlink()
    with (tmp_path / prefs.PREFS_FILE).open("wb") as file:
        file.truncate(5_000_000_000)
    assert prefs.load(tmp_path) == prefs.Prefs()
    boxes.settings_path(tmp_path).symlink_to("/dev/zero")
    with pytest.raises(BadFolder):
        boxes.read_settings(tmp_path)
