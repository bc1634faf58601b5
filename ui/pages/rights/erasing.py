"""Before somebody is erased: what goes, what remains elsewhere and until when, and who decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.services import erasing
from desktop.services.erasing import TYPED, Stage, Standing
from desktop.services.rights import Request
from ui.dates import full_date
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.typed_line import bound

WORD_MAX = 20


class EraseDialog(Dialog):
    """One dialog for each stage: asking, taking back, and confirming."""

    def __init__(self, parent: QWidget, request: Request, found: Standing) -> None:
        self.found = found
        primary, symbol = _primary(found.stage)
        super().__init__(parent, _("Borrar sus datos"), primary, symbol)
        folio = _("Folio {folio}").format(folio=request.folio)
        count = ngettext("se borra {n} registro", "se borran {n} registros", found.records)
        self.body.addWidget(label(f"{folio}: {count.format(n=found.records)}", "strong", wrap=True))
        for words in (*_stage_words(found), *_what_remains()):
            self.body.addWidget(label(words, wrap=True))
        self.typed: QLineEdit | None = None
        if found.stage is Stage.ALONE:
            self.typed = QLineEdit()
            bound(self.typed, WORD_MAX)
            asked = _("Para borrar, escriba: {word}").format(word=TYPED)
            self.typed.setAccessibleName(asked)
            self.form().addRow(asked, self.typed)
        self.body.addStretch(1)
        self.fit(600, 560)
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def on_primary(self) -> None:
        waits = self.found.from_on
        if self.typed is None:
            self.accept()
        elif waits is not None and date.today() < waits:
            self.complain(_("Se puede confirmar desde el {day}.").format(day=full_date(waits)))
        elif self.typed.text().strip().casefold() != TYPED:
            self.complain(_("Escriba «{word}», sin comillas.").format(word=TYPED))
        else:
            self.accept()


def decide(page: Page, request: Request) -> None:
    """Ask what this desk can do about it, and do it."""

    def asked(found: Standing) -> None:
        dialog = EraseDialog(page, request, found)
        dialog.ask(lambda: _act(page, request, dialog))

    page.ask_at_desk(erasing.standing, request.id, then=asked)


def _act(page: Page, request: Request, dialog: EraseDialog) -> None:
    stage = dialog.found.stage
    if stage is Stage.NONE:
        said = _("Anotado. Falta que otra coordinación lo confirme.")
        page.do_at_desk(erasing.propose, request.id, said=said)
    elif stage is Stage.MINE:
        page.do_at_desk(erasing.take_back, request.id, said=_("La petición de borrar se retiró."))
    else:
        typed = dialog.typed.text() if dialog.typed is not None else ""
        confirm: Callable[..., Changes] = erasing.confirm
        said = _("Borrado de esta computadora. Las demás lo borran al recibir.")
        page.do_at_desk(confirm, request.id, date.today(), typed, said=said)


def _primary(stage: Stage) -> tuple[str, str]:
    match stage:
        case Stage.NONE:
            return _("Pedir que se borre"), "trash"
        case Stage.MINE:
            return _("Retirar la petición"), "arrow-left"
    return _("Borrar para siempre"), "trash"


def _stage_words(found: Standing) -> tuple[str, ...]:
    match found.stage:
        case Stage.NONE:
            return (_("Lo pide una coordinación y lo confirma otra. Todavía no se borra nada."),)
        case Stage.MINE:
            return (_("Usted ya lo pidió. Falta que otra coordinación entre y lo confirme."),)
        case Stage.THEIRS:
            told = _("{who} pidió este borrado. Si usted lo confirma, no se puede deshacer.")
            return (told.format(who=found.asked_by or _("Otra coordinación")),)
    told = _(
        "No hay otra coordinación en este programa: se espera una semana después de pedirlo. "
        "Se puede confirmar desde el {day}, y no se puede deshacer."
    )
    return (told.format(day=full_date(found.from_on)) if found.from_on else "",)


def _what_remains() -> tuple[str, ...]:
    return (
        _(
            "Se borra de esta computadora al confirmarlo, y de cada una de las demás cuando "
            "reciba. Lo que alguien anote mientras tanto tampoco vuelve a entrar."
        ),
        _(
            "Quedan por un tiempo copias cerradas con llave: en lo ya sellado en esta "
            "computadora o enviado al centro y a "
            "memorias USB, y en los respaldos. Los respaldos de antes se destruyen a más tardar "
            "en 12 meses; hágalo ya si puede."
        ),
        _("Lo que está en papel se busca y se destruye a mano."),
        _("Los conteos ya publicados no cambian: son números sin nadie dentro."),
    )
