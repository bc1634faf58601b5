"""An independent scorer, written from docs/formats/instrument.md over the plain JSON alone.

Every possible completion of missing answers is tried, so it says the true range, not a bound.
"""

from __future__ import annotations

from itertools import product
from typing import Any

BANDS = ["low", "middle", "high", "extreme"]


def worth(item: dict[str, Any], answer: Any) -> tuple[int, bool]:
    if item["kind"] == "yes_no":
        if answer == "yes":
            grave = item.get("critical", False) or item.get("strangulation", False)
            return item.get("weight", 0), bool(grave)
        return item.get("weight_no", 0), False
    if item["kind"] == "choice":
        (option,) = [each for each in item["options"] if each["id"] == answer]
        return option.get("points", 0), option.get("critical", False)
    step = [each for each in item["steps"] if each["from"] <= answer][-1]
    return step.get("points", 0), step.get("critical", False)


def possible(item: dict[str, Any]) -> list[Any]:
    if item["kind"] == "yes_no":
        return ["yes", "no"]
    if item["kind"] == "choice":
        return [each["id"] for each in item["options"]]
    return list(range(item["least"], item["most"] + 1))


def is_asked(item: dict[str, Any], asked: dict[str, bool], answers: dict[str, Any]) -> bool:
    for rule in item.get("only_if", []):
        if not asked[rule["item"]]:
            return False
        answer = answers[rule["item"]]
        if "is" in rule and answer != rule["is"]:
            return False
        if "at_least" in rule and answer < rule["at_least"]:
            return False
        if "at_most" in rule and answer > rule["at_most"]:
            return False
    return True


def total(items: list[dict[str, Any]], answers: dict[str, Any]) -> tuple[int, list[str]]:
    """Points and grave items of answers that are all there."""
    asked: dict[str, bool] = {}
    points, grave = 0, []
    for item in items:
        asked[item["id"]] = is_asked(item, asked, answers)
        if asked[item["id"]]:
            adds, critical = worth(item, answers[item["id"]])
            points += adds
            grave += [item["id"]] if critical else []
    return points, grave


def true_range(items: list[dict[str, Any]], answers: dict[str, Any]) -> tuple[int, int]:
    ways = [
        possible(item) if answers.get(item["id"]) is None else [answers[item["id"]]]
        for item in items
    ]
    ids = [item["id"] for item in items]
    totals = [total(items, dict(zip(ids, way, strict=True)))[0] for way in product(*ways)]
    return min(totals), max(totals)


def band(bands: list[dict[str, Any]], points: int) -> str | None:
    return next((each["band"] for each in bands if each["from"] <= points <= each["to"]), None)
