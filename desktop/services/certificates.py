"""Certificates of taking part: the words that the coordination chose, and whom they are for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.certificate import (
    TEXT_MAX_CHARS,
    Certificate,
    CertificateText,
    betraying,
)
from desktop.programme.roles import Role
from desktop.programme.vocabulary import SettingNumber, Stream
from desktop.services import choices
from desktop.services.closeness import closed_to_me
from desktop.services.closing_views import completing
from desktop.services.refusals import BadForm, Refusal
from desktop.services.typed import a_line
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

_NAMES = tuple(each.name for each in fields(CertificateText))


class OnlyCoordination(Refusal):
    """Somebody else than a coordinator would choose how certificates read."""

    def __init__(self) -> None:
        super().__init__(
            say("Eso lo elige la coordinación."),
            say("Pídaselo; las constancias ya impresas no cambian."),
        )


def read(vault: OpenVault) -> CertificateText:
    """As it was kept; empty where nobody chose, or where it is damaged."""
    try:
        told = json.loads(choices.get(vault, SettingNumber.CERTIFICATE) or "{}")
        texts = {name: str(told.get(name) or "")[:TEXT_MAX_CHARS] for name in _NAMES}
    except (ValueError, AttributeError):
        return CertificateText()
    if any(betraying(text) for text in texts.values()):
        return CertificateText()
    return CertificateText(**texts)


def keep(desk: Desk, text: CertificateText) -> Changes:
    """Durable when it returns. Raises: OnlyCoordination, BadForm for a word that betrays."""
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
    clean = {name: a_line(value, TEXT_MAX_CHARS) or "" for name, value in asdict(text).items()}
    for value in clean.values():
        word = betraying(value)
        if word:
            raise BadForm(
                say("«{word}» diría de qué es el curso o para quién.", word=word),
                say("Una constancia la ve cualquiera: use otra palabra o deje vacía esa línea."),
            )
    told = json.dumps(clean, ensure_ascii=False, sort_keys=True)
    return choices.put(desk.work, SettingNumber.CERTIFICATE, told)


def write_for(
    vault: OpenVault, group: bytes, people: tuple[bytes, ...], day: date
) -> tuple[Certificate, ...]:
    """The certificates of these people of a group, by nickname: with names, to print directly.

    Nobody who died or never came gets one. Whose record is closed to whoever prints gets one
    without the name, for a colleague to write. Raises: NotFound.
    """
    wanted = {
        each.participant: each
        for each in completing(vault, group)
        if each.participant in people and not each.died and each.attended
    }
    names = _full_names(vault, wanted)
    return tuple(
        Certificate(names.get(person, ""), each.attended, day, vault.stream is Stream.MEN)
        for person, each in wanted.items()
    )


def _full_names(vault: OpenVault, people: Iterable[bytes]) -> dict[bytes, str]:
    listed = ", ".join(f"x'{person.hex()}'" for person in sorted(people))
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            f"SELECT id, name FROM participant WHERE id IN ({listed}) AND NOT deleted"  # noqa: S608
        ).fetchall()
        closed = closed_to_me(connection, vault)
    return {bytes(row[0]): row[1] or "" for row in rows if bytes(row[0]) not in closed}
