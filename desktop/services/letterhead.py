"""The institution's letterhead: a choice of the men's vault, made by who coordinates it."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from desktop.programme.court_letter import LOGO_MAX_BYTES, PNG, Letterhead
from desktop.programme.roles import Role
from desktop.programme.vocabulary import SettingNumber
from desktop.services import choices
from desktop.services.orders import require_men
from desktop.services.refusals import BadForm, Refusal
from desktop.services.typed import a_text
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

TEXT_MAX_CHARS = 200
_TEXTS = tuple(each.name for each in fields(Letterhead) if each.name != "logo")


class OnlyCoordination(Refusal):
    """Somebody else than a coordinator would change what is official."""

    def __init__(self) -> None:
        super().__init__(
            say("Sólo la coordinación hace esto."),
            say("Pídaselo; los oficios ya escritos no cambian."),
        )


def read(vault: OpenVault) -> Letterhead:
    """As it was kept; empty where nobody wrote it, or where it is damaged."""
    kept = choices.get(vault, SettingNumber.LETTERHEAD)
    try:
        told = json.loads(kept or "{}")
        texts = {name: str(told.get(name) or "")[:TEXT_MAX_CHARS] for name in _TEXTS}
        logo = base64.b64decode(str(told.get("logo") or ""), validate=True)
    except (ValueError, AttributeError, binascii.Error):
        return Letterhead()
    return Letterhead(**texts, logo=logo if _is_logo(logo) else b"")


def keep(desk: Desk, head: Letterhead) -> Changes:
    """Durable when it returns. Raises: NoOrdersHere, OnlyCoordination, BadForm."""
    require_men(desk.work)
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
    if head.logo and not _is_logo(head.logo):
        raise BadForm(
            say("La imagen no sirve para el membrete."),
            say("Use un PNG de {kb} kB o menos.", kb=LOGO_MAX_BYTES // 1024),
        )
    clean = {name: a_text(getattr(head, name), TEXT_MAX_CHARS) or "" for name in _TEXTS}
    told = {**clean, "logo": base64.b64encode(head.logo).decode()}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return choices.put(desk.work, SettingNumber.LETTERHEAD, text)


def missing(head: Letterhead) -> bool:
    """Whether a letter cannot be written on it yet."""
    blank = replace(head, logo=b"")
    return not (blank.institution and blank.signatory and blank.post)


def _is_logo(data: bytes) -> bool:
    return not data or (data.startswith(PNG) and len(data) <= LOGO_MAX_BYTES)
