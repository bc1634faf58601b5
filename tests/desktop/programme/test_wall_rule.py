"""The schema relates nobody of one stream to anybody of the other, and says of what it names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.programme.schema import (
    BREACH,
    FORBIDDEN,
    KINDS,
    NOTICE,
    PARTICIPANT,
    PROTECTION,
    SERVICE,
    Kind,
)
from desktop.programme.schema.kinds import INT, REF, TEXT, Register, one
from desktop.programme.schema.targets import HOMES, TARGETS, Vaults
from desktop.programme.schema.wall import flaws


def test_the_schema_holds_the_wall() -> None:
    assert flaws(KINDS) == []


def also(kind: Kind, *columns: tuple[str, object]) -> tuple[Kind, ...]:
    """Every kind, one of them with a further register."""
    more = replace(kind, registers=(*kind.registers, Register(99, tuple(columns))))  # type: ignore[arg-type]
    return tuple(more if each.number == kind.number else each for each in KINDS)


@pytest.mark.parametrize(
    "column", ["partner", "spouse_id", "pareja", "her_husband", "esposa", "couple"]
)
@pytest.mark.parametrize("type_", [REF, TEXT, INT])
def test_no_column_of_any_type_is_named_after_a_partner(column: str, type_: object) -> None:
    for kind in KINDS:
        assert flaws(also(kind, (column, type_)))


def test_a_reference_that_nobody_declared_is_found_in_every_kind() -> None:
    for kind in KINDS:
        assert flaws(also(kind, ("beside", REF)))


def test_a_new_kind_must_say_where_it_lies() -> None:
    assert flaws((*KINDS, Kind(99, "bond", (one(1, "text", TEXT),))))


@pytest.mark.parametrize(
    ("kind", "target", "why"),
    [
        (PARTICIPANT, "participant", "relates two people"),
        (FORBIDDEN, "protection", "across the wall"),
        (PROTECTION, "court_order", "across the wall"),
        (BREACH, "forbidden", "across the wall"),
        (SERVICE, "participant", "across the wall"),
        (SERVICE, "grp", "across the wall"),
        (NOTICE, "participant", "came across the wall"),
        (NOTICE, "safety_plan", "came across the wall"),
    ],
)
def test_declaring_a_reference_does_not_make_it_allowed(kind: Kind, target: str, why: str) -> None:
    declared = {**TARGETS, (kind.name, "beside"): (target,)}
    assert any(why in each for each in flaws(also(kind, ("beside", REF)), targets=declared))


@pytest.mark.parametrize("identity", [("one", "two"), ("grp", "participant")])
def test_a_kind_that_joins_two_people_is_found(identity: tuple[str, str]) -> None:
    bond = Kind(99, "bond", (one(1, "since", TEXT), one(2, "third", REF)), identity)
    declared = {
        **TARGETS,
        **{("bond", name): ("participant",) for name in identity},
        ("bond", "third"): ("participant",),
    }
    homes = {**HOMES, "bond": Vaults.STREAMS}
    assert flaws((*KINDS, bond), homes, declared) == ["bond: relates two people"]


def test_what_is_declared_and_not_there_is_found_too() -> None:
    assert flaws(KINDS, {**HOMES, "bond": Vaults.MEN})
    assert flaws(KINDS, targets={**TARGETS, ("call", "beside"): ("grp",)})
    assert flaws(KINDS, spelled={("call", "beside"): ("grp",)})
