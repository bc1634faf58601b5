"""The rule of `programme.standing` for the lists that a database reads."""

from __future__ import annotations

from desktop.programme.schema import ENROLMENT
from desktop.programme.vocabulary import EnrolmentState, LeaveReason

BELONGS = f"""(CASE WHEN e.state = {int(EnrolmentState.ACTIVE)}
    THEN e.since IS NULL OR e.since <= s.date
    ELSE e.since IS NOT NULL AND e.state IS NOT NULL AND s.date < e.since END)"""
"""Whether enrolment `e` belongs on the list of session `s`."""

AFTER_JOINING = f"""(e.since IS NULL OR e.state <> {int(EnrolmentState.ACTIVE)}
    OR s.date >= e.since)"""
"""Whether session `s` was not before enrolment `e` joined or came back: what came before
is no part of a run of absences."""

DIED = f"""(e.leave_reason = {int(LeaveReason.DIED)} AND (e.state = {int(EnrolmentState.LEFT)}
    OR EXISTS (SELECT 1 FROM conflict c WHERE c.kind = {ENROLMENT.number} AND c.record = e.id
               AND c.register = {ENROLMENT.register_of("state").number})))"""  # noqa: S608 - our own words
"""Whether enrolment `e` says that the person died. What a colleague wrote on another laptop
without knowing it never makes her or him be called again; who knows it can take it back."""
