"""Whether a letter's code is ours and still stands; and the signed list that others check with.

The answer tells of a code alone: never of whom, of which court, or why it was replaced.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme.letter_code import HIDDEN_BYTES, Statement
from desktop.programme.letter_code import read_bytes as read_statement
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.letterhead import OnlyCoordination
from desktop.services.orders import require_men
from desktop.services.refusals import BadForm
from desktop.trouble import say
from desktop.vault.cards import list_accounts
from sync.batch.keys import is_signed

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

LIST_LABEL = b"vereda letter list v1\0"
PADDED_TO = 32
"""The list names a multiple of so many letters, the rest made up: it does not count them."""

PAGE_MAX_CHARS = 4_000_000
_IN_PAGE = re.compile(r' data-(list|key|signature)="([A-Za-z0-9+/=]+)"')

Random = Callable[[int], bytes]


class Answer(StrEnum):
    """What can be said of a code."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class LetterList:
    """What a code is checked against.

    Attributes:
        made_on: the day on which it was true.
        signers: account to public key of who may sign letters.
        ended: of those whose access has ended, the letters (hidden) that are known; a
            stolen key makes no new ones.
        superseded: letters (hidden) that stand no more.
    """

    made_on: date
    signers: Mapping[bytes, bytes]
    ended: Mapping[bytes, frozenset[bytes]]
    superseded: frozenset[bytes]

    def answer(self, statement: Statement) -> Answer:
        key = self.signers.get(statement.signer)
        if key is None:
            return Answer.UNKNOWN
        if not is_signed(key, statement.signature, statement.message()):
            return Answer.ALTERED
        known = self.ended.get(statement.signer)
        if known is not None and statement.hidden not in known:
            return Answer.UNKNOWN
        return Answer.SUPERSEDED if statement.hidden in self.superseded else Answer.VALID

    def packed(self) -> bytes:
        """As it is signed and put into the page: docs/formats/letter.md."""
        told = {
            "ended": {one.hex(): sorted(map(bytes.hex, of)) for one, of in self.ended.items()},
            "made_on": self.made_on.isoformat(),
            "signers": {one.hex(): key.hex() for one, key in self.signers.items()},
            "superseded": sorted(map(bytes.hex, self.superseded)),
        }
        return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class SignedList:
    """A list as a coordinator lets it out."""

    data: bytes
    signer_key: bytes
    signature: bytes


def read_list(signed: SignedList) -> LetterList:
    """Raises: ValueError for one that its coordinator did not sign so."""
    if not is_signed(signed.signer_key, signed.signature, LIST_LABEL + signed.data):
        raise ValueError("not signed")
    told = json.loads(signed.data)
    return LetterList(
        date.fromisoformat(told["made_on"]),
        {bytes.fromhex(one): bytes.fromhex(key) for one, key in told["signers"].items()},
        {
            bytes.fromhex(one): frozenset(map(bytes.fromhex, of))
            for one, of in told["ended"].items()
        },
        frozenset(map(bytes.fromhex, told["superseded"])),
    )


def list_now(desk: Desk, today: date) -> LetterList:
    """What the records here say now. Raises: NoOrdersHere, BadForm without the team's list."""
    require_men(desk.work)
    if desk.shared is None:
        raise BadForm(
            say("La lista del equipo está dañada: no se sabe quién puede firmar."),
            say("Repare los registros en Ajustes y hágalo entonces."),
        )
    roster = rosters.known(desk.shared).roster
    told = places.as_kept(rosters.details(desk.shared, roster), [desk.work])
    letters = _letters(desk.work)
    mine = {
        member.id: member.sign_pub
        for member in roster.members.values()
        if any(places.stream_of(space, told) is Stream.MEN for space in member.spaces)
    }
    ended = {
        account: frozenset(each.hidden for each, _gone in letters if each.signer == account)
        for account in mine
        if roster.revoked(account)
    }
    return LetterList(today, mine, ended, frozenset(each.hidden for each, gone in letters if gone))


def signed_list(desk: Desk, today: date, random: Random = secrets.token_bytes) -> SignedList:
    """The list for the page that others check with, signed by this coordinator.

    Raises: OnlyCoordination, NoOrdersHere, BadForm.
    """
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
    found = list_now(desk, today)
    made_up = -len(found.superseded) % PADDED_TO or (PADDED_TO if not found.superseded else 0)
    padded = found.superseded | {random(HIDDEN_BYTES) for _ in range(made_up)}
    data = LetterList(found.made_on, found.signers, found.ended, padded).packed()
    return SignedList(data, desk.account.card.sign_pub, desk.account.sign(LIST_LABEL + data))


def answer_by_accounts(folder: Path, statement: Statement) -> Answer:
    """What the accounts of this laptop tell without being opened: the signature alone."""
    signers = {card.id: card.sign_pub for card in list_accounts(folder)}
    return LetterList(statement.issued, signers, {}, frozenset()).answer(statement)


def _letters(vault: OpenVault) -> list[tuple[Statement, bool]]:
    """Every letter that was written, and whether it stands no more."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT statement, superseded_on IS NOT NULL OR deleted FROM letter"
            " WHERE statement IS NOT NULL"
        ).fetchall()
    return list(_readable(rows))


def _readable(rows: Iterable[tuple[str, int]]) -> Iterable[tuple[Statement, bool]]:
    for text, gone in rows:
        try:
            yield read_statement(bytes.fromhex(text)), bool(gone)
        except ValueError:
            continue


def list_in(page: str) -> SignedList:
    """The list that lies in a page for checking. Raises: ValueError for any other file."""
    found = {
        name: base64.b64decode(value, validate=True)
        for name, value in _IN_PAGE.findall(page[:PAGE_MAX_CHARS])
    }
    if found.keys() != {"list", "key", "signature"}:
        raise ValueError("no list in it")
    return SignedList(found["list"], found["key"], found["signature"])
