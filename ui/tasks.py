"""Work off the interface thread: one thread for the database, answers back in the window.

Only one thread ever touches the database, so calls need no locks and keep the
order in which a person made them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.trouble import Trouble

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Tasks(QObject):
    """Runs calls one after another on the database thread.

    Signals:
        troubled(object): a call failed and nobody said what to do with it.
        crashed(object): a call failed in a way that nobody foresaw, whoever tells of it.
        idle(): the last waiting call has ended.
    """

    troubled = Signal(object)
    crashed = Signal(object)
    idle = Signal()
    _done = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._waiting = 0
        self.over = False
        """The end has begun: nothing more is taken on."""

    def run(
        self,
        call: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> None:
        """Call it on the database thread; `then` or `failed` is called in the window."""
        self._waiting += 1

        def work() -> Any:
            return call(*args, **kwargs)

        def tell(future: Future[Any]) -> None:
            with contextlib.suppress(RuntimeError):  # the window may be gone before the answer
                self._done.emit(future, then, failed)

        self._thread().submit(work).add_done_callback(tell)

    @property
    def busy(self) -> bool:
        return self._waiting > 0

    @Slot(object, object, object)
    def _deliver(self, future: Future[Any], then: Then | None, failed: Failed | None) -> None:
        self._waiting -= 1
        problem = future.exception()
        if problem is not None and not isinstance(problem, Trouble):
            self.crashed.emit(problem)
        if problem is None:
            if then is not None:
                then(future.result())
        elif failed is not None:
            failed(problem)
        else:
            self.troubled.emit(problem)
        if self._waiting == 0:
            self.idle.emit()

    def finish(self) -> None:
        """Wait for everything that was asked for, then end the thread."""
        self.over = True
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _thread(self) -> ThreadPoolExecutor:
        """Made at the first call: the lock screen shows before anybody needs it."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            from PySide6.QtCore import Qt

            # Queued: a call that ends at once must not answer before those ahead of it,
            # nor inside the very `run` that asked for it.
            self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="database")
        return self._pool
