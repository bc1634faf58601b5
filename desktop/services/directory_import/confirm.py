"""Write the accepted rows of a preview: whole services, a commit at a time, never twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.programme.directory import likeness
from desktop.programme.schema import SERVICE, Draft
from desktop.services.directory import list_services, values_of, values_of_new, writable
from desktop.services.directory_import.rows import Kind, ServiceRow
from desktop.services.roster_import.confirm import in_commits

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


def confirm(
    desk: Desk,
    accepted: Sequence[ServiceRow],
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Changes:
    """Add the new services of these rows, not verified, and change those that were there.

    `progress(done, total)` counts rows. A cancelled or killed import leaves whole services.
    Confirming again adds none a second time. The answer takes all of it back at once.
    Raises: ReadsOnly, DirectoryDamaged.
    """
    if any(row.kind in (Kind.REFUSED, Kind.SAME) for row in accepted):
        raise ValueError("a row that is refused or the same cannot be accepted")
    shared = writable(desk)
    lines = list_services(desk, retired=True)
    there = {likeness(line.about) for line in lines}
    records = {line.id: line.ids for line in lines}
    changes, done = Changes(), 0
    for some in in_commits(accepted):
        if cancelled is not None and cancelled():
            break
        drafts: list[Draft] = []
        for row in some:
            if row.match is not None:
                mine = records.get(row.match, (row.match,))
                drafts += (SERVICE.of(each, **values_of(row.about)) for each in mine)
            elif likeness(row.about) not in there:
                drafts.append(SERVICE.new(**values_of_new(row.about)))
                there.add(likeness(row.about))
        with shared.write() as journal:
            changes |= journal.record(*drafts)
        done += len(some)
        if progress is not None:
            progress(done, len(accepted))
    return changes
