"""What every page is: a heading, a body, a foot, and the way it asks for work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.changes import Changes
from desktop.i18n import _
from ui.tasks import Tasks
from ui.theme import theme
from ui.widgets.elided import Elided
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


def _nothing(*_told: object) -> None:
    """For a room without a window around it."""


@dataclass
class Room:
    """What a page may reach: the open desk, the database thread, the data folder."""

    desk: Desk
    tasks: Tasks
    folder: Path
    send: Callable[[str], None]
    """Tell the supervisor something, e.g. "send"."""
    panic: Callable[[], None]
    """No vault of this laptop opens any more; the window ends."""
    reseat: Callable[[Desk, str, str], None] = _nothing
    """A call closed this desk and opened that one: go on with it, on a page, saying this."""
    lock: Callable[[], None] = _nothing
    """This desk was closed and no other opens: lock."""
    awake: Callable[[float], None] = _nothing
    """Lock only after so many idle seconds while a page has somebody work on paper; 0.0 ends it."""
    over: bool = False
    """This desk is being closed: its pages ask nothing more, others will take their place."""
    pages: frozenset[str] = frozenset()
    """The pages that whoever sits here has: a button that leads to another is not shown."""


class Page(QWidget):
    """Base of all pages.

    Signals:
        go(str, object): please show another page, by its name, with its argument.
        changed(Changes): a service call changed records.
        said(str, object): a sentence for the toast, and the Changes to undo or None.
        troubled(object): a problem to show.
    """

    go = Signal(str, object)
    changed = Signal(object)
    said = Signal(str, object)
    troubled = Signal(object)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.setProperty("kind", "page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme().px(28), theme().px(20), theme().px(28), theme().px(18))
        outer.setSpacing(theme().px(14))
        self.title = Elided("title", mode=Qt.TextElideMode.ElideMiddle)
        self.subtitle = label("", "soft", wrap=True)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(theme().px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(theme().px(12))
        top.addWidget(self.title)
        if room.desk.is_demo:
            top.addWidget(label(_("DEMOSTRACIÓN"), "demo"), 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(self.tools)
        outer.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().px(16))
        outer.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme().px(14))
        outer.addLayout(self.foot)

    def head(self, title: str, subtitle: str = "") -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def tool(
        self,
        text: str,
        symbol: str,
        page: str,
        argument: Callable[[], object] = lambda: None,
    ) -> None:
        """A button at the top that leads to another page, if whoever sits here has that page."""
        if page in self.room.pages:
            lead = partial(self._lead_to, page, argument)
            self.tools.addWidget(button(text, symbol=symbol, then=lead))

    def _lead_to(self, page: str, argument: Callable[[], object]) -> None:
        self.go.emit(page, argument())

    def open(self, argument: object = None) -> None:
        """Called each time the page is shown; `argument` says of what."""
        self.reload()

    def reload(self) -> None:
        """Read again what the page shows."""

    def leaving(self) -> None:
        """Called when another page takes its place: write what is still being typed."""

    def on_changes(self, changes: Changes) -> None:
        """Records changed, here or by a received batch. Reload only if this page shows them."""

    def ask(
        self,
        service: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """Read through a service of the work vault; `then` gets the answer in the window."""
        work = self.room.desk.work
        self._run(service, work, *args, then=then, failed=failed, **kwargs)

    def ask_at_desk(
        self,
        service: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """As `ask`, of a service that needs both vaults: its first argument is the desk."""
        self._run(service, self.room.desk, *args, then=then, failed=failed, **kwargs)

    def do(
        self,
        service: Callable[..., Changes],
        *args: Any,
        said: str = "",
        then: Callable[[Changes], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """Write through a service; the shell hears of the changes, the toast offers undo."""
        self.ask(service, *args, then=partial(self._done, said, then), failed=failed, **kwargs)

    def do_at_desk(
        self,
        service: Callable[..., Changes],
        *args: Any,
        said: str = "",
        then: Callable[[Changes], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """As `do`, with a service that needs both vaults: its first argument is the desk."""
        done = partial(self._done, said, then)
        self.ask_at_desk(service, *args, then=done, failed=failed, **kwargs)

    def _run(
        self,
        service: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None,
        **kwargs: Any,
    ) -> None:
        if not self.room.over:
            failed = failed or self.troubled.emit
            self.room.tasks.run(service, *args, then=then, failed=failed, **kwargs)

    def _done(self, said: str, then: Callable[[Changes], None] | None, changes: Changes) -> None:
        if then is not None:
            then(changes)
        self.changed.emit(changes)
        if said and changes:
            self.said.emit(said, changes if changes.undo else None)
