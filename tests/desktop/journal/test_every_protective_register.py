"""Whatever two laptops wrote apart, and in whichever order it comes, the protective value shows."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.journal.protective import PROTECTIVE
from desktop.programme.schema import BY_NUMBER, Draft, Kind, Register, Type
from desktop.records.statements import STATEMENTS
from desktop.records.tables import Form, form_of

from .conftest import shown
from .test_receiving import NewLaptop, hand_over

_VALUES: dict[Type, tuple[Any, ...]] = {
    Type.INT: (None, -1, *range(10)),
    Type.FLAG: (None, True, False),
    Type.TEXT: (None, "", "2026-11-20", "una palabra", "9999-99-99"),
    Type.REF: (None, bytes(range(16))),
}
_REGISTERS = [
    (BY_NUMBER[kind], register)
    for kind, number in PROTECTIVE
    if (register := BY_NUMBER[kind].register(number)) is not None
]
_TRIES = 12
"""Pairs of values for each register."""


def drawn(chance: Random, register: Register) -> tuple[Any, ...]:
    return tuple(chance.choice(_VALUES[type_]) for _, type_ in register.columns)


def draft(kind: Kind, at: bytes, register: Register, values: tuple[Any, ...]) -> Draft:
    said = dict(zip((name for name, _ in register.columns), values, strict=True))
    match form_of(kind):
        case Form.BORN:
            return kind.of(at, **said)
        case Form.CHILD:
            return kind.child(at, 0, **said)
        case Form.PAIR:
            return kind.pair(at, bytes(15) + b"\x01", **said)


def rank_of(kind: Kind, register: Register, values: tuple[Any, ...]) -> int:
    said = values if len(values) > 1 else values[0]
    stored = STATEMENTS[kind.number].stored(register.number, said)
    return PROTECTIVE[kind.number, register.number](stored)


def rank_shown(vault: OpenVault, kind: Kind, register: Register, at: bytes) -> int:
    names = ", ".join(name for name, _ in register.columns)
    where = kind.identity[0] if kind.identity else "id"
    with vault.read() as connection:
        row = connection.exec_driver_sql(
            f"SELECT {names} FROM {kind.name} WHERE {where} = ?",  # noqa: S608
            (at,),
        ).one()
    return PROTECTIVE[kind.number, register.number](tuple(row))


@pytest.mark.parametrize("other_way", [False, True])
def test_the_protective_value_of_every_register_outlives_any_order(
    new_laptop: NewLaptop, *, other_way: bool
) -> None:
    here, there = new_laptop(0).vault, new_laptop(1).vault
    chance = Random(f"{other_way}")
    wrote = []
    for kind, register in _REGISTERS:
        ids = [chance.randbytes(16) for _ in range(_TRIES)]
        if form_of(kind) is Form.BORN:
            with here.write() as journal:
                ids = list(journal.record(*(kind.new(deleted=False) for _ in ids)).created)
        wrote += [
            (kind, register, at, drawn(chance, register), drawn(chance, register)) for at in ids
        ]
    hand_over(here, there)
    for vault, which in ((here, 3), (there, 4)):
        with vault.write() as journal:
            for start in range(0, len(wrote), 50):
                part = wrote[start : start + 50]
                journal.record(*(draft(each[0], each[2], each[1], each[which]) for each in part))
    for source, target in ((here, there), (there, here))[:: -1 if other_way else 1]:
        hand_over(source, target)
    assert shown(here) == shown(there)
    for kind, register, at, *both in wrote:
        if any(all(value is None for value in values) for values in both):
            continue  # nothing over nothing is not written
        most = max(rank_of(kind, register, values) for values in both)
        for vault in (here, there):
            assert rank_shown(vault, kind, register, at) == most, (kind.name, both)
