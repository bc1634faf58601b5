"""Protection orders of women: copy one, say that it was extended or ended, note a breach.

They exist in the women's stream alone. How they stand is read in protection_views.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.schema import BREACH, PROTECTION
from desktop.programme.vocabulary import ProtectionState, Stream
from desktop.services.keeping_safe import kept, require_stream, whom
from desktop.services.protection_views import (
    BreachLine,
    Need,
    Needing,
    OpenProtection,
    ProtectionForm,
    ProtectionLine,
    needing,
    of_person,
    open_in,
)
from desktop.services.refusals import BadForm, NotFound
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

__all__ = [
    "BreachLine",
    "Need",
    "Needing",
    "OpenProtection",
    "ProtectionForm",
    "ProtectionLine",
    "edit",
    "end",
    "enter",
    "extend",
    "needing",
    "note_breach",
    "of_person",
    "open_in",
    "reopen",
    "tell_breach",
]

TEXT_MAX_CHARS = 10_000


def enter(vault: OpenVault, person: bytes, form: ProtectionForm) -> Changes:
    """Keep an order that she has; she may have several. The id is in `created`.

    Raises: BadForm, KeptElsewhere, NotFound, RecordClosed.
    """
    require_stream(vault, Stream.WOMEN)
    said = _said(form)
    with vault.write() as journal:
        whom(journal.connection, vault, person)
        return journal.record(PROTECTION.new(participant=person, **said))


def edit(vault: OpenVault, protection: bytes, form: ProtectionForm) -> Changes:
    """Correct what was copied; only what differs is written.

    Raises: BadForm, KeptElsewhere, NotFound, RecordClosed.
    """
    require_stream(vault, Stream.WOMEN)
    values = _values(form)
    with vault.write() as journal:
        _require(journal.connection, vault, protection)
        return journal.record(PROTECTION.of(protection, **values))


def extend(vault: OpenVault, protection: bytes, form: ProtectionForm, on: date) -> Changes:
    """Another order goes on where this one ends: both are kept, in one commit.

    `form` is the new order; what it leaves empty of authority and measures is as before. Its
    id is in `created`. Raises: BadForm, KeptElsewhere, NotFound, RecordClosed.
    """
    require_stream(vault, Stream.WOMEN)
    with vault.write() as journal:
        person = _require(journal.connection, vault, protection)
        before = journal.connection.exec_driver_sql(
            "SELECT authority, case_number, measures FROM protection WHERE id = ?", (protection,)
        ).one()
        authority, case_number, measures = (
            now if now.strip() else old or ""
            for now, old in zip(
                (form.authority, form.case_number, form.measures), before, strict=True
            )
        )
        whole = replace(form, authority=authority, case_number=case_number, measures=measures)
        return journal.record(
            PROTECTION.new(participant=person, **_said(whole)),
            PROTECTION.of(
                protection, state=ProtectionState.EXTENDED, state_on=on.isoformat(), state_why=None
            ),
        )


def end(vault: OpenVault, protection: bytes, on: date, why: str = "") -> Changes:
    """It is in force no more. Raises: BadForm, KeptElsewhere, NotFound, RecordClosed."""
    return _settle(vault, protection, ProtectionState.ENDED, on, kept(why, TEXT_MAX_CHARS))


def reopen(vault: OpenVault, protection: bytes, on: date) -> Changes:
    """It is in force after all. Raises: KeptElsewhere, NotFound, RecordClosed."""
    return _settle(vault, protection, ProtectionState.IN_FORCE, on, None)


def note_breach(
    vault: OpenVault,
    protection: bytes,
    on: date,
    what: str,
    told_to: str = "",
    told_on: date | None = None,
) -> Changes:
    """It was not kept, as she tells it; `told_to` may wait. The id is in `created`.

    Raises: BadForm without words, KeptElsewhere, NotFound, RecordClosed.
    """
    said = kept(what, TEXT_MAX_CHARS)
    if said is None:
        raise BadForm(
            say("Falta decir qué pasó."), say("Escríbalo en pocas palabras, sin nombres.")
        )
    told = _told(told_to, told_on)
    values: dict[str, Any] = {"on_date": on.isoformat(), "what": said}
    values |= told if told["told_to"] else {}
    require_stream(vault, Stream.WOMEN)
    with vault.write() as journal:
        _require(journal.connection, vault, protection)
        return journal.record(BREACH.new(protection=protection, **values))


def tell_breach(vault: OpenVault, breach: bytes, told_to: str, told_on: date | None) -> Changes:
    """Whom she told of it, or that she chose to tell nobody: the words are hers.

    Raises: BadForm, KeptElsewhere, NotFound, RecordClosed.
    """
    told = _told(told_to, told_on)
    if told["told_to"] is None:
        raise BadForm(
            say("Falta decir a quién se avisó."),
            say("Si decidió no avisar a nadie, escríbalo así."),
        )
    require_stream(vault, Stream.WOMEN)
    with vault.write() as journal:
        row = journal.connection.exec_driver_sql(
            "SELECT protection FROM breach WHERE id = ? AND NOT deleted", (breach,)
        ).fetchone()
        if row is None:
            raise NotFound
        _require(journal.connection, vault, bytes(row[0]))
        return journal.record(BREACH.of(breach, **told))


def _settle(
    vault: OpenVault, protection: bytes, state: ProtectionState, on: date, why: str | None
) -> Changes:
    require_stream(vault, Stream.WOMEN)
    with vault.write() as journal:
        _require(journal.connection, vault, protection)
        return journal.record(
            PROTECTION.of(protection, state=state, state_on=on.isoformat(), state_why=why)
        )


def _require(connection: Connection, vault: OpenVault, protection: bytes) -> bytes:
    """Whose it is. Raises: NotFound, RecordClosed."""
    row = connection.exec_driver_sql(
        "SELECT participant FROM protection WHERE id = ? AND NOT deleted", (protection,)
    ).fetchone()
    if row is None:
        raise NotFound
    whom(connection, vault, bytes(row[0]))
    return bytes(row[0])


def _told(told_to: str, told_on: date | None) -> dict[str, str | None]:
    told = kept(told_to, TEXT_MAX_CHARS)
    return {"told_to": told, "told_on": told_on.isoformat() if told and told_on else None}


def _said(form: ProtectionForm) -> dict[str, Any]:
    return {name: value for name, value in _values(form).items() if value is not None}


def _values(form: ProtectionForm) -> dict[str, Any]:
    """What a form says of each column. Raises: BadForm."""
    if form.issued_on and form.expires_on and form.expires_on < form.issued_on:
        raise BadForm(
            say("La orden vencería antes de haberse dado."),
            say("Revise las dos fechas en la orden."),
        )
    texts = ("authority", "case_number", "measures", "expires_text", "note")
    values = {name: kept(getattr(form, name), TEXT_MAX_CHARS) for name in texts}
    if not any(values.values()) and form.issued_on is None and form.expires_on is None:
        raise BadForm(
            say("No hay nada escrito de la orden."),
            say("Copie al menos quién la dio o qué ordena."),
        )
    return values | {
        "issued_on": form.issued_on.isoformat() if form.issued_on else None,
        "expires_on": form.expires_on.isoformat() if form.expires_on else None,
    }
