"""One notice: what it says, who read it, and what the team decided. Nothing here goes back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schema import NOTICE
from desktop.services import notice_decisions, notices
from desktop.services.entrance import Desk
from desktop.services.notice_decisions import Decision, EarlierDecision
from desktop.services.notices import NoticeDetail
from ui.dates import full_date
from ui.notices_form import SORT_WORDS, URGENCY_WORDS
from ui.page import Page, Room
from ui.pages.notices.decision import DecisionDialog
from ui.pages.notices.words import (
    ANSWER_WORDS,
    CONTACT_WORDS,
    OFFER_WORDS,
    day_of,
    from_whom,
    look,
)
from ui.theme import theme
from ui.widgets.parts import button, card, clear, column, label, pill, row

SIDE_PX = 320


class NoticeReadPage(Page):
    """The words on the left; on the right how it stands. Opening it marks it as read."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.notice = b""
        self.detail: NoticeDetail | None = None
        self.earlier: tuple[EarlierDecision, ...] = ()
        back = button(_("Avisos"), symbol="arrow-left", then=lambda: self.go.emit("notices", None))
        self.tools.addWidget(back)
        left, inside = card(spacing=10)
        self.text = label("", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        inside.addWidget(_scrolling(self.text))
        right, side = card(spacing=8)
        self.facts = column(spacing=8)
        inner = QWidget()
        inner.setLayout(self.facts)
        side.addWidget(_scrolling(inner))
        right.setFixedWidth(theme().px(SIDE_PX))
        across = row(left, right, spacing=16)
        across.setStretch(0, 1)
        self.body.addLayout(across, 1)
        self.shut = button(_("Cerrar el aviso"), symbol="archive", then=self._on_close)
        self.again = button(_("Abrir de nuevo"), symbol="arrow-u-up-left", then=self._on_again)
        self.decide = button(_("Anotar qué se decidió"), "primary", "check", self._on_decide)
        self.foot.addStretch(1)
        for each in (self.shut, self.again, self.decide):
            self.foot.addWidget(each)
        self._show_actions()

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes):
            if argument != self.notice:
                self.notice, self.detail = argument, None
                self.text.clear()
            self.do(notices.mark_read, argument, date.today())
        self.reload()

    def reload(self) -> None:
        if self.notice:
            self.ask_at_desk(_whole, self.notice, then=self._show)

    def leaving(self) -> None:
        self.text.clear()

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(NOTICE.number):
            self.reload()

    def _show(self, whole: tuple[NoticeDetail, tuple[EarlierDecision, ...]]) -> None:
        found, self.earlier = whole
        line = found.line
        if line.id != self.notice or not self.isVisible():
            return
        self.detail = found
        self.head(_(SORT_WORDS[line.sort]), f"{day_of(line)} · {from_whom(line)}")
        self.text.setText(found.text)
        clear(self.facts)
        for fact in self._facts(found):
            self.facts.addWidget(fact)
        self.facts.addStretch(1)
        self._show_actions()

    def _facts(self, found: NoticeDetail) -> list[QWidget]:
        line, decision = found.line, found.decision
        word, tone, symbol = look(line)
        told = [_(URGENCY_WORDS[line.urgency])]
        received = full_date(date.fromtimestamp(line.received_ms / 1000))
        told.append(_("Recibido el {day}").format(day=received))
        if line.read_on is not None:
            told.append(
                _("Lo leyó {name}, el {day}").format(
                    name=line.read_by or "—", day=full_date(line.read_on)
                )
            )
        made: list[QWidget] = [pill(word, tone, symbol)]
        made += [label(each, "soft", wrap=True) for each in told]
        if found.in_doubt:
            doubt = _("Dos personas anotaron cosas distintas: vale lo más prudente. Acuérdenlo.")
            made.append(label(doubt, "error", wrap=True))
        if decision.is_her_no:
            # Not that looking for her is safe: nobody is to do it any more.
            made.append(label(_("Nadie vuelve a buscarla por este aviso."), "strong", wrap=True))
        elif decision.contact is not None:
            made.append(label(_(CONTACT_WORDS[decision.contact]), "strong", wrap=True))
            if decision.answer is not None:
                made.append(label(_(ANSWER_WORDS[decision.answer]), wrap=True))
        if decision.sorts:
            offers = ", ".join(_(OFFER_WORDS[each]).lower() for each in sorted(decision.sorts))
            made.append(label(_("Se le ofreció: {offers}.").format(offers=offers), wrap=True))
        if decision.offered:
            made.append(label(decision.offered, wrap=True))
        if found.decided_on is not None:
            who = _("Lo anotó {name}, el {day}").format(
                name=found.decided_by or "—", day=full_date(found.decided_on)
            )
            made.append(label(who, "small", wrap=True))
        made += [label(each, "small", wrap=True) for each in self._before()]
        made.append(
            label(
                _(
                    "Antes de buscar a alguien: ¿es seguro, hay un modo acordado, puede decir que "
                    "no? Lo que él dice no se le cuenta a ella como cierto, ni lo de ella a nadie."
                ),
                "small",
                wrap=True,
            )
        )
        return made

    def _before(self) -> list[str]:
        """What was decided before this, the newest first."""
        told = [
            _("Antes, el {day}: {what} ({name})").format(
                day=full_date(each.on), what=_what(each.decision), name=each.by or "—"
            )
            for each in self.earlier[1:]
        ]
        return [_("Decisiones anteriores"), *told] if told else []

    def _show_actions(self) -> None:
        line = self.detail.line if self.detail else None
        is_open = line is not None and line.is_open
        self.shut.setVisible(is_open)
        self.again.setVisible(line is not None and not is_open)
        self.decide.setEnabled(is_open)

    def _on_decide(self) -> None:
        if self.detail is None:
            return
        decision, newest = self.detail.decision, next(iter(self.earlier), None)
        own = newest is not None and newest.by == self.room.desk.nickname
        correctable = own and self.detail.decided_on == date.today()
        dialog = DecisionDialog(self, self.notice, decision, correctable=correctable)
        dialog.ask(
            lambda: self.do(
                notice_decisions.decide,
                self.notice,
                dialog.filled(),
                date.today(),
                said=_("Anotado."),
            )
        )

    def _on_close(self) -> None:
        self.do(notices.close, self.notice, date.today(), said=_("Aviso cerrado."))

    def _on_again(self) -> None:
        self.do(notices.reopen, self.notice, said=_("El aviso está abierto."))


def _whole(desk: Desk, notice: bytes) -> tuple[NoticeDetail, tuple[EarlierDecision, ...]]:
    return notices.get_notice(desk, notice), notice_decisions.history(desk.work, notice)


def _what(decision: Decision) -> str:
    """In a few words: her answer where there is one, else whether she may be looked for."""
    if decision.answer is not None:
        return _(ANSWER_WORDS[decision.answer])
    return _(CONTACT_WORDS[decision.contact]) if decision.contact else _("Sin anotar")


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area
