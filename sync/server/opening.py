"""Open the folder that the server keeps: its database, its version, its receipt key."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from sync.server.exits import Exit, ServeError
from sync.server.tables import fact, metadata

STORE_VERSION = 1
DATABASE = "store.db"
RECEIPT_KEY = "receipt.key"
KEY_BYTES = 32


@dataclass(frozen=True)
class OpenStore:
    """An open store. Every transaction takes the write lock when it begins."""

    folder: Path
    engine: Engine
    receipt_key: Ed25519PrivateKey

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: durable when it ends well, undone when it does not."""
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


class StoreFullError(Exception):
    """The disk has no room. Nothing of the transaction was kept."""


def open_store(folder: Path) -> OpenStore:
    """Open the store in `folder`, or make one there.

    Raises: ServeError when it is damaged, newer than this program, read-only
    or out of room.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = _receipt_key(folder / RECEIPT_KEY)
    except OSError as error:
        raise _cannot_open(folder, error) from error
    engine = _engine(folder / DATABASE)
    try:
        with engine.begin() as connection:
            metadata.create_all(connection)
            found = connection.scalar(select(fact.c.value).where(fact.c.name == "version"))
            if found is None:
                connection.execute(insert(fact).values(name="version", value=str(STORE_VERSION)))
            elif not found.isdecimal() or int(found) > STORE_VERSION:
                raise ServeError(
                    Exit.NEWER_VERSION,
                    f"El almacén {folder} es de una versión más nueva de vereda-server. "
                    "No se tocó nada. Instale la versión más nueva y vuelva a empezar.",
                )
    except DatabaseError as error:
        engine.dispose()
        raise _cannot_open(folder, error) from error
    except ServeError:
        engine.dispose()
        raise
    return OpenStore(folder, engine, key)


def is_disk_full(error: BaseException) -> bool:
    """Whether an error of the database or the system says that there is no room."""
    cause = error.orig if isinstance(error, DatabaseError) else error
    if isinstance(cause, OSError):
        return cause.errno in (errno.ENOSPC, errno.EDQUOT)
    return getattr(cause, "sqlite_errorname", "").startswith("SQLITE_FULL")


def _engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": 30},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _receipt_key(path: Path) -> Ed25519PrivateKey:
    try:
        seed = path.read_bytes()
    except FileNotFoundError:
        if (path.parent / DATABASE).exists():
            raise ServeError(
                Exit.DAMAGED,
                f"Falta {path}, la llave con que se firman los recibos. El almacén sigue ahí. "
                "Recupere ese archivo de su respaldo: con otra llave nadie aceptaría los recibos.",
            ) from None
        seed = secrets.token_bytes(KEY_BYTES)
        _write_private(path, seed)
    if len(seed) != KEY_BYTES:
        raise ServeError(
            Exit.DAMAGED,
            f"{path} no es una llave de recibos. El almacén sigue ahí. "
            "Recupere ese archivo de su respaldo.",
        )
    return Ed25519PrivateKey.from_private_bytes(seed)


def _write_private(path: Path, data: bytes) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with open(unfinished, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _cannot_open(folder: Path, error: Exception) -> ServeError:
    if is_disk_full(error):
        return ServeError(
            Exit.NO_SPACE,
            f"No hay espacio en el disco de {folder}. Lo guardado sigue ahí. "
            "Libere espacio y vuelva a empezar.",
        )
    name = getattr(getattr(error, "orig", None), "sqlite_errorname", "")
    if isinstance(error, OSError) or (
        isinstance(error, OperationalError)
        and name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"))
    ):
        return ServeError(
            Exit.READ_ONLY,
            f"No se puede escribir en {folder}. Lo guardado sigue ahí. "
            "Elija otra carpeta con --store, o dé permiso de escritura a quien ejecuta esto.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ServeError(
            Exit.ALREADY_OPEN,
            f"Otro programa está usando {folder}. Lo guardado sigue ahí. "
            "Ciérrelo y vuelva a empezar.",
        )
    return ServeError(
        Exit.DAMAGED,
        f"{folder / DATABASE} no es un almacén de vereda-server o está dañado. No se tocó nada. "
        "Recupere el respaldo, o elija otra carpeta con --store.",
    )
