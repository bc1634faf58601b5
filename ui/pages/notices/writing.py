"""Where the men's team writes a notice, and hears whether what was sent has arrived."""

from __future__ import annotations

from desktop.i18n import N_, _
from desktop.programme.vocabulary import NoticeSort
from desktop.services import notice_duty
from desktop.services.entrance import Desk
from desktop.services.notice_delivery import Delivery, delivery
from ui.notices_form import offer
from ui.page import Page, Room
from ui.widgets.parts import button, card, label

STATE_WORDS = {
    Delivery.NONE: N_("No hay nada pendiente de enviar."),
    Delivery.WAITING: N_("Hasta que lo reciban: nadie lo ha leído. Si urge, llame."),
    Delivery.DELIVERED: N_(
        "Entregado. Aquí no se sabrá quién lo leyó ni qué se decidió; si urge, llame."
    ),
}


def _standing(desk: Desk) -> tuple[Delivery, str]:
    return delivery(desk), notice_duty.whom_to_call(desk)


class NoticePage(Page):
    """Says one thing of all notices together: neither how many, nor when, nor about whom."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.head(_("Aviso al otro equipo"))
        frame, inside = card(spacing=8)
        inside.addWidget(label(_("Si el peligro es ahora, llame."), "section", wrap=True))
        self.numbers = label("", "strong", wrap=True)
        inside.addWidget(self.numbers)
        self.body.addWidget(frame)
        state, within = card(spacing=8)
        self.state = label("", wrap=True)
        within.addWidget(self.state)
        self.body.addWidget(state)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.write = button(_("Escribir un aviso"), "primary", "pencil-simple", self._on_write)
        self.foot.addWidget(self.write)

    def open(self, argument: object = None) -> None:
        """A reason opens the form at once."""
        self.reload()
        if isinstance(argument, NoticeSort):
            offer(self, argument)

    def reload(self) -> None:
        self.ask_at_desk(_standing, then=self._show)

    def _show(self, found: tuple[Delivery, str]) -> None:
        state, numbers = found
        self.state.setText(_(STATE_WORDS[state]))
        self.numbers.setText(numbers)

    def _on_write(self) -> None:
        offer(self, NoticeSort.DANGER)
