"""Which meeting the measurements of attendance take."""

from __future__ import annotations

from desktop.journal.open_vault import OpenVault
from desktop.services import group_views


def next_session(vault: OpenVault) -> bytes:
    """Of the group with the most people that has a meeting ahead."""
    lines = [line for line in group_views.list_groups(vault) if line.next_session]
    found = max(lines, key=lambda line: line.people).next_session
    assert found is not None
    return found
