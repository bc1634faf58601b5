"""A session's plan as its row keeps it, read with care: everybody writes into the shared vault."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from desktop.curriculum.model import (
    LINE_MAX,
    MATERIALS_MAX,
    MINUTES_MAX,
    SHORT_MAX,
    STEPS_MAX,
    TEXT_MAX,
    Plan,
    Step,
)

_SHA256 = re.compile("[0-9a-f]{64}")


def plan_of(row: Any) -> Plan:
    """No longer than any page or folder would make it: everybody may write here."""
    return Plan(
        ordinal=row[0],
        title=_cut(row[1], LINE_MAX),
        aim=_cut(row[2], SHORT_MAX),
        module=_cut(row[3], LINE_MAX),
        minutes=minutes_of(row[4]),
        steps=_steps(row[5]),
        bring=_cut(row[6], SHORT_MAX),
        closing=_cut(row[7], TEXT_MAX),
        homework=_cut(row[8], TEXT_MAX),
        notes=_cut(row[9], TEXT_MAX),
        materials=tuple(each for each in (row[10] or "").split(",") if _SHA256.fullmatch(each))[
            :MATERIALS_MAX
        ],
    )


def _cut(text: object, most: int) -> str:
    """As much of a text as fits; a lone half of a character pair is no text at all."""
    return str(text or "")[:most].encode(errors="replace").decode()


def pack_steps(steps: Sequence[Step]) -> str | None:
    """How a plan's steps are kept in their column."""
    if not steps:
        return None
    told = [{"title": s.title, "minutes": s.minutes, "text": s.text} for s in steps]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _steps(text: str | None) -> tuple[Step, ...]:
    """What cannot be understood, from a newer Vereda perhaps, is left out."""
    try:
        told = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    return tuple(
        Step(
            _cut(each.get("title"), LINE_MAX),
            minutes_of(each.get("minutes")),
            _cut(each.get("text"), TEXT_MAX),
        )
        for each in (told[:STEPS_MAX] if isinstance(told, list) else [])
        if isinstance(each, dict)
    )


def minutes_of(value: object) -> int:
    """Minutes as far as they can be some; 0 is open."""
    if not isinstance(value, int) or isinstance(value, bool):
        return 0
    return value if 0 <= value <= MINUTES_MAX else 0
