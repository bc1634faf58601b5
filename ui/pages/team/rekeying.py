"""Calls that change keys: they close the desk and open another, with which the window goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.host.clock import SystemClock
from desktop.i18n import _
from desktop.services.entrance import Desk, sit_down
from sync.client.outbox import seal_all
from ui.page import Page, Room
from ui.theme import theme
from ui.widgets.parts import label
from ui.widgets.trouble import show_trouble


class KeysChanging(QWidget):
    """A sentence and a bar while it lasts; hidden before."""

    def __init__(self) -> None:
        super().__init__()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        words = _("Cambiando las llaves. Tarda unos segundos; no apague la computadora.")
        inside.addWidget(label(words, "strong", wrap=True))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Cambiando las llaves"))
        inside.addWidget(bar)
        self.hide()


@dataclass(frozen=True)
class _Outcome:
    """The desk to go on with, None when none opens any more; what went wrong, if anything."""

    desk: Desk | None
    problem: BaseException | None = None


def go_on_after(
    page: Page, call: Callable[[Desk], Desk], said: str, before: Callable[[], object]
) -> None:
    """Run a call that ends this desk; `said` shows when it was good.

    `before` is called in the window first, e.g. to close the dialog that waited.
    """
    room = page.room
    window = page.window()

    def done(outcome: _Outcome) -> None:
        before()
        if outcome.desk is None:
            room.lock()
            return
        good = outcome.problem is None
        room.reseat(outcome.desk, "team", said if good else _("No se terminó."))
        if outcome.problem is not None:
            show_trouble(window, outcome.problem)

    room.over = True
    room.tasks.run(_end, room, call, then=done)


def _end(room: Room, call: Callable[[Desk], Desk]) -> _Outcome:
    """On the database thread. A call that was cut short is ended by sitting down again."""
    try:
        seal_all(room.desk, room.folder)  # what is known of their work gets in before the cut-off
        return _Outcome(call(room.desk))
    except Exception as problem:
        room.desk.close()
        try:
            return _Outcome(sit_down(room.folder, room.desk.account, SystemClock()), problem)
        except Exception:
            return _Outcome(None, problem)
