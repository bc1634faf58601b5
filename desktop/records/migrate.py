"""Brings an encrypted file's journal tables to this program's version.

Alembic is slow to import, so the version is read with plain SQL first and
Alembic is only loaded when there is something to do.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine

from desktop.vault.troubles import NewerVersion

REVISIONS = ("0001", "0002")
"""Every revision of the journal's tables this program knows, oldest first."""

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> bool:
    """Upgrade in one transaction; true when something was done.

    Raises: NewerVersion. A failure leaves the tables as they were.
    """
    if refuse_newer(engine) == REVISIONS[-1]:
        return False
    with engine.begin() as connection:
        _upgrade(connection)
    return True


def refuse_newer(engine: Engine) -> str | None:
    """The revision of the file, as `current_version`. Raises: NewerVersion."""
    with engine.connect() as connection:
        version = current_version(connection)
    if version is not None and version not in REVISIONS:
        raise NewerVersion
    return version


def current_version(connection: Connection) -> str | None:
    """The revision of the file, None when its tables were never made."""
    made = connection.exec_driver_sql(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'alembic_version'"
    ).first()
    if made is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    # Alembic reads % in options as the start of a placeholder.
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
