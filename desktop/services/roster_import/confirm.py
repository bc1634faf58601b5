"""Write the accepted rows of a preview: whole persons, a commit at a time, never twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING, Protocol, TypeVar

from desktop.changes import Changes
from desktop.programme.folio import draw_folio
from desktop.programme.names import offer_nickname
from desktop.programme.schema import ENROLMENT, PARTICIPANT, Draft
from desktop.programme.vocabulary import EnrolmentState
from desktop.services.bookings import local_today
from desktop.services.enrolments import require_newcomers
from desktop.services.home import home_site, require_known
from desktop.services.people import CHANCE, PersonForm, columns_of
from desktop.services.roster_import.preview import Known, Preview, likenesses, who_is_known
from desktop.services.roster_import.rows import Row

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

ROWS_A_COMMIT = 200
CHARS_A_COMMIT = 20_000
"""Of the rows as they were in the file; the journal takes about 110 KiB of values a call."""


def confirm(
    vault: OpenVault,
    preview: Preview,
    accepted: Sequence[Row] | None = None,
    group: bytes | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    rng: Random = CHANCE,
) -> Changes:
    """Create the people of the accepted rows and enrol them when a group is given.

    `accepted` are rows of the preview; by default those that are not doubtful.
    `progress(done, total)` counts rows. A cancelled or killed import leaves whole
    persons; `created` of the answer has their ids. Confirming the same preview
    again goes on where it stopped and creates nobody a second time. One way in
    which it could is left: a person edited between the two. Raises: NotFound, IntakeClosed.
    """
    rows = list(preview.create if accepted is None else accepted)
    refused = {row.number for row in preview.refused}
    if any(row.number in refused for row in rows):
        raise ValueError("a refused row cannot be accepted")
    with vault.read() as connection:
        if group is not None:
            require_known(connection, "grp", group)
            require_newcomers(connection, group)
        writer = _Writer(vault, who_is_known(connection), preview, rows, group, rng)
    changes = Changes()
    done = 0
    for some in in_commits(rows):
        if cancelled is not None and cancelled():
            break
        changes |= writer.write([row.form for row in some])
        done += len(some)
        if progress is not None:
            progress(done, len(rows))
    return changes


class _WithCells(Protocol):
    @property
    def cells(self) -> tuple[str, ...]: ...


R = TypeVar("R", bound=_WithCells)


def in_commits(rows: Sequence[R]) -> Iterator[list[R]]:
    """Whole rows, as many as one commit may hold: lists with long notes take smaller ones."""
    some: list[R] = []
    chars = 0
    for row in rows:
        size = sum(map(len, row.cells))
        if some and (len(some) == ROWS_A_COMMIT or chars + size > CHARS_A_COMMIT):
            yield some
            some, chars = [], 0
        some.append(row)
        chars += size
    if some:
        yield some


class _Writer:
    """Knows who is there already, and who ought to be once all rows so far are."""

    def __init__(
        self,
        vault: OpenVault,
        there: Known,
        preview: Preview,
        rows: Sequence[Row],
        group: bytes | None,
        rng: Random,
    ) -> None:
        self._vault = vault
        self._today = local_today(vault.clock)
        self._there = there
        self._expected = preview.present.copy()
        self._taken = set(there.folios) | {row.form.folio for row in rows if row.form.folio}
        self._nicknames = there.nicknames
        self._group = group
        self._rng = rng

    def write(self, forms: Sequence[PersonForm]) -> Changes:
        missing = [form for form in forms if self._is_missing(form)]
        if not missing:
            return Changes()
        with self._vault.write() as journal:
            site = home_site(journal.connection, self._vault)
            changes = journal.record(*(self._person(form, site) for form in missing))
            if self._group is not None:
                pairs = zip(changes.created, missing, strict=True)
                changes |= journal.record(*(_enrolment(self._group, *pair) for pair in pairs))
            return changes

    def _is_missing(self, form: PersonForm) -> bool:
        ways = likenesses(form)
        self._expected.update(ways)
        if form.folio:
            return form.folio not in self._there.folios
        return self._there.people[ways[0]] < self._expected[ways[0]]

    def _person(self, form: PersonForm, site: bytes | None) -> Draft:
        folio = form.folio or draw_folio(self._taken, self._rng)
        self._taken.add(folio)
        nickname = form.nickname or offer_nickname(self._nicknames, self._rng)
        self._nicknames[nickname] += 1
        known = columns_of(form, self._today)
        known |= {"folio": folio, "nickname": nickname, "site": site}
        return PARTICIPANT.new(**{column: v for column, v in known.items() if v is not None})


def _enrolment(group: bytes, person: bytes, form: PersonForm) -> Draft:
    since = form.intake_date.isoformat() if form.intake_date else None
    return ENROLMENT.pair(group, person, state=int(EnrolmentState.ACTIVE), since=since)
