"""How an instrument is asked and what its answers come to; docs/formats/instrument.md is the text.

Pure, and nothing is guessed: what was not answered widens the result, it is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from desktop.programme.vocabulary import Answer, Permission, RiskBand

YES, NO = "yes", "no"
Given = str | int | None
"""One answer: "yes", "no", an option's id, a whole number; None: skipped."""


class ItemKind(StrEnum):
    """How an item is answered. The words stand in files: never change one."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"


class Asked(Enum):
    """Whether an item is asked after the answers before it. OPEN: a missing answer decides."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Condition:
    """One skip rule: what it says of an earlier item's answer."""

    item: str
    equals: str | None = None
    at_least: int | None = None
    at_most: int | None = None

    def holds(self, answer: str | int) -> bool:
        if self.equals is not None:
            return answer == self.equals
        if not isinstance(answer, int):
            return False
        above = self.at_least is None or answer >= self.at_least
        return above and (self.at_most is None or answer <= self.at_most)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to answer, and what it is worth.

    Of a number it is a step: it holds from `least` on, and has neither id nor text.
    `points` None: not known yet, so nothing can be scored.
    """

    points: int | None
    critical: bool = False
    id: str = ""
    text: str = ""
    least: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `options` of a yes_no item are its yes and its no."""

    id: str
    text: str
    kind: ItemKind
    options: tuple[Option, ...]
    least: int = 0
    most: int = 0
    only_if: tuple[Condition, ...] = ()
    strangulation: bool = False

    def worth(self, answer: str | int) -> Option:
        """What an answer is worth. Raises: ValueError for one that this item does not have."""
        if self.kind is ItemKind.NUMBER:
            if isinstance(answer, int) and self.least <= answer <= self.most:
                return [step for step in self.options if step.least <= answer][-1]
        else:
            for option in self.options:
                if option.id == answer:
                    return option
        raise ValueError(f"{self.id}: {answer!r}")

    @property
    def fewest(self) -> int:
        return min(option.points or 0 for option in self.options)

    @property
    def greatest(self) -> int:
        return max(option.points or 0 for option in self.options)


@dataclass(frozen=True, slots=True)
class Band:
    """What points from `first` to `last`, both included, mean."""

    first: int
    last: int
    band: RiskBand


@dataclass(frozen=True, slots=True)
class Instrument:
    """Questions with their points. `permission` is what its file says: it unlocks nothing."""

    slug: str
    language: str
    version: str
    title: str
    source: str
    permission: Permission
    items: tuple[Item, ...]
    bands: tuple[Band, ...] = ()
    about: str = ""

    @property
    def is_whole(self) -> bool:
        """Every item has its wording and its points, so that it can be held."""
        return all(
            item.text and all(option.points is not None for option in item.options)
            for item in self.items
        )

    def item(self, id_: str) -> Item | None:
        return next((item for item in self.items if item.id == id_), None)


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer that counted, and its points."""

    item: Item
    answer: str | int
    points: int


@dataclass(frozen=True, slots=True)
class Scored:
    """What answers come to. The true result lies from `lowest` to `highest`.

    `missing` are items without an answer, also those that a missing answer leaves open.
    `band` None: sin dato. `strangled` None: the instrument did not ask.
    """

    lowest: int
    highest: int
    band: RiskBand | None
    least_band: RiskBand | None
    most_band: RiskBand | None
    counted: tuple[Counted, ...]
    missing: tuple[Item, ...]
    critical: tuple[Item, ...]
    strangled: Answer | None

    @property
    def score(self) -> int | None:
        """The points, None while missing answers could change them."""
        return self.lowest if self.lowest == self.highest else None


def asked(instrument: Instrument, answers: Mapping[str, Given]) -> dict[str, Asked]:
    """Of each item whether it is asked, in order."""
    found: dict[str, Asked] = {}
    for item in instrument.items:
        rules = [_rule(rule, found, answers) for rule in item.only_if]
        if Asked.NO in rules:
            found[item.id] = Asked.NO
        else:
            found[item.id] = Asked.OPEN if Asked.OPEN in rules else Asked.YES
    return found


def to_ask(instrument: Instrument, answers: Mapping[str, Given]) -> tuple[Item, ...]:
    """The items that are asked after these answers, in order."""
    standing = asked(instrument, answers)
    return tuple(item for item in instrument.items if standing[item.id] is Asked.YES)


def score(instrument: Instrument, answers: Mapping[str, Given]) -> Scored:
    """What these answers come to. Raises: ValueError for one that its item does not have."""
    standing = asked(instrument, answers)
    lowest = highest = 0
    counted: list[Counted] = []
    missing: list[Item] = []
    critical: list[Item] = []
    for item in instrument.items:
        if standing[item.id] is Asked.NO:
            continue
        answer = answers.get(item.id) if standing[item.id] is Asked.YES else None
        if answer is None:
            missing.append(item)
            lowest += item.fewest if standing[item.id] is Asked.YES else 0
            highest += item.greatest
            continue
        worth = item.worth(answer)
        counted.append(Counted(item, answer, worth.points or 0))
        lowest += worth.points or 0
        highest += worth.points or 0
        if worth.critical:
            critical.append(item)
    least, most = band_at(instrument, lowest), band_at(instrument, highest)
    grave = any(option.critical for item in missing for option in item.options)
    high = least is not None and least >= RiskBand.HIGH
    sure = high or (least is most and not grave)
    return Scored(
        lowest,
        highest,
        least if sure else None,
        least,
        most,
        tuple(counted),
        tuple(missing),
        tuple(critical),
        _strangled(counted, missing),
    )


def reach(instrument: Instrument) -> tuple[int, int]:
    """The fewest and the most points that any answers can come to."""
    nothing = score(instrument, {})
    return nothing.lowest, nothing.highest


def band_at(instrument: Instrument, points: int) -> RiskBand | None:
    """What so many points mean, None where no band says."""
    found = (each.band for each in instrument.bands if each.first <= points <= each.last)
    return next(found, None)


def alarms(band: RiskBand | None, critical: bool, strangled: Answer | None) -> bool:
    """Whether a result asks for a plan and a day to look again: high, or one grave answer."""
    high = band is not None and band >= RiskBand.HIGH
    return high or critical or strangled is Answer.YES


def _rule(rule: Condition, found: Mapping[str, Asked], answers: Mapping[str, Given]) -> Asked:
    before = found[rule.item]
    if before is not Asked.YES:
        return before
    answer = answers.get(rule.item)
    if answer is None:
        return Asked.OPEN
    return Asked.YES if rule.holds(answer) else Asked.NO


def _strangled(counted: list[Counted], missing: list[Item]) -> Answer | None:
    said = [each.answer for each in counted if each.item.strangulation]
    if YES in said:
        return Answer.YES
    if any(item.strangulation for item in missing):
        return Answer.UNSAID
    return Answer.NO if said else None
