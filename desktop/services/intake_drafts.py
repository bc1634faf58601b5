"""Interviews of people who have not said yet that their data may be kept.

They are drafts, no records: they lie in the vault of this laptop alone, never travel, have no
history, show to nobody but whoever holds the interview, and are gone when they are erased.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.journal import meta
from desktop.programme.codes import day, known
from desktop.programme.consent import Standing
from desktop.programme.vocabulary import ConsentHow, ConsentState, Outcome, Purpose

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

Value = int | str | bool | None


@dataclass(frozen=True, slots=True)
class Decision:
    """How an interview ended: see INTAKE, register 20."""

    outcome: Outcome
    recommended: Outcome | None = None
    rule: str = ""
    until: date | None = None
    referral: bytes | None = None
    why: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One interview as it stands.

    `person` is None while it is a draft. `answers` are columns of INTAKE, `details` columns
    of PARTICIPANT, both only those that were said. `step` counts from 0.
    """

    id: bytes
    person: bytes | None = None
    folio: str = ""
    on: date | None = None
    answers: Mapping[str, Value] = field(default_factory=dict)
    details: Mapping[str, Value] = field(default_factory=dict)
    consents: Mapping[Purpose, Standing] = field(default_factory=dict)
    step: int = 0
    decision: Decision | None = None

    @property
    def is_draft(self) -> bool:
        return self.person is None

    def told(
        self, answers: Mapping[str, Value] | None = None, details: Mapping[str, Value] | None = None
    ) -> Interview:
        """The same interview with more said; None takes an answer back."""
        return replace(
            self,
            answers=_merged(self.answers, answers or {}),
            details=_merged(self.details, details or {}),
        )

    def agreed(self, said: Standing) -> Interview:
        """The same interview with an answer to one purpose."""
        return replace(self, consents={**self.consents, said.purpose: said})


class Shelf:
    """The drafts of whoever has this vault open, in one value that never travels.

    Also which record a draft has become, for a change that was on its way meanwhile, and the
    step where each unfinished interview was left. Works inside the caller's transaction.
    """

    def __init__(self, connection: Connection, vault: OpenVault) -> None:
        self._connection = connection
        self._name = f"interviews {vault.account.card.id.hex()}"
        kept = meta.get(connection, self._name)
        told: dict[str, dict[str, Any]] = {} if kept is None else json.loads(kept)
        self._drafts = told.get("drafts", {})
        self._became = told.get("became", {})
        self._steps = told.get("steps", {})

    def drafts(self) -> tuple[Interview, ...]:
        return tuple(_read(bytes.fromhex(name), told) for name, told in self._drafts.items())

    def find(self, draft: bytes) -> Interview | None:
        told = self._drafts.get(draft.hex())
        return None if told is None else _read(draft, told)

    def keep(self, draft: Interview) -> None:
        self._drafts[draft.id.hex()] = _written(draft)
        self._put()

    def drop(self, draft: bytes) -> bool:
        """Forget a draft; its bytes are overwritten (`secure_delete`)."""
        was = self._drafts.pop(draft.hex(), None)
        self._put()
        return was is not None

    def becomes(self, draft: bytes, intake: bytes, step: int) -> None:
        self._drafts.pop(draft.hex(), None)
        self._became[draft.hex()] = intake.hex()
        self._steps[intake.hex()] = step
        self._put()

    def became(self, draft: bytes) -> bytes:
        """The record that a draft has become, or the same id."""
        return bytes.fromhex(self._became.get(draft.hex(), draft.hex()))

    def step(self, intake: bytes) -> int | None:
        """Where an interview was left here, None when this account never opened it here."""
        return self._steps.get(intake.hex())

    def at(self, intake: bytes, step: int) -> None:
        self._steps[intake.hex()] = step
        self._put()

    def done(self, intake: bytes) -> None:
        """It is finished: forget where it was left."""
        self._steps.pop(intake.hex(), None)
        self._became = {at: to for at, to in self._became.items() if to != intake.hex()}
        self._put()

    def _put(self) -> None:
        told = {"drafts": self._drafts, "became": self._became, "steps": self._steps}
        if any(told.values()):
            text = json.dumps(told, ensure_ascii=False)
            meta.put(self._connection, self._name, text.encode())
        else:
            meta.remove(self._connection, self._name)


def _merged(old: Mapping[str, Value], said: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in {**old, **said}.items() if value is not None}


def _written(draft: Interview) -> dict[str, Any]:
    return {
        "on": draft.on.isoformat() if draft.on else None,
        "answers": dict(draft.answers),
        "details": dict(draft.details),
        "consents": {
            int(purpose): {
                "state": said.state,
                "wording": said.wording,
                "how": said.how,
                "on": said.on.isoformat() if said.on else None,
                "language": said.language,
            }
            for purpose, said in draft.consents.items()
        },
        "step": draft.step,
    }


def _read(draft: bytes, told: Mapping[str, Any]) -> Interview:
    return Interview(
        id=draft,
        on=day(told["on"]),
        answers=told["answers"],
        details=told["details"],
        consents={
            Purpose(int(number)): Standing(
                Purpose(int(number)),
                known(ConsentState, said["state"]),
                said["wording"],
                known(ConsentHow, said["how"]),
                day(said["on"]),
                said["language"],
            )
            for number, said in told["consents"].items()
        },
        step=told["step"],
    )
