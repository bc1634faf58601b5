"""Hand a group over, or receive one: point by point, and who answered what stays readable."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import _, tell
from desktop.programme.schema import (
    CALL,
    COURT_ORDER,
    GROUP,
    HANDOVER,
    HANDOVER_ITEM,
    INCIDENT,
    SESSION,
)
from desktop.services import handover, handover_disputes
from desktop.services.entrance import Desk
from desktop.services.handover import Handover, HandoverPoint, NotYoursToGive, Preparation
from desktop.services.handover_disputes import Dispute
from desktop.services.refusals import NotFound
from ui.page import Page, Room
from ui.pages.handover.answering import NoteDialog, PointCard
from ui.pages.handover.giving import GivingForm
from ui.pages.handover.words import LOOKS, STATES, about, from_to
from ui.theme import theme
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card, clear, column, label, row, tile
from ui.widgets.rowbutton import RowButton

_SHOWN = (HANDOVER, HANDOVER_ITEM, GROUP, SESSION, CALL, INCIDENT, COURT_ORDER)
Found = tuple[Handover | Preparation, tuple[Dispute, ...]]


def _read(desk: Desk, record: bytes, today: date) -> Found:
    """A handover by its id, or what handing over a group needs; with what is disputed in it."""
    found: Handover | Preparation
    try:
        found = handover.get(desk, record, today)
        group = found.line.group
    except NotFound:
        found = handover.prepare(desk, record, today)
        group = record
    mine = (each for each in handover_disputes.disputes(desk) if each.group == group)
    return found, tuple(each for each in mine if handover_disputes.concerns(desk, each))


class HandoverPage(Page):
    """Not for the room where the group is."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._record = b""
        self._group = b""
        self._answering: set[int] = set()
        self.form: GivingForm | None = None
        self.tools.addWidget(button(_("Grupo"), symbol="arrow-left", then=self._to_group))
        self.head(_("Entregar un grupo"))
        self.empty = Empty(
            "handshake",
            _("Entregar un grupo"),
            _(
                "Cuando otra persona sigue con un grupo, aquí se le entrega lo que queda abierto. "
                "Se empieza desde la página del grupo."
            ),
            button(
                _("Ir a Grupos"), symbol="users-three", then=lambda: self.go.emit("groups", None)
            ),
        )
        self.body.addWidget(self.empty, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self.lines = column(spacing=14)
        self.lines.setContentsMargins(0, 0, theme().px(8), 0)
        inner.setLayout(self.lines)
        self.area.setWidget(inner)
        self.area.hide()
        self.body.addWidget(self.area, 1)
        self.give = button(_("Entregar el grupo"), "primary", "handshake", self._on_give)
        self.take = button(_("Recibir el grupo"), "primary", "handshake", self._on_receive)
        self.back = button(_("Retirar la entrega"), symbol="arrow-u-up-left", then=self._on_back)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        for each in (self.take, self.give):
            self.foot.addWidget(each)
        self._only()

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes):
            self._leave_form(but=argument)
            self._record = argument
        self.reload()

    def reload(self) -> None:
        if self._record:
            self.ask_at_desk(
                _read, self._record, date.today(), then=self._show, failed=self._missed
            )

    def _missed(self, problem: BaseException) -> None:
        """What was just handed over may have been undone: then its group shows."""
        if isinstance(problem, NotFound) and self._group not in (b"", self._record):
            self._record = self._group
            self.reload()
        else:
            self.troubled.emit(problem)

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.touches(kind.number) for kind in _SHOWN):
            self.reload()

    def leaving(self) -> None:
        if self.form is not None:
            self.form.leave()

    # --- what shows ------------------------------------------------------------

    def _show(self, found: Found) -> None:
        about_it, disputed = found
        self._answering.clear()
        self.empty.hide()
        self.area.show()
        if isinstance(about_it, Preparation):
            self._show_giving(about_it, disputed)
        else:
            self._show_one(about_it, disputed)

    def _show_giving(self, found: Preparation, disputed: tuple[Dispute, ...]) -> None:
        self._group = found.group
        title = _("Entregar {group}").format(group=found.group_name)
        self.head(title, _("Por folio, sin nombres. Ábralo sin el grupo delante."))
        kept, self.form = self.form, None
        if kept is not None:
            self.lines.removeWidget(kept)
        clear(self.lines)
        self._add_disputes(disputed)
        self._add_before(found)
        if found.may_give:
            self.form = kept or GivingForm(self, found)
            if kept is not None:
                kept.refresh(found)
            self.lines.addWidget(self.form)
        else:
            if kept is not None:
                kept.deleteLater()
            self.lines.addWidget(label(tell(NotYoursToGive().happened), wrap=True))
        self.lines.addStretch(1)
        self._only(self.give if found.may_give and found.receivers else None)

    def _show_one(self, found: Handover, disputed: tuple[Dispute, ...]) -> None:
        line = found.line
        self._group = line.group
        self.head(
            _("Entrega de {group}").format(group=line.group_name),
            f"{from_to(line)} · {about(line)}",
        )
        focus = self._focused()
        clear(self.lines)
        self._add_disputes(disputed)
        if found.receiver_gone and found.may_withdraw:
            self.lines.addWidget(
                label(_("Quien lo recibía ya no tiene acceso. Retire la entrega."), wrap=True)
            )
        cards = [self._card(found, point) for point in found.points]
        for each in cards:
            self.lines.addWidget(each)
        if not cards:
            self.lines.addWidget(label(_("No quedaba nada abierto."), wrap=True))
        self._add_later(found)
        self.lines.addStretch(1)
        ready = found.to_accept and not found.waiting
        self._only(self.take if ready else None, self.back if found.may_withdraw else None)
        self._focus_on(cards, focus, ready)

    def _card(self, found: Handover, point: HandoverPoint) -> PointCard:
        if not found.to_accept:
            return PointCard(point, None, None)
        return PointCard(
            point, lambda: self._accept(point), lambda: self._talk(found.line.id, point)
        )

    def _add_disputes(self, disputed: tuple[Dispute, ...]) -> None:
        for each in disputed:
            frame, inside = card(spacing=10)
            words = _(
                "Dos computadoras dieron respuestas distintas. ¿Quién se queda con este lugar?"
            )
            top = row(tile("warning", "amber"), spacing=14)
            top.addWidget(label(words, "strong", wrap=True), 1)
            inside.addLayout(top)
            choices = row()
            choices.addStretch(1)
            for one in each.contenders:
                settle = button(one.nickname, symbol="user-circle")
                settle.clicked.connect(
                    lambda _on=False, each=each, one=one: self.do_at_desk(
                        handover_disputes.settle,
                        each.group,
                        each.seat,
                        one.member,
                        said=_("Decidido."),
                    )
                )
                choices.addWidget(settle)
            inside.addLayout(choices)
            self.lines.addWidget(frame)

    def _add_before(self, found: Preparation) -> None:
        if not found.before:
            return
        frame, inside = card(spacing=6)
        inside.addWidget(label(_("Entregas de este grupo"), "section"))
        for each in found.before:
            to_it = RowButton("handshake", STATES[each.state][1], from_to(each), about(each))
            to_it.clicked.connect(lambda _on=False, id_=each.id: self.go.emit("handover", id_))
            inside.addWidget(to_it)
        self.lines.addWidget(frame)

    def _add_later(self, found: Handover) -> None:
        if not found.later:
            return
        frame, inside = card(spacing=8)
        inside.addWidget(label(_("Surgió después"), "section"))
        inside.addWidget(label(_("Va con el grupo; no hace falta aceptarlo."), "soft", wrap=True))
        for point in found.later:
            across = row(tile(*LOOKS[point.sort], 36), spacing=12)
            hint = label(tell(point.hint), "small", wrap=True)
            across.addLayout(column(label(tell(point.what), wrap=True), hint, spacing=0), 1)
            inside.addLayout(across)
        self.lines.addWidget(frame)

    def _only(self, *shown: QWidget | None) -> None:
        for each in (self.give, self.take, self.back):
            each.setVisible(each in shown)

    def _focused(self) -> int:
        """The point that the keyboard is at, 0 for none."""
        at: QWidget | None = self.focusWidget()
        while at is not None and not isinstance(at, PointCard):
            at = at.parentWidget()
        return at.ordinal if isinstance(at, PointCard) else 0

    def _focus_on(self, cards: list[PointCard], last: int, ready: bool) -> None:
        """The next point that waits, so that Enter accepts one after the other."""
        if not self.isVisible():
            return
        waiting = [each for each in cards if each.accept is not None]
        after = [each for each in waiting if each.ordinal >= last] or waiting
        if after and after[0].accept is not None:
            after[0].accept.setFocus()
            self.area.ensureWidgetVisible(after[0])
        elif ready:
            self.take.setFocus()

    # --- what can be done --------------------------------------------------------

    def _to_group(self) -> None:
        self.go.emit("group" if self._group else "groups", self._group or None)

    def _on_give(self) -> None:
        giving = self.form.giving(date.today()) if self.form is not None else None
        if giving is not None:
            said = _("Entregado. Lo verá en Hoy cuando reciba.")
            self.do_at_desk(handover.give, giving, said=said, then=self._given)

    def _given(self, changes: Changes) -> None:
        if self.form is not None:
            self.form.given()
        self._leave_form()
        self._record = changes.created[0]
        self.reload()

    def _accept(self, point: HandoverPoint, note: str = "") -> None:
        if point.ordinal in self._answering:
            return
        self._answering.add(point.ordinal)
        self.do_at_desk(
            handover.accept,
            self._record,
            point.ordinal,
            date.today(),
            note,
            said=_("Aceptado."),
            failed=self._refused,
        )

    def _refused(self, problem: BaseException) -> None:
        self._answering.clear()
        self.troubled.emit(problem)

    def _talk(self, about_it: bytes, point: HandoverPoint) -> None:
        dialog = NoteDialog(self, about_it, point)

        def answer() -> None:
            words = dialog.note.toPlainText()
            if dialog.accepts:
                self._accept(point, words)
                return
            said = _("Queda abierto. Quien entrega lo verá en Hoy.")
            self.do_at_desk(
                handover.ask_to_talk, about_it, point.ordinal, words, date.today(), said=said
            )

        dialog.ask(answer)

    def _on_receive(self) -> None:
        self.do_at_desk(
            handover.receive, self._record, date.today(), said=_("El grupo ya es suyo.")
        )

    def _on_back(self) -> None:
        self.do_at_desk(handover.withdraw, self._record, said=_("Entrega retirada."))

    def _leave_form(self, but: bytes = b"") -> None:
        """Another group, or another handover: what was typed for this one is kept aside."""
        if self.form is not None and self.form.group != but:
            self.form.leave()
            self.lines.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
