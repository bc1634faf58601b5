"""The one thread that touches the store, and what it remembers between visits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from sync.server.limits import Limits
from sync.server.opening import OpenStore, StoreFullError, is_disk_full
from sync.server.rosters import Rosters

P = ParamSpec("P")
R = TypeVar("R")


class Desk:
    """Serves one call at a time: SQLite has one writer, and so have positions.

    Attributes are fixed for the life of the server; `rosters` is used on the
    store's thread alone.
    """

    def __init__(
        self,
        store: OpenStore,
        limits: Limits,
        *,
        takes_demonstrations: bool,
        now_ms: Callable[[], int],
        rng: Random,
    ) -> None:
        self.store = store
        self.limits = limits
        self.takes_demonstrations = takes_demonstrations
        self.now_ms = now_ms
        self.rng = rng
        self.rosters = Rosters()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown(wait=True)

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do `work` on the store's thread.

        A call that was begun is finished even when its client goes away.
        Raises: what `work` raises; StoreFullError when the disk has no room.
        """

        def guarded() -> R:
            try:
                return work(*args, **kwargs)
            except (DatabaseError, OSError) as error:
                if is_disk_full(error):
                    raise StoreFullError from error
                raise

        return await asyncio.get_running_loop().run_in_executor(self._thread, guarded)

    def check(self) -> None:
        """Whether the store still takes a transaction."""
        with self.store.transaction() as connection:
            connection.execute(text("SELECT 1"))
