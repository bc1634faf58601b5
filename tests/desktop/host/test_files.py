"""Small files are wholly there or not at all, and only for their owner."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.host import files

ROOT = Path(__file__).parents[3]
posix = pytest.mark.skipif(os.name != "posix", reason="rights and limits are POSIX's here")


def test_a_written_file_holds_what_was_given_and_nothing_lies_beside_it(tmp_path):
    path = tmp_path / "prefs.json"
    files.write_atomic(path, b"one")
    files.write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_only_the_owner_reads_what_is_written_even_without_a_umask(tmp_path):
    before = os.umask(0)
    try:
        files.make_private(tmp_path / "a" / "b")
        files.write_atomic(tmp_path / "a" / "b" / "x", b"x")
    finally:
        os.umask(before)
    for path in (tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "x"):
        assert path.stat().st_mode & 0o077 == 0


@posix
def test_a_folder_that_others_could_enter_is_closed_to_them(tmp_path):
    (tmp_path / "open").mkdir(mode=0o755)
    files.make_private(tmp_path / "open")
    assert (tmp_path / "open").stat().st_mode & 0o777 == 0o700


def test_a_write_into_nowhere_fails_and_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        files.write_atomic(tmp_path / "gone" / "x", b"x")
    assert list(tmp_path.iterdir()) == []


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from desktop.host.files import write_atomic
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
write_atomic(Path(sys.argv[1]), bytes(100_000))
"""


@posix
def test_a_write_that_the_system_refuses_leaves_the_old_file(tmp_path):
    path = tmp_path / "x"
    files.write_atomic(path, b"old")
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(path)], cwd=ROOT, capture_output=True, check=False
    )
    assert b"OSError" in done.stderr
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


_FOREVER = """
import sys
from pathlib import Path
from desktop.host.files import write_atomic
while True:
    for letter in (b"a", b"b"):
        write_atomic(Path(sys.argv[1]), letter * 300_000)
        print("written", flush=True)
"""


def test_a_kill_in_the_middle_leaves_a_whole_file(tmp_path):
    path = tmp_path / "x"
    child = subprocess.Popen(
        [sys.executable, "-c", _FOREVER, str(path)], cwd=ROOT, stdout=subprocess.PIPE
    )
    for _ in range(15):
        child.stdout.readline()
    child.kill()
    child.communicate()
    assert path.read_bytes() in (b"a" * 300_000, b"b" * 300_000)
    files.remove_unfinished(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_power_cut_left_half_written_is_swept_and_nothing_else(tmp_path):
    (tmp_path / f"{files.UNFINISHED}0011").write_bytes(b"half")
    (tmp_path / "x").write_bytes(b"whole")
    files.remove_unfinished(tmp_path)
    files.remove_unfinished(tmp_path / "nowhere")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_room_is_known_for_a_place_that_is_not_there_yet(tmp_path):
    assert files.free_bytes(tmp_path / "not" / "yet") > 0


def test_the_supervisor_s_imports_stay_in_the_standard_library():
    script = (
        "import sys; import desktop.host.files, desktop.host.clock; "
        "print([m for m in sys.modules if m.split('.')[0] in "
        "('cryptography', 'sqlalchemy', 'PySide6', 'sqlcipher3', 'httpx')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
