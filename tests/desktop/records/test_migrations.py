"""Old files become new ones in one step or stay as they were; newer ones are left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from desktop.programme.schema import BY_NUMBER
from desktop.records import migrate as migrations
from desktop.records.journal_tables import journal
from desktop.records.migrate import REVISIONS, current_version, migrate
from desktop.records.statements import STATEMENTS
from desktop.records.tables import TABLES, make_views
from desktop.vault.cipher import create_database
from desktop.vault.database import make_engine, reading, writing
from desktop.vault.troubles import NewerVersion


@pytest.fixture
def engine(tmp_path: Path):
    path = tmp_path / "a.db"
    create_database(path, bytes(32))
    engine = make_engine(path, bytes(32))
    yield engine
    engine.dispose()


def test_migrating_makes_the_tables_that_the_program_describes(engine: Engine) -> None:
    assert migrate(engine)
    with reading(engine) as connection:
        assert current_version(connection) == REVISIONS[-1]
        assert compare_metadata(MigrationContext.configure(connection), journal) == []
    assert not migrate(engine)


def test_the_known_revisions_are_the_scripts_that_lie_there() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent / "migrations"))
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(REVISIONS)


def test_a_file_of_a_newer_version_is_said_and_not_touched(engine: Engine) -> None:
    migrate(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerVersion):
        migrate(engine)
    with reading(engine) as connection:
        assert current_version(connection) == "9999"


def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(engine: Engine) -> None:
    with writing(engine) as connection:
        # In the way of one of the last tables that the first revision makes.
        connection.exec_driver_sql("CREATE TABLE quarantine (x)")
    with pytest.raises(Exception, match="quarantine"):
        migrate(engine)
    with reading(engine) as connection:
        assert inspect(connection).get_table_names() == ["quarantine"]
        assert current_version(connection) is None


def test_alembic_stays_unloaded_when_the_version_is_current(tmp_path: Path, engine: Engine) -> None:
    migrate(engine)
    script = (
        "import sys; from pathlib import Path; from desktop.vault.database import make_engine; "
        "from desktop.records.migrate import migrate; "
        f"print(migrate(make_engine(Path({str(tmp_path / 'a.db')!r}), bytes(32))), "
        "'alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]


def test_every_kind_has_its_table_with_every_column(engine: Engine) -> None:
    with writing(engine) as connection:
        make_views(connection)
        make_views(connection)
    with reading(engine) as connection:
        for number, kind in BY_NUMBER.items():
            names = [column["name"] for column in inspect(connection).get_columns(kind.name)]
            registers = [name for register in kind.registers for name, _ in register.columns]
            assert names == ["id", *kind.identity, *registers, "deleted", "heads"]
            assert TABLES[number].name == kind.name


def test_reading_one_row_never_scans_a_table(engine: Engine) -> None:
    with writing(engine) as connection:
        make_views(connection)
    with reading(engine) as connection:
        for statements in STATEMENTS.values():
            count = statements.select.count("?")
            plan = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statements.select}", (b"x",) * count
            ).all()
            assert all("USING PRIMARY KEY" in step[3] for step in plan)


def test_a_file_of_before_erasures_gets_their_tables_and_keeps_what_it_held(
    engine: Engine,
) -> None:
    migrate(engine)
    with writing(engine) as connection:
        for table in ("erased", "holding"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('kept', x'01')")
    assert migrate(engine)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), journal) == []
        assert connection.exec_driver_sql("SELECT value FROM meta").scalar() == b"\x01"
