"""Bring services in from a sheet, as the lists of people come in: seen first, confirmed then.

`preview` says what would become of each row, `confirm` writes the accepted ones.
"""

from desktop.services.directory_import.confirm import confirm
from desktop.services.directory_import.preview import Preview, preview
from desktop.services.directory_import.rows import Kind, ServiceRow

__all__ = ["Kind", "Preview", "ServiceRow", "confirm", "preview"]
