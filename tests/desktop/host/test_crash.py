from __future__ import annotations

from pathlib import Path

import pytest

from desktop.host import crash


def fail_with(name: str) -> Exception:
    try:
        try:
            {}[name]
        except KeyError as error:
            raise ValueError(f"could not find {name}") from error
    except ValueError as error:
        return error


def test_a_crash_keeps_where_it_happened_and_no_word_of_anybody(tmp_path: Path) -> None:
    path = crash.keep(tmp_path, fail_with("Rosalinda Prueba"), now_ms=12345)
    assert path is not None
    kept = path.read_text()
    assert "Rosalinda" not in kept
    assert "tests/desktop/host/test_crash.py" in kept
    assert kept.index("KeyError") < kept.index("ValueError")
    assert path.stat().st_mode & 0o077 == 0


def test_no_folder_above_the_program_is_kept_since_it_carries_a_login_name() -> None:
    root = Path(crash.__file__).resolve().parents[2]
    assert crash.where(f"{root}/ui/page.py") == "ui/page.py"
    assert crash.where("/home/rosalinda/v/site-packages/httpx/_api.py") == "httpx/_api.py"
    assert crash.where("/home/rosalinda/script.py") == "script.py"
    assert crash.where("<frozen importlib>") == "<frozen importlib>"


def test_the_crash_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    (tmp_path / crash.CRASH_FILE).write_bytes(b"x" * (crash.CRASH_MAX_BYTES - 1) + b"\n")
    path = crash.keep(tmp_path, fail_with("a"), now_ms=1)
    assert path is not None
    assert path.stat().st_size == crash.CRASH_MAX_BYTES
    assert "ValueError" in path.read_text()
    (kept,) = crash.kept(tmp_path)
    assert "x" not in kept.text.splitlines()[0]


def test_a_crash_with_no_place_to_write_is_not_another_crash(tmp_path: Path) -> None:
    assert crash.keep(tmp_path / "missing", fail_with("a"), now_ms=1) is None


def test_the_kept_ones_are_listed_latest_first_and_forgotten_when_asked(tmp_path: Path) -> None:
    assert crash.kept(tmp_path) == []
    for moment in (1, 2):
        crash.keep(tmp_path, fail_with("a"), now_ms=moment)
    latest, first = crash.kept(tmp_path)
    assert (latest.at_ms, first.at_ms) == (2, 1)
    assert (tmp_path / crash.CRASH_FILE).read_text().startswith(first.text.rstrip())
    crash.forget(tmp_path)
    crash.forget(tmp_path)
    assert crash.kept(tmp_path) == []


@pytest.mark.parametrize("text", ["", "\n[", "[x]\n", "\x00\xff"])
def test_a_damaged_crash_file_lists_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / crash.CRASH_FILE).write_text(text)
    assert crash.kept(tmp_path) == []
