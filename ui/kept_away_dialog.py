"""What the dialogs share that keep somebody away from a person: what stands, and one more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from desktop.changes import Changes
from desktop.programme.roles import Role
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, column, label, row


class KeptAwayDialog(Dialog):
    """What stands comes first, with an end for who coordinates; `then` follows each change."""

    def __init__(
        self,
        page: Page,
        person: bytes,
        then: Callable[[], object] | None,
        *,
        title: str,
        told: str,
        primary: str,
        symbol: str,
    ) -> None:
        super().__init__(page, title, primary, symbol)
        self.page, self.person, self.then = page, person, then
        self.body.addWidget(label(told, "soft", wrap=True))
        self.lines = column(spacing=6)
        self.body.addLayout(self.lines)

    def stands(
        self, told: str, who: str, end: str, then: Callable[[], object], kind: str = ""
    ) -> None:
        """One line of what stands. `end` is said on the button that ends it by `then`."""
        line: QHBoxLayout = row(label(told, kind, wrap=True))
        line.setStretch(0, 1)
        if self.page.room.desk.role is Role.COORDINATOR:
            made = button(end, then=then)
            made.setAccessibleDescription(who)
            made.setAutoDefault(False)
            line.addWidget(made)
        self.lines.addLayout(line)

    def begin(self, service: Callable[..., Changes], *about: object, said: str) -> None:
        """Write that it stands from now on; `about` follows the person."""
        self.primary.setEnabled(False)
        self.page.do(service, self.person, *about, said=said, then=self._kept, failed=self._failed)

    def end(self, service: Callable[..., Changes], who: bytes, said: str) -> None:
        """Write that it stands no more."""
        self.page.do_at_desk(
            service, self.person, who, said=said, then=self._kept, failed=self._failed
        )

    def _kept(self, _changes: Changes) -> None:
        """It is written."""
        self.accept()
        if self.then is not None:
            self.then()

    def _failed(self, trouble: BaseException) -> None:
        """It is not written: the page says why."""
        self.reject()
        self.page.troubled.emit(trouble)
