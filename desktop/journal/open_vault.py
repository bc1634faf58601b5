"""A vault whose database is open: reading it, and the one way to write into it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine

from desktop.host.clock import Clock
from desktop.journal import meta, witness
from desktop.journal.commits import Commits
from desktop.journal.journal import Journal
from desktop.journal.ledger import Ledger
from desktop.journal.rebuild import make_again
from desktop.journal.spaces import Space, list_spaces
from desktop.programme.vocabulary import Stream
from desktop.records.migrate import migrate
from desktop.records.tables import VIEW_VERSION
from desktop.trouble import Message
from desktop.vault import carried
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.database import checkpoint, make_engine, reading, telling_of_database
from desktop.vault.store import UnlockedVault
from desktop.vault.troubles import Busy
from sync.batch.operation import ID_BYTES

Random = Callable[[int], bytes]


class OpenVault:
    """One stream's records, open. Writes come from one thread; any thread may read.

    Attributes:
        unlocked: where the file lies, and its keys.
        account: who writes.
        spaces: what this vault takes part in, home first.
        notices: what the opening had to mend.
        noted: what `witness` last wrote down of this vault.
    """

    def __init__(
        self,
        engine: Engine,
        unlocked: UnlockedVault,
        account: UnlockedAccount,
        clock: Clock,
        random: Random,
    ) -> None:
        """For `open`; a vault opened otherwise may have old tables."""
        self.unlocked = unlocked
        self.account = account
        self.clock = clock
        self.notices: list[Message] = list(unlocked.notices)
        self.spaces: tuple[Space, ...] = ()
        self.noted: object = None
        self._random = random
        self._engine = engine
        self._writer: Connection | None = None
        self._ledger: Ledger | None = None
        self._writing = False
        self._closed = False

    @classmethod
    def open(
        cls,
        unlocked: UnlockedVault,
        account: UnlockedAccount,
        clock: Clock,
        random: Random = os.urandom,
    ) -> OpenVault:
        """Open the database, with its tables brought to this version.

        Raises: NewerVersion, DamagedDatabase, DiskFull, ReadOnlyFolder, Busy. The
        file is then as it was.
        """
        engine = make_engine(unlocked.path, unlocked.database_key)
        vault = cls(engine, unlocked, account, clock, random)
        try:
            with telling_of_database():
                migrate(engine)
            vault._prepare()
            if notice := witness.check(vault):
                vault.notices.append(notice)
            carried.take_back(unlocked.path.parent.parent, account)
        except BaseException:
            vault.noted = None
            vault.close()
            raise
        return vault

    @property
    def stream(self) -> Stream:
        return self.unlocked.stream

    @property
    def vault_id(self) -> bytes:
        return self.unlocked.vault_id

    @property
    def home(self) -> bytes:
        """The space this laptop writes into. Raises: LookupError while there is none."""
        for space in self.spaces:
            if space.home:
                return space.id
        raise LookupError("this vault has no space yet")

    def read(self) -> AbstractContextManager[Connection]:
        """One snapshot of the records; writes of others neither wait for it nor show in it."""
        self._require_open()
        return reading(self._engine)

    @contextmanager
    def write(self, space: bytes | None = None) -> Iterator[Journal]:
        """One transaction, durable when the block ends; nothing of it after an error.

        Args:
            space: where the operations travel; None for home.

        Raises: DiskFull, ReadOnlyFolder, DamagedDatabase, Busy.
        """
        with self.transaction() as connection:
            ledger = self.ledger()
            journal = Journal(
                connection,
                ledger,
                lambda: Commits(
                    ledger, self.home if space is None else space, self.account, self.clock
                ),
            )
            yield journal
            journal.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """As `write`, for facts that are no operations."""
        self._require_open()
        if self._writing:
            raise RuntimeError("a write is under way")
        self._writing = True
        try:
            with telling_of_database():
                if self._writer is None:
                    self._writer = self._engine.connect()
                raw = driver(self._writer)
                raw.execute("BEGIN IMMEDIATE")
                yield self._writer
                if self._writer.in_transaction():
                    self._writer.commit()
                else:  # nobody asked SQLAlchemy for anything: a tap
                    raw.execute("COMMIT")
        except BaseException:
            self._forget()
            raise
        finally:
            self._writing = False

    def ledger(self) -> Ledger:
        """The writer's memory. Only inside a transaction: a failed one throws it away."""
        if self._ledger is None:
            if self._writer is None or not self._writing:
                raise RuntimeError("no transaction is under way")
            incarnation = meta.get(self._writer, meta.INCARNATION) or b""
            self._ledger = Ledger.load(driver(self._writer), incarnation, self._random)
        return self._ledger

    def empty_log(self) -> None:
        """Bring the write-ahead log into the database: pages of before an erasure lie in it.

        While somebody reads, it stays; closing the vault does it then.
        """
        with suppress(Busy):
            checkpoint(self._engine)

    def close(self) -> None:
        """Close every connection. A vault that is closed twice stays closed."""
        self._forget()
        if self.noted is not None:  # it was opened well
            witness.note(self)
            self.noted = None
        self._closed = True
        self._engine.dispose()

    def _require_open(self) -> None:
        """A call that comes late must not open the file again beside another desk."""
        if self._closed:
            raise RuntimeError("this vault is closed")

    def _forget(self) -> None:
        """Memory and connection of a failed write: the next one reads them from the disk."""
        self._ledger = None
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _prepare(self) -> None:
        with self.read() as connection:
            self.spaces = list_spaces(connection)
            ready = (
                meta.get(connection, meta.VIEW_VERSION) == VIEW_VERSION
                and meta.get(connection, meta.INCARNATION) is not None
            )
        if ready:
            return
        with self.transaction() as connection:
            if meta.get(connection, meta.INCARNATION) is None:
                meta.put(connection, meta.INCARNATION, self._random(ID_BYTES))
            make_again(connection)


def driver(connection: Connection) -> Any:
    """The driver's own connection, for constant statements where every microsecond is felt."""
    return connection.connection.driver_connection
