"""The directory as a workbook, for another team or for a spreadsheet; hidden addresses stay here.

Every cell is text: nothing in it is run as a formula or followed as a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme.roles import Role
from desktop.programme.service_columns import NO, SHEET, SORT_NAMES, YES, ServiceColumn
from desktop.programme.vocabulary import Stream
from desktop.services.directory import list_services
from desktop.services.refusals import Refusal
from desktop.services.text_workbook import write_texts
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.services.directory_rows import ServiceLine
    from desktop.services.entrance import Desk

FILE_NAME = "lista.xlsx"
"""Says nothing of what it holds."""


class HiddenStays(Refusal):
    """Somebody else than a coordinator would let hidden addresses out."""

    def __init__(self) -> None:
        super().__init__(
            say("Los domicilios ocultos sólo salen por decisión de la coordinación."),
            say("Guarde la lista sin ellos, o pídalo a su coordinación."),
        )


def may_let_hidden_out(desk: Desk) -> bool:
    """Who coordinates decides; never from the men's side, where shelters are not told of."""
    return desk.role is Role.COORDINATOR and desk.work.stream is not Stream.MEN


def write_workbook(desk: Desk, path: Path, *, with_hidden: bool) -> None:
    """Write every service in use, one to a row below Spanish headings.

    Raises: HiddenStays, DirectoryDamaged, OSError.
    """
    if with_hidden and not may_let_hidden_out(desk):
        raise HiddenStays
    write_texts(path, SHEET, _rows(list_services(desk), with_hidden=with_hidden))


def _rows(lines: list[ServiceLine], *, with_hidden: bool) -> Iterator[tuple[str, ...]]:
    yield tuple(column.value for column in ServiceColumn)
    for line in lines:
        about = line.about
        told = {
            ServiceColumn.NAME: about.name,
            ServiceColumn.SORT: SORT_NAMES[about.sort],
            ServiceColumn.MUNICIPALITY: about.municipality,
            ServiceColumn.PHONE: about.phone,
            ServiceColumn.HOURS: about.hours,
            ServiceColumn.ADDRESS: about.address if with_hidden else about.printable_address,
            ServiceColumn.HIDDEN: YES if about.address_hidden else "",
            ServiceColumn.LANGUAGES: about.languages,
            ServiceColumn.WHEELCHAIR: _flag(about.wheelchair),
            ServiceColumn.ACCESS: about.access,
            ServiceColumn.COST: about.cost,
            ServiceColumn.ABOUT: about.about,
            ServiceColumn.ORGANISATION: line.organisation,
            ServiceColumn.VERIFIED: about.verified_on.isoformat() if about.verified_on else "",
        }
        yield tuple(told[column] for column in ServiceColumn)


def _flag(told: bool | None) -> str:
    return "" if told is None else YES if told else NO
