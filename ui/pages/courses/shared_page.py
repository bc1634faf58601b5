"""What the three pages about courses have in common: they ask the shared vault."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.changes import Changes
from desktop.programme.roles import Role
from desktop.programme.schema import COURSE, MATERIAL, SESSION_PLAN
from desktop.programme.vocabulary import Stream
from desktop.services.courses import SharedDamaged
from ui.page import Page
from ui.theme import theme
from ui.widgets.parts import label, row, tile


class SharedPage(Page):
    """A page whose records lie in the shared vault; where that is damaged it says so."""

    def ask_shared(
        self, service: Callable[..., Any], *args: Any, then: Callable[[Any], None]
    ) -> None:
        """As `Page.ask`, for the shared vault."""
        shared = self.room.desk.shared
        if shared is None:
            self.troubled.emit(SharedDamaged())
        else:
            self._run(service, shared, *args, then=then, failed=None)

    def do_shared(
        self,
        service: Callable[..., Changes],
        *args: Any,
        said: str = "",
        then: Callable[[Changes], None] | None = None,
    ) -> None:
        """As `Page.do`, for the shared vault."""
        self.ask_shared(service, *args, then=partial(self._done, said, then))

    def may_edit(self, stream: Stream) -> bool:
        """Courses are written by who coordinates the groups that they are for."""
        desk = self.room.desk
        return desk.role is Role.COORDINATOR and desk.work.stream is stream


def scrolling(lines: QVBoxLayout) -> QScrollArea:
    """A column that may be longer than the screen."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner = QWidget()
    lines.setContentsMargins(0, 0, theme().px(10), 0)
    inner.setLayout(lines)
    area.setWidget(inner)
    return area


def notice(words: str, tone: str, symbol: str) -> QFrame:
    """A sentence on a soft ground above what it is about."""
    strip = QFrame()
    strip.setProperty("kind", "tile")
    strip.setProperty("tone", tone)
    line = row(tile(symbol, tone, 32), label(words, wrap=True), spacing=10)
    line.setStretch(1, 1)
    margin = theme().px(8)
    line.setContentsMargins(margin, margin, margin, margin)
    strip.setLayout(line)
    return strip


def about_courses(changes: Changes) -> bool:
    """Whether courses, their sessions or what these show changed."""
    return any(changes.touches(kind.number) for kind in (COURSE, SESSION_PLAN, MATERIAL))
