"""Where a group meets as far as holidays go: its state and municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.services import roster as rosters
from desktop.services.home import home_site

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


class Whereabouts(NamedTuple):
    """Either may be "" while nobody said it."""

    state_name: str
    municipality: str


def whereabouts(desk: Desk, group: bytes | None = None) -> Whereabouts:
    """Of a group's site; of the home site for None or a group that names none."""
    with desk.work.read() as connection:
        site = connection.exec_driver_sql("SELECT site FROM grp WHERE id = ?", (group,)).scalar()
        row = connection.exec_driver_sql(
            "SELECT state_name, space FROM site WHERE id = ?",
            (site or home_site(connection, desk.work),),
        ).fetchone()
    state_name, space = row if row else (None, None)
    municipality = ""
    if desk.shared is not None and space:
        told = rosters.details(desk.shared, rosters.known(desk.shared).roster)
        found = {id_.hex(): one.municipality for id_, one in told.spaces.items()}
        municipality = found.get(space, "")
    return Whereabouts(state_name or "", municipality)
