"""A day that may stay empty, as text: what is typed is read as `ui.widgets.when` reads it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit

from desktop.i18n import _
from ui.widgets.typed_line import bound
from ui.widgets.when import read_day

TEXT_MAX_CHARS = 40


class MaybeDay(QLineEdit):
    """Empty is no day; what is no day is neither, and `is_wrong` says so."""

    def __init__(self, name: str, day: date | None = None) -> None:
        super().__init__()
        bound(self, TEXT_MAX_CHARS)
        self.setAccessibleName(name)
        self.setPlaceholderText(_("día/mes/año"))
        self.put(day)

    def put(self, day: date | None) -> None:
        self.setText(f"{day.day}/{day.month}/{day.year}" if day else "")

    @property
    def day(self) -> date | None:
        text = self.text().strip()
        return read_day(text, date.today()) if text else None

    @property
    def is_wrong(self) -> bool:
        return bool(self.text().strip()) and self.day is None

    def complaint(self) -> str:
        """What to say while it is wrong."""
        return _("No se entiende el día: {field}.").format(field=self.accessibleName())
