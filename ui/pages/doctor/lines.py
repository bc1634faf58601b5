"""How a finding looks: its state in a word, an icon and a tone, what it means and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.host.system_checks.finding import Finding, State
from desktop.i18n import N_, _, tell
from ui.theme import theme
from ui.widgets.parts import column, label, pill, row, tile

LOOKS = {
    State.BAD: (N_("Mal"), "x-circle", "danger"),
    State.WARN: (N_("Atención"), "warning", "amber"),
    State.UNKNOWN: (N_("No se sabe"), "question", "plain"),
    State.GOOD: (N_("Bien"), "check-circle", "good"),
}
"""Word, icon and tone of each state."""


def finding_line(found: Finding) -> QWidget:
    """One finding; nothing in it is pressed."""
    word, symbol, tone = LOOKS[found.state]
    made = QWidget()
    line = row(spacing=14)
    line.setContentsMargins(0, theme().px(6), 0, theme().px(6))
    top = Qt.AlignmentFlag.AlignTop
    line.addWidget(tile(symbol, tone), 0, top)
    words = column(label(tell(found.what), "strong"), spacing=1)
    words.addWidget(label(tell(found.means), wrap=True))
    for more in (found.safe, found.to_do):
        if more is not None:
            words.addWidget(label(tell(more), "soft", wrap=True))
    for detail in found.details:
        words.addWidget(label(detail, "small", wrap=True))
    line.addLayout(words, 1)
    line.addWidget(pill(_(word), tone), 0, top)
    made.setLayout(line)
    made.setAccessibleName(f"{tell(found.what)}: {_(word)}. {tell(found.means)}")
    return made
