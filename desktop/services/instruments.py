"""The instruments of one stream: taken in from a file, opened by a permission, put away.

They lie in the stream's vault. A file never unlocks itself: what it says of its permission is
shown, and a coordinator records what the programme really has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.programme.codes import known
from desktop.programme.instruments import InstrumentState
from desktop.programme.roles import Role
from desktop.programme.schema import INSTRUMENT
from desktop.programme.scoring import Instrument
from desktop.programme.shipped_instruments import SHIPPED
from desktop.programme.text import collate
from desktop.programme.vocabulary import Permission
from desktop.services.instrument_files import (
    InstrumentUnreadable,
    instrument_id,
    ordinal_of,
    outline_id,
    read_file,
    stored,
    write_instrument,
)
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

__all__ = [
    "UNREADABLE",
    "AlreadyLoaded",
    "InstrumentLine",
    "InstrumentUnreadable",
    "NotToBeHeld",
    "OnlyCoordinators",
    "find",
    "for_holding",
    "list_instruments",
    "load",
    "offer",
    "put_away",
    "read_file",
    "record_permission",
    "with_shipped",
]

NOTE_MAX = 600
UNREADABLE = say("Esta versión de Vereda no puede leerlo.")


class OnlyCoordinators(Refusal):
    """Somebody else than a coordinator would change what instruments there are."""

    def __init__(self) -> None:
        super().__init__(
            say("Los instrumentos los carga y los abre la coordinación."),
            say("Pídaselo; mientras tanto anote el resultado de la hoja."),
        )


class AlreadyLoaded(Refusal):
    """The same text is here."""

    def __init__(self) -> None:
        super().__init__(
            say("Ese instrumento ya está cargado, igual letra por letra."),
            say("Búsquelo en la lista."),
        )


class NotToBeHeld(Refusal):
    """It may not be asked: no permission, put away, or not whole."""

    def __init__(self, why: Message) -> None:
        super().__init__(why, say("Anote el resultado de la hoja, o hable con su coordinación."))


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """One instrument in the list. `instrument` None: this version cannot read its text.

    `shut`: why it may not be held, None where it may.
    """

    id: bytes
    slug: str
    language: str
    version: str
    title: str
    state: InstrumentState
    permission: Permission
    permission_note: str
    instrument: Instrument | None
    shut: Message | None


_LINES = """
SELECT id, slug, language, version, title, state, permission, permission_note, text
FROM instrument WHERE text IS NOT NULL AND NOT deleted
"""


def list_instruments(vault: OpenVault) -> tuple[InstrumentLine, ...]:
    """Every instrument of the stream, by title; those put away come last."""
    with vault.read() as connection:
        return lines(connection)


def for_holding(vault: OpenVault) -> tuple[InstrumentLine, ...]:
    """Those that may be asked here and now."""
    return tuple(line for line in list_instruments(vault) if line.shut is None)


def find(vault: OpenVault, instrument: bytes) -> InstrumentLine:
    """Raises: NotFound."""
    with vault.read() as connection:
        return line_of(connection, instrument)


def with_shipped(
    vault: OpenVault,
) -> tuple[tuple[InstrumentLine, ...], tuple[Instrument, ...]]:
    """Every instrument, and what Vereda brings along that nobody has added yet."""
    found = list_instruments(vault)
    here = {line.id for line in found}
    return found, tuple(each for each in SHIPPED if instrument_id(each) not in here)


def load(desk: Desk, instrument: Instrument) -> Changes:
    """Keep an instrument that was read from a file or that Vereda brings along.

    Only what Vereda wrote itself is open at once; everything else waits for a permission.
    Its id is `instrument_id`. Raises: OnlyCoordinators, AlreadyLoaded.
    """
    _require_coordinator(desk)
    text = write_instrument(instrument)
    ours = instrument.permission is Permission.OURS and instrument in SHIPPED
    with desk.work.write() as journal:
        known_here = {line.id: line for line in lines(journal.connection)}
        there = known_here.get(instrument_id(instrument))
        if there is not None and there.state is InstrumentState.OFFERED:
            raise AlreadyLoaded
        draft = INSTRUMENT.child(
            outline_id(instrument.slug, instrument.language),
            ordinal_of(text),
            state=InstrumentState.OFFERED,
            deleted=False,
        )
        if there is None:
            draft = draft.set(
                title=instrument.title,
                slug=instrument.slug,
                version=instrument.version,
                language=instrument.language,
                text=text,
                permission=Permission.OURS if ours else Permission.PENDING,
            )
        return journal.record(draft)


def record_permission(desk: Desk, instrument: bytes, permission: Permission, note: str) -> Changes:
    """What the programme has: who gave it and when stands in `note`, which is needed to open it.

    Raises: OnlyCoordinators, BadForm, NotFound.
    """
    _require_coordinator(desk)
    note = note.strip()
    if permission is not Permission.PENDING and not note:
        raise BadForm(
            say("Falta anotar quién dio el permiso y cuándo."),
            say("Escríbalo, o deje el instrumento en espera."),
        )
    if len(note) > NOTE_MAX:
        raise BadForm(
            say("La nota es demasiado larga: {length} letras.", length=len(note)),
            say("Escríbala en {most} letras o menos.", most=NOTE_MAX),
        )
    with desk.work.write() as journal:
        line_of(journal.connection, instrument)
        return journal.record(
            INSTRUMENT.of(instrument, permission=permission, permission_note=note or None)
        )


def put_away(desk: Desk, instrument: bytes) -> Changes:
    """It is offered no more; its results stay. Raises: OnlyCoordinators, NotFound."""
    return _set_state(desk, instrument, InstrumentState.PUT_AWAY)


def offer(desk: Desk, instrument: bytes) -> Changes:
    """It is offered again. Raises: OnlyCoordinators, NotFound."""
    return _set_state(desk, instrument, InstrumentState.OFFERED)


def lines(connection: Connection) -> tuple[InstrumentLine, ...]:
    """As `list_instruments`, inside a transaction."""
    found = []
    for row in connection.exec_driver_sql(_LINES).fetchall():
        state = known(InstrumentState, row[5]) or InstrumentState.PUT_AWAY
        permission = known(Permission, row[6]) or Permission.PENDING
        instrument = stored(row[8])
        found.append(
            InstrumentLine(
                bytes(row[0]),
                row[1] or "",
                row[2] or "",
                row[3] or "",
                row[4] or "",
                state,
                permission,
                row[7] or "",
                instrument,
                _shut(state, permission, instrument),
            )
        )
    return tuple(
        sorted(found, key=lambda each: (each.state, collate(each.title), each.version, each.id))
    )


def line_of(connection: Connection, instrument: bytes) -> InstrumentLine:
    """As `find`, inside a transaction. Raises: NotFound."""
    for line in lines(connection):
        if line.id == instrument:
            return line
    raise NotFound


def _shut(
    state: InstrumentState, permission: Permission, instrument: Instrument | None
) -> Message | None:
    if instrument is None:
        return UNREADABLE
    if not instrument.is_whole:
        return say("Le faltan las preguntas o sus puntos: sólo se anota el resultado.")
    if permission is Permission.PENDING:
        return say("Falta anotar el permiso para usar sus preguntas.")
    if state is InstrumentState.PUT_AWAY:
        return say("Está guardado y ya no se ofrece.")
    return None


def _set_state(desk: Desk, instrument: bytes, state: InstrumentState) -> Changes:
    _require_coordinator(desk)
    with desk.work.write() as journal:
        line_of(journal.connection, instrument)
        return journal.record(INSTRUMENT.of(instrument, state=state))


def _require_coordinator(desk: Desk) -> None:
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordinators
