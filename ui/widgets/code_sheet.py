"""A recovery code for eyes and for paper: seven groups that can be read one by one."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import _
from ui.theme import theme
from ui.widgets.parts import label

GROUPS_A_ROW = 4
CODE_PX = 26


class CodeGroups(QWidget):
    """The code large, four groups a line. It cannot be marked and copied: it is for paper."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(8))

    def tell(self, spelled: str) -> None:
        """Show a code as `keys.NewCode.spelled` has it, "" for none."""
        self.setAccessibleName(spelled)
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            if old is not None:
                old.deleteLater()
        tokens, px = theme().tokens, theme().px
        for place, group in enumerate(spelled.split("-") if spelled else ()):
            shown = label(group)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            shown.setStyleSheet(
                f"font-size: {px(CODE_PX)}px; font-weight: 600; letter-spacing: {px(2)}px;"
                f" background: {tokens.accent_soft}; border-radius: {px(10)}px;"
                f" padding: {px(8)}px {px(6)}px;"
            )
            self._grid.addWidget(shown, place // GROUPS_A_ROW, place % GROUPS_A_ROW)


def sheet_html(spelled: str) -> str:
    """The sheet to print. It names neither the person nor the program nor what it is for."""
    groups = [escape(group) for group in spelled.split("-")]
    lines = "<br>".join(
        " &nbsp; ".join(groups[at : at + GROUPS_A_ROW])
        for at in range(0, len(groups), GROUPS_A_ROW)
    )
    words = (
        _("Si olvida su frase, este código abre su cuenta."),
        _("Guarde esta hoja en un lugar seguro, lejos de la computadora, y no la fotografíe."),
        _("Quien tenga la hoja y la computadora puede entrar."),
        _("Si la pierde, haga un código nuevo en Ajustes: éste deja de servir."),
    )
    told = "".join(f"<p>{escape(each)}</p>" for each in words)
    return (
        f"<h2>{escape(_('Código de recuperación'))}</h2>"
        f'<p style="font-size:22pt; font-weight:600; line-height:150%">{lines}</p>{told}'
    )
