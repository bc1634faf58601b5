"""What operations of a batch have in common besides their values: told once, then by number."""

from __future__ import annotations

from typing import NamedTuple

from sync.batch.adaptive import NumberReader, NumberWriter
from sync.batch.columns import Column
from sync.batch.limits import FIELDS_MAX, NUMBER_MAX, REPLACES_MAX
from sync.batch.reason import BatchError, Reason

NEW, NAMED, CHILD, PAIR, AGAIN = range(5)
"""How an operation says its record: born here, by number, derived, or that of an earlier one."""
ENDS_COMMIT = 8
REPLACES_NONE, REPLACES_THAT = 0, 1
"""THAT is the operation that AGAIN points to; n + 1 means n operations listed."""


class Shape(NamedTuple):
    """One way an operation can look."""

    kind: int
    form: int
    ends_commit: bool
    replaces: int
    fields: tuple[int, ...]

    def write(self, out: NumberWriter) -> None:
        out.put(Column.KIND, self.kind)
        out.put(Column.SHAPE_FIELD, self.form | (ENDS_COMMIT if self.ends_commit else 0))
        out.put(Column.SHAPE_FIELD, self.replaces)
        out.put(Column.SHAPE_FIELD, len(self.fields))
        last = 0
        for number in self.fields:
            out.put(Column.SHAPE_FIELD, number - last)
            last = number

    @classmethod
    def read(cls, source: NumberReader) -> Shape:
        kind = source.upto(Column.KIND, NUMBER_MAX, "kind")
        form = source.upto(Column.SHAPE_FIELD, ENDS_COMMIT | AGAIN, "form")
        ends_commit = bool(form & ENDS_COMMIT)
        form &= ~ENDS_COMMIT
        replaces = source.upto(Column.SHAPE_FIELD, REPLACES_MAX + 1, "replaced operations")
        if form > AGAIN or (replaces == REPLACES_THAT and form != AGAIN):
            raise BatchError(Reason.DAMAGED, "shape")
        fields: list[int] = []
        last = 0
        for n in range(source.upto(Column.SHAPE_FIELD, FIELDS_MAX, "fields")):
            step = source.upto(Column.SHAPE_FIELD, NUMBER_MAX, "field")
            if n and not step:
                raise BatchError(Reason.DAMAGED, "a field twice")
            last += step
            fields.append(last)
        return cls(kind, form, ends_commit, replaces, tuple(fields))

    @property
    def listed(self) -> int:
        """How many replaced operations are listed one by one."""
        return self.replaces - 1 if self.replaces > REPLACES_THAT else 0
