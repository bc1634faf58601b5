"""From "something happened" to a note that somebody follows, over any page with a list."""

from __future__ import annotations

from datetime import date

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.vocabulary import IncidentSort, NoticeSort, Stream
from desktop.services import directory, incidents
from desktop.services.attendance import Sheet
from ui.incidents.choose import WhatHappenedDialog
from ui.incidents.note import IncidentDialog
from ui.notices_form import offer
from ui.page import Page

NOTICE = "notice"
"""The page that writes across the wall; it stands in the men's stream alone."""


def ask_what(page: Page, sheet: Sheet) -> None:
    """Choose what happened, then see what to do and note it."""
    asked = WhatHappenedDialog(page)
    asked.chosen.connect(lambda sort: ask_note(page, sheet, sort))
    asked.open()


def ask_note(page: Page, sheet: Sheet, sort: IncidentSort, person: bytes | None = None) -> None:
    """What to do now about this, and the note."""

    def show(numbers: tuple[str, ...]) -> None:
        _ask(page, sheet, sort, person, next(iter(numbers), ""))

    page.ask_at_desk(directory.emergency_numbers, then=show)


def _ask(page: Page, sheet: Sheet, sort: IncidentSort, person: bytes | None, to_call: str) -> None:
    may_notice = page.room.desk.work.stream is Stream.MEN and NOTICE in page.room.pages
    dialog = IncidentDialog(
        page,
        sheet.session,
        sort,
        min(sheet.date, date.today()),
        sheet.lines,
        to_call,
        person=person,
        offers_notice=may_notice,
    )

    def keep() -> None:
        happening = dialog.filled()
        wanted = dialog.notice_wanted

        def kept(_changes: Changes) -> None:
            if wanted:
                offer(page, NoticeSort.TURNED_AWAY)

        page.do(
            incidents.note,
            sheet.session,
            happening,
            said=_("Anotado. Queda en Hoy hasta decir cómo quedó."),
            then=kept,
        )

    dialog.ask(keep)
