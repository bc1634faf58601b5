"""Lines that serve all of Mexico, to begin a directory with: data in starter_lines.csv.

Numbers change, and no program can call: each is loaded as "sin verificar", for the team to
call before it is handed to anybody. Source: the numbers as their services publish them.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from desktop.programme.directory import Service
from desktop.programme.vocabulary import ServiceSort

_FILE = Path(__file__).with_name("starter_lines.csv")


@cache
def starter_lines() -> tuple[Service, ...]:
    """As they are shipped, in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Service(
                name=row["name"],
                sort=ServiceSort[row["sort"]],
                phone=row["phone"],
                hours=row["hours"],
                cost=row["cost"],
            )
            for row in csv.DictReader(file)
        )
