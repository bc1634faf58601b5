"""What this laptop remembers outside every vault: nothing that betrays anybody.

Read before anyone unlocks, so it must stay cheap to import.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from desktop.host import small_json
from desktop.host.files import make_private, write_atomic
from desktop.vault.troubles import telling

PREFS_FILE = "prefs.json"
LANGUAGES = ("es", "en")
PAPERS = ("letter", "a4")
IDLE_LOCK_S = 300
IDLE_LOCK_MIN_S, IDLE_LOCK_MAX_S = 30, 3600


@dataclass(frozen=True, slots=True)
class Prefs:
    """`theme` is "light", "dark" or "contrast"; `text_percent` scales the type.

    `hide_from_capture` keeps the windows out of screenshots where the system can; `timer`
    shows minutes where something is done step by step; `paper` is what lies in this laptop's
    printer, one of PAPERS.
    """

    language: str = "es"
    theme: str = "light"
    text_percent: int = 100
    idle_lock_s: int = IDLE_LOCK_S
    hide_from_capture: bool = True
    timer: bool = False
    paper: str = "letter"


def load(folder: Path) -> Prefs:
    """The preferences, with defaults for whatever is missing, unknown or damaged."""
    try:
        found = small_json.read_file(folder / PREFS_FILE)
    except (OSError, ValueError):
        return Prefs()
    return _sane(found) if isinstance(found, dict) else Prefs()


def save(folder: Path, prefs: Prefs) -> None:
    """Keep the preferences. Raises: DiskFull, ReadOnlyFolder; the old ones stay then."""
    text = json.dumps(asdict(prefs), ensure_ascii=False, sort_keys=True)
    with telling():
        make_private(folder)
        write_atomic(folder / PREFS_FILE, text.encode())


def change(folder: Path, **values: Any) -> Prefs:
    """Keep some preferences and leave the others; the answer is what holds now."""
    prefs = replace(load(folder), **values)
    save(folder, prefs)
    return prefs


def _sane(found: dict[str, Any]) -> Prefs:
    standard = Prefs()
    known = {
        field.name: found[field.name]
        for field in fields(Prefs)
        if type(found.get(field.name)) is type(getattr(standard, field.name))
    }
    prefs = replace(standard, **known)
    return replace(
        prefs,
        language=prefs.language if prefs.language in LANGUAGES else standard.language,
        theme=prefs.theme if prefs.theme in ("light", "dark", "contrast") else standard.theme,
        paper=prefs.paper if prefs.paper in PAPERS else standard.paper,
        text_percent=min(max(prefs.text_percent, 80), 200),
        idle_lock_s=min(max(prefs.idle_lock_s, IDLE_LOCK_MIN_S), IDLE_LOCK_MAX_S),
    )
