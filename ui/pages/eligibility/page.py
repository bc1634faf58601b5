"""Who may come to a group: the rule read line by line, tried, and changed by who coordinates."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from desktop.changes import Changes
from desktop.i18n import _, tell
from desktop.programme.eligibility import MINOR_ROW, Row, Rule
from desktop.programme.roles import Role
from desktop.programme.schema import SETTING
from desktop.services import eligibility
from desktop.services.eligibility import Edition, InForce
from desktop.services.entrance import Desk
from ui.dates import short_date
from ui.page import Page, Room
from ui.pages.eligibility.line import LineDialog, RuleLine
from ui.pages.eligibility.trying import Trying
from ui.theme import theme
from ui.widgets.card_list import CardList
from ui.widgets.parts import button, card, clear, column, label

HISTORY_SHOWN = 12

Found = tuple[InForce, tuple[Edition, ...]]


def _read(desk: Desk) -> Found:
    return eligibility.in_force(desk.work), eligibility.history(desk.work)


class EligibilityPage(Page):
    """Everybody reads and tries it; each change of a coordinator is kept at once."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.rule = Rule(())
        self.edits = room.desk.role is Role.COORDINATOR
        self.shipped = button(
            _("Volver a la regla de fábrica"), symbol="arrow-counter-clockwise", then=self._reset
        )
        self.shipped.hide()
        self.tools.addWidget(self.shipped)
        self.trouble = label("", "strong", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        halves = QHBoxLayout()
        halves.setSpacing(theme().px(16))
        self.lines = CardList()
        halves.addWidget(self.lines, 3)
        self.trying = Trying(room.desk.work.stream)
        self.past, inside = card(spacing=6)
        inside.addWidget(label(_("Cambios de la regla"), "section"))
        self.editions = column(spacing=6)
        inside.addLayout(self.editions)
        halves.addWidget(_beside(self.trying.frame, self.past), 2)
        self.body.addLayout(halves, 1)

    def reload(self) -> None:
        self.ask_at_desk(_read, then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(SETTING.number):
            self.reload()

    def _show(self, found: Found) -> None:
        now, editions = found
        self.rule = now.rule
        told = _("Se lee de arriba abajo: decide la primera línea que se cumple. Es una ayuda; ")
        told += _("la última palabra la tiene quien entrevista, y anota por qué.")
        self.head(_("Quién puede entrar a un grupo"), told)
        self.trouble.setText("" if now.fell_back is None else tell(now.fell_back))
        self.trouble.setVisible(now.fell_back is not None)
        self.shipped.setVisible(self.edits and (now.own or now.fell_back is not None))
        self.lines.show_cards(self._card(at) for at in range(len(now.rule.rows)))
        self.trying.show_rule(now.rule)
        clear(self.editions)
        for each in editions[:HISTORY_SHOWN]:
            self.editions.addWidget(label(_edition(each), "small", wrap=True))
        if not editions:
            untouched = _("Nadie la ha cambiado: es la de fábrica.")
            self.editions.addWidget(label(untouched, "small", wrap=True))

    def _card(self, at: int) -> RuleLine:
        line = self.rule.rows[at]
        made = RuleLine(
            at + 1,
            line,
            edits=self.edits,
            up=self._may_move(at, -1),
            down=self._may_move(at, 1),
        )
        made.moved.connect(self._move)
        made.wanted.connect(self._change)
        return made

    def _may_move(self, at: int, by: int) -> bool:
        """Lines change places among those with the same outcome; the first one stays first."""
        rows, to = self.rule.rows, at + by
        return (
            0 <= to < len(rows)
            and rows[to].outcome is rows[at].outcome
            and rows[to].number != MINOR_ROW
        )

    def _move(self, number: int, by: int) -> None:
        rows = list(self.rule.rows)
        at = next(at for at, line in enumerate(rows) if line.number == number)
        rows[at], rows[at + by] = rows[at + by], rows[at]
        self._keep(tuple(rows))

    def _change(self, number: int) -> None:
        line = self.rule.row(number)
        if line is not None:
            dialog = LineDialog(self, line)
            dialog.ask(partial(self._changed, dialog))

    def _changed(self, dialog: LineDialog) -> None:
        self._keep(
            tuple(
                dialog.line if line.number == dialog.line.number else line
                for line in self.rule.rows
            )
        )

    def _keep(self, rows: tuple[Row, ...]) -> None:
        self.do_at_desk(eligibility.save, replace(self.rule, rows=rows), said=_("Regla guardada."))

    def _reset(self) -> None:
        self.do_at_desk(eligibility.reset, said=_("Se usa otra vez la regla de fábrica."))


def _beside(*cards: QFrame) -> QScrollArea:
    """Cards one below the other that keep what they show, scrolling where they do not fit."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    inner = QWidget()
    inner.setLayout(column(*cards, None, spacing=14))
    area.setWidget(inner)
    return area


def _edition(each: Edition) -> str:
    day = datetime.fromtimestamp(each.at_ms / 1000).date()
    who = each.by or _("Alguien que no está en la lista")
    if not each.readable:
        what = _("una regla que esta Vereda no lee")
    elif each.rule is None:
        what = _("volvió a la regla de fábrica")
    else:
        what = _("versión {version}").format(version=each.rule.version)
    told = _("{day} · {who}: {what}").format(day=short_date(day), who=who, what=what)
    return _("{told} (en uso)").format(told=told) if each.stands else told
