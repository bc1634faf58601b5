"""What the file keeps of a meeting: its theme, what was done, and counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme.group_papers import SessionNote
from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance, incidents
from desktop.services.leading_session import plan_for

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


def session_note(desk: Desk, folder: Path, session: bytes) -> SessionNote:
    """One meeting as it can be filed. `folder` is the data folder. Raises: NotFound."""
    sheet = attendance.sheet(desk.work, session)
    followed = plan_for(desk, folder, session)
    steps = followed.plan.steps if followed.plan else ()
    folios: dict[AttendanceState, list[str]] = {}
    for line in sheet.lines:
        if line.state is not None:
            folios.setdefault(line.state, []).append(line.folio)
    with desk.work.read() as connection:
        shown = connection.exec_driver_sql(_SHOWN, (session,)).scalar_one()
    return SessionNote(
        group_name=sheet.group_name,
        ordinal=sheet.ordinal,
        replaces=sheet.replaces_ordinal,
        date=sheet.date,
        start_minute=sheet.start_minute,
        minutes=sheet.minutes,
        place=sheet.place,
        state=sheet.state,
        theme=sheet.theme,
        facilitators=", ".join(name for name in (sheet.lead, sheet.colead) if name),
        steps=tuple(
            (step.title, number in followed.done) for number, step in enumerate(steps, start=1)
        ),
        marks={state: len(listed) for state, listed in sorted(folios.items())},
        unmarked=sum(line.state is None for line in sheet.lines),
        folios={state: tuple(sorted(listed)) for state, listed in sorted(folios.items())},
        visitors=sheet.visitors,
        interpreters=sheet.interpreters,
        children=sheet.children,
        shown=shown,
        incidents=dict(
            sorted(Counter(each.sort for each in incidents.of_session(desk.work, session)).items())
        ),
    )


_SHOWN = """
SELECT count(*) FROM shown WHERE session = ? AND coalesce(times, 0) > 0 AND NOT deleted
"""
