"""Whose a record is by what it says now, so that an erasure takes nobody else's along.

Any operation can name anybody: one that an altered program signed, or one that a merge of two
people wrote and that was taken back since. What names a person is not yet hers or his.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from desktop.programme.schema import KINDS, PARTICIPANT, Kind
from desktop.programme.schema.targets import TARGETS
from desktop.records.tables import Form, form_of


def _columns() -> dict[str, tuple[str, ...]]:
    """By kind, the columns that say whose a record is; none of what is nobody's.

    A kind that names people themselves is theirs, whatever else of theirs it names.
    """
    direct: dict[str, list[str]] = {}
    for (kind, column), named in TARGETS.items():
        if named == (PARTICIPANT.name,):
            direct.setdefault(kind, []).append(column)
    found = dict(direct)
    grows = True
    while grows:
        before = {kind: list(columns) for kind, columns in found.items()}
        for (kind, column), named in TARGETS.items():
            hangs = PARTICIPANT.name in named or any(each in before for each in named)
            if kind not in direct and hangs and column not in found.get(kind, ()):
                found.setdefault(kind, []).append(column)
        grows = found != before
    return {kind: tuple(columns) for kind, columns in found.items()}


OF_WHOM = _columns()
"""By the name of a kind; what is not here is nobody's."""
_ASKED: tuple[tuple[Kind, str], ...] = tuple(
    (
        kind,
        # Only names of our own schema are put into the text.
        f"SELECT {', '.join(OF_WHOM.get(kind.name, ())) or '1'} FROM {kind.name} WHERE id = ?",  # noqa: S608
    )
    for kind in KINDS
    if form_of(kind) is not Form.PAIR  # a pair's id follows from the two that it names
)


def is_of_others(raw: Any, record: bytes, erased: Collection[bytes]) -> bool:
    """Whether a record stands here that is nobody's, or of people none of whom is erased.

    One that names nobody now is believed to be whose an operation said that it was.
    """
    for kind, statement in _ASKED:
        row = raw.execute(statement, (record,)).fetchone()
        if row is None:
            continue
        if kind is PARTICIPANT or kind.name not in OF_WHOM:
            return True
        named = [bytes(each) for each in row if each is not None]
        if named and not any(each in erased for each in named):
            return True
    return False


def of_others(raw: Any, records: Iterable[bytes], erased: Collection[bytes]) -> set[bytes]:
    """Those of these records that an erasure leaves where they are."""
    return {record for record in records if is_of_others(raw, record, erased)}
