"""A notice that came across the wall, for whoever shows or walks its pages."""

from __future__ import annotations

from datetime import date

from desktop.programme.schema import NOTICE
from desktop.programme.vocabulary import NoticeSort, NoticeUrgency
from desktop.services import notices
from desktop.services.entrance import Desk

MARK = b"a notice's mark."
TEXT = "Hoy dijo en la puerta que irá a la casa del molino, aunque ella le pidió que no vaya."


def some_notice(desk: Desk) -> bytes:
    """The record as the intake makes it, once."""
    if not notices.is_here(desk.work, MARK):
        with desk.work.write() as journal:
            journal.record(
                NOTICE.child(
                    MARK,
                    0,
                    sort=NoticeSort.LEAVES,
                    urgency=NoticeUrgency.TODAY,
                    day=date.today().isoformat(),
                    text=TEXT,
                    sender="00" * 16,
                )
            )
    return notices.list_notices(desk)[0].id
