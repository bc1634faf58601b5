"""The rule of who may come to a group: a choice of one stream, with its editions.

A rule that is damaged, or that a newer Vereda wrote, is not used: the shipped one is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.host import small_json
from desktop.programme import eligibility
from desktop.programme.eligibility import DEFAULT, Rule
from desktop.programme.roles import Role
from desktop.programme.schema import SETTING
from desktop.programme.vocabulary import SettingNumber, Stream
from desktop.services import choices
from desktop.services.closing_group import OnlyCoordination
from desktop.services.record_history import Version, versions_of
from desktop.services.refusals import BadForm
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

FORMAT = 1
"""Of the JSON in the setting. A higher number is of a newer Vereda."""

_VALUE = SETTING.register_of("value").number
_DAMAGED = say("La regla de su programa no se puede leer. Se usa la de fábrica.")
_NEWER = say("Una Vereda más nueva escribió la regla de su programa. Aquí se usa la de fábrica.")


@dataclass(frozen=True, slots=True)
class InForce:
    """The rule that is used. `fell_back` says why it is not the programme's own."""

    rule: Rule
    own: bool = False
    fell_back: Message | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One change of the rule, as its author made it. `rule` None: back to the shipped one.

    `by` is a nickname, "" for somebody whom this vault does not name; `at_ms` is what the
    clock of that laptop claimed; `readable` False where this Vereda cannot read it.
    """

    by: str
    at_ms: int
    rule: Rule | None
    readable: bool
    stands: bool


def current(vault: OpenVault) -> Rule:
    """The rule that recommends in this stream."""
    return in_force(vault).rule


def in_force(vault: OpenVault) -> InForce:
    """The same, and whether it is the programme's own or why not."""
    shipped = shipped_rule(vault)
    kept = choices.get(vault, SettingNumber.ELIGIBILITY)
    if kept is None:
        return InForce(shipped)
    try:
        return InForce(_read(kept), own=True)
    except _Newer:
        return InForce(shipped, fell_back=_NEWER)
    except ValueError:
        return InForce(shipped, fell_back=_DAMAGED)


def shipped_rule(vault: OpenVault) -> Rule:
    """The rule of this stream as Vereda ships it."""
    return DEFAULT.get(vault.stream, DEFAULT[Stream.WOMEN])


def save(desk: Desk, rule: Rule) -> Changes:
    """Keep these lines as the next edition, for the whole stream; durable when it returns.

    Nothing is written where they are those in force. Raises: OnlyCoordination, BadForm.
    """
    _require_coordination(desk)
    rule = replace(rule, rows=eligibility.in_order(rule.rows))
    if not eligibility.is_sound(rule):
        raise BadForm(
            say("Esa regla respondería a un peligro como si no lo hubiera."),
            say("Corrija la línea, o vuelva a la regla de fábrica."),
        )
    now = in_force(desk.work)
    if now.own and now.rule.rows == rule.rows:
        rule = now.rule
    else:
        rule = replace(rule, edition=_last_edition(desk.work) + 1)
    return choices.put(desk.work, SettingNumber.ELIGIBILITY, _text(rule))


def reset(desk: Desk) -> Changes:
    """Back to the shipped rule; the editions stay in the history. Raises: OnlyCoordination."""
    _require_coordination(desk)
    if choices.get(desk.work, SettingNumber.ELIGIBILITY) is None:
        return Changes()
    return choices.put(desk.work, SettingNumber.ELIGIBILITY, None)


def history(vault: OpenVault) -> tuple[Edition, ...]:
    """Every change of the rule, the newest first."""
    return tuple(_edition(version) for version in reversed(_versions(vault)))


class _Newer(ValueError):
    """The rule says something that this Vereda does not know."""


def _text(rule: Rule) -> str:
    told = {"v": FORMAT, "edition": rule.edition, "rows": eligibility.to_data(rule.rows)}
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def _read(text: str) -> Rule:
    """Raises: _Newer; ValueError for what is no rule, or none that may be used."""
    told = small_json.parse(text.encode())
    if not isinstance(told, dict):
        raise ValueError
    form, edition = told.get("v"), told.get("edition")
    if type(form) is not int or type(edition) is not int:
        raise ValueError
    if form > FORMAT:
        raise _Newer
    rule = Rule(eligibility.from_data(told.get("rows")), edition)
    if not eligibility.is_sound(rule) or form < 1 or edition < 1:
        raise ValueError
    return rule


def _versions(vault: OpenVault) -> list[Version]:
    with vault.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT heads FROM setting WHERE scope = ? AND ordinal = ?",
            (choices.SCOPE, int(SettingNumber.ELIGIBILITY)),
        ).fetchone()
        return [] if row is None else versions_of(connection, row[0], (_VALUE,))


def _edition(version: Version) -> Edition:
    value = version.fields.get(_VALUE)
    rule, readable = None, True
    if value is not None:
        try:
            rule = _read(str(value))
        except ValueError:
            readable = False
    return Edition(version.author, version.at_ms, rule, readable, version.stands)


def _last_edition(vault: OpenVault) -> int:
    return max((each.rule.edition for each in history(vault) if each.rule), default=0)


def _require_coordination(desk: Desk) -> None:
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
