"""Open somebody's call card over a page, and what it leads to.

The dialogs are imported when one is first opened: Today, which starts with the window, can.
"""

from __future__ import annotations

from datetime import date

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.vocabulary import NoticeSort
from desktop.services import calls
from desktop.services.calls import CallCard
from ui.page import Page


def open_card(page: Page, person: bytes, group: bytes | None = None) -> None:
    """Show the card once it has been read. `group` is where the person was missed."""
    page.ask(calls.card, person, then=lambda card: _show(page, card, group))


def _show(page: Page, card: CallCard, group: bytes | None) -> None:
    from ui.calls.card import CallDialog, Way

    dialog = CallDialog(page, card)
    ways = {
        Way.AGREE: lambda: _agree(page, card, group),
        Way.LIFT: lambda: _lift(page, card),
        Way.CONSENT: lambda: page.go.emit("consents", card.participant),
        Way.NOTICE: lambda: _write_notice(page),
    }

    def keep() -> None:
        page.do(
            calls.record,
            card.participant,
            group,
            dialog.outcome,
            dialog.note.toPlainText(),
            date.today(),
            dialog.next_day,
            said=_("Anotado."),
        )

    dialog.left_for.connect(lambda way: ways[way]())
    if not dialog.ended:
        dialog.accepted.connect(keep)
    dialog.open()


def _write_notice(page: Page) -> None:
    from ui.notices_form import offer

    offer(page, NoticeSort.MISSED_TWO)


def _agree(page: Page, card: CallCard, group: bytes | None) -> None:
    from ui.calls.agreement import AgreementDialog

    dialog = AgreementDialog(page, card)

    def keep() -> None:
        page.do(
            calls.agree,
            card.participant,
            dialog.filled(),
            said=_("Guardado."),
            then=lambda _changes: open_card(page, card.participant, group),
        )

    dialog.ask(keep)


def _lift(page: Page, card: CallCard) -> None:
    from ui.calls.lifting import LiftDialog

    dialog = LiftDialog(page, card)

    def lifted(changes: Changes) -> None:
        page.changed.emit(changes)
        page.said.emit(_("Se puede volver a intentar. Queda en Hoy."), changes)

    def keep() -> None:
        page.room.tasks.run(
            calls.lift,
            page.room.desk,
            card.participant,
            dialog.why.toPlainText(),
            date.today(),
            then=lifted,
            failed=page.troubled.emit,
        )

    dialog.ask(keep)
