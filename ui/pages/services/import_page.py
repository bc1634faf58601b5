"""Import services from another team's workbook, or from a list of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.changes import Changes
from desktop.i18n import N_, _, ngettext
from desktop.services.directory_import import Kind, Preview, ServiceRow, confirm, preview
from ui.importing.page import Count, ListImportPage
from ui.importing.rows import ChoiceModel
from ui.page import Room
from ui.widgets.parts import button

KIND_WORDS = {
    Kind.NEW.value: N_("Nuevo"),
    Kind.CHANGED.value: N_("Cambia"),
    Kind.DOUBTFUL.value: N_("Dudoso"),
    Kind.REFUSED.value: N_("No se puede"),
    Kind.SAME.value: N_("Igual"),
}
FIRST_TO_SEE = (Kind.DOUBTFUL, Kind.REFUSED, Kind.CHANGED, Kind.NEW, Kind.SAME)
NEVER_TICKED = (Kind.REFUSED.value, Kind.SAME.value)


def _what(row: ServiceRow) -> str:
    about = row.about
    return " · ".join(filter(None, (about.name, about.municipality, about.phone)))


class ServicesImportPage(ListImportPage):
    """New, changed, doubtful and refused rows; all of it can be taken back at once."""

    def __init__(self, room: Room) -> None:
        super().__init__(
            room,
            ChoiceModel[ServiceRow](KIND_WORDS, N_("Servicio"), _what),
            _("Importar servicios"),
            _(
                "Sirve un archivo de Excel (.xlsx) o CSV con una columna que diga el servicio. "
                "Primero verá qué es nuevo y qué cambia; nada se guarda hasta que usted lo "
                "confirme. Lo que entra queda sin verificar."
            ),
        )
        back = button(_("Servicios"), symbol="arrow-left", then=self._back)
        self.tools.addWidget(back)

    def _back(self) -> None:
        self.go.emit("services", None)

    def confirm_words(self, n: int) -> str:
        if not n:
            return _("Importar")
        return ngettext("Importar {n} servicio", "Importar {n} servicios", n).format(n=n)

    def counted(self, found: Preview) -> Sequence[Count]:
        shown: list[Count] = []
        for kind, words, tone, symbol in (
            (Kind.NEW, _("Nuevos: {n}"), "good", "plus"),
            (Kind.CHANGED, _("Cambian: {n}"), "good", "pencil-simple"),
            (Kind.DOUBTFUL, _("Dudosos: {n}"), "amber", "warning"),
            (Kind.REFUSED, _("No se pueden: {n}"), "danger", "x-circle"),
            (Kind.SAME, _("Iguales: {n}"), "accent", "check"),
        ):
            if n := len(found.of_kind(kind)):
                shown.append((words.format(n=f"{n:,}"), tone, symbol))
        return shown

    def put(self, found: Preview) -> None:
        rows = ((row, kind.value) for kind in FIRST_TO_SEE for row in found.of_kind(kind))
        self.model.put_rows(rows, NEVER_TICKED)

    def read_file(
        self, path: Path, then: Callable[[Preview], None], failed: Callable[[BaseException], None]
    ) -> None:
        self.ask_at_desk(preview, path, then=then, failed=failed)

    def write(self, accepted: list[ServiceRow]) -> None:
        self.do_at_desk(
            confirm,
            accepted,
            self.progressed.emit,
            self.stop.is_set,
            then=self._on_written,
            failed=self.failed,
        )

    def _on_written(self, changes: Changes) -> None:
        stopped, n = self.stop.is_set(), len(self.model.accepted)
        self.done("services")
        if stopped:
            words = _("Se detuvo: lo que ya entró está guardado. Puede confirmar otra vez.")
        else:
            words = ngettext("{n} servicio importado.", "{n} servicios importados.", n).format(
                n=f"{n:,}"
            )
        self.said.emit(words, changes if changes.undo else None)
