"""The rows of a list of people: each person, what would become of her or him and why."""

from __future__ import annotations

from desktop.i18n import N_
from desktop.services.roster_import.preview import Preview
from desktop.services.roster_import.rows import Row
from ui.importing.rows import CREATE, DOUBTFUL, REFUSED, ChoiceModel

KIND_WORDS = {
    CREATE: N_("Se creará"),
    DOUBTFUL: N_("Dudosa"),
    REFUSED: N_("No se puede"),
}


def _what(row: Row) -> str:
    form = row.form
    return " · ".join(part for part in (form.nickname, form.name, form.folio) if part)


class PreviewModel(ChoiceModel[Row]):
    """Doubtful rows first, because they need somebody; a tick accepts one."""

    def __init__(self) -> None:
        super().__init__(KIND_WORDS, N_("Persona"), _what)

    def put(self, found: Preview) -> None:
        kinds = ((DOUBTFUL, found.doubtful), (REFUSED, found.refused), (CREATE, found.create))
        self.put_rows((row, kind) for kind, rows in kinds for row in rows)
