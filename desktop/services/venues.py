"""Places where groups may meet, known to both programmes: a name and a municipality, no more."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.programme.schema import VENUE
from desktop.programme.text import collate, fold
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import say
from sync.batch.operation import ID_BYTES, ChildOf, record_id

if TYPE_CHECKING:
    from datetime import date

    from desktop.journal.open_vault import OpenVault

_DOMAIN = b"vereda venue\0"
_ORDINAL = 0
ALIKE = 0.75
"""From this share of letters in common (Ratcliff and Obershelp) two names are asked about."""


class VenueTaken(Refusal):
    """Somebody will still meet there."""

    def __init__(self) -> None:
        super().__init__(
            say("Ese lugar todavía tiene días apartados."),
            say("Retírelo cuando hayan pasado, o mueva antes las reuniones."),
        )


@dataclass(frozen=True, slots=True)
class Venue:
    """A place as both programmes know it."""

    id: bytes
    name: str
    municipality: str
    note: str


def venues(shared: OpenVault, municipality: str | None = None) -> list[Venue]:
    """The places in use, of one municipality or all, by municipality and name."""
    with shared.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, name, municipality, note FROM venue"
            " WHERE name IS NOT NULL AND NOT deleted AND NOT coalesce(retired, 0)"
        ).fetchall()
    found = [Venue(bytes(row[0]), row[1], row[2] or "", row[3] or "") for row in rows]
    if municipality is not None:
        found = [one for one in found if _plain(one.municipality) == _plain(municipality)]
    return sorted(found, key=lambda one: (collate(one.municipality), collate(one.name), one.id))


def add_venue(shared: OpenVault, name: str, municipality: str, note: str = "") -> Changes:
    """Write a place down; `created[0]` is its id, also where it was there already.

    The id follows from how name and municipality read without case and accents, so two
    laptops that write the same place down write one. A retired one is in use again.
    Raises: BadForm.
    """
    name, municipality = _tidy(name), _tidy(municipality)
    if not name or not municipality:
        raise BadForm(
            say("Falta el nombre del lugar o el municipio."), say("Escriba los dos datos.")
        )
    place = venue_place(name, municipality)
    id_ = record_id(VENUE.number, ChildOf(place, _ORDINAL))
    draft = VENUE.child(place, _ORDINAL, retired=False)
    with shared.write() as journal:
        known = journal.connection.exec_driver_sql(
            "SELECT 1 FROM venue WHERE id = ? AND name IS NOT NULL AND NOT deleted", (id_,)
        ).fetchone()
        if known is None:
            draft = draft.set(name=name, municipality=municipality)
        if note.strip():
            draft = draft.set(note=note.strip())
        changes = journal.record(draft)
    return Changes(changes.touched, changes.undo, (id_,))


def retire_venue(shared: OpenVault, venue: bytes, today: date) -> Changes:
    """Offer a place no more. Raises: NotFound, VenueTaken while days ahead are taken."""
    with shared.write() as journal:
        row = journal.connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM booking WHERE booking.venue = venue.id AND ordinal >= ?"
            "        AND holder IS NOT NULL AND NOT deleted)"
            " FROM venue WHERE id = ? AND NOT deleted",
            (today.toordinal(), venue),
        ).fetchone()
        if row is None:
            raise NotFound
        if row[0]:
            raise VenueTaken
        return journal.record(VENUE.of(venue, retired=True))


def alike(shared: OpenVault, name: str, municipality: str) -> list[Venue]:
    """Places of that municipality that may be the one meant, written otherwise.

    One place under two names would let both programmes meet there on a day.
    """
    from difflib import SequenceMatcher

    sought = _plain(name)
    words = {word for word in sought.split() if len(word) > 3}

    def near(other: str) -> bool:
        if other == sought:
            return False
        common = words & set(other.split())
        return bool(common) or SequenceMatcher(None, sought, other).ratio() >= ALIKE

    return [one for one in venues(shared, municipality) if near(_plain(one.name))]


def venue_place(name: str, municipality: str) -> bytes:
    """16 bytes from how a place and its municipality read."""
    text = _plain(municipality) + "\0" + _plain(name)
    return hashlib.sha256(_DOMAIN + text.encode()).digest()[:ID_BYTES]


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    return _tidy(fold(text))
