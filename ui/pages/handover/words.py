"""Handovers in words and pictures."""

from __future__ import annotations

from desktop.i18n import N_, _
from desktop.programme.vocabulary import HandoverSort, HandoverState
from desktop.services.handover import HandoverLine, Seat
from ui.dates import short_date

LOOKS: dict[HandoverSort, tuple[str, str]] = {
    HandoverSort.CALL: ("phone", "terracotta"),
    HandoverSort.INCIDENT: ("warning", "amber"),
    HandoverSort.PLAN: ("shield-check", "amber"),
    HandoverSort.REFERRAL: ("arrow-square-out", "info"),
    HandoverSort.ORDER: ("scales", "amber"),
    HandoverSort.WORRY: ("chat-circle", "info"),
    HandoverSort.DATE: ("calendar-blank", "info"),
    HandoverSort.OTHER: ("note", "plain"),
}

STATES: dict[HandoverState, tuple[str, str]] = {
    HandoverState.OPEN: (N_("Por aceptar"), "amber"),
    HandoverState.ACCEPTED: (N_("Aceptada"), "good"),
    HandoverState.WITHDRAWN: (N_("Retirada"), "plain"),
}

SEATS = {Seat.LEADS: N_("Facilita"), Seat.ASSISTS: N_("Cofacilita")}


def from_to(line: HandoverLine) -> str:
    """Nube → Lluvia"""
    return f"{line.giver or _('Coordinación')} → {line.receiver}"


def about(line: HandoverLine) -> str:
    """Which place, since when, and how it stands."""
    parts = [_(SEATS[line.seat]), _(STATES[line.state][0])]
    if line.on is not None:
        parts.insert(1, short_date(line.on))
    return " · ".join(parts)
