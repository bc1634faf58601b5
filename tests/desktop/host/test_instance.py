from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.host.instance import AlreadyOpen, FolderClosed, InstanceLock
from desktop.trouble import Exit

HOLDER = """
import pathlib, subprocess, sys
from desktop.host.instance import InstanceLock
InstanceLock(pathlib.Path(sys.argv[1])).acquire()
child = subprocess.Popen([sys.executable, "-c", "input()"])
print("held", flush=True)
input()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process, in another session, that holds the lock of `tmp_path`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_vereda_on_the_same_folder_is_refused(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(AlreadyOpen) as refused:
        InstanceLock(tmp_path).acquire()
    assert refused.value.exit_status is Exit.ALREADY_OPEN
    assert all(str(sentence) for sentence in refused.value.sentences)


def test_another_path_to_the_same_folder_is_refused_too(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    link = tmp_path.parent / f"{tmp_path.name}-link"
    link.symlink_to(tmp_path)
    with pytest.raises(AlreadyOpen):
        InstanceLock(link).acquire()


def test_a_killed_vereda_leaves_no_lock_behind_even_when_its_child_lives_on(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    holder.kill()
    holder.wait()
    with InstanceLock(tmp_path):
        pass


def test_a_released_folder_can_be_opened_again(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path / "new"), InstanceLock(tmp_path / "new")
    first.acquire()
    with pytest.raises(AlreadyOpen):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_the_folder_and_the_lock_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "here"
    with InstanceLock(folder) as lock:
        assert folder.stat().st_mode & 0o077 == 0
        assert lock.path.stat().st_mode & 0o077 == 0


def test_a_link_planted_as_the_lock_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    (tmp_path / "lock").symlink_to(target)
    with pytest.raises(FolderClosed):
        InstanceLock(tmp_path).acquire()
    assert not target.exists()


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderClosed) as refused:
        InstanceLock(tmp_path / "file" / "data").acquire()
    assert refused.value.exit_status is Exit.READ_ONLY


READER = """
import os, pathlib, sys
from desktop.host.instance import FolderClosed, InstanceLock
os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    InstanceLock(pathlib.Path(sys.argv[1])).acquire()
except FolderClosed:
    print("closed")
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="needs root, to become somebody who may not write",
)
def test_a_read_only_folder_says_so(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", READER, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert answer.stdout == "closed\n"
