"""The texts that are read or played to a person: which one counts, and who has reviewed it.

They lie in the shared vault. A text never changes: whoever edits writes another version, so
that an answer always stands beside the words that were heard. Where nobody wrote one, the
draft that we ship is read, and says that no lawyer has seen it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes
from desktop.programme import languages
from desktop.programme.codes import day
from desktop.programme.consent import slot_of
from desktop.programme.roles import Role
from desktop.programme.schema import WORDING
from desktop.programme.vocabulary import Purpose, Stream
from desktop.programme.wording import Wording
from desktop.programme.wordings_shipped import (
    MEN,
    SHIPPED,
    SHIPPED_VERSION,
    read_shipped_id,
    shipped_id,
    slot_for,
)
from desktop.services.course_identity import SALTS, VERSIONS
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import Exit, Trouble, say
from sync.batch.operation import ID_BYTES

if TYPE_CHECKING:
    from sqlalchemy import Row

    from desktop.journal.open_vault import OpenVault
    from desktop.programme.schema import Draft
    from desktop.services.entrance import Desk

__all__ = [
    "OnlyCoordinationWrites",
    "Wording",
    "WordingsClosed",
    "current",
    "find",
    "list_slots",
    "may_write",
    "record_review",
    "set_sound",
    "spoken_in",
    "texts",
    "versions",
    "write",
]

TEXT_MAX_CHARS = 6_000
NAME_MAX_CHARS = 200
CONSENT_SLOTS = ("limits", *(slot_of(purpose) for purpose in Purpose))


class WordingsClosed(Trouble):
    """The shared vault cannot be opened on this laptop."""

    exit_status = Exit.DAMAGED

    def __init__(self) -> None:
        super().__init__(
            happened=say("Los textos del programa no se pueden abrir en esta computadora."),
            safe=say("Los registros de su programa están completos."),
            next_step=say("Mientras tanto se leen los borradores. Avise a su coordinación."),
        )


class OnlyCoordinationWrites(Refusal):
    """Somebody else than a coordinator would change what people hear."""

    def __init__(self) -> None:
        super().__init__(
            say("Los textos los cambia la coordinación."),
            say("Hable con ella; mientras tanto se lee el que hay."),
        )


_COLUMNS = "id, slot, language, version, text, sound, reviewed_by, reviewed_on, ordinal"
_ALL = f"SELECT {_COLUMNS} FROM wording WHERE text IS NOT NULL AND NOT deleted"  # noqa: S608


def current(desk: Desk, slot: str, language: str) -> Wording:
    """What is read to a person at this desk; in Spanish where that language has no text.

    Raises: NotFound for a slot that nobody knows.
    """
    return texts(desk, (slot,), language)[slot]


def texts(desk: Desk, slots: Iterable[str], language: str) -> dict[str, Wording]:
    """The same of several slots, by the slot that was asked for. Raises: NotFound."""
    written = _newest(desk)
    men = desk.work.stream is Stream.MEN
    found = {}
    for slot in slots:
        heard = slot_for(slot, men=men)
        wording = next(
            (
                each
                for code in dict.fromkeys((language, languages.SPANISH))
                if (each := written.get((heard, code)) or _shipped(heard, code)) is not None
            ),
            None,
        )
        if wording is None:
            raise NotFound
        found[slot] = wording
    return found


def spoken_in(desk: Desk, slots: Iterable[str], language: str) -> dict[str, str | None]:
    """The hash of the sound that says each slot in that very language; None without one."""
    found = texts(desk, slots, language)
    return {
        slot: each.sound_sha if each.language == language else None for slot, each in found.items()
    }


def find(desk: Desk, id_hex: str) -> Wording | None:
    """The text that an answer names; None where it is not here."""
    named = read_shipped_id(id_hex)
    if named is not None:
        return _shipped(*named)
    return next((each for each in _written(desk) if each.id_hex == id_hex), None)


def list_slots(desk: Desk) -> dict[str, tuple[Wording, ...]]:
    """Every slot that this stream hears, with its text in each language, Spanish first."""
    written, men = _newest(desk), desk.work.stream is Stream.MEN
    found: dict[str, tuple[Wording, ...]] = {}
    every = dict.fromkeys((*SHIPPED, *(slot for slot, _code in written)))
    for slot in dict.fromkeys(slot_for(each.removesuffix(MEN), men=men) for each in every):
        ours = {code: each for code in SHIPPED.get(slot, {}) if (each := _shipped(slot, code))}
        theirs = {code: each for (name, code), each in written.items() if name == slot}
        both = {**ours, **theirs}
        found[slot] = tuple(both[code] for code in sorted(both, key=_spanish_first))
    return found


def versions(desk: Desk, slot: str, language: str) -> tuple[Wording, ...]:
    """Every version of a text, the newest first, the draft that we shipped last."""
    written = [each for each in _written(desk) if each.slot == slot and each.language == language]
    shipped = _shipped(slot, language)
    said = {each.text for each in written}
    ours = [shipped] if shipped is not None and shipped.text not in said else []
    return (*reversed(written), *ours)


def write(desk: Desk, slot: str, language: str, text: str) -> Changes:
    """Another version of a text; nobody has reviewed it, and it has no sound yet.

    Nothing is written where the text says the same. Raises: OnlyCoordinationWrites, BadForm,
    WordingsClosed.
    """
    shared = _writable(desk)
    text = text.strip()
    if not text:
        raise BadForm(say("Falta el texto."), say("Escríbalo como se le dirá a la persona."))
    if len(text) > TEXT_MAX_CHARS:
        raise BadForm(
            say("El texto es demasiado largo: nadie lo escucharía entero."),
            say("Hágalo de {most} letras o menos.", most=TEXT_MAX_CHARS),
        )
    if slot not in SHIPPED or languages.of_code(language) is None:
        raise NotFound
    there = versions(desk, slot, language)
    if there and there[0].text == text:
        return Changes()
    number = max((each.version for each in there), default=0) + 1
    with shared.write() as journal:
        return journal.record(_draft(slot, language, number, text))


def record_review(desk: Desk, wording: str, by: str, on: date) -> Changes:
    """A lawyer read this version and it may be used as it is.

    Raises: OnlyCoordinationWrites, BadForm, NotFound, WordingsClosed.
    """
    by = " ".join(by.split())
    if not by or len(by) > NAME_MAX_CHARS:
        raise BadForm(
            say("Falta el nombre de quien lo revisó."),
            say("Escriba el nombre de la abogada o del abogado."),
        )
    return _say(desk, wording, reviewed_by=by, reviewed_on=on.isoformat())


def set_sound(desk: Desk, wording: str, material_sha: str | None) -> Changes:
    """Which sound of the library says this version; None for none.

    Raises: OnlyCoordinationWrites, NotFound, WordingsClosed.
    """
    return _say(desk, wording, sound=material_sha)


def may_write(desk: Desk) -> bool:
    """Whether whoever sits here keeps the texts."""
    return desk.role is Role.COORDINATOR and desk.shared is not None


def _say(desk: Desk, wording: str, **values: Any) -> Changes:
    """About one version; a draft of ours becomes a record of the programme by it."""
    shared = _writable(desk)
    found = find(desk, wording)
    if found is None:
        raise NotFound
    draft = (
        WORDING.of(bytes.fromhex(found.id_hex))
        if read_shipped_id(wording) is None
        else _draft(found.slot, found.language, found.version, found.text)
    )
    with shared.write() as journal:
        return journal.record(draft.set(**values))


def _draft(slot: str, language: str, version: int, text: str) -> Draft:
    place = hashlib.sha256(f"vereda wording\0{slot}\0{language}".encode()).digest()[:ID_BYTES]
    salt = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % SALTS
    return WORDING.child(
        place,
        VERSIONS * salt + version % VERSIONS,
        slot=slot,
        language=language,
        version=version,
        text=text,
    )


def _shipped(slot: str, language: str) -> Wording | None:
    text = SHIPPED.get(slot, {}).get(language)
    if text is None:
        return None
    return Wording(
        id_hex=shipped_id(slot, language),
        slot=slot,
        language=language,
        version=SHIPPED_VERSION,
        text=text,
    )


def _newest(desk: Desk) -> Mapping[tuple[str, str], Wording]:
    """By slot and language. Of two that were written apart every laptop takes the same."""
    return {(each.slot, each.language): each for each in _written(desk)}


def _written(desk: Desk) -> list[Wording]:
    """What the programme wrote, the newest last; nothing where the vault is damaged."""
    if desk.shared is None:
        return []
    with desk.shared.read() as connection:
        rows = connection.exec_driver_sql(_ALL).all()
    known = [row for row in rows if row.slot and row.language]
    known.sort(key=lambda row: (row.version or 0, row.ordinal))
    return [_wording(row) for row in known]


def _wording(row: Row[Any]) -> Wording:
    return Wording(
        id_hex=bytes(row.id).hex(),
        slot=row.slot,
        language=row.language,
        version=row.version or 0,
        text=row.text,
        sound_sha=row.sound or None,
        reviewed_by=row.reviewed_by or None,
        reviewed_on=day(row.reviewed_on),
    )


def _writable(desk: Desk) -> OpenVault:
    if desk.shared is None:
        raise WordingsClosed
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordinationWrites
    return desk.shared


def _spanish_first(code: str) -> tuple[bool, str]:
    return code != languages.SPANISH, code
