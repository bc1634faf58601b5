"""One encrypted connection: the SQLCipher recipe, and proof that the file is encrypted.

Nothing here imports SQLAlchemy. The key reaches the driver as one PRAGMA on
the raw connection and stands in no address, log line or error text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from desktop.host.files import FILE_MODE
from desktop.trouble import Trouble
from desktop.vault.sealing import KEY_BYTES
from desktop.vault.troubles import (
    Busy,
    DamagedDatabase,
    DiskFailing,
    DiskFull,
    ReadOnlyFolder,
    WrongKey,
    telling,
)

BUSY_WAIT_S = 5.0
WAL_LIMIT_BYTES = 16 * 1024 * 1024
CACHE_KIB = 24 * 1024
"""Most that one connection keeps of decrypted pages. docs/formats/vault.md has the measurement."""
PLAIN_MAGIC = b"SQLite format 3\x00"
CIPHER_MAJOR = 4

_TROUBLES: dict[int, type[Trouble]] = {
    sqlcipher.SQLITE_FULL: DiskFull,
    sqlcipher.SQLITE_READONLY: ReadOnlyFolder,
    sqlcipher.SQLITE_CANTOPEN: ReadOnlyFolder,
    sqlcipher.SQLITE_PERM: ReadOnlyFolder,
    sqlcipher.SQLITE_CORRUPT: DamagedDatabase,
    sqlcipher.SQLITE_NOTADB: WrongKey,
    sqlcipher.SQLITE_BUSY: Busy,
    sqlcipher.SQLITE_LOCKED: Busy,
    sqlcipher.SQLITE_IOERR: DiskFailing,
}


def connect(path: Path, database_key: bytes, *, create: bool = False) -> Any:
    """A connection in autocommit mode; whoever uses it says BEGIN.

    Raises: DamagedDatabase (missing, emptied, plain or unreadable), ReadOnlyFolder, DiskFull, Busy.
    """
    if len(database_key) != KEY_BYTES:
        raise ValueError(f"a database key has {KEY_BYTES} bytes")
    if create:
        with telling():
            # The driver would make it readable by others; its WAL takes the same rights.
            path.touch(FILE_MODE)
    elif not path.is_file() or path.stat().st_size == 0:
        # The driver would take an emptied file for a new database, and say nothing.
        raise DamagedDatabase
    connection = None
    try:
        connection = sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_WAIT_S,
            isolation_level=None,
            check_same_thread=False,
        )
        _unlock(connection, database_key)
    except sqlcipher.Error as exc:
        _close(connection)
        raise of_driver_error(exc) or exc from None
    except BaseException:
        _close(connection)
        raise
    return connection


def create_database(path: Path, database_key: bytes) -> None:
    """Make an empty encrypted database, durable when it returns. Raises as `connect` does."""
    connect(path, database_key, create=True).close()
    refuse_plain(path)


def copy_into(source: Any, target: Path, database_key: bytes) -> None:
    """A copy of what `source`, a connection, reads now: every page, encrypted with this key.

    Others may write meanwhile. Raises as `connect` does; DamagedDatabase at a page that is not
    authentic.
    """
    connection = connect(target, database_key, create=True)
    try:
        source.backup(connection)
    except sqlcipher.Error as exc:
        raise of_driver_error(exc) or exc from None
    finally:
        connection.close()


def change_key(path: Path, database_key: bytes, next_key: bytes) -> None:
    """Encrypt every page anew under `next_key`, in one transaction. Nobody else may have it open.

    After a kill the file opens with one of the two keys. Raises as `connect` does, and
    then what was asked may have happened or not.
    """
    connection = connect(path, database_key)
    try:
        connection.execute(f"PRAGMA rekey = \"x'{next_key.hex()}'\"").fetchall()
    except sqlcipher.Error as exc:
        raise of_driver_error(exc) or exc from None
    finally:
        connection.close()


def empty_wal(path: Path, database_key: bytes) -> None:
    """Bring everything into the database file. Raises as `connect` does; Busy under a reader."""
    connection = connect(path, database_key)
    try:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlcipher.Error as exc:
        raise of_driver_error(exc) or exc from None
    finally:
        connection.close()
    if busy:
        raise Busy


def refuse_plain(path: Path) -> None:
    """Raises DamagedDatabase when the file is an unencrypted one: some driver wrote it bare.

    Not for a file that is open here: on POSIX, closing it again drops this process's locks.
    """
    with open(path, "rb") as file:
        if file.read(len(PLAIN_MAGIC)) == PLAIN_MAGIC:
            raise DamagedDatabase


def of_driver_error(exc: BaseException) -> Trouble | None:
    """The sentence for an error of the database driver, by its code; None for our own mistakes."""
    code = getattr(exc, "sqlite_errorcode", None)
    kind = _TROUBLES.get(code & 0xFF) if isinstance(code, int) else None
    return kind() if kind else None  # type: ignore[call-arg]


def _unlock(connection: Any, database_key: bytes) -> None:
    # Without this the library writes its own complaints to standard error.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{database_key.hex()}'\"")
    (version,) = connection.execute("PRAGMA cipher_version").fetchone() or ("",)
    if version.split(".")[0] != str(CIPHER_MAJOR):
        raise RuntimeError("the database driver is not SQLCipher 4")
    if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
        raise RuntimeError("the database driver does not encrypt this file")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        f"cache_size = -{CACHE_KIB}",
        "secure_delete = ON",
        f"journal_size_limit = {WAL_LIMIT_BYTES}",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _close(connection: Any) -> None:
    if connection is not None:
        connection.close()
