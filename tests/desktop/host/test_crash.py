from __future__ import annotations

from pathlib import Path

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
    assert "test_crash.py" in kept
    assert kept.index("KeyError") < kept.index("ValueError")
    assert path.stat().st_mode & 0o077 == 0


def test_the_crash_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    (tmp_path / crash.CRASH_FILE).write_bytes(b"x" * crash.CRASH_MAX_BYTES)
    path = crash.keep(tmp_path, fail_with("a"), now_ms=1)
    assert path is not None
    assert path.stat().st_size == crash.CRASH_MAX_BYTES
    assert "ValueError" in path.read_text()


def test_a_crash_with_no_place_to_write_is_not_another_crash(tmp_path: Path) -> None:
    assert crash.keep(tmp_path / "missing", fail_with("a"), now_ms=1) is None
