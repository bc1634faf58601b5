"""Encrypted databases as SQLAlchemy engines, and database errors as sentences for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from desktop.trouble import Trouble
from desktop.vault.cipher import BUSY_WAIT_S, connect, of_driver_error
from desktop.vault.troubles import Busy, DamagedDatabase, of_os_error

CONNECTIONS_MAX = 4
"""Last returned, first lent: as a rule one connection is warm and the others do not exist."""
_DEFERRED = "vereda_deferred"


def make_engine(path: Path, database_key: bytes, *, create: bool = False) -> Engine:
    """An engine on one encrypted file. Nothing is opened until the first connection.

    Transactions begin with BEGIN IMMEDIATE unless the connection came from
    `reading`. Connecting raises DamagedDatabase, ReadOnlyFolder, DiskFull, Busy.
    """

    # A closure, so that the key stands in no repr of a partial or an argument list.
    def creator() -> Any:
        return connect(path, database_key, create=create)

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=CONNECTIONS_MAX,
        max_overflow=0,
        pool_use_lifo=True,
        pool_timeout=BUSY_WAIT_S,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read snapshot. Raises the Trouble that `translate` finds."""
    with (
        telling_of_database(),
        engine.connect() as connection,
        connection.execution_options(**{_DEFERRED: True}).begin(),
    ):
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write, on disk when the block ends; none of it after an error.

    Raises the Trouble that `translate` finds.
    """
    with telling_of_database(), engine.begin() as connection:
        yield connection


@contextmanager
def telling_of_database() -> Iterator[None]:
    """Turn database and file errors inside into Trouble; other errors pass as they are."""
    try:
        yield
    except Exception as exc:
        if trouble := translate(exc):
            raise trouble from exc
        raise


def translate(exc: BaseException) -> Trouble | None:
    """The Trouble behind an error of SQLAlchemy, of the driver or of the system.

    None when the error is none that people need to hear of, such as a broken
    constraint: that is a mistake of the program and should be raised as it is.
    """
    if isinstance(exc, DBAPIError) and exc.orig is not None:
        return of_driver_error(exc.orig)
    if isinstance(exc, PoolTimeoutError):
        return Busy()
    if isinstance(exc, OSError):
        return of_os_error(exc)
    return of_driver_error(exc)


def quick_check(engine: Engine) -> None:
    """Read every page in use and compare the structure. Raises DamagedDatabase."""
    with reading(engine) as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise DamagedDatabase


def check_pages(engine: Engine) -> None:
    """Check the MAC of every page of the database file. Raises DamagedDatabase."""
    for _attempt in range(2):  # a page may be on its way from the WAL while it is read
        with reading(engine) as connection:
            wrong = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
        if not wrong:
            return
    raise DamagedDatabase


def full_check(engine: Engine) -> None:
    """Compare every row with its indexes, and every reference. Raises DamagedDatabase."""
    with reading(engine) as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if found != "ok" or dangling is not None:
        raise DamagedDatabase


def checkpoint(engine: Engine) -> None:
    """Bring everything from the WAL into the database file and empty it: before a copy or a lock.

    Raises Busy when a reader holds it.
    """
    with telling_of_database():
        connection = engine.raw_connection()
        try:
            busy, *_ = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
    if busy:
        raise Busy


def _begin(connection: Connection) -> None:
    raw: Any = connection.connection.driver_connection
    if raw.in_transaction:
        return  # begun through the driver, where every microsecond is felt
    deferred = connection.get_execution_options().get(_DEFERRED, False)
    raw.execute("BEGIN" if deferred else "BEGIN IMMEDIATE")
