"""How each thing that can happen looks in a list."""

from __future__ import annotations

from desktop.programme.vocabulary import IncidentSort

SYMBOLS: dict[IncidentSort, str] = {
    IncidentSort.NOT_ADMITTED: "prohibit",
    IncidentSort.PARTNER_OUTSIDE: "door",
    IncidentSort.CHILD_DISCLOSURE: "baby",
    IncidentSort.THREAT_TO_STAFF: "warning",
    IncidentSort.LOST_PAPERS: "files",
    IncidentSort.HEALTH: "first-aid",
    IncidentSort.OTHER: "dots-three",
}
