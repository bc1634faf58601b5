"""After an import: offer to delete the list that people came from, since it names them in clear."""

from __future__ import annotations

from pathlib import Path

from desktop.i18n import _
from desktop.services.roster_import import remove_source
from ui.page import Page
from ui.widgets.erase import EraseDialog


def offer_removal(page: Page, path: Path) -> None:
    """Ask over whatever page the window shows by now."""

    def kept() -> None:
        told = _("El archivo de origen sigue donde estaba y no está cifrado.")
        page.said.emit(told, None)

    def remove() -> None:
        page.room.tasks.run(
            remove_source,
            path,
            then=lambda _none: page.said.emit(_("El archivo de la lista se borró."), None),
            failed=page.troubled.emit,
        )

    why = _("Ya no hace falta aquí, y trae nombres que cualquiera puede leer.")
    title = _("¿Borrar el archivo de la lista?")
    dialog = EraseDialog(page.window(), title, path.name, why)
    dialog.rejected.connect(kept)
    dialog.ask(remove)
