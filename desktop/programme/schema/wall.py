"""What of a schema would relate people of two streams, or names records that nobody declared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from desktop.programme.schema.kinds import Kind, Type
from desktop.programme.schema.targets import (
    BETWEEN_PEOPLE,
    FROM_ACROSS,
    HOMES,
    SPELLED,
    TARGETS,
    Vaults,
)

Columns = Mapping[tuple[str, str], tuple[str, ...]]

_PARTNER = re.compile(
    r"partner|spouse|husband|wife|couple|pareja|espos[oa]|marido|conyuge", re.IGNORECASE
)


def flaws(
    kinds: Iterable[Kind],
    homes: Mapping[str, Vaults] = HOMES,
    targets: Columns = TARGETS,
    spelled: Columns = SPELLED,
) -> list[str]:
    """What of a schema breaks the wall, or is not declared; nothing when all is well."""
    known = {kind.name: kind for kind in kinds}
    found = [f"{name}: no such kind" for name in sorted(homes.keys() - known.keys())]
    columns = {(kind.name, name) for kind in known.values() for name in _columns(kind)}
    found += [f"{kind}.{name}: no such column" for kind, name in sorted(targets.keys() - columns)]
    found += [f"{kind}.{name}: no such column" for kind, name in sorted(spelled.keys() - columns)]
    for kind in known.values():
        if kind.name not in homes:
            found.append(f"{kind.name}: says in no vault where it lies")
            continue
        found += _flaws_of(kind, known, homes, targets, spelled)
    return found


def _flaws_of(
    kind: Kind,
    known: Mapping[str, Kind],
    homes: Mapping[str, Vaults],
    targets: Columns,
    spelled: Columns,
) -> Iterator[str]:
    people = int(kind.name == "participant")
    for name in _columns(kind):
        at = f"{kind.name}.{name}"
        if _PARTNER.search(at):
            yield f"{at}: named after a partner"
        if name in _references(kind) and (kind.name, name) not in targets:
            yield f"{at}: names records, and says not of which kinds"
        named = targets.get((kind.name, name), ()) + spelled.get((kind.name, name), ())
        people += "participant" in named
        for target in named:
            if target not in known or target not in homes:
                yield f"{at}: names {target}, which is no kind"
            elif not _may_name(homes[kind.name], homes[target]):
                yield f"{at}: names {target} across the wall"
            elif kind.name in FROM_ACROSS and target != "member":
                yield f"{at}: what came across the wall names {target}"
    if people > 1 and kind.name not in BETWEEN_PEOPLE:
        yield f"{kind.name}: relates two people"


def _may_name(home: Vaults, target: Vaults) -> bool:
    """A record of the shared vault names only what lies there; others what can lie beside them."""
    if Vaults.SHARED in home:
        return target in (Vaults.SHARED, Vaults.EVERY)
    return bool(home & target) or Vaults.SHARED in target


def _columns(kind: Kind) -> list[str]:
    return [*kind.identity, *(name for each in kind.registers for name, _ in each.columns)]


def _references(kind: Kind) -> set[str]:
    """Columns that hold an id: of identity, and those of the type."""
    found = {name for each in kind.registers for name, type_ in each.columns if type_ is Type.REF}
    return found | (set(kind.identity) - {"ordinal"})
