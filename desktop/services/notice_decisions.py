"""What the team decides about a notice: whether looking for her is safe, and what came of it.

That she said no is the end of it: nobody asks her again because of this notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day as read_day
from desktop.programme.codes import known, several
from desktop.programme.schema import NOTICE
from desktop.programme.vocabulary import NoticeAnswer, NoticeContact, NoticeOffer
from desktop.services.home import own_member
from desktop.services.record_history import Version, versions_of
from desktop.services.refusals import NotFound, Refusal
from desktop.services.typed import a_text
from desktop.trouble import say
from sync.batch.operation import Ref

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

_DECISION = NOTICE.register_of("contact").number
_NOTHING = (None,) * 5


class SheSaidNo(Refusal):
    """She refused; only who wrote that down may correct it, on the same day."""

    def __init__(self) -> None:
        super().__init__(
            say("Ella dijo que no, y eso se respeta: nadie vuelve a preguntarle."),
            say("Si fue un error, lo corrige quien lo anotó, ese mismo día."),
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """`sorts` and `offered`: what she was offered, in codes and in words."""

    contact: NoticeContact | None = None
    answer: NoticeAnswer | None = None
    offered: str = ""
    sorts: frozenset[NoticeOffer] = frozenset()

    @property
    def is_her_no(self) -> bool:
        return self.answer is NoticeAnswer.REFUSED


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """A decision as it was written down; `by` is a nickname, "" where nobody is known."""

    decision: Decision
    by: str
    on: date


def decide(vault: OpenVault, notice: bytes, decision: Decision, today: date) -> Changes:
    """Write down what the team decided and what came of it.

    Raises: NotFound, TooLong; SheSaidNo, also where a colleague wrote her no down meanwhile.
    """
    offered = a_text(decision.offered)
    with vault.write() as journal:
        me = own_member(journal.connection, vault)
        _require_her_word(journal.connection, notice, decision, me, today)
        return journal.record(
            NOTICE.of(
                notice,
                contact=decision.contact,
                answer=decision.answer,
                offered=offered,
                decided_by=me,
                decided_on=today.isoformat(),
                offered_sorts=",".join(str(int(each)) for each in sorted(decision.sorts)) or None,
            )
        )


def history(vault: OpenVault, notice: bytes) -> tuple[EarlierDecision, ...]:
    """Every decision that was written down, the newest first. Raises: NotFound."""
    with vault.read() as connection:
        versions = versions_of(connection, _heads(connection, notice), (_DECISION,))
    return tuple(map(_earlier, reversed(versions)))


def decision_of(contact: Any, answer: Any, offered: Any, sorts: Any) -> Decision:
    """As it is stored; what another version wrote and this one does not know is left out."""
    words = offered if isinstance(offered, str) else ""
    return Decision(
        known(NoticeContact, contact),
        known(NoticeAnswer, answer),
        words.encode(errors="replace").decode(),
        frozenset(several(NoticeOffer, sorts)),
    )


def _earlier(version: Version) -> EarlierDecision:
    contact, answer, offered, _by, on = _columns(version)
    return EarlierDecision(
        decision_of(contact, answer, offered, None),
        version.author,
        read_day(on if isinstance(on, str) else None) or date.fromtimestamp(version.at_ms / 1000),
    )


def _require_her_word(
    connection: Connection, notice: bytes, decision: Decision, me: bytes | None, today: date
) -> None:
    """Also a no that stands beside another laptop's decision, and is not the one shown."""
    heads = _heads(connection, notice)
    if decision.is_her_no:
        return
    for version in versions_of(connection, heads, (_DECISION,)):
        _contact, answer, _offered, by, on = _columns(version)
        if version.stands and answer == NoticeAnswer.REFUSED:
            mine = me is not None and isinstance(by, Ref) and bytes(by) == me
            if not mine or on != today.isoformat():
                raise SheSaidNo


def _heads(connection: Connection, notice: bytes) -> bytes:
    row = connection.exec_driver_sql(
        "SELECT heads FROM notice WHERE id = ? AND NOT deleted", (notice,)
    ).fetchone()
    if row is None:
        raise NotFound
    return bytes(row[0])


def _columns(version: Version) -> tuple[Any, ...]:
    value = version.fields[_DECISION]
    return ((*value, *_NOTHING) if isinstance(value, tuple) else _NOTHING)[:5]
