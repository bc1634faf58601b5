"""Every order of the men's stream, or those of one person: who is near a limit or a deadline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex

from desktop.changes import Changes
from desktop.i18n import N_, _, ngettext
from desktop.programme.court_letter import Letterhead
from desktop.programme.roles import Role
from desktop.programme.schema import (
    ATTENDANCE,
    COURT_ORDER,
    ENROLMENT,
    LETTER,
    PARTICIPANT,
    SESSION,
)
from desktop.reports.verify_page import verify_page
from desktop.services import letter_checks, letterhead, orders, papers, people
from desktop.services.letter_checks import SignedList
from desktop.services.orders import OrderForm, OrderLine
from desktop.services.people import PersonLine
from desktop.trouble import say
from ui.dates import short_date
from ui.door import let_out
from ui.order_form import OrderDialog
from ui.page import Page, Room
from ui.pages.orders.head import LetterheadDialog
from ui.pages.orders.pick import PickDialog
from ui.pages.orders.words import look, of
from ui.widgets.empty import Empty
from ui.widgets.parts import button, card
from ui.widgets.table import RowsModel, Table

CHECKING_NAME = "comprobar.html"
COLUMNS: Sequence[tuple[str, Callable[[OrderLine], str]]] = (
    (N_("Persona"), lambda o: f"{o.nickname} · {o.folio}"),
    (N_("Juzgado y expediente"), lambda o: " · ".join(filter(None, _court(o.form)))),
    (N_("Asistió"), lambda o: of(o.verdict.attended, o.form.rule.required)),
    (N_("Faltas"), lambda o: of(o.verdict.unexcused, o.form.rule.max_total)),
    (N_("Fecha límite"), lambda o: _deadline(o.form)),
    (N_("Cómo va"), lambda o: look(o)[0]),
)
KINDS = (COURT_ORDER, LETTER, ATTENDANCE, SESSION, ENROLMENT, PARTICIPANT)


def _deadline(form: OrderForm) -> str:
    day = form.rule.deadline
    return f"{short_date(day)} {day.year}" if day else "—"


def _court(form: OrderForm) -> tuple[str, str]:
    return form.court, form.case_number


class OrdersPage(Page):
    """A table; Enter opens an order. The coordination also keeps the letterhead."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.person: bytes | None = None
        self.back = button(_("Personas"), symbol="arrow-left")
        self.back.clicked.connect(lambda: self.go.emit("people", None))
        self.everybody = button(_("Ver todas"), symbol="list", then=lambda: self.open(None))
        self.tools.addWidget(self.everybody)
        self.tools.addWidget(self.back)
        self.model: RowsModel[OrderLine] = RowsModel(COLUMNS)
        self.table = Table(self.model, _("Órdenes"), stretch=1)
        self.table.widths(160, 0, 80, 74, 150, 164)
        self.table.whole_words()
        self.table.activated.connect(self._on_open)
        self.table.clicked.connect(self._on_open)
        self.frame, inside = card(margin=10)
        inside.addWidget(self.table)
        self.body.addWidget(self.frame, 1)
        self.empty = Empty(
            "scales",
            _("No hay órdenes"),
            _(
                "Cuando alguien viene por orden de un juez, copie aquí lo que la orden pide. El "
                "programa cuenta la asistencia y explica cada falta; no decide nada por sí solo."
            ),
            button(_("Anotar una orden"), symbol="plus", then=self._on_new),
        )
        self.body.addWidget(self.empty, 1)
        if room.desk.role is Role.COORDINATOR:
            self.foot.addWidget(button(_("Membrete"), symbol="bank", then=self._on_head))
            words = _("Página para comprobar oficios")
            self.foot.addWidget(button(words, symbol="qr-code", then=self._on_export))
        self.foot.addStretch(1)
        self.foot.addWidget(button(_("Anotar una orden"), "primary", "plus", self._on_new))
        self._show([])

    def open(self, argument: object = None) -> None:
        self.person = argument if isinstance(argument, bytes) else None
        self.reload()

    def reload(self) -> None:
        self.ask(orders.list_orders, date.today(), self.person, then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.touches(kind.number) for kind in KINDS):
            self.reload()

    def _show(self, found: list[OrderLine]) -> None:
        n = len(found)
        told = ngettext("{n} orden", "{n} órdenes", n).format(n=n) if found else ""
        self.head(_("Órdenes de un juez"), told)
        self.model.show(found)
        self.frame.setVisible(bool(found))
        self.empty.setVisible(not found)
        alone = self.person is not None
        self.empty.heading.setText(
            _("Esta persona no tiene órdenes") if alone else _("No hay órdenes")
        )
        self.everybody.setVisible(alone)

    def _on_open(self, index: QModelIndex) -> None:
        self.go.emit("order", self.model.row(index).id)

    # --- a new one ---------------------------------------------------------------

    def _on_new(self) -> None:
        if self.person is not None:
            self._enter(self.person)
        else:
            self.ask(people.list_people, then=self._pick)

    def _pick(self, found: list[PersonLine]) -> None:
        dialog = PickDialog(self, found)
        dialog.ask(lambda: self._enter(dialog.chosen))

    def _enter(self, person: bytes) -> None:
        dialog = OrderDialog(self, OrderForm(), person)
        dialog.ask(
            lambda: self.do(
                orders.enter_order,
                person,
                dialog.filled,
                said=_("Orden anotada."),
                then=lambda changes: self.go.emit("order", changes.created[0]),
            )
        )

    # --- for the coordination ------------------------------------------------------

    def _on_head(self) -> None:
        self.ask(letterhead.read, then=self._edit_head)

    def _edit_head(self, head: Letterhead) -> None:
        dialog = LetterheadDialog(self, head)

        def keep() -> None:
            self.room.tasks.run(
                letterhead.keep,
                self.room.desk,
                dialog.filled(),
                then=self._kept_head,
                failed=self.troubled.emit,
            )

        dialog.ask(keep)

    def _kept_head(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.said.emit(_("Membrete guardado."), changes if changes.undo else None)

    def _on_export(self) -> None:
        today = date.today()

        def out(signed: SignedList) -> None:
            html = verify_page(signed.data, signed.signer_key, signed.signature, today)
            what = say("Página para comprobar oficios")
            write = papers.whole(html.encode())
            let_out(self, self.room, what, CHECKING_NAME, write, lambda _paper: self._exported())

        self.room.tasks.run(
            letter_checks.signed_list,
            self.room.desk,
            today,
            then=out,
            failed=self.troubled.emit,
        )

    def _exported(self) -> None:
        self.said.emit(_("Guardada. Entréguela al juzgado; no nombra a nadie."), None)
