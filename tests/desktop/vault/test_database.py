"""The SQLCipher recipe on real files: what is on disk, what survives, what failures say."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desktop.host.clock import SystemClock
from desktop.programme.vocabulary import Stream
from desktop.trouble import Exit
from desktop.vault import cipher
from desktop.vault.database import (
    checkpoint,
    make_engine,
    quick_check,
    reading,
    translate,
    writing,
)
from desktop.vault.store import create_vault, open_vaults
from desktop.vault.troubles import Busy, DamagedDatabase, DiskFull, ReadOnlyFolder, WrongKey

KEY = bytes(range(100, 132))


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "4f1c.db"


@pytest.fixture
def engine(path):
    engine = make_engine(path, KEY, create=True)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")
    yield engine
    engine.dispose()


def fill(engine, rows: int, body: str = "la señora de la tienda " * 20) -> None:
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO t (body) VALUES (:b)"), [{"b": body}] * rows)


def count(engine) -> int:
    with reading(engine) as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM t").scalar()


def test_a_connection_follows_the_recipe(engine):
    with reading(engine) as connection:
        got = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "temp_store",
                "cache_size",
                "secure_delete",
                "journal_size_limit",
            )
        }
    assert got == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "temp_store": 2,
        "cache_size": -cipher.CACHE_KIB,
        "secure_delete": 1,
        "journal_size_limit": 16 * 1024 * 1024,
    }


def test_the_driver_has_what_search_will_need(engine):
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE f USING fts5(body)")
        connection.exec_driver_sql("INSERT INTO f (f, rank) VALUES ('secure-delete', 1)")


def test_no_word_of_a_record_lies_open_on_the_disk(engine, path):
    fill(engine, 50)
    for file in path.parent.iterdir():
        data = file.read_bytes()
        assert b"tienda" not in data
        assert b"CREATE TABLE" not in data
        assert not data.startswith(cipher.PLAIN_MAGIC)


def test_a_plain_database_is_refused_before_it_takes_a_record(path):
    bare = sqlite3.connect(path)
    bare.execute("CREATE TABLE t (a)")
    bare.commit()
    bare.close()
    with pytest.raises(DamagedDatabase):
        cipher.connect(path, KEY)
    with pytest.raises(DamagedDatabase):
        cipher.connect(path, KEY, create=True)


def test_the_key_stands_in_no_address_log_or_error(path, engine, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    shown = [repr(engine), str(engine.url), repr(engine.pool)]
    other = bytes(range(32))
    for key in (KEY, other):
        loud = make_engine(path, key)
        loud.echo = True
        try:
            with reading(loud) as connection:
                connection.exec_driver_sql("SELECT * FROM nowhere")
        except Exception as exc:
            shown += traceback.format_exception(exc)
        loud.dispose()
    shown += [record.getMessage() for record in caplog.records]
    shown += capfd.readouterr()
    everything = "".join(shown)
    assert "nowhere" in everything
    for key in (KEY, other):
        assert key.hex() not in everything
        assert repr(key) not in everything


def test_an_error_shows_no_value_of_a_record(engine):
    fill(engine, 1)
    row = {"i": 1, "b": "".join(("Ma", "ría"))}
    with pytest.raises(IntegrityError) as caught, writing(engine) as connection:
        connection.execute(text("INSERT INTO t (id, body) VALUES (:i, :b)"), row)
    assert row["b"] not in "".join(traceback.format_exception(caught.value))
    assert translate(caught.value) is None


def test_writers_take_the_lock_at_once_and_readers_take_none(engine, path):
    other = cipher.connect(path, KEY)
    other.execute("PRAGMA busy_timeout = 0")
    with writing(engine):
        with pytest.raises(cipher.sqlcipher.OperationalError) as caught:
            other.execute("BEGIN IMMEDIATE")
        assert isinstance(translate(caught.value), Busy)
    with reading(engine):
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    other.close()


def test_a_reader_sees_one_moment_while_another_writes(engine):
    fill(engine, 1)
    with reading(engine) as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM t").scalar()
        fill(engine, 5)
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == before == 1
    assert count(engine) == 6


def test_a_call_that_fails_leaves_nothing_of_itself_not_even_a_table(engine):

    def half_a_call() -> None:
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE half (a)")
            connection.exec_driver_sql("INSERT INTO t (body) VALUES ('x')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_a_call()
    with reading(engine) as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert names == ["t"]
    assert count(engine) == 0


def test_another_key_is_said_and_nothing_is_written(engine, path):
    fill(engine, 3)
    checkpoint(engine)
    before = path.read_bytes()
    other = make_engine(path, bytes(32))
    with pytest.raises(WrongKey) as caught, writing(other):
        pass
    assert caught.value.exit_status == Exit.DAMAGED
    assert path.read_bytes() == before


def test_a_missing_database_is_damage_and_none_is_made(path):
    with pytest.raises(DamagedDatabase), reading(make_engine(path, KEY)):
        pass
    assert not path.exists()


def test_an_emptied_database_is_damage_not_an_empty_vault(path):
    path.touch()
    with pytest.raises(DamagedDatabase), reading(make_engine(path, KEY)):
        pass
    assert path.stat().st_size == 0


def test_a_damaged_page_is_found_and_said(engine, path):
    fill(engine, 200)
    checkpoint(engine)
    quick_check(engine)
    engine.dispose()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    again = make_engine(path, KEY)
    with pytest.raises(DamagedDatabase) as caught:
        quick_check(again)
    again.dispose()
    assert all(str(sentence) for sentence in caught.value.sentences)


def test_the_wal_is_emptied_on_demand_and_not_under_a_reader(engine, path):
    wal = path.with_name(path.name + "-wal")
    fill(engine, 100)
    assert wal.stat().st_size > 0
    checkpoint(engine)
    assert wal.stat().st_size == 0
    with reading(engine) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM t").scalar()
        fill(engine, 1)
        second = cipher.connect(path, KEY)
        second.execute("PRAGMA busy_timeout = 0")
        busy, *_ = second.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        second.close()
    assert busy == 1


def test_a_wal_that_grew_past_its_limit_comes_back_to_it(engine, path):
    wal = path.with_name(path.name + "-wal")
    fill(engine, 20_000, "x" * 1000)
    assert wal.stat().st_size > cipher.WAL_LIMIT_BYTES
    fill(engine, 1)
    fill(engine, 1)
    assert wal.stat().st_size <= cipher.WAL_LIMIT_BYTES


def test_a_full_disk_is_said_and_what_was_saved_stands(small_disk):
    engine = make_engine(small_disk / "a.db", KEY, create=True)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)")
    fill(engine, 3)
    with pytest.raises(DiskFull) as caught:
        fill(engine, 2000)
    assert caught.value.exit_status == Exit.NO_SPACE
    assert count(engine) == 3
    quick_check(engine)
    engine.dispose()


def test_a_full_disk_makes_no_half_vault(small_disk, laptop):
    (small_disk / "ballast").write_bytes(bytes(250 * 1024))
    with pytest.raises(DiskFull):
        create_vault(small_disk, Stream.MEN, [laptop.beto.card], clock=SystemClock())
    assert not [path for path in (small_disk / "vaults").iterdir() if path.is_file()]
    (small_disk / "ballast").unlink()
    create_vault(small_disk, Stream.MEN, [laptop.beto.card], clock=SystemClock())
    assert [v.stream for v in open_vaults(small_disk, laptop.beto)] == [Stream.MEN]


def test_a_read_only_disk_is_said(laptop, make_read_only):
    make_read_only(laptop.folder)
    vault = open_vaults(laptop.folder, laptop.lupe)[0]
    engine = make_engine(vault.path, vault.database_key)
    with pytest.raises(ReadOnlyFolder) as caught, writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    assert caught.value.exit_status == Exit.READ_ONLY
    engine.dispose()


_WRITER = """
import sys
from pathlib import Path
from desktop.vault.database import make_engine, writing
engine = make_engine(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()))
while True:
    with writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO t (body) VALUES ('x')")
    print("saved", flush=True)
"""


def test_what_was_said_to_be_saved_survives_a_kill_right_after(engine, path):
    child = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    child.stdin.write(KEY.hex() + "\n")
    child.stdin.flush()
    said = sum(child.stdout.readline() == "saved\n" for _ in range(25))
    child.kill()
    said += child.communicate()[0].count("saved\n")
    assert said >= 25
    assert said <= count(engine) <= said + 1
    quick_check(engine)


_BOUNDED = """
import resource, signal, sys
from pathlib import Path
from desktop.vault.database import make_engine, writing
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
engine = make_engine(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()))
with writing(engine) as connection:
    for _ in range(2000):
        connection.exec_driver_sql("INSERT INTO t (body) VALUES (hex(randomblob(500)))")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="this system has no such limit")
def test_a_write_that_the_system_refuses_ends_in_a_sentence_and_loses_nothing(engine, path):
    fill(engine, 3)
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDED, str(path)],
        input=KEY.hex() + "\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(
        ("desktop.vault.troubles.DiskFailing", "desktop.vault.troubles.DiskFull")
    )
    assert KEY.hex() not in done.stderr
    assert count(engine) == 3
    quick_check(engine)
