"""What a man's interview asks beside the rest: what brought him, the order, what it forbids."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.programme.vocabulary import CameBy
from desktop.services import orders
from desktop.services.orders import OrderForm, OrderLine
from ui.order_form import OrderDialog
from ui.pages.intake.choices import Choices
from ui.pages.intake.step import Desk
from ui.theme import theme
from ui.widgets.parts import button, label
from ui.widgets.wrapped import Wrapped


class CourtPart(QWidget):
    """An order is entered with its own rule, once he is a record."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._about: bytes | None = None
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(10))
        inside.addWidget(label(_("¿Cómo llegó?")))
        self.came_by = Choices(
            (
                (_("Por decisión\npropia"), CameBy.OWN_DECISION),
                (_("Por orden\nde un juez"), CameBy.COURT_ORDER),
                (_("Lo mandó\nun servicio"), CameBy.REFERRED),
                (_("Por su\nfamilia"), CameBy.FAMILY),
                (_("De otro\nmodo"), CameBy.OTHER),
            ),
            _("¿Cómo llegó?"),
        )
        self.came_by.chosen.connect(self._on_came_by)
        self.came_by.passed.connect(lambda _by: self._after())
        inside.addWidget(self.came_by)
        self.order = button(_("Anotar la orden"), symbol="scales", then=self._on_order)
        self.forbidden = button(
            _("Lugares y horas prohibidos"), symbol="prohibit", then=self._on_forbidden
        )
        self.acts = Wrapped(self.order, self.forbidden)
        inside.addWidget(self.acts)
        self.told = label("", "soft", wrap=True)
        inside.addWidget(self.told)

    def show_interview(self) -> None:
        interview = self.desk.interview
        self.came_by.mark(interview.details.get("came_by"))
        ordered = interview.details.get("came_by") == CameBy.COURT_ORDER
        self.acts.setVisible(ordered)
        self.told.setVisible(ordered)
        kept = interview.person is not None
        self.order.setEnabled(kept)
        self.forbidden.setEnabled(kept)
        if not kept:
            self.told.setText(_("La orden se anota cuando acepte que se guarden sus datos."))
        elif ordered and self._about != interview.person:
            self.count()

    def count(self) -> None:
        """How many orders are written down."""
        person = self._about = self.desk.interview.person
        if person is not None:
            self.desk.page.ask(orders.list_orders, date.today(), person, then=self._counted)

    def _counted(self, found: list[OrderLine]) -> None:
        n = len(found)
        self.told.setText(
            ngettext("{n} orden anotada.", "{n} órdenes anotadas.", n).format(n=n)
            if n
            else _("Todavía no hay ninguna orden anotada.")
        )

    def _on_came_by(self, value: object) -> None:
        self.desk.keep(details={"came_by": value if isinstance(value, CameBy) else None})
        self.show_interview()

    def _after(self) -> None:
        if self.acts.isVisibleTo(self) and self.order.isEnabled():
            self.order.setFocus()
        else:
            list(self.came_by.buttons.values())[-1].setFocus()
            self.focusNextChild()

    def _on_order(self) -> None:
        person, page = self.desk.interview.person, self.desk.page
        if person is None:
            return
        dialog = OrderDialog(page, OrderForm(), person)
        dialog.ask(
            lambda: page.do(
                orders.enter_order,
                person,
                dialog.filled,
                said=_("Orden anotada."),
                then=lambda _changes: self.count(),
            )
        )

    def _on_forbidden(self) -> None:
        from ui import forbidden_form

        person = self.desk.interview.person
        if person is not None:
            forbidden_form.offer(self.desk.page, person)
