"""Bring people in from the lists that programmes keep in CSV and XLSX files.

`read` understands a file, `preview` says what would become of each row,
`confirm` writes the accepted ones, `save_refused` keeps the rest for correction.
"""

from desktop.services.roster_import.confirm import confirm
from desktop.services.roster_import.preview import Preview, judge, preview
from desktop.services.roster_import.refused import save_refused
from desktop.services.roster_import.rows import Row
from desktop.services.roster_import.source import read, remove_source
from desktop.services.roster_import.table import Table
from desktop.services.roster_import.troubles import BadRoster

__all__ = [
    "BadRoster",
    "Preview",
    "Row",
    "Table",
    "confirm",
    "judge",
    "preview",
    "read",
    "remove_source",
    "save_refused",
]
