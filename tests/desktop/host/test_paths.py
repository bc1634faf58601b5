from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.host import paths


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"XDG_DATA_HOME": "/srv/data"}, "linux", Path("/srv/data/Vereda")),
        ({"XDG_DATA_HOME": "relative"}, "linux", Path.home() / ".local/share/Vereda"),
        ({}, "linux", Path.home() / ".local/share/Vereda"),
        ({"LOCALAPPDATA": "/c/local"}, "win32", Path("/c/local/Vereda")),
        ({}, "win32", Path.home() / "AppData/Local/Vereda"),
        ({}, "darwin", Path.home() / "Library/Application Support/Vereda"),
        ({"VEREDA_HOME": "/media/stick/v"}, "linux", Path("/media/stick/v")),
    ],
)
def test_data_lies_where_each_system_keeps_it(
    environ: dict[str, str], platform: str, expected: Path
) -> None:
    assert paths.data_home(environ, platform) == expected


def test_the_demonstration_never_lies_inside_the_real_records() -> None:
    for environ in ({}, {"VEREDA_HOME": "/media/stick/v"}):
        real, demo = paths.data_home(environ, "linux"), paths.demo_home(environ, "linux")
        assert demo.parent == real.parent
        assert demo != real


def test_a_private_process_makes_files_that_only_its_owner_reads(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        paths.private()
        (tmp_path / "file").touch()
        assert (tmp_path / "file").stat().st_mode & 0o077 == 0
    finally:
        os.umask(before)
