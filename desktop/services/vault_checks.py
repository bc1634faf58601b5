"""Is an opened vault whole, and what does it know about time? Reads only; finds, never mends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host.system_checks.finding import Finding, State
from desktop.host.system_checks.wall_clock import Seen
from desktop.trouble import Exit, Message, Trouble, say
from desktop.vault.troubles import USE_A_BACKUP

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from desktop.host.clock import Clock
    from desktop.journal.rebuild import Difference
    from desktop.vault.store import UnlockedVault

_DAY_MS = 86_400_000
DIFFERENCES_SHOWN = 20


def structure(vault: UnlockedVault) -> Finding:
    """Every page in use is read, and its structure compared."""
    from desktop.records.migrate import refuse_newer
    from desktop.vault.database import quick_check

    def check(engine: Engine) -> None:
        quick_check(engine)
        refuse_newer(engine)

    return _asked(vault, check, say("Entero."))


def pages(vault: UnlockedVault) -> Finding:
    """The MAC of every page, also of those that hold nothing now."""
    from desktop.vault.database import check_pages

    return _asked(vault, check_pages, say("Entero, y cada página es auténtica."))


def everything(vault: UnlockedVault) -> Finding:
    """Every row, index and reference to another row."""
    from desktop.vault.database import full_check

    good = say("Entero: cada página, cada renglón y cada índice están en su lugar.")
    return _asked(vault, full_check, good)


def rebuilt(vault: UnlockedVault, copy: Path) -> Finding:
    """What the journal gives when it is replayed on a copy, which is removed."""
    from desktop.journal.rebuild import compare_copy

    name = vault.path.stem
    try:
        differences = compare_copy(copy, vault.database_key)
    except Trouble as trouble:
        return of_trouble(trouble, name)
    if not differences:
        means = say("Rehecho en una copia, sin diferencias.")
        return _finding(name, State.GOOD, means)
    means = say("Hay {n} diferencias con lo que dice su diario.", n=len(differences))
    found = _finding(name, State.BAD, means, USE_A_BACKUP, Exit.DIFFERENT)
    return replace(found, details=tuple(map(_line, differences[:DIFFERENCES_SHOWN])))


def seen(vault: UnlockedVault, clock: Clock) -> tuple[Seen, float]:
    """What the vault knows about time, and over how many days this laptop has written into it."""
    from desktop.vault.database import make_engine, reading

    engine = make_engine(vault.path, vault.database_key)
    try:
        with reading(engine) as connection:
            first_ms, last_ms = _own_claims(connection)
            offsets = connection.exec_driver_sql(
                "SELECT offset_ms FROM clock WHERE boot = ?", (clock.boot(),)
            ).scalars()
            now = clock.now_ms() - clock.monotonic_ms()
            known = Seen(last_ms, _server_ms(connection), (*offsets, now))
    finally:
        engine.dispose()
    days = 0.0 if first_ms is None or last_ms is None else (last_ms - first_ms) / _DAY_MS
    return known, days


def of_trouble(trouble: Trouble, name: str) -> Finding:
    """A trouble that a check met, as its finding."""
    happened, safe, next_step = trouble.sentences
    found = _finding(name, State.BAD, happened, next_step, trouble.exit_status)
    return replace(found, safe=safe)


def _line(each: Difference) -> str:
    return f"{each.table} {each.row} {each.what} {' '.join(each.columns)}".rstrip()


def _own_claims(connection: Connection) -> tuple[int | None, int | None]:
    """First and last time that this laptop wrote; others' clocks prove nothing about this one's."""
    from desktop.records.journal_tables import SEQ_MAX, place

    own = connection.exec_driver_sql("SELECT no FROM chain WHERE seed IS NOT NULL").scalars().all()
    times = [
        connection.exec_driver_sql(
            "SELECT min(at_ms), max(at_ms) FROM op WHERE place BETWEEN ? AND ?",
            (place(no, 0), place(no, SEQ_MAX)),
        ).one()
        for no in own
    ]
    firsts = [first for first, _last in times if first is not None]
    return min(firsts, default=None), max(
        (last for _f, last in times if last is not None), default=None
    )


def _server_ms(connection: Connection) -> int | None:
    from desktop.journal import meta

    told = meta.get(connection, meta.SERVER_MS)
    return None if told is None else int(told)


def _asked(vault: UnlockedVault, check: Callable[[Engine], None], good: Message) -> Finding:
    from desktop.vault.database import make_engine

    name = vault.path.stem
    engine = make_engine(vault.path, vault.database_key)
    try:
        check(engine)
    except Trouble as trouble:
        return of_trouble(trouble, name)
    finally:
        engine.dispose()
    return _finding(name, State.GOOD, good)


def _finding(
    name: str,
    state: State,
    means: Message,
    to_do: Message | None = None,
    status: Exit = Exit.OK,
) -> Finding:
    what = say("Archivo de datos {name}", name=name)
    return Finding(f"vault-{name}", what, state, means, to_do, status=status)
